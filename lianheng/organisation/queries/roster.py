"""What people read of the organisation: units, people, posts, roles, saved views."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from lianheng.journal.queries import timeline
from lianheng.kernel import clock
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import (
    Account,
    Appointment,
    Grant,
    Person,
    PersonQuerySet,
    Post,
    SavedView,
    Unit,
    UnitQuerySet,
)
from lianheng.organisation.rules import numbers_above
from lianheng.organisation.terms import OrganisationEvent, UnitKind, UnitStanding

Row = TypeVar("Row", bound=Model)
OFFERED = 500
HISTORY, PAST = 30, 100
BASE = (UnitKind.VILLAGE, UnitKind.COMMUNITY)
UNIT_FACTS = ("code", "name", "short_name", "kind", "peer_class", "position", "founded_on", "is_larger")
PERSON_FACTS = (
    *("number", "name", "sex", "born_on", "political_status", "education", "speciality"),
    *("works_since", "in_discipline_since", "is_supervisor"),
)


def unit_list(actor: Actor, standing: str = UnitStanding.ANY) -> UnitQuerySet:
    """The units in the actor's sight, in official order: all, those that stand today, or those closed."""
    units = Unit.objects.visible_to(actor).select_related("superior")
    if standing == UnitStanding.ANY:
        return units
    if standing == UnitStanding.CLOSED:
        return units.filter(closed_on__lte=clock.today())
    return units.standing(clock.today())


def unit_or_404(actor: Actor, unit_id: int) -> Unit:
    """The unit, unless it is out of the actor's sight."""
    unit = unit_list(actor).filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    return unit


def unit_by_code(actor: Actor, code: str) -> Unit | None:
    """The unit with that code, if the actor may see it."""
    return unit_list(actor).filter(code=code).first()


def unit_named(actor: Actor, said: str) -> Unit | None:
    """The unit that somebody means who types a code or a name; none when several have that name."""
    if found := unit_by_code(actor, said):
        return found
    named = unit_list(actor, "").filter(Q(name=said) | Q(short_name=said))[:2]
    return named[0] if len(named) == 1 else None


def unit_names(actor: Actor) -> list[tuple[str, str]]:
    """Codes and names to choose from while typing; whoever means a village types its code."""
    offered = unit_list(actor, "").exclude(kind__in=(UnitKind.VILLAGE, UnitKind.COMMUNITY))
    return list(offered.values_list("code", "name")[:OFFERED])


def own_unit(actor: Actor) -> Unit | None:
    """The unit in which the actor serves."""
    return Unit.objects.filter(pk=actor.unit_id).first() if actor.unit_id else None


def units_below(actor: Actor, unit: Unit) -> UnitQuerySet:
    """The units directly below, in official order."""
    return unit_list(actor).filter(superior=unit)


def units_above(actor: Actor, unit: Unit) -> list[Unit]:
    """The units above, from the top down."""
    numbers = numbers_above(unit.path)[:-1]
    found = unit_list(actor).in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def hosts_of(actor: Actor, unit: Unit) -> QuerySet[Unit]:
    """The host units that a dispatched group covers; whoever sees the group may read their names."""
    return unit.hosts.all()


def unit_facts(actor: Actor, unit: Unit) -> dict[str, Any]:
    """What is known of a unit, as a form shows it."""
    facts = {name: getattr(unit, name) for name in UNIT_FACTS}
    hosts = "; ".join(unit.hosts.values_list("code", flat=True))
    return facts | {"superior": unit.superior.code if unit.superior else "", "hosts": hosts}


def person_facts(actor: Actor, person: Person) -> dict[str, Any]:
    """What the roster says of a person, as a form shows it."""
    return {name: getattr(person, name) for name in PERSON_FACTS}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a number about a unit is read against: who serves there, and what it covers."""

    staff: int = 0
    covered: int = 0  # villages and communities below it, or host units


def surroundings(actor: Actor, units: Collection[int]) -> dict[int, Surroundings]:
    """For each of these units, as far as the actor may see them, its staff in post and what it covers."""
    here = OuterRef("pk")
    serving = (
        Appointment.objects.running(clock.today()).filter(post__unit=here).order_by().values("post__unit")
    )
    staff = serving.annotate(counted=Count("person", distinct=True)).values("counted")
    below = Unit.objects.standing(clock.today()).filter(superior=here, kind__in=BASE).order_by()
    villages = below.values("superior").annotate(counted=Count("pk")).values("counted")
    hosts = Unit.objects.filter(pk=here).order_by().annotate(counted=Count("hosts")).values("counted")
    seen = unit_list(actor).order_by().filter(pk__in=units)
    rows = seen.values_list(
        "pk", Coalesce(Subquery(staff), 0), Coalesce(Subquery(villages), 0) + Coalesce(Subquery(hosts), 0)
    )
    return {number: Surroundings(staff, covered) for number, staff, covered in rows}


def peer_classes(actor: Actor) -> list[str]:
    """The classes in which units are compared, as they are in use."""
    return list(Unit.objects.ranked().order_by("peer_class").values_list("peer_class", flat=True).distinct())


def person_list(actor: Actor) -> PersonQuerySet:
    """The people whom the actor may see, by the sound of their names."""
    return Person.objects.visible_to(actor, clock.today()).prefetch_related(_in_office())


def person_or_404(actor: Actor, person_id: int) -> Person:
    """The person, unless out of the actor's sight."""
    person = person_list(actor).filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def person_by_number(actor: Actor, number: str) -> Person | None:
    """The person with that number, if the actor may see him."""
    return person_list(actor).filter(number=number).first()


def people_of(actor: Actor, unit: Unit) -> PersonQuerySet:
    """Who serves in the unit or below it today, as far as the actor may see."""
    return person_list(actor).serving((unit.path,), clock.today())


def posts_of(actor: Actor, unit: Unit) -> QuerySet[Post]:
    """The posts of a unit, each with who holds it today in `.holders`."""
    serving = Appointment.objects.running(clock.today()).select_related("person")
    visible = serving.filter(person__in=Person.objects.visible_to(actor, clock.today()))
    return unit.posts.prefetch_related(Prefetch("appointments", visible, to_attr="holders"))


def past_holders(actor: Actor, unit: Unit) -> QuerySet[Appointment]:
    """Who held a post of the unit before, latest first; for whoever belongs to it or stands above."""
    ended = Appointment.objects.filter(post__unit=unit, to_on__lt=clock.today())
    within = actor.sees_all_units or unit.path.startswith(actor.places)
    rows = ended if within else ended.none()
    return rows.select_related("person", "post").order_by("-to_on", "-pk")[:PAST]


def appointments_of(actor: Actor, person: Person) -> QuerySet[Appointment]:
    """Every post that the person ever held, latest first."""
    return person.appointments.select_related("post__unit").order_by("-from_on", "-pk")


def units_of(actor: Actor, person: Person) -> set[int]:
    """Those units in which the person ever held a post that the actor may see."""
    return set(unit_list(actor).filter(posts__appointments__person=person).values_list("pk", flat=True))


def appointment_or_404(actor: Actor, person: Person, appointment_id: int) -> Appointment:
    """One of the person's appointments."""
    return _or_404(appointments_of(actor, person), appointment_id)


def posts_then(actor: Actor, moments: Iterable[tuple[int, date]]) -> dict[tuple[int, date], str]:
    """Which post somebody held on a day: what was done then was done from there, whoever holds it now."""
    wanted = set(moments)
    held = Appointment.objects.filter(person__in={person_id for person_id, _ in wanted})
    rows = list(held.select_related("post__unit").order_by("-from_on", "-pk"))
    return {
        (person_id, day): f"{each.post.unit} {each.post}"
        for person_id, day in wanted
        for each in rows[::-1]
        if each.person_id == person_id and each.from_on <= day and (each.to_on is None or each.to_on >= day)
    }


def grants_of(actor: Actor, person: Person) -> QuerySet[Grant]:
    """Every role that the person was ever entrusted with, latest first."""
    rows = person.grants.select_related("unit", "granted_by", "lent_from__person")
    return rows.order_by("-from_on", "-pk")


def grant_or_404(actor: Actor, person: Person, grant_id: int) -> Grant:
    """One of the roles entrusted to the person; what was lent is taken back as a delegation."""
    return _or_404(grants_of(actor, person).filter(lent_from=None), grant_id)


def account_of(actor: Actor, person: Person) -> Account | None:
    """What the person signs in with, if anything."""
    return Account.objects.filter(person=person).first()


def history_of(actor: Actor, thing: Unit | Person) -> list[dict[str, Any]]:
    """What was done to a unit or a person, latest first, for whoever may read it."""
    if not policy.may_read_history(actor):
        return []
    events = timeline(actor, [thing.ref]).order_by("-pk")[:HISTORY]
    labels = dict(OrganisationEvent.choices)
    return [
        {"at": each.happened_at, "title": labels.get(each.kind, each.kind), "by": each.actor_name}
        for each in events
    ]


def saved_views(actor: Actor, page: str) -> QuerySet[SavedView]:
    """The actor's own views of a list and those that others shared."""
    return SavedView.objects.visible_to(actor).filter(page=page)


def own_views(actor: Actor) -> QuerySet[SavedView]:
    """The actor's own views of every list."""
    return SavedView.objects.filter(owner_id=actor.id).order_by("page", "name")


def view_facts(actor: Actor, view: SavedView) -> dict[str, Any]:
    """What is kept of a view, as a form shows it."""
    return {"name": view.name, "is_shared": view.shared_with_id is not None, "is_start": view.is_start}


def own_view_or_404(actor: Actor, view_id: int) -> SavedView:
    """One of the actor's own views; those of others are not his to change."""
    return _or_404(SavedView.objects.filter(owner_id=actor.id), view_id)


def _in_office() -> Prefetch:
    serving = Appointment.objects.running(clock.today()).select_related("post__unit")
    return Prefetch("appointments", serving, to_attr="in_office")


def _or_404(rows: QuerySet[Row], number: int) -> Row:
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    return row
