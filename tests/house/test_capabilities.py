"""Who may do what: `docs/capabilities.csv`, a row a thing, a column a role, held against the code."""

from collections.abc import Callable
from importlib import import_module
from inspect import signature

import pytest

from lianheng.manual import capabilities
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

from .situations import SITUATIONS
from .situations.people import TOWN, holding
from .tree import PRODUCT, none

MAY, MAY_IF, MAY_NOT = "may", "if", "no"
# What concerns somebody himself is his to do, whatever his role.
OWN = {
    "organisation.may_report_absence",
    "organisation.may_withdraw_absence",
    "organisation.may_shorten_absence",
    "organisation.may_sign_handover",
    "organisation.may_take_over",
    "organisation.may_stop_reset",
    "papers.may_fetch",
    "assessment.may_state",
    "talks.may_confirm",
    "talks.may_report",
}


@pytest.fixture(scope="module")
def rows() -> dict[str, capabilities.Capability]:
    """What the file says, by what it is about."""
    found = {each.code: each for each in capabilities.rows()}
    assert len(found) > 80
    return found


def policies() -> dict[str, Callable[..., object]]:
    """Everything that a policy answers to somebody: whether he may."""
    rooms = {path.relative_to(PRODUCT).parts[0] for path in PRODUCT.glob("*/policy*")}
    found = {}
    for room in sorted(rooms):
        policy = import_module(f"lianheng.{room}.policy")
        for name, asked in vars(policy).items():
            if name.startswith("may_") and callable(asked) and "actor" in signature(asked).parameters:
                found[f"{room}.{name}"] = asked
    assert len(found) > 80
    return found


def test_every_policy_has_its_row_and_every_row_its_policy(rows):
    found = policies()
    none(f"no row: {name}" for name in found.keys() - rows.keys())
    none(f"no policy: {name}" for name in rows.keys() - found.keys())
    none(f"no situation: {name}" for name in found.keys() - SITUATIONS.keys())


def answered(code: str, role: Role) -> str:
    """What the code answers somebody of this role: always when it can be done at all, sometimes, never."""
    who = holding(role)
    usual, *limiting = [bool(situation(who)) for situation in SITUATIONS[code]]
    if not usual:
        return MAY_IF if any(limiting) else MAY_NOT
    return MAY if all(limiting) else MAY_IF


@pytest.mark.parametrize("role", Role)
def test_the_code_answers_every_role_as_the_file_says(rows, role):
    said = {code: row.of(role) for code, row in rows.items()}
    none(
        f"{code}: the file says {said[code]}, the code {answer}"
        for code in said
        if said[code] != (answer := answered(code, role))
    )


def test_m25_without_a_role_one_does_only_what_concerns_oneself(rows):
    """An account that waits for a role opens nothing; what concerns its holder himself needs none."""
    waiting = Actor(id=200, name="甲", unit_id=TOWN.pk, unit_kind=TOWN.kind, unit_path=TOWN.path)
    open_to_him = {code for code in rows if SITUATIONS[code][0](waiting)}
    assert open_to_him == OWN | {"assessment.may_see_proposal", "talks.may_see"}
    none(code for code in rows if any(situation(waiting) for situation in SITUATIONS[code][1:]))


def test_every_row_says_in_words_what_when_why_not_and_on_what_it_rests(rows):
    none(code for code, row in rows.items() if not (row.action and row.why_not and row.source))
    limited = [row for row in rows.values() if MAY_IF in row.by_role.values()]
    none(row.code for row in limited if not row.condition)


def test_no_two_rows_are_called_the_same(rows):
    called = [(row.group, row.action) for row in rows.values()]
    none({each for each in called if called.count(each) > 1})


def test_g09_no_administrator_does_what_another_does(rows):
    """What changes something is one administrator's alone; all three only read, or deal with their own."""
    three = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    shared = {
        code
        for code, row in rows.items()
        if sum(row.of(role) != MAY_NOT for role in three) > 1
        and not code.rpartition(".")[2].startswith("may_see")
    }
    assert shared == {"organisation.may_read_history", *OWN}
