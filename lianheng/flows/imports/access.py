"""Who may bring in which list."""

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role
from lianheng.papers.terms import PaperReason

KEEPERS = (Role.SYSTEM_ADMIN, Role.SCORER, Role.LEADER)


def may_import_units(actor: Actor) -> Verdict:
    """Units come in through whoever keeps them."""
    return _any(actor, *KEEPERS)


def may_import_people(actor: Actor) -> Verdict:
    """People come in through whoever keeps the roster; roles only through the security administrator."""
    return _any(actor, *KEEPERS, Role.SECURITY_ADMIN)


def may_import_tasks(actor: Actor) -> Verdict:
    """An office brings in its own drafts."""
    return _any(actor, Role.OFFICE_HEAD, Role.OFFICE_CLERK)


def may_import_outcomes(actor: Actor) -> Verdict:
    """What stands on paper is taken over by the scoring office."""
    return _any(actor, Role.SCORER)


def _any(actor: Actor, *roles: Role) -> Verdict:
    holds = actor.is_system or any(actor.holds(role) for role in roles)
    return YES if holds else no(PaperReason.NOT_ENTITLED)
