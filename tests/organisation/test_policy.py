"""Who may keep units, entrust roles and open accounts: the matrix, with plain actors."""

import pytest

from lianheng.organisation import policy
from lianheng.organisation.actor import NOBODY, SYSTEM, Actor, Held
from lianheng.organisation.rules import ADMINISTRATORS
from lianheng.organisation.terms import OrganisationReason, Role, UnitKind

OWN, OTHER = 7, 8


class Place:
    """A unit with nothing but its place."""

    def __init__(self, path: str) -> None:
        self.path = path


def holding(role: Role, path: str = "1.") -> Actor:
    """Somebody in the commission who holds this role for everything below the place."""
    return Actor(
        id=OWN,
        name="甲",
        unit_id=1,
        unit_path="1.",
        unit_kind=UnitKind.COMMISSION,
        held=(Held(role, 1, path),),
    )


KEEPERS = {Role.SYSTEM_ADMIN, Role.SCORER, Role.LEADER}


@pytest.mark.parametrize("role", Role)
def test_units_people_and_imports_belong_to_system_administrator_scorer_and_leader(role):
    actor = holding(role)
    for may in (policy.may_manage_units, policy.may_manage_people, policy.may_import):
        assert bool(may(actor)) == (role in KEEPERS)


@pytest.mark.parametrize("role", Role)
def test_only_the_security_administrator_entrusts_roles(role):
    verdict = policy.may_grant(holding(role), OTHER, Role.UNIT_HEAD)
    assert bool(verdict) == (role == Role.SECURITY_ADMIN)
    assert bool(policy.may_revoke(holding(role), OTHER)) == (role == Role.SECURITY_ADMIN)


@pytest.mark.parametrize("role", Role)
def test_only_the_system_administrator_opens_accounts(role):
    assert bool(policy.may_open_account(holding(role), OTHER)) == (role == Role.SYSTEM_ADMIN)


def test_nobody_entrusts_or_takes_back_or_opens_anything_for_himself():
    security, system = holding(Role.SECURITY_ADMIN), holding(Role.SYSTEM_ADMIN)
    assert policy.may_grant(security, OWN, Role.UNIT_HEAD).why_not == OrganisationReason.OWN_GRANT
    assert policy.may_revoke(security, OWN).why_not == OrganisationReason.OWN_GRANT
    assert policy.may_open_account(system, OWN).why_not == OrganisationReason.OWN_ACCOUNT


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("held", Role)
def test_an_administrator_holds_nothing_else(role, held):
    verdict = policy.may_grant(SYSTEM, OTHER, role, besides=[held])
    excluded = role != held and bool({role, held} & ADMINISTRATORS)
    assert bool(verdict) != excluded


def test_the_machine_may_prepare_everything_and_nobody_may_nothing():
    for may in (policy.may_manage_units, policy.may_import, policy.may_entrust, policy.may_manage_accounts):
        assert may(SYSTEM)
        assert not may(NOBODY)


def test_a_role_held_for_a_part_of_the_tree_keeps_that_part_alone():
    scorer = holding(Role.SCORER, "1.2.")
    assert policy.may_manage_units(scorer, Place("1.2.5."))
    assert not policy.may_manage_units(scorer, Place("1.3."))


def test_a_place_that_begins_with_the_same_digits_is_another_place():
    held = (Held(Role.UNIT_CLERK, 2, "1.2."),)
    actor = Actor(id=OWN, name="乙", unit_id=2, unit_path="1.2.", unit_kind=UnitKind.TOWNSHIP, held=held)
    assert not policy.may_see(actor, Place("1.23."))
    assert policy.may_see(actor, Place("1.2.3."))
    assert policy.may_see(actor, Place("1."))


def test_m25_an_account_that_waits_for_a_role_sees_no_unit_and_nobody_but_its_holder():
    for kind, path in ((UnitKind.COMMISSION, "1."), (UnitKind.TOWNSHIP, "1.2.")):
        waiting = Actor(id=OWN, name="乙", unit_id=1, unit_path=path, unit_kind=kind)
        assert not policy.may_see(waiting, Place(path))
        assert policy.sees_person(waiting, OWN, [path])
        assert not policy.sees_person(waiting, OTHER, [path])
