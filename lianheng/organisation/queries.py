"""What people read of the organisation: units, people, posts, and who somebody is in office."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404

from lianheng.kernel import clock

from .actor import NOBODY, Actor, Held
from .models import (
    Account,
    Appointment,
    Grant,
    Instance,
    Person,
    PersonQuerySet,
    Post,
    SavedView,
    Unit,
    UnitQuerySet,
)
from .rules import numbers_above
from .terms import InstanceKind, Role

Row = TypeVar("Row", bound=Model)

DRILL_ROLES = (
    Role.LEADER,
    Role.DEPUTY,
    Role.SCORER,
    Role.OFFICE_HEAD,
    Role.OFFICE_CLERK,
    Role.UNIT_HEAD,
    Role.UNIT_CLERK,
)


def actor_of(person: Person | int, on: date | None = None) -> Actor:
    """The person in office on that day: the unit of the latest appointment, else of the first grant."""
    on = on or clock.today()
    person_id = person if isinstance(person, int) else person.pk
    serving = Appointment.objects.running(on).filter(person_id=person_id)
    main = serving.select_related("person", "post__unit").order_by("-from_on", "-pk").first()
    granted = list(Grant.objects.running(on).filter(person_id=person_id).select_related("unit"))
    unit = main.post.unit if main else granted[0].unit if granted else None
    who = person if isinstance(person, Person) else main.person if main else Person.objects.get(pk=person)
    return Actor(
        id=who.pk,
        name=who.name,
        number=who.number,
        unit_id=unit.pk if unit else None,
        unit_name=str(unit or ""),
        unit_kind=unit.kind if unit else "",
        unit_path=unit.path if unit else "",
        held=tuple(Held(grant.role, grant.unit_id, grant.unit.path) for grant in granted),
    )


def actor_for_account(account: Account) -> Actor:
    """Whoever signed in with this account; nobody once it was closed."""
    return actor_of(account.person_id) if account.is_active else NOBODY


def actor_by_number(number: str) -> Actor | None:
    """Whoever has this person number."""
    person = Person.objects.filter(number=number).first()
    return actor_of(person) if person else None


def unit_list(actor: Actor) -> UnitQuerySet:
    """The units that the actor may see, in official order."""
    return Unit.objects.visible_to(actor).select_related("superior")


def unit_or_404(actor: Actor, unit_id: int) -> Unit:
    """The unit, unless it is out of the actor's sight."""
    unit = unit_list(actor).filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    return unit


def unit_by_code(actor: Actor, code: str) -> Unit | None:
    """The unit with that code, if the actor may see it."""
    return unit_list(actor).filter(code=code).first()


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


def appointments_of(actor: Actor, person: Person) -> QuerySet[Appointment]:
    """Every post that the person ever held, latest first."""
    return person.appointments.select_related("post__unit").order_by("-from_on", "-pk")


def appointment_or_404(actor: Actor, person: Person, appointment_id: int) -> Appointment:
    """One of the person's appointments."""
    return _or_404(appointments_of(actor, person), appointment_id)


def grants_of(actor: Actor, person: Person) -> QuerySet[Grant]:
    """Every role that the person was ever entrusted with, latest first."""
    return person.grants.select_related("unit", "granted_by").order_by("-from_on", "-pk")


def grant_or_404(actor: Actor, person: Person, grant_id: int) -> Grant:
    """One of the roles entrusted to the person."""
    return _or_404(grants_of(actor, person), grant_id)


def account_of(actor: Actor, person: Person) -> Account | None:
    """What the person signs in with, if anything."""
    return Account.objects.filter(person=person).first()


def saved_views(actor: Actor, page: str) -> QuerySet[SavedView]:
    """The actor's own views of a list and those that others shared."""
    return SavedView.objects.visible_to(actor).filter(page=page)


def own_view_or_404(actor: Actor, view_id: int) -> SavedView:
    """One of the actor's own views; those of others are not his to change."""
    return _or_404(SavedView.objects.filter(owner_id=actor.id), view_id)


def instance_kind() -> InstanceKind:
    """What this installation is for."""
    kept = Instance.objects.first()
    return InstanceKind(kept.kind) if kept else InstanceKind.LIVE


def drill_people() -> list[tuple[Role, Person]]:
    """On a drill, one person with an account for each role, for trying things out."""
    if instance_kind() != InstanceKind.DEMO:
        return []
    granted = Grant.objects.running(clock.today()).filter(
        role__in=DRILL_ROLES, person__account__is_active=True
    )
    first = granted.order_by("role", "pk").distinct("role").select_related("person", "unit")
    found = {grant.role: grant for grant in first}
    return [(role, found[role].person) for role in DRILL_ROLES if role in found]


def drill_account_or_404(number: str) -> Account:
    """On a drill, the account of one of the people that the sign-in page lists."""
    for _, person in drill_people():
        if person.number == number:
            return person.account
    raise Http404


def _in_office() -> Prefetch:
    serving = Appointment.objects.running(clock.today()).select_related("post__unit")
    return Prefetch("appointments", serving, to_attr="in_office")


def _or_404(rows: QuerySet[Row], number: int) -> Row:
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    return row
