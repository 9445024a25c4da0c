"""Absences are reported, confirmed, taken back, and end earlier."""

from datetime import date, timedelta

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Absence, Appointment, Person, Unit
from lianheng.organisation.rules import ABSENCE_WORKFLOW, HEADS
from lianheng.organisation.terms import (
    AbsenceMove,
    AbsenceState,
    OrganisationEvent,
    OrganisationReason,
    UnitKind,
)


@transaction.atomic
def report_absence(
    person: Person, *, kind: str, from_on: date, by: Actor, to_on: date | None = None, reason: str = ""
) -> Absence:
    """The person says that he is away, and the one above confirms it; said by the one above, it counts."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    unit = unit_served_in(person, clock.today())
    policy.may_report_absence(by, person.pk, unit).or_refuse()
    if to_on and to_on < from_on:
        raise Refused(OrganisationReason.DAYS_NOT_IN_ORDER)
    if person.absences.standing().overlapping(from_on, to_on).exists():
        raise Refused(OrganisationReason.ABSENCE_OVERLAPS)
    absence = Absence(person=person, unit=unit, kind=kind, from_on=from_on, to_on=to_on, reason=reason)
    absence.is_of_head = _heads(person, unit)
    absence.reported_at, absence.reported_by_id = clock.now(), by.id
    event = OrganisationEvent.ABSENCE_REPORTED
    if person.pk != by.id:
        absence.state, event = AbsenceState.CONFIRMED, OrganisationEvent.ABSENCE_CONFIRMED
        absence.decided_at, absence.decided_by_id = clock.now(), by.id
    absence.save()
    record(event, absence.ref, by=by, person=person.pk, unit=unit.pk)
    return absence


@transaction.atomic
def confirm_absence(absence: Absence, *, by: Actor) -> Absence:
    """The one above says that it is so."""
    return _decide(absence, AbsenceMove.CONFIRM, OrganisationEvent.ABSENCE_CONFIRMED, by)


@transaction.atomic
def decline_absence(absence: Absence, *, by: Actor) -> Absence:
    """The one above does not agree."""
    return _decide(absence, AbsenceMove.DECLINE, OrganisationEvent.ABSENCE_DECLINED, by)


@transaction.atomic
def withdraw_absence(absence: Absence, *, by: Actor) -> Absence:
    """It was entered in error, or came to nothing."""
    absence = _locked(absence)
    policy.may_withdraw_absence(by, absence).or_refuse()
    absence.state = ABSENCE_WORKFLOW.after(AbsenceMove.WITHDRAW)
    absence.save(update_fields=["state"])
    record(OrganisationEvent.ABSENCE_WITHDRAWN, absence.ref, by=by, person=absence.person_id)
    return absence


@transaction.atomic
def shorten_absence(absence: Absence, *, back_on: date, by: Actor) -> Absence:
    """Back at work on that day, earlier than was said."""
    absence = _locked(absence)
    policy.may_shorten_absence(by, absence).or_refuse()
    last = back_on - timedelta(days=1)
    if last < absence.from_on or (absence.to_on and last >= absence.to_on):
        raise Refused(OrganisationReason.NOT_SHORTER)
    absence.to_on = last
    absence.save(update_fields=["to_on"])
    ref = absence.ref
    record(OrganisationEvent.ABSENCE_SHORTENED, ref, by=by, person=absence.person_id, on=last.isoformat())
    return absence


def unit_served_in(person: Person, on: date) -> Unit:
    """The unit of the latest appointment; whoever serves nowhere cannot be away."""
    serving = Appointment.objects.running(on).filter(person=person).select_related("post__unit")
    main = serving.order_by("-from_on", "-pk").first()
    if main is None:
        raise Refused(OrganisationReason.NOT_IN_OFFICE)
    return main.post.unit


def _heads(person: Person, unit: Unit) -> bool:
    heading = person.grants.own().running(clock.today()).filter(role__in=HEADS, unit=unit)
    return unit.kind == UnitKind.COMMISSION or heading.exists()


def _locked(absence: Absence) -> Absence:
    return Absence.objects.select_for_update(of=("self",)).select_related("unit").get(pk=absence.pk)


def _decide(absence: Absence, move: AbsenceMove, event: OrganisationEvent, by: Actor) -> Absence:
    absence = _locked(absence)
    policy.may_decide_absence(by, absence).or_refuse()
    absence.state = ABSENCE_WORKFLOW.after(move)
    absence.decided_at, absence.decided_by_id = clock.now(), by.id
    absence.save(update_fields=["state", "decided_at", "decided_by"])
    record(event, absence.ref, by=by, person=absence.person_id, unit=absence.unit_id)
    return absence
