"""A list of people is saved at a stroke: people, posts, appointments, roles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.listing import Plan
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Grant, Person, Post, Unit
from lianheng.organisation.rules import sort_key
from lianheng.organisation.terms import BY_ROSTER, OrganisationEvent

from .reversal import Trail


@dataclass(slots=True)
class PersonChange:
    """What one row makes of a person, of the post held and of the roles entrusted."""

    number: str
    row: int
    person: Person | None
    facts: dict[str, Any]
    appoint: tuple[Unit, str, date, bool] | None = None
    left: Appointment | None = None
    reappoint: list[tuple[Appointment, dict[str, Any]]] = field(default_factory=list)
    grant: list[tuple[str, Unit, date]] = field(default_factory=list)
    revoke: list[tuple[Grant, dict[str, Any]]] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        """Whether the row changes anything at all."""
        told = any(after for _, after in self.reappoint)
        return bool(self.facts or self.appoint or self.grant or self.revoke or told)


def the_day_before(day: date) -> date:
    """The last day of what another thing follows."""
    return day - timedelta(days=1)


@transaction.atomic
def save_people(plan: Plan, ref: Ref, *, by: Actor) -> dict[str, Any]:
    """The whole list at once; what it leaves behind is returned, so that it can be taken back."""
    trail = Trail()
    changes: Sequence[PersonChange] = plan.changes
    for change in changes:
        if "name" in change.facts:
            change.facts["sort_key"] = sort_key(change.facts["name"])
    new = [change for change in changes if change.person is None]
    for change in new:
        change.person = Person(number=change.number, **change.facts)
    trail.make("person", [change.person for change in new if change.person])
    fresh = {change.number for change in new}
    known = [change for change in changes if change.number not in fresh]
    trail.change("person", [(change.person, change.facts) for change in known if change.person])
    trail.change("appointment", [pair for change in changes for pair in change.reappoint])
    trail.change("grant", [pair for change in changes for pair in change.revoke])
    _save_appointments(trail, changes)
    _save_grants(trail, changes, by)
    record(
        OrganisationEvent.IMPORTED,
        ref,
        by=by,
        list="people",
        created=len(plan.created),
        updated=len(plan.updated),
    )
    return trail.as_kept()


def _save_appointments(trail: Trail, changes: Sequence[PersonChange]) -> None:
    told = [change for change in changes if change.appoint]
    wanted = {(change.appoint[0].pk, change.appoint[1]): None for change in told if change.appoint}
    posts = Post.objects.filter(unit__in={unit_id for unit_id, _ in wanted}).order_by()
    there = {(post.unit_id, post.name): post for post in posts}
    missing = [Post(unit_id=unit_id, name=name) for unit_id, name in wanted if (unit_id, name) not in there]
    trail.make("post", missing)
    there |= {(post.unit_id, post.name): post for post in missing}
    rows = []
    for change in told:
        if change.appoint is None:
            continue
        unit, name, from_on, dedicated = change.appoint
        post = there[unit.pk, name]
        rows.append(Appointment(person=change.person, post=post, from_on=from_on, is_dedicated=dedicated))
    trail.make("appointment", rows)


def _save_grants(trail: Trail, changes: Sequence[PersonChange], by: Actor) -> None:
    now = clock.now()
    rows = [
        Grant(
            person=change.person,
            role=role,
            unit=place,
            from_on=from_on,
            reason=BY_ROSTER,
            granted_by_id=by.id,
            recorded_at=now,
        )
        for change in changes
        for role, place, from_on in change.grant
    ]
    trail.make("grant", rows)
