"""Who may keep units, people and posts, entrust roles, open accounts; and who sees whom."""

from collections.abc import Iterable

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor, Placed
from lianheng.organisation.terms import OrganisationReason, Role

KEEPERS = (Role.SYSTEM_ADMIN, Role.SCORER, Role.LEADER)


def may_see(actor: Actor, unit: Placed) -> bool:
    """The commission's staff see every unit; others see their own, what is below and above it."""
    if actor.sees_all_units:
        return True
    return any(unit.path.startswith(place) or place.startswith(unit.path) for place in actor.places)


def sees_person(actor: Actor, person_id: int, serving_at: Iterable[str]) -> bool:
    """The commission's staff see everybody; others themselves and whoever serves in their places."""
    if actor.sees_all_units or person_id == actor.id:
        return True
    return any(path.startswith(place) for path in serving_at for place in actor.places)


def may_manage_units(actor: Actor, at: Placed | None = None) -> Verdict:
    """Units, posts and the roster are kept by the system administrator, the scoring office or the leader."""
    keeps = actor.is_system or any(actor.holds(role, at) for role in KEEPERS)
    return YES if keeps else no(OrganisationReason.NOT_ENTITLED)


def may_manage_people(actor: Actor, at: Placed | None = None) -> Verdict:
    """Whoever keeps the units keeps the people who serve in them."""
    return may_manage_units(actor, at)


def may_read_history(actor: Actor) -> Verdict:
    """What was changed, and by whom, is for those who keep it, who entrust, and who audit."""
    readers = (*KEEPERS, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    reads = actor.is_system or any(actor.holds(role) for role in readers)
    return YES if reads else no(OrganisationReason.NOT_ENTITLED)


def may_import(actor: Actor) -> Verdict:
    """Whoever keeps units and people may bring them in from a workbook."""
    return may_manage_units(actor)


def may_manage_accounts(actor: Actor) -> Verdict:
    """Accounts are opened and closed by the system administrator."""
    keeps = actor.is_system or actor.holds(Role.SYSTEM_ADMIN)
    return YES if keeps else no(OrganisationReason.NOT_ENTITLED)


def may_open_account(actor: Actor, person_id: int) -> Verdict:
    """The system administrator opens, resets and closes accounts, only never his own."""
    if not (verdict := may_manage_accounts(actor)):
        return verdict
    return no(OrganisationReason.OWN_ACCOUNT) if person_id == actor.id else YES


def may_renew_password(actor: Actor, person_id: int, *, opens_alone: bool) -> Verdict:
    """Where a password alone opens what somebody's roles open, nobody alone gives out a new one."""
    if not (verdict := may_open_account(actor, person_id)):
        return verdict
    return no(OrganisationReason.TWO_FOR_PASSWORD) if opens_alone and not actor.is_system else YES


def may_mark_instance(actor: Actor) -> Verdict:
    """What an installation is for is said by the operator who prepares it."""
    return YES if actor.is_system else no(OrganisationReason.NOT_ENTITLED)
