"""Who asks for the reset of a lost factor, who agrees, who stops it: never one person alone."""

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import FactorReset
from lianheng.organisation.rules import FACTOR_RESET_WORKFLOW, RESET_READERS
from lianheng.organisation.terms import FactorResetMove, FactorResetState, OrganisationReason, Role


def may_ask_reset(actor: Actor, person_id: int) -> Verdict:
    """The system administrator asks, for somebody else."""
    if person_id in actor.selves:
        return no(OrganisationReason.OWN_FACTOR)
    return YES if actor.holds(Role.SYSTEM_ADMIN) else no(OrganisationReason.NOT_ENTITLED)


def may_decide_reset(actor: Actor, reset: FactorReset) -> Verdict:
    """The security administrator agrees or does not: neither the one concerned nor the one who asked."""
    if not FACTOR_RESET_WORKFLOW.allows(FactorResetState(reset.state), FactorResetMove.APPROVE):
        return no(OrganisationReason.WRONG_STATE)
    if reset.person_id in actor.selves:
        return no(OrganisationReason.OWN_FACTOR)
    if reset.asked_by_id in actor.selves:
        return no(OrganisationReason.SAME_TWO)
    return YES if actor.holds(Role.SECURITY_ADMIN) else no(OrganisationReason.NOT_ENTITLED)


def may_stop_reset(actor: Actor, reset: FactorReset) -> Verdict:
    """Whoever is concerned and any of the three administrators who act stop it, as long as it is not done."""
    if not FACTOR_RESET_WORKFLOW.allows(FactorResetState(reset.state), FactorResetMove.STOP):
        return no(OrganisationReason.WRONG_STATE)
    is_keeper = actor.holds(Role.SYSTEM_ADMIN) or actor.holds(Role.SECURITY_ADMIN)
    return YES if is_keeper or reset.person_id == actor.id else no(OrganisationReason.NOT_ENTITLED)


def sees_reset(actor: Actor, reset: FactorReset) -> bool:
    """One's own, and for the three administrators all."""
    return actor.is_system or any(map(actor.holds, RESET_READERS)) or reset.person_id == actor.id


def may_see_resets(actor: Actor) -> Verdict:
    """The list is the three administrators'."""
    is_reader = any(map(actor.holds, RESET_READERS))
    return YES if is_reader else no(OrganisationReason.NOT_ENTITLED)
