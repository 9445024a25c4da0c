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
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason


@transaction.atomic
def grant(
    person: Person,
    role: str,
    unit: Unit,
    *,
    by: Actor,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Grant:
    """The person holds the role for the unit and all below it from that day on."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    from_on = from_on or clock.today()
    if to_on and to_on < from_on:
        raise Refused(OrganisationReason.DAYS_NOT_IN_ORDER)
    besides = list(_overlapping(person, from_on, to_on))
    policy.may_grant(by, person.pk, role, besides=[held.role for held in besides]).or_refuse()
    if any(held.role == role and held.unit_id == unit.pk and not held.lent_from_id for held in besides):
        raise Refused(OrganisationReason.ALREADY_GRANTED)
    granted = Grant.objects.create(
        person=person, role=role, unit=unit, from_on=from_on, to_on=to_on, granted_by_id=by.id
    )
    record(OrganisationEvent.GRANTED, person.ref, by=by, role=role, unit=unit.pk, on=from_on.isoformat())
    return granted


@transaction.atomic
def revoke(granted: Grant, *, by: Actor) -> Grant:
    """The role is taken back at once: yesterday was its last day, or it was held on no day at all."""
    granted = Grant.objects.select_for_update().get(pk=granted.pk)
    policy.may_revoke(by, granted.person_id).or_refuse()
    if granted.to_on and granted.to_on < clock.today():
        raise Refused(OrganisationReason.ALREADY_REVOKED)
    granted.to_on = max(clock.today(), granted.from_on) - timedelta(days=1)
    granted.save(update_fields=["to_on"])
    ref = granted.person.ref
    record(OrganisationEvent.REVOKED, ref, by=by, role=granted.role, unit=granted.unit_id)
    return granted


def _overlapping(person: Person, from_on: date, to_on: date | None) -> list[Grant]:
    """The roles that the person holds on some day of the term."""
    rows = person.grants.filter(Q(to_on=None) | Q(to_on__gte=from_on))
    rows = rows.filter(from_on__lte=to_on) if to_on else rows
    return [held for held in rows if held.to_on is None or held.to_on >= held.from_on]
