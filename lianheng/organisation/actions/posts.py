"""Posts are set up in units; people are appointed to them and relieved."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Person, Post, Unit
from lianheng.organisation.rules import ADMINISTRATORS
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason


@transaction.atomic
def add_post(unit: Unit, name: str, *, by: Actor) -> Post:
    """The unit's post of that name; set up when there is none yet."""
    policy.may_manage_units(by, unit).or_refuse()
    post, is_new = Post.objects.get_or_create(unit=unit, name=name)
    if is_new:
        record(OrganisationEvent.UNIT_CHANGED, unit.ref, by=by, changed=["posts"], post=post.pk)
    return post


@transaction.atomic
def appoint(
    person: Person,
    unit: Unit,
    post: str,
    *,
    from_on: date,
    by: Actor,
    is_dedicated: bool = True,
    instead_of: Appointment | None = None,
) -> Appointment:
    """A person takes up a post on that day; a post given up for it ends the day before."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    policy.may_manage_people(by, unit).or_refuse()
    if unit.closed_on and unit.closed_on <= from_on:
        raise Refused(OrganisationReason.UNIT_CLOSED)
    held = add_post(unit, post, by=by)
    if instead_of is not None:
        _relieve(instead_of, on=from_on - timedelta(days=1), by=by, moves_on=True)
    if person.appointments.filter(Q(to_on=None) | Q(to_on__gte=from_on), post=held).exists():
        raise Refused(OrganisationReason.ALREADY_APPOINTED)
    appointment = Appointment.objects.create(
        person=person, post=held, from_on=from_on, is_dedicated=is_dedicated
    )
    record(OrganisationEvent.APPOINTED, person.ref, by=by, post=held.pk, unit=unit.pk, on=from_on.isoformat())
    return appointment


@transaction.atomic
def relieve(appointment: Appointment, *, on: date, by: Actor) -> Appointment:
    """That day is the last in the post; business roles for the unit end with the last post in it."""
    return _relieve(appointment, on=on, by=by, moves_on=False)


def _relieve(appointment: Appointment, *, on: date, by: Actor, moves_on: bool) -> Appointment:
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    unit = appointment.post.unit
    policy.may_manage_people(by, unit).or_refuse()
    if appointment.to_on and appointment.to_on < clock.today():
        raise Refused(OrganisationReason.ALREADY_RELIEVED)
    if on < appointment.from_on:
        raise Refused(OrganisationReason.DAYS_NOT_IN_ORDER)
    appointment.to_on = on
    appointment.save(update_fields=["to_on"])
    ref = appointment.person.ref
    record(OrganisationEvent.RELIEVED, ref, by=by, post=appointment.post_id, unit=unit.pk, on=on.isoformat())
    _end_roles(appointment.person, unit, on, by, moves_on=moves_on)
    return appointment


def _end_roles(person: Person, unit: Unit, on: date, by: Actor, *, moves_on: bool) -> None:
    """With the last post of all every role for other units ends too, unless another post follows.

    Administrators' roles stay: they are the security administrator's to take back, nobody else's.
    """
    after = Q(to_on=None) | Q(to_on__gt=on)
    left = set(person.appointments.filter(after).values_list("post__unit", flat=True))
    held = person.grants.filter(after).exclude(role__in=ADMINISTRATORS).exclude(unit__in=left)
    for grant in held.filter(unit=unit, lent_from=None) if left or moves_on else held:
        grant.to_on, grant.changed_at = max(on, grant.from_on - timedelta(days=1)), clock.now()
        grant.save(update_fields=["to_on", "changed_at"])
        record(
            OrganisationEvent.REVOKED, person.ref, by=by, role=grant.role, unit=grant.unit_id, with_post=True
        )
