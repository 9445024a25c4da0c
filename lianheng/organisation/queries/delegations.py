"""Who stands in for whom, as far as one may know."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404

from lianheng.journal.queries import timeline
from lianheng.kernel import clock
from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Delegation, DelegationQuerySet, Grant, Person, Unit
from lianheng.organisation.models.absences import nearest_above
from lianheng.organisation.rules import AGREEING, HEADS_OF_UNITS, LENDABLE, OF_THE_COMMISSION
from lianheng.organisation.terms import (
    EVERY_UNIT,
    DelegationState,
    DelegationTerm,
    OrganisationEvent,
    OrganisationReason,
    Role,
)

from .roster import person_list

SHOWN, OFFERED = 100, 200


@dataclass(frozen=True, slots=True)
class DelegationSheet:
    """A delegation, where today lies in its term, and what one may do about it."""

    delegation: Delegation
    today: date
    may_agree: Verdict
    may_take_back: Verdict

    @property
    def term(self) -> DelegationTerm | None:
        """Whether it has begun, runs, or is over; of what was agreed to."""
        if self.delegation.state != DelegationState.APPROVED:
            return None
        if self.today < self.delegation.from_on:
            return DelegationTerm.COMING
        return DelegationTerm.RUNNING if self.today <= self.delegation.to_on else DelegationTerm.OVER

    @property
    def is_open(self) -> bool:
        """Asked for, or agreed to and not over."""
        asked = self.delegation.state == DelegationState.ASKED
        return asked or self.term in (DelegationTerm.COMING, DelegationTerm.RUNNING)


def delegation_list(actor: Actor) -> list[DelegationSheet]:
    """The delegations that one may know of: those that wait first, then the latest."""
    waiting = delegations_to_agree(actor)
    others = _delegations(actor).exclude(pk__in=waiting.values("pk"))
    return _sheets(actor, [*waiting, *others[:SHOWN]])


def delegations_of(actor: Actor, person: Person) -> list[DelegationSheet]:
    """What this person lent, and for whom this person stood in."""
    concerned = Q(principal=person) | Q(substitute=person)
    return _sheets(actor, _delegations(actor).filter(concerned)[:SHOWN])


def delegations_in(actor: Actor, unit: Unit) -> list[DelegationSheet]:
    """Who stands in for whom in this unit today, or will."""
    rows = _delegations(actor).approved().filter(unit=unit, to_on__gte=clock.today())
    return _sheets(actor, rows[:SHOWN])


def delegation_or_404(actor: Actor, delegation_id: int) -> DelegationSheet:
    """A delegation that one may know of."""
    found = _sheets(actor, _delegations(actor).filter(pk=delegation_id))
    if not found:
        raise Http404
    return found[0]


def delegations_to_agree(actor: Actor) -> DelegationQuerySet:
    """What waits for the actor's consent; never what concerns himself."""
    clerks = Q(role__in=(Role.UNIT_CLERK, Role.OFFICE_CLERK))
    due = clerks & nearest_above(actor, clock.today(), "principal", "substitute")
    for role in HEADS_OF_UNITS:
        due |= Q(role=role, unit__in=Unit.objects.within(actor.paths(*AGREEING[role])))
    led = Q(unit__in=Unit.objects.within(actor.paths(Role.LEADER)))
    due |= Q(role__in=OF_THE_COMMISSION) & (Q() if actor.holds(Role.DEPUTY) else led)
    rows = Delegation.objects.filter(due, state=DelegationState.ASKED)
    rows = rows.exclude(principal__in=actor.selves).exclude(substitute__in=actor.selves)
    return rows.select_related("principal", "substitute", "unit").order_by("from_on", "id")


def lendable_roles(actor: Actor, person: Person) -> list[tuple[str, str]]:
    """What this person could lend, by role and unit; of a role for many units first all of them."""
    held = Grant.objects.own().running(clock.today()).filter(person=person, role__in=LENDABLE)
    grants = list(held.select_related("unit").order_by("unit__position", "unit__code", "role"))
    places = [(grant.role, grant.unit, 0) for grant in grants]
    serving = Unit.objects.filter(posts__appointments__in=person.appointments.running(clock.today())).first()
    for role, count in Counter(grant.role for grant in grants).items():
        if serving and count > 1:
            places.insert(0, (role, serving, count))
    return [
        (f"{role}:{unit.pk}", _lendable(f"{unit.name} {Role(role).label}", count))
        for role, unit, count in places
        if policy.may_lend(actor, person.pk, role, unit)
    ]


def _lendable(place: str, count: int) -> str:
    return EVERY_UNIT.format(place=place, count=count) if count else place


def may_lend_for(actor: Actor, person: Person) -> Verdict:
    """Whether one may lend any role of this person."""
    if lendable_roles(actor, person):
        return YES
    own = person.pk in actor.selves
    return no(OrganisationReason.ROLE_NOT_HELD if own else OrganisationReason.NOT_ABOVE)


def colleagues_of(actor: Actor, person: Person) -> list[tuple[str, str]]:
    """Numbers and names of those who serve beside the person, to choose from while typing."""
    units = Unit.objects.filter(posts__appointments__in=person.appointments.running(clock.today()))
    return colleagues_in(actor, units, but=person)


def colleagues_in(actor: Actor, units: Iterable[Unit], *, but: Person) -> list[tuple[str, str]]:
    """Numbers and names of those who serve in these units today."""
    serving = Appointment.objects.running(clock.today()).filter(post__unit__in=list(units))
    people = person_list(actor).filter(pk__in=serving.values("person")).exclude(pk=but.pk)
    return list(people.order_by("sort_key", "number").values_list("number", "name")[:OFFERED])


def person_named(actor: Actor, said: str) -> Person | None:
    """Whoever is meant by a number or a name; nobody when several bear that name."""
    rows = person_list(actor)
    if found := rows.filter(number=said).first():
        return found
    named = rows.filter(name=said)[:2]
    return named[0] if len(named) == 1 else None


def trail_of(actor: Actor, delegation: Delegation) -> list[dict[str, Any]]:
    """What was done about a delegation, oldest first."""
    labels = dict(OrganisationEvent.choices)
    return [
        {"at": each.happened_at, "title": labels.get(each.kind, each.kind), "by": each.actor_name}
        for each in timeline(actor, [delegation.ref]).order_by("pk")
    ]


def _delegations(actor: Actor) -> DelegationQuerySet:
    rows = Delegation.objects.visible_to(actor)
    return rows.select_related("principal", "substitute", "unit", "asked_by", "decided_by", "revoked_by")


def _sheets(actor: Actor, delegations: Iterable[Delegation]) -> list[DelegationSheet]:
    today = clock.today()
    return [
        DelegationSheet(each, today, policy.may_agree(actor, each), policy.may_take_role_back(actor, each))
        for each in delegations
    ]
