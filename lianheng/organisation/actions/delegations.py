"""A role is lent to a colleague for a term, agreed to, and taken back; it ends by itself."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Delegation, Grant, Person, Unit
from lianheng.organisation.rules import DELEGATION_WORKFLOW, LONGEST_DELEGATION, may_be_held_together
from lianheng.organisation.terms import (
    DelegationMove,
    DelegationState,
    OrganisationEvent,
    OrganisationReason,
)

Lent = Sequence[tuple[Grant, Unit]]


@transaction.atomic
def lend_role(
    principal: Person,
    substitute: Person,
    *,
    role: str,
    unit: Unit,
    from_on: date,
    to_on: date,
    reason: str,
    by: Actor,
) -> Delegation:
    """The role is to be lent for the unit and all below it; said by whoever agrees to it, it is agreed."""
    locked = Person.objects.select_for_update().filter(pk__in=(principal.pk, substitute.pk))
    people = {each.pk: each for each in locked.order_by("pk")}
    policy.may_lend(by, principal.pk, role, unit).or_refuse()
    if by.id is None:
        raise Refused(OrganisationReason.NOT_ENTITLED)
    _check_term(from_on, to_on)
    delegation = Delegation(
        principal=people[principal.pk],
        substitute=people[substitute.pk],
        role=role,
        unit=unit,
        from_on=from_on,
        to_on=to_on,
        reason=reason,
        asked_at=clock.now(),
        asked_by_id=by.id,
    )
    _check(delegation)
    is_agreed = principal.pk != by.id
    if is_agreed:
        policy.agrees(by, delegation).or_refuse()
    delegation.save()
    _record(OrganisationEvent.DELEGATION_ASKED, delegation, by)
    return _agree(delegation, "", by) if is_agreed else delegation


@transaction.atomic
def approve_delegation(delegation: Delegation, *, by: Actor, answer: str = "") -> Delegation:
    """Whoever stands above agrees; from its first day on the role is lent, and ends by itself."""
    delegation = _locked(delegation)
    policy.may_agree(by, delegation).or_refuse()
    if delegation.to_on < clock.today():
        raise Refused(OrganisationReason.TERM_OVER)
    return _agree(delegation, answer, by)


@transaction.atomic
def refuse_delegation(delegation: Delegation, *, answer: str, by: Actor) -> Delegation:
    """Whoever stands above does not agree, and says why."""
    delegation = _locked(delegation)
    policy.may_agree(by, delegation).or_refuse()
    if not answer.strip():
        raise Refused(OrganisationReason.REASON_MISSING)
    _decide(delegation, DelegationMove.REFUSE, answer, by)
    _record(OrganisationEvent.DELEGATION_REFUSED, delegation, by)
    return delegation


@transaction.atomic
def revoke_delegation(delegation: Delegation, *, by: Actor) -> Delegation:
    """The role is taken back at once."""
    delegation = _locked(delegation)
    policy.may_take_role_back(by, delegation).or_refuse()
    delegation.state = DELEGATION_WORKFLOW.after(DelegationMove.REVOKE)
    delegation.revoked_at, delegation.revoked_by_id = clock.now(), by.id
    delegation.save(update_fields=["state", "revoked_at", "revoked_by"])
    for grant in delegation.grants.select_for_update().filter(to_on__gte=clock.today()):
        grant.to_on, grant.changed_at = max(clock.today(), grant.from_on) - timedelta(days=1), clock.now()
        grant.save(update_fields=["to_on", "changed_at"])
    _record(OrganisationEvent.DELEGATION_REVOKED, delegation, by)
    return delegation


def _agree(delegation: Delegation, answer: str, by: Actor) -> Delegation:
    lent = _check(delegation)
    _decide(delegation, DelegationMove.APPROVE, answer, by)
    from_on = max(delegation.from_on, clock.today())
    for grant, unit in lent:
        Grant.objects.create(
            person_id=delegation.substitute_id,
            role=delegation.role,
            unit=unit,
            from_on=from_on,
            to_on=delegation.to_on,
            granted_by_id=by.id,
            lent_from=grant,
            delegation=delegation,
            recorded_at=clock.now(),
        )
    _record(OrganisationEvent.DELEGATION_APPROVED, delegation, by)
    return delegation


def _decide(delegation: Delegation, move: DelegationMove, answer: str, by: Actor) -> None:
    delegation.state, delegation.answer = DELEGATION_WORKFLOW.after(move), answer
    delegation.decided_at, delegation.decided_by_id = clock.now(), by.id
    delegation.save(update_fields=["state", "answer", "decided_at", "decided_by"])


def _record(event: OrganisationEvent, delegation: Delegation, by: Actor) -> None:
    concerned = {"principal": delegation.principal_id, "substitute": delegation.substitute_id}
    record(event, delegation.ref, by=by, role=delegation.role, unit=delegation.unit_id, **concerned)


def _locked(delegation: Delegation) -> Delegation:
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=delegation.pk)


def _check_term(from_on: date, to_on: date) -> None:
    if from_on < clock.today():
        raise Refused(OrganisationReason.IN_PAST)
    if to_on < from_on:
        raise Refused(OrganisationReason.DAYS_NOT_IN_ORDER)
    if (to_on - from_on).days >= LONGEST_DELEGATION:
        raise Refused(OrganisationReason.TERM_TOO_LONG)


def _check(delegation: Delegation) -> Lent:
    """What is lent; refused when there is nothing, or when the colleague cannot hold it."""
    if delegation.principal_id == delegation.substitute_id:
        raise Refused(OrganisationReason.SAME_PERSON)
    lent = _held(delegation)
    if not lent:
        raise Refused(OrganisationReason.ROLE_NOT_HELD)
    if not Appointment.objects.running(clock.today()).filter(person=delegation.substitute_id).exists():
        raise Refused(OrganisationReason.NOT_IN_OFFICE)
    others = Delegation.objects.filter(state__in=(DelegationState.ASKED, DelegationState.APPROVED))
    others = others.filter(principal=delegation.principal_id, role=delegation.role, unit=delegation.unit_id)
    overlapping = others.filter(from_on__lte=delegation.to_on, to_on__gte=delegation.from_on)
    if overlapping.exclude(pk=delegation.pk).exists():
        raise Refused(OrganisationReason.LENT_ALREADY)
    _check_substitute(delegation, lent)
    return lent


def _held(delegation: Delegation) -> Lent:
    """What the principal holds of the role at the unit, else at each unit below it."""
    held = Grant.objects.own().running(max(delegation.from_on, clock.today()))
    held = held.filter(person=delegation.principal_id, role=delegation.role)
    grants = list(held.select_related("unit").order_by("unit__path", "pk"))
    place = delegation.unit.path
    for grant in grants:
        if place.startswith(grant.unit.path):
            return [(grant, delegation.unit)]
    return [(grant, grant.unit) for grant in grants if grant.unit.path.startswith(place)]


def _check_substitute(delegation: Delegation, lent: Lent) -> None:
    rows = Grant.objects.own().filter(person=delegation.substitute_id, from_on__lte=delegation.to_on)
    held = list(rows.filter(Q(to_on=None) | Q(to_on__gte=delegation.from_on)).select_related("unit"))
    if not may_be_held_together([delegation.role, *(grant.role for grant in held)]):
        raise Refused(OrganisationReason.ROLES_EXCLUDE)
    same = [grant.unit.path for grant in held if grant.role == delegation.role]
    if all(any(unit.path.startswith(path) for path in same) for _, unit in lent):
        raise Refused(OrganisationReason.HOLDS_ALREADY)
