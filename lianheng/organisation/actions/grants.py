"""Roles are entrusted for a unit and a term, and taken back."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Grant, Person, Unit
from lianheng.organisation.rules import LONGEST_TERM
from lianheng.organisation.terms import AbsenceKind, OrganisationEvent, OrganisationReason


@transaction.atomic
def grant(
    person: Person,
    role: str,
    unit: Unit,
    *,
    by: Actor,
    reason: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> Grant:
    """The person holds the role for the unit and all below it from that day on; people give a reason."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    from_on = from_on or clock.today()
    held = held_meanwhile(person, from_on, to_on)
    besides = [other.role for other in held]
    policy.may_grant(by, person.pk, role, besides=besides, has_leader=Grant.objects.led(from_on)).or_refuse()
    check_term(person, role, unit, from_on, to_on, held=held, by=by)
    if not reason.strip() and not by.is_system:
        raise Refused(OrganisationReason.REASON_MISSING)
    granted = Grant.objects.create(
        person=person,
        role=role,
        unit=unit,
        from_on=from_on,
        to_on=to_on,
        reason=reason.strip(),
        granted_by_id=by.id,
        recorded_at=clock.now(),
    )
    record(OrganisationEvent.GRANTED, person.ref, by=by, role=role, unit=unit.pk, on=from_on.isoformat())
    return granted


@transaction.atomic
def revoke(granted: Grant, *, by: Actor) -> Grant:
    """The role is taken back at once: yesterday was its last day, or it was held on no day at all."""
    granted = Grant.objects.select_for_update().get(pk=granted.pk)
    policy.may_revoke(by, granted.person_id, granted.role).or_refuse()
    end_at_once(granted)
    ref = granted.person.ref
    record(OrganisationEvent.REVOKED, ref, by=by, role=granted.role, unit=granted.unit_id)
    return granted


def end_at_once(granted: Grant) -> None:
    """From this moment on it is not held any more."""
    if granted.to_on and granted.to_on < clock.today():
        raise Refused(OrganisationReason.ALREADY_REVOKED)
    granted.to_on, granted.changed_at = max(clock.today(), granted.from_on) - timedelta(days=1), clock.now()
    granted.save(update_fields=["to_on", "changed_at"])


def held_meanwhile(person: Person, from_on: date, to_on: date | None) -> list[Grant]:
    """The roles that the person holds on some day of the term."""
    if to_on and to_on < from_on:
        raise Refused(OrganisationReason.DAYS_NOT_IN_ORDER)
    rows = person.grants.filter(Q(to_on=None) | Q(to_on__gte=from_on))
    rows = rows.filter(from_on__lte=to_on) if to_on else rows
    return [held for held in rows if held.to_on is None or held.to_on >= held.from_on]


def check_term(
    person: Person, role: str, unit: Unit, from_on: date, to_on: date | None, *, held: list[Grant], by: Actor
) -> None:
    """Refused when the person has the role already, or may have it for a term only."""
    if any(other.role == role and other.unit_id == unit.pk and not other.lent_from_id for other in held):
        raise Refused(OrganisationReason.ALREADY_GRANTED)
    if not by.is_system:
        _check_guest(person, from_on, to_on)


def _check_guest(person: Person, from_on: date, to_on: date | None) -> None:
    """Whoever has no post here, or is on secondment, is entrusted for a term that ends with it (借调)."""
    away = person.absences.standing().filter(kind=AbsenceKind.SECONDMENT).overlapping(from_on, to_on).first()
    serves = person.appointments.filter(Q(to_on=None) | Q(to_on__gte=from_on)).exists()
    if serves and away is None:
        return
    if to_on is None or (to_on - from_on).days >= LONGEST_TERM:
        raise Refused(OrganisationReason.TERM_NEEDED)
    if away is not None and away.to_on and to_on > away.to_on:
        raise Refused(OrganisationReason.BEYOND_SECONDMENT)
