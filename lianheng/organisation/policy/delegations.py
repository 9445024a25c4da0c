"""Who lends a role, who agrees, who takes it back."""

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Delegation, Unit
from lianheng.organisation.rules import AGREEING, DELEGATION_WORKFLOW, LENDABLE, OF_THE_COMMISSION
from lianheng.organisation.terms import DelegationMove, DelegationState, OrganisationReason, Role

from .absences import stands_above


def may_lend(actor: Actor, principal_id: int, role: str, unit: Unit) -> Verdict:
    """A person lends his own role, or whoever would agree lends it for him; nothing is lent on."""
    if role not in LENDABLE:
        return no(OrganisationReason.ROLE_NOT_LENT)
    if principal_id in actor.selves:
        return no(OrganisationReason.IN_STEAD) if actor.on_behalf_of else YES
    return YES if _agrees_for(actor, role, unit) else no(OrganisationReason.NOT_ABOVE)


def may_agree(actor: Actor, delegation: Delegation) -> Verdict:
    """Whoever stands above the role agrees; neither of the two concerned, nor anybody in the stead of one."""
    if not DELEGATION_WORKFLOW.allows(DelegationState(delegation.state), DelegationMove.APPROVE):
        return no(OrganisationReason.WRONG_STATE)
    return agrees(actor, delegation)


def agrees(actor: Actor, delegation: Delegation) -> Verdict:
    """Whether it is this person's to agree that the role is lent."""
    if {delegation.principal_id, delegation.substitute_id} & set(actor.selves):
        return no(OrganisationReason.OWN_ITEM)
    above = _agrees_for(actor, delegation.role, delegation.unit)
    return YES if above else no(OrganisationReason.NOT_ABOVE)


def may_take_role_back(actor: Actor, delegation: Delegation) -> Verdict:
    """Whoever lent the role, whoever may agree to it, or the security administrator takes it back."""
    if not DELEGATION_WORKFLOW.allows(DelegationState(delegation.state), DelegationMove.REVOKE):
        return no(OrganisationReason.WRONG_STATE)
    if delegation.principal_id == actor.id or actor.holds(Role.SECURITY_ADMIN):
        return YES
    return agrees(actor, delegation)


def _agrees_for(actor: Actor, role: str, unit: Unit) -> bool:
    if role in OF_THE_COMMISSION:
        return actor.holds(Role.LEADER, unit) or actor.holds(Role.DEPUTY)
    return any(actor.holds(above, unit) for above in AGREEING[role])


def sees_delegation(actor: Actor, delegation: Delegation) -> bool:
    """Both concerned, whoever is above the unit, and the security administrator."""
    if actor.is_system or actor.holds(Role.SECURITY_ADMIN):
        return True
    concerned = actor.id is not None and actor.id in (delegation.principal_id, delegation.substitute_id)
    return concerned or stands_above(actor, delegation.unit)
