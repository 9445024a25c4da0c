"""A role that one person alone does not entrust: asked for, approved by the leader, and only then held."""

from datetime import date
from typing import Any

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Grant, GrantRequest, Person, Unit
from lianheng.organisation.rules import GRANT_REQUEST_WORKFLOW, may_be_held_together
from lianheng.organisation.terms import GrantRequestMove, OrganisationEvent, OrganisationReason

from .grants import check_term, end_at_once, held_meanwhile


@transaction.atomic
def ask_grant(
    person: Person,
    role: str,
    unit: Unit,
    *,
    reason: str,
    by: Actor,
    from_on: date | None = None,
    to_on: date | None = None,
) -> GrantRequest:
    """The security administrator asks that the person be entrusted; nothing is held yet."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    from_on = from_on or clock.today()
    held = held_meanwhile(person, from_on, to_on)
    besides = [other.role for other in held]
    policy.may_ask_grant(
        by, person.pk, role, besides=besides, has_leader=Grant.objects.led(from_on)
    ).or_refuse()
    check_term(person, role, unit, from_on, to_on, held=held, by=by)
    return _ask(reason, by, person=person, role=role, unit=unit, from_on=from_on, to_on=to_on)


@transaction.atomic
def ask_revocation(granted: Grant, *, reason: str, by: Actor) -> GrantRequest:
    """The security administrator asks that the role be taken back; until then it is held."""
    granted = (
        Grant.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=granted.pk)
    )
    policy.may_ask_revocation(by, granted.person_id, granted.role).or_refuse()
    if granted.to_on and granted.to_on < clock.today():
        raise Refused(OrganisationReason.ALREADY_REVOKED)
    facts = {"person": granted.person, "role": granted.role, "unit": granted.unit, "grant": granted}
    return _ask(reason, by, **facts, from_on=granted.from_on, to_on=granted.to_on)


@transaction.atomic
def approve_grant(request: GrantRequest, *, by: Actor, answer: str = "") -> GrantRequest:
    """The leader approves: the role is held, or is held no more, from this moment on."""
    request = _locked(request)
    policy.may_decide_grant(by, request).or_refuse()
    _decide(request, GrantRequestMove.APPROVE, answer, by)
    record(OrganisationEvent.GRANT_APPROVED, request.ref, by=by, **_concerned(request))
    return _take_back(request, by) if request.grant else _entrust(request, by)


@transaction.atomic
def refuse_grant(request: GrantRequest, *, answer: str, by: Actor) -> GrantRequest:
    """The leader does not approve, and says why."""
    request = _locked(request)
    policy.may_decide_grant(by, request).or_refuse()
    if not answer.strip():
        raise Refused(OrganisationReason.REASON_MISSING)
    _decide(request, GrantRequestMove.REFUSE, answer, by)
    record(OrganisationEvent.GRANT_REFUSED, request.ref, by=by, **_concerned(request))
    return request


@transaction.atomic
def withdraw_grant(request: GrantRequest, *, by: Actor) -> GrantRequest:
    """Whoever asked does not ask any more."""
    request = _locked(request)
    policy.may_withdraw_grant(by, request).or_refuse()
    request.state = GRANT_REQUEST_WORKFLOW.after(GrantRequestMove.WITHDRAW)
    request.save(update_fields=["state"])
    record(OrganisationEvent.GRANT_WITHDRAWN, request.ref, by=by, **_concerned(request))
    return request


def _ask(reason: str, by: Actor, **facts: Any) -> GrantRequest:
    if not reason.strip():
        raise Refused(OrganisationReason.REASON_MISSING)
    if GrantRequest.objects.open().filter(person=facts["person"], role=facts["role"]).exists():
        raise Refused(OrganisationReason.ASKED_ALREADY)
    said = {"reason": reason.strip(), "asked_at": clock.now(), "asked_by_id": by.id}
    request = GrantRequest.objects.create(**facts, **said)
    record(OrganisationEvent.GRANT_ASKED, request.ref, by=by, **_concerned(request))
    return request


def _entrust(request: GrantRequest, by: Actor) -> GrantRequest:
    """As it was asked for, and not before it was approved."""
    person = Person.objects.select_for_update().get(pk=request.person_id)
    from_on = max(request.from_on, clock.today())
    held = held_meanwhile(person, from_on, request.to_on)
    if not may_be_held_together([request.role, *(other.role for other in held)]):
        raise Refused(OrganisationReason.ROLES_EXCLUDE)
    check_term(person, request.role, request.unit, from_on, request.to_on, held=held, by=by)
    Grant.objects.create(
        person=person,
        role=request.role,
        unit=request.unit,
        from_on=from_on,
        to_on=request.to_on,
        reason=request.reason,
        granted_by_id=request.asked_by_id,
        request=request,
        recorded_at=clock.now(),
    )
    said = {"role": request.role, "unit": request.unit_id, "on": from_on.isoformat()}
    record(OrganisationEvent.GRANTED, person.ref, by=by, **said)
    return request


def _take_back(request: GrantRequest, by: Actor) -> GrantRequest:
    granted = Grant.objects.select_for_update().get(pk=request.grant_id)
    end_at_once(granted)
    said = {"role": request.role, "unit": request.unit_id}
    record(OrganisationEvent.REVOKED, request.person.ref, by=by, **said)
    return request


def _decide(request: GrantRequest, move: GrantRequestMove, answer: str, by: Actor) -> None:
    request.state, request.answer = GRANT_REQUEST_WORKFLOW.after(move), answer.strip()
    request.decided_at, request.decided_by_id = clock.now(), by.id
    request.save(update_fields=["state", "answer", "decided_at", "decided_by"])


def _concerned(request: GrantRequest) -> dict[str, object]:
    said = {"person": request.person_id, "role": request.role, "unit": request.unit_id}
    return said | {"asked_by": request.asked_by_id}


def _locked(request: GrantRequest) -> GrantRequest:
    rows = GrantRequest.objects.select_for_update(of=("self",)).select_related("person", "unit", "grant")
    return rows.get(pk=request.pk)
