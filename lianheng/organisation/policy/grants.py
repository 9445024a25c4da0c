"""Who entrusts roles and takes them back, which of them one person alone cannot, and who is the second."""

from collections.abc import Iterable

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import GrantRequest
from lianheng.organisation.models.grant_requests import READERS
from lianheng.organisation.rules import GRANT_REQUEST_WORKFLOW, may_be_held_together, needs_second
from lianheng.organisation.terms import GrantRequestMove, GrantRequestState, OrganisationReason, Role


def may_entrust(actor: Actor) -> Verdict:
    """Roles are entrusted and taken back by the security administrator alone (三员分立)."""
    entrusts = actor.is_system or actor.holds(Role.SECURITY_ADMIN)
    return YES if entrusts else no(OrganisationReason.NOT_ENTITLED)


def may_grant(
    actor: Actor, person_id: int, role: str, *, besides: Iterable[str] = (), has_leader: bool = False
) -> Verdict:
    """Never to oneself; an administrator holds nothing else; what needs a second person is asked for."""
    if not (verdict := _may_entrust(actor, person_id, role, besides)):
        return verdict
    alone = actor.is_system or not needs_second(role, has_leader=has_leader)
    return YES if alone else no(OrganisationReason.NEEDS_SECOND)


def may_revoke(actor: Actor, person_id: int, role: str = "") -> Verdict:
    """Whoever may entrust may take back, but not from oneself, and not alone what two have entrusted."""
    if not (verdict := may_entrust(actor)):
        return verdict
    if person_id == actor.id:
        return no(OrganisationReason.OWN_GRANT)
    alone = actor.is_system or not needs_second(role, has_leader=True)
    return YES if alone else no(OrganisationReason.NEEDS_SECOND)


def may_ask_grant(
    actor: Actor, person_id: int, role: str, *, besides: Iterable[str] = (), has_leader: bool = True
) -> Verdict:
    """The security administrator asks for a role that one person alone does not entrust."""
    if not (verdict := _may_entrust(actor, person_id, role, besides)):
        return verdict
    if actor.is_system or not needs_second(role, has_leader=has_leader):
        return no(OrganisationReason.ONE_IS_ENOUGH)
    return YES


def may_ask_revocation(actor: Actor, person_id: int, role: str) -> Verdict:
    """The security administrator asks that such a role be taken back."""
    return may_ask_grant(actor, person_id, role)


def may_decide_grant(actor: Actor, request: GrantRequest) -> Verdict:
    """The leader himself, in nobody's stead; never who asked nor who is concerned."""
    if not GRANT_REQUEST_WORKFLOW.allows(GrantRequestState(request.state), GrantRequestMove.APPROVE):
        return no(OrganisationReason.WRONG_STATE)
    if not actor.holds(Role.LEADER) or actor.on_behalf_of is not None:
        return no(OrganisationReason.NOT_LEADER)
    concerned = {request.person_id, request.asked_by_id} & set(actor.selves)
    return no(OrganisationReason.NOT_SECOND) if concerned else YES


def may_withdraw_grant(actor: Actor, request: GrantRequest) -> Verdict:
    """Whoever asked takes it back, as long as it is not decided."""
    if not GRANT_REQUEST_WORKFLOW.allows(GrantRequestState(request.state), GrantRequestMove.WITHDRAW):
        return no(OrganisationReason.WRONG_STATE)
    has_asked = request.asked_by_id == actor.id and may_entrust(actor)
    return YES if has_asked else no(OrganisationReason.NOT_ENTITLED)


def may_see_grants(actor: Actor) -> Verdict:
    """Who holds what, and what was asked for: whoever asks, whoever approves, and whoever audits."""
    sees = actor.is_system or any(map(actor.holds, READERS))
    return YES if sees else no(OrganisationReason.NOT_ENTITLED)


def may_see_changes(actor: Actor) -> Verdict:
    """What changed in accounts and roles, week by week, is for the auditor and the leader."""
    sees = actor.is_system or actor.holds(Role.AUDIT_ADMIN) or actor.holds(Role.LEADER)
    return YES if sees else no(OrganisationReason.NOT_ENTITLED)


def may_list_changes(actor: Actor) -> Verdict:
    """The machine lists a week when it is over; nobody keeps a week from the auditor."""
    return YES if actor.is_system else no(OrganisationReason.NOT_ENTITLED)


def sees_grant_request(actor: Actor, request: GrantRequest) -> bool:
    """Whoever asks, whoever approves, and whoever audits."""
    return bool(may_see_grants(actor))


def _may_entrust(actor: Actor, person_id: int, role: str, besides: Iterable[str]) -> Verdict:
    if not (verdict := may_entrust(actor)):
        return verdict
    if person_id == actor.id:
        return no(OrganisationReason.OWN_GRANT)
    return YES if may_be_held_together([role, *besides]) else no(OrganisationReason.ROLES_EXCLUDE)
