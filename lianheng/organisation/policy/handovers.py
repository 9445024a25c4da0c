"""Who signs when a post changes hands, and who sees what nobody answers for."""

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Handover
from lianheng.organisation.rules import HANDOVER_WORKFLOW
from lianheng.organisation.terms import HandoverMove, HandoverState, OrganisationReason, Role

from .absences import stands_above


def sees_handover(actor: Actor, handover: Handover) -> bool:
    """Those who sign it, and whoever heads or is in charge of the unit."""
    signing = (handover.leaver_id, handover.successor_id, handover.witness_id)
    return (actor.id is not None and actor.id in signing) or stands_above(actor, handover.unit)


def may_open_handover(actor: Actor) -> Verdict:
    """A handover follows from what happened to a post; nobody opens one by hand."""
    return YES if actor.is_system else no(OrganisationReason.NOT_ENTITLED)


def may_sign_handover(actor: Actor, handover: Handover) -> Verdict:
    """The leaver himself signs what he leaves."""
    if not HANDOVER_WORKFLOW.allows(HandoverState(handover.state), HandoverMove.SIGN):
        return no(OrganisationReason.WRONG_STATE)
    if actor.on_behalf_of is not None:
        return no(OrganisationReason.IN_STEAD)
    return YES if handover.leaver_id == actor.id else no(OrganisationReason.NOT_LEAVER)


def may_sign_instead(actor: Actor, handover: Handover) -> Verdict:
    """When the leaver cannot sign, whoever stands above does, with the reason."""
    if not HANDOVER_WORKFLOW.allows(HandoverState(handover.state), HandoverMove.SIGN_INSTEAD):
        return no(OrganisationReason.WRONG_STATE)
    if {handover.leaver_id, handover.successor_id} & set(actor.selves):
        return no(OrganisationReason.OWN_ITEM)
    return YES if stands_above(actor, handover.unit) else no(OrganisationReason.NOT_ABOVE)


def may_name_successor(actor: Actor, handover: Handover) -> Verdict:
    """Whoever stands above the unit says who takes over, until it was taken over."""
    if handover.state not in (HandoverState.OPENED, HandoverState.SIGNED):
        return no(OrganisationReason.WRONG_STATE)
    if handover.leaver_id in actor.selves:
        return no(OrganisationReason.OWN_ITEM)
    above = actor.is_system or stands_above(actor, handover.unit)
    return YES if above else no(OrganisationReason.NOT_ABOVE)


def may_take_over(actor: Actor, handover: Handover) -> Verdict:
    """The successor himself signs that he takes over."""
    if not HANDOVER_WORKFLOW.allows(HandoverState(handover.state), HandoverMove.TAKE_OVER):
        return no(OrganisationReason.WRONG_STATE)
    if handover.successor_id is None:
        return no(OrganisationReason.NO_SUCCESSOR)
    if actor.on_behalf_of is not None:
        return no(OrganisationReason.IN_STEAD)
    return YES if handover.successor_id == actor.id else no(OrganisationReason.NOT_SUCCESSOR)


def may_close_handover(actor: Actor, handover: Handover) -> Verdict:
    """A witness closes it: somebody above the unit who signed nothing else on it (监交)."""
    if not HANDOVER_WORKFLOW.allows(HandoverState(handover.state), HandoverMove.CLOSE):
        return no(OrganisationReason.WRONG_STATE)
    if {handover.leaver_id, handover.successor_id} & set(actor.selves):
        return no(OrganisationReason.SIGNED_HIMSELF)
    if handover.signed_instead_by_id in actor.selves:
        return no(OrganisationReason.SIGNED_FOR_HIM)
    return YES if stands_above(actor, handover.unit) else no(OrganisationReason.NOT_ABOVE)


def may_cancel_handover(actor: Actor, handover: Handover) -> Verdict:
    """When the post did not change hands after all, whoever stands above says so, and why."""
    if not HANDOVER_WORKFLOW.allows(HandoverState(handover.state), HandoverMove.CANCEL):
        return no(OrganisationReason.WRONG_STATE)
    if {handover.leaver_id, handover.successor_id} & set(actor.selves):
        return no(OrganisationReason.OWN_ITEM)
    return YES if stands_above(actor, handover.unit) else no(OrganisationReason.NOT_ABOVE)


def may_see_stranded(actor: Actor) -> Verdict:
    """Leaders, deputies and the scoring office; of posts and accounts also the system administrator."""
    looking = (Role.LEADER, Role.DEPUTY, Role.SCORER, Role.SYSTEM_ADMIN)
    return YES if any(actor.holds(role) for role in looking) else no(OrganisationReason.NOT_ENTITLED)
