"""What a scheme says of the year: parts and items with their full points, the bonus cap, the grades."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lianheng.assessment.terms import EntryCode, Grade, PlanProblem, YearItemKind, YearItemName, YearPart
from lianheng.kernel.verdict import Refused

FULL = Decimal(100)
MOST_BY_EVALUATION = Decimal(10)
MOST_BONUS = Decimal(5)
MEASURED = (YearItemKind.TARGET, YearItemKind.PER_CASE)
FIXED = (EntryCode.EXEMPT, EntryCode.FALSIFIED)
BY_RANK = (Grade.EXCELLENT, Grade.QUALIFIED, Grade.BASIC)


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of the year: its full points, and what it is bound to."""

    part: str
    part_name: str
    code: str
    name: str
    points: Decimal
    kind: YearItemKind
    measure: str = ""
    target: Decimal = FULL
    is_proportional: bool = True
    per_case: Decimal = Decimal(1)
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Plan:
    """The year as one version of the scheme has it."""

    items: tuple[Planned, ...]
    bonus: Decimal
    grades: Mapping[Grade, Decimal]

    @property
    def measures(self) -> frozenset[str]:
        """The codes of all measures that it is bound to."""
        return frozenset(item.measure for item in self.items if item.measure)


def _measured(name: YearItemName, points: str, measure: str, target: str = "100") -> dict[str, Any]:
    return {
        "code": name.value,
        "name": str(name.label),
        "points": points,
        "by": YearItemKind.TARGET.value,
        "measure": measure,
        "target": target,
        "proportional": True,
    }


def _plain(name: YearItemName, points: str, kind: YearItemKind) -> dict[str, Any]:
    return {"code": name.value, "name": str(name.label), "points": points, "by": kind.value}


def _part(part: YearPart, *items: dict[str, Any]) -> dict[str, Any]:
    return {"code": part.value, "name": str(part.label), "items": list(items)}


AREAS = (
    (YearItemName.COORDINATION, "checklists.duties_coordination"),
    (YearItemName.SYSTEMS, "checklists.duties_systems"),
    (YearItemName.INSPECTION, "checklists.duties_inspection"),
    (YearItemName.PETITIONS, "checklists.duties_petitions"),
    (YearItemName.TEAM, "checklists.duties_team"),
)
DEFAULT_YEAR: dict[str, Any] = {
    "parts": [
        _part(YearPart.MONTHLY, _plain(YearItemName.MONTHLY, "50", YearItemKind.MONTHS)),
        _part(YearPart.DUTIES, *(_measured(name, "6", measure) for name, measure in AREAS)),
        _part(
            YearPart.SUPERVISION,
            _measured(YearItemName.ON_TIME, "5", "checklists.on_time_share"),
            _measured(YearItemName.COMMITMENTS, "5", "talks.commitments_kept"),
        ),
        _part(YearPart.EVALUATION, _plain(YearItemName.EVALUATION, "10", YearItemKind.EVALUATION)),
    ],
    "bonus": "5",
    "grades": {Grade.EXCELLENT.value: "90", Grade.QUALIFIED.value: "80", Grade.BASIC.value: "70"},
}


def read_plan(said: Any) -> Plan:
    """The year as it was written; refuses what cannot be scored by, and says what is wrong with it."""
    data = _mapping(said, "year")
    items = tuple(_items(data.get("parts", ())))
    _check_items(items)
    bonus = _between(data.get("bonus", "0"), "bonus", MOST_BONUS)
    grades = _grades(_mapping(data.get("grades", DEFAULT_YEAR["grades"]), "grades"))
    return Plan(items, bonus, grades)


def _items(parts: Any) -> Iterator[Planned]:
    for part in _list(parts, "parts"):
        each = _mapping(part, "parts")
        code, name = _word(each, "code"), _word(each, "name")
        for item in _list(each.get("items", ()), code):
            yield _item(code, name, _mapping(item, code))


def _item(part: str, part_name: str, said: Mapping[str, Any]) -> Planned:
    code = _word(said, "code")
    if said.get("by") not in YearItemKind.values or said["by"] == YearItemKind.BONUS:
        raise Refused(PlanProblem.UNKNOWN_CODE, code, said.get("by"))
    kind, points = YearItemKind(said["by"]), _between(said.get("points"), code, FULL)
    measure = str(said.get("measure", "")).strip() if kind in MEASURED else ""
    if kind in MEASURED and "." not in measure:
        raise Refused(PlanProblem.NO_MEASURE, code)
    target = _between(said.get("target", "100"), code, Decimal(1_000_000))
    if not points or not target:
        raise Refused(PlanProblem.OUT_OF_RANGE, code)
    return Planned(
        part=part,
        part_name=part_name,
        code=code,
        name=_word(said, "name"),
        points=points,
        kind=kind,
        measure=measure,
        target=target,
        is_proportional=bool(said.get("proportional", True)),
        per_case=_between(said.get("per_case", "1"), code, FULL),
        floor=_between(said.get("floor", "0"), code, points),
    )


def _check_items(items: tuple[Planned, ...]) -> None:
    codes = [item.code for item in items]
    for code in codes:
        if codes.count(code) > 1 or code == YearPart.BONUS:
            raise Refused(PlanProblem.TWICE, code)
    if (whole := sum((item.points for item in items), Decimal(0))) != FULL:
        raise Refused(PlanProblem.NOT_A_HUNDRED, whole)
    evaluated = [item.points for item in items if item.kind == YearItemKind.EVALUATION]
    if sum(evaluated, Decimal(0)) > MOST_BY_EVALUATION:
        raise Refused(PlanProblem.EVALUATION_TOO_HEAVY)


def _grades(said: Mapping[str, Any]) -> dict[Grade, Decimal]:
    found = {grade: _between(said.get(grade.value), grade.value, FULL) for grade in BY_RANK}
    limits = list(found.values())
    if sorted(limits, reverse=True) != limits:
        raise Refused(PlanProblem.GRADES_IN_ORDER)
    return found


def read_points(said: Any, defaults: Mapping[str, str]) -> dict[str, str]:
    """What each event costs, as it was written: known events only, and nothing earns points.

    An exemption costs nothing, and false evidence costs the month, under every scheme.
    """
    found = dict(defaults)
    for code, points in _mapping(said, "points").items():
        if code not in defaults:
            raise Refused(PlanProblem.UNKNOWN_CODE, code)
        found[code] = str(-_between(-_number(points, code), code, FULL) + 0)
        if code in FIXED and Decimal(found[code]) != Decimal(defaults[code]):
            raise Refused(PlanProblem.OUT_OF_RANGE, code, points)
    return found


def read_limits(said: Any, defaults: Mapping[str, str]) -> dict[str, str]:
    """Below which scores something is proposed, as it was written."""
    found = dict(defaults)
    for code, limit in _mapping(said, "limits").items():
        if code not in defaults:
            raise Refused(PlanProblem.UNKNOWN_CODE, code)
        found[code] = str(_between(limit, code, FULL))
    return found


def _number(said: Any, about: str) -> Decimal:
    try:
        number = Decimal(str(said).strip())
    except InvalidOperation:
        raise Refused(PlanProblem.NOT_A_NUMBER, about, said) from None
    if not number.is_finite():
        raise Refused(PlanProblem.NOT_A_NUMBER, about, said)
    return number


def _between(said: Any, about: str, most: Decimal) -> Decimal:
    """A number from nought to the most, with at most two places."""
    number = _number(said, about)
    if not 0 <= number <= most or number != round(number, 2):
        raise Refused(PlanProblem.OUT_OF_RANGE, about, said)
    return number


def _mapping(said: Any, about: str) -> Mapping[str, Any]:
    if not isinstance(said, Mapping):
        raise Refused(PlanProblem.NOT_A_SCHEME, about)
    return said


def _list(said: Any, about: str) -> Iterable[Any]:
    if not isinstance(said, list | tuple):
        raise Refused(PlanProblem.NOT_A_SCHEME, about)
    return said


def _word(said: Mapping[str, Any], name: str) -> str:
    word = str(said.get(name, "")).strip()
    if not word or len(word) > 40:
        raise Refused(PlanProblem.NOT_A_SCHEME, name)
    return word
