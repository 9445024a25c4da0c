"""The lists that can be imported: their columns exactly, and the doors through which they come in."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from lianheng.checklists.actions import takeover
from lianheng.checklists.terms import Proof
from lianheng.kernel.measure import Better, known
from lianheng.organisation.actions import roster
from lianheng.organisation.terms import KIND_ALIASES, LEADER_ALIASES, Role, UnitKind
from lianheng.papers.cells import (
    Cell,
    Reader,
    Unreadable,
    code,
    codes,
    day,
    day_or_month,
    long_text,
    month,
    plain,
    text,
    whole,
    word,
    words,
    yes_no,
)
from lianheng.papers.importing import Column, Importer
from lianheng.papers.terms import LISTED

from . import access
from .terms import (
    MEASURE_MARK,
    OTHER_NAMES,
    SEX_WORDS,
    Hint,
    ImportProblem,
    ListKind,
    OutcomeColumn,
    PersonColumn,
    TaskColumn,
    UnitColumn,
)


def _known(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every name under which a word may be written, with what it means."""
    return {said.lower(): meant for meant, many in names.items() for said in many}


AT_LEAST, AT_MOST = ">=", "<="
SIGNS = {0x2265: AT_LEAST, 0x2264: AT_MOST}
MEASURE = re.compile(r"(?P<code>[\w.-]{1,60})(?:(?P<sign>>=|<=)(?P<goal>\d{1,9}(?:\.\d{1,2})?))?")
KINDS = _known({kind.value: (kind.value, str(kind.label), *KIND_ALIASES[kind]) for kind in UnitKind})
ROLES = _known({role.value: (role.value, str(role.label)) for role in Role}) | dict.fromkeys(
    LEADER_ALIASES, Role.LEADER.value
)
PROOFS = _known({proof.value: (proof.value, str(proof.label)) for proof in (Proof.MATERIAL, Proof.RECORD)})


def proof(cell: Cell) -> tuple[str, str, Decimal | None]:
    """By material, by record, or by a measure named after a colon, with its goal after >= or <=."""
    said = "".join(normalize("NFKC", plain(cell).translate(SIGNS)).split())
    if said.lower() in PROOFS:
        return PROOFS[said.lower()], "", None
    mark, _, measure = said.partition(":")
    if mark in (MEASURE_MARK, Proof.MEASURE) and measure:
        return Proof.MEASURE.value, *_measure(measure)
    raise Unreadable(ImportProblem.PROOF, said=plain(cell))


def _measure(said: str) -> tuple[str, Decimal | None]:
    """A measure that is known and can prove something; a goal that fits it, or the measure's own."""
    found = MEASURE.fullmatch(said)
    measure = known().get(found["code"]) if found else None
    if found is None or measure is None:
        raise Unreadable(ImportProblem.MEASURE, code=said, known=LISTED.join(_proving()))
    if not measure.may_prove:
        raise Unreadable(ImportProblem.PROVES_NOTHING, code=measure.code, known=LISTED.join(_proving()))
    if found["goal"] is None and measure.threshold is None:
        raise Unreadable(ImportProblem.NO_GOAL, code=measure.code)
    if found["sign"] and found["sign"] != (AT_MOST if measure.better == Better.LESS else AT_LEAST):
        raise Unreadable(ImportProblem.WRONG_SIGN, code=measure.code, title=measure.title)
    return measure.code, Decimal(found["goal"]) if found["goal"] else None


def _proving() -> list[str]:
    return [each.code for each in known().values() if each.may_prove]


def _column(name: Any, read: Reader, *, required: bool = False, hint: Hint | None = None) -> Column:
    return Column(
        name=name.label,
        field=name.value,
        read=read,
        required=required,
        aliases=OTHER_NAMES.get(name.value, ()),
        help=hint.label if hint else "",
    )


_KIND_NAMES = LISTED.join(kind.label for kind in UnitKind)
_ROLE_NAMES = LISTED.join(role.label for role in Role)

UNIT_COLUMNS = (
    _column(UnitColumn.CODE, code(30), required=True),
    _column(UnitColumn.NAME, text(100), required=True),
    _column(UnitColumn.SHORT_NAME, text(40)),
    _column(UnitColumn.SUPERIOR, code(30)),
    _column(UnitColumn.KIND, word(KINDS, _KIND_NAMES), required=True),
    _column(UnitColumn.PEER_CLASS, text(40), hint=Hint.PEER_CLASS),
    _column(UnitColumn.POSITION, whole(-1_000_000_000, 1_000_000_000)),
    _column(UnitColumn.FOUNDED_ON, day_or_month, hint=Hint.DAY_OR_MONTH),
    _column(UnitColumn.HOSTS, codes(20_000), hint=Hint.SEVERAL_CODES),
    _column(UnitColumn.IS_LARGER, yes_no, hint=Hint.YES_NO),
)
PERSON_COLUMNS = (
    _column(PersonColumn.NUMBER, code(30), required=True),
    _column(PersonColumn.NAME, text(60), required=True),
    _column(PersonColumn.SEX, word(SEX_WORDS, LISTED.join(list(SEX_WORDS)[:2]))),
    _column(PersonColumn.BORN_ON, day_or_month, hint=Hint.DAY_OR_MONTH),
    _column(PersonColumn.POLITICAL_STATUS, text(20)),
    _column(PersonColumn.EDUCATION, text(20)),
    _column(PersonColumn.SPECIALITY, text(60)),
    _column(PersonColumn.WORKS_SINCE, day_or_month, hint=Hint.DAY_OR_MONTH),
    _column(PersonColumn.IN_DISCIPLINE_SINCE, day_or_month, hint=Hint.DAY_OR_MONTH),
    _column(PersonColumn.UNIT, code(30), required=True),
    _column(PersonColumn.POST, text(60), required=True),
    _column(PersonColumn.IS_DEDICATED, yes_no, hint=Hint.YES_NO),
    _column(PersonColumn.FROM_ON, day_or_month, required=True, hint=Hint.DAY_OR_MONTH),
    _column(PersonColumn.IS_SUPERVISOR, yes_no, hint=Hint.YES_NO),
    _column(PersonColumn.ROLES, words(ROLES, _ROLE_NAMES), hint=Hint.ROLES),
)
TASK_COLUMNS = (
    _column(TaskColumn.MONTH, month, required=True, hint=Hint.MONTH),
    _column(TaskColumn.OFFICE, code(30), required=True),
    _column(TaskColumn.TITLE, text(200), required=True),
    _column(TaskColumn.REQUIREMENT, long_text()),
    _column(TaskColumn.SCOPE, codes(4000), required=True, hint=Hint.SCOPE),
    _column(TaskColumn.DUE_ON, day, required=True, hint=Hint.DAY),
    _column(TaskColumn.WEIGHT, whole(1, 3), hint=Hint.WEIGHT),
    _column(TaskColumn.PROOF, proof, required=True, hint=Hint.PROOF),
    _column(TaskColumn.MINUTES, whole(0, 100_000), hint=Hint.MINUTES),
    _column(TaskColumn.IS_KEY, yes_no, hint=Hint.YES_NO),
)
OUTCOME_COLUMNS = (
    _column(OutcomeColumn.MONTH, month, required=True, hint=Hint.MONTH),
    _column(OutcomeColumn.TITLE, text(200), required=True),
    _column(OutcomeColumn.UNIT, code(30), required=True),
    _column(OutcomeColumn.DONE_ON, day, hint=Hint.NOT_DONE),
    _column(OutcomeColumn.TIMES_RETURNED, whole(0, 99)),
    _column(OutcomeColumn.IS_EXEMPT, yes_no, hint=Hint.YES_NO),
    _column(OutcomeColumn.REASON, text(500)),
    _column(OutcomeColumn.IS_EVIDENCE_MISSING, yes_no, hint=Hint.YES_NO),
    _column(OutcomeColumn.IS_FALSIFIED, yes_no, hint=Hint.YES_NO),
)

IMPORTERS: Mapping[str, Importer] = {
    one.kind: one
    for one in (
        Importer(
            kind=ListKind.UNITS.value,
            label=ListKind.UNITS.label,
            columns=UNIT_COLUMNS,
            may=access.may_import_units,
            check=roster.plan_units,
            save=roster.save_units,
            undo=roster.undo_roster,
        ),
        Importer(
            kind=ListKind.PEOPLE.value,
            label=ListKind.PEOPLE.label,
            columns=PERSON_COLUMNS,
            may=access.may_import_people,
            check=roster.plan_people,
            save=roster.save_people,
            undo=roster.undo_roster,
        ),
        Importer(
            kind=ListKind.TASKS.value,
            label=ListKind.TASKS.label,
            columns=TASK_COLUMNS,
            may=access.may_import_tasks,
            check=takeover.plan_tasks,
            save=takeover.save_tasks,
            undo=takeover.undo_takeover,
        ),
        Importer(
            kind=ListKind.OUTCOMES.value,
            label=ListKind.OUTCOMES.label,
            columns=OUTCOME_COLUMNS,
            may=access.may_import_outcomes,
            check=takeover.plan_outcomes,
            save=takeover.save_outcomes,
            undo=takeover.undo_takeover,
        ),
    )
}
