"""What the system reads of the organisation across everyone: heads, ranked units, whom to tell."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from .models import Absence, Account, Appointment, Grant, Handover, Person, Post, Unit
from .rules import ADMINISTRATORS, AGREEING, HEADS, HEADS_OF_UNITS, OF_THE_COMMISSION, numbers_above
from .terms import HandoverState, Role, UnitKind


class Away(NamedTuple):
    """Somebody was away from a day to a day; without a last day he still is."""

    kind: str
    from_on: date
    to_on: date | None


def head_of(unit_ids: Iterable[int], on: date) -> dict[int, Person]:
    """Who heads each of these units on that day; of several, whoever was entrusted first."""
    return {grant.unit_id: grant.person for grant in _heads(unit_ids, on).select_related("person")}


def heads_since(unit_ids: Iterable[int], on: date) -> dict[int, date]:
    """Since when each head serves in the unit; without an appointment there, since the role was entrusted."""
    heads = list(_heads(unit_ids, on))
    serving = Appointment.objects.running(on).filter(
        person__in={grant.person_id for grant in heads}, post__unit__in={grant.unit_id for grant in heads}
    )
    rows = serving.order_by("-from_on").values_list("person_id", "post__unit_id", "from_on")
    began = {(person_id, unit_id): since for person_id, unit_id, since in rows}
    return {grant.unit_id: began.get((grant.person_id, grant.unit_id), grant.from_on) for grant in heads}


def _heads(unit_ids: Iterable[int], on: date) -> QuerySet[Grant]:
    """One grant for each unit: exactly there, not above it; the earliest."""
    heads = Grant.objects.running(on).own().filter(role=Role.UNIT_HEAD, unit__in=list(unit_ids))
    return heads.order_by("unit_id", "from_on", "pk").distinct("unit_id")


def ranked_units(on: date) -> QuerySet[Unit]:
    """The units that exist on that day and are compared with their peers, in official order."""
    return Unit.objects.ranked().standing(on).exclude(founded_on__gt=on)


def ranked_ids(on: date) -> list[int]:
    """The numbers of the ranked units of that day."""
    return list(ranked_units(on).values_list("pk", flat=True))


def in_official_order(unit_ids: Iterable[int]) -> list[tuple[int, str]]:
    """These units' numbers and codes in official order."""
    return list(Unit.objects.filter(pk__in=list(unit_ids)).values_list("pk", "code"))


def named_in_official_order(unit_ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """These units' numbers, codes and names in official order."""
    units = Unit.objects.filter(pk__in=list(unit_ids))
    return [(unit.pk, unit.code, str(unit)) for unit in units]


def is_founded() -> bool:
    """Whether any unit was ever entered."""
    return Unit.objects.exists()


def has_administrators() -> bool:
    """Whether anybody was ever made an administrator."""
    return Grant.objects.filter(role__in=ADMINISTRATORS).exists()


def unit(unit_id: int) -> Unit:
    """The unit with that number."""
    return Unit.objects.get(pk=unit_id)


def units_by_code(codes: Iterable[str]) -> dict[str, Unit]:
    """The units with these codes; unknown codes are left out."""
    return {unit.code: unit for unit in Unit.objects.filter(code__in=list(codes))}


def offices(on: date) -> QuerySet[Unit]:
    """The commission and its offices as they exist on that day: whoever can issue a list."""
    return Unit.objects.standing(on).filter(kind__in=(UnitKind.COMMISSION, UnitKind.OFFICE))


def people_to_tell(roles: Iterable[str], unit: Unit, on: date) -> list[Person]:
    """Whoever holds one of these roles for the unit or for one above it."""
    above = numbers_above(unit.path)
    holding = Grant.objects.running(on).filter(role__in=list(roles), unit__in=above)
    return list(Person.objects.filter(pk__in=holding.values("person_id")))


def people_at(roles: Iterable[str], unit_ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """For each of these units the people who hold one of these roles for exactly that unit."""
    holding = Grant.objects.running(on).filter(role__in=list(roles), unit__in=list(unit_ids))
    found: dict[int, list[int]] = {}
    for unit_id, person_id in holding.order_by("unit_id", "pk").values_list("unit_id", "person_id"):
        if person_id not in found.setdefault(unit_id, []):
            found[unit_id].append(person_id)
    return found


def everyone_with(role: str, on: date) -> list[Person]:
    """Everybody who holds the role anywhere."""
    holding = Grant.objects.running(on).filter(role=role)
    return list(Person.objects.filter(pk__in=holding.values("person_id")))


def absences_of(person_ids: Iterable[int]) -> dict[int, list[Away]]:
    """When each of these people was away, as confirmed by whoever stands above; reasons are nobody's."""
    rows = Absence.objects.confirmed().filter(person__in=list(person_ids)).order_by("from_on", "pk")
    found: dict[int, list[Away]] = {}
    for person_id, *away in rows.values_list("person_id", "kind", "from_on", "to_on"):
        found.setdefault(person_id, []).append(Away(*away))
    return found


def person(person_id: int) -> Person:
    """The person with that number."""
    return Person.objects.get(pk=person_id)


def post(post_id: int) -> Post:
    """The post with that number, and its unit."""
    return Post.objects.select_related("unit").get(pk=post_id)


def post_left(person_id: int, unit_id: int, on: date) -> Post | None:
    """From which post a role for that unit was held that day: one in the unit, else the latest."""
    held = Appointment.objects.running(on).filter(person=person_id).select_related("post__unit")
    rows = sorted(held.order_by("from_on", "pk"), key=lambda each: each.post.unit_id == unit_id)
    return rows[-1].post if rows else None


def roles_ended(person_id: int, on: date) -> list[Grant]:
    """The business roles, held in one's own right, whose last day that was."""
    ended = Grant.objects.own().filter(person=person_id, to_on=on, from_on__lte=on)
    return list(ended.exclude(role__in=ADMINISTRATORS).select_related("unit").order_by("pk"))


def handovers_of_post(post_id: int) -> list[Handover]:
    """Handovers of the post for which nobody is named yet who takes over, the oldest first."""
    waiting = (HandoverState.OPENED, HandoverState.SIGNED)
    rows = Handover.objects.filter(post=post_id, successor=None, state__in=waiting)
    return list(rows.select_related("unit", "leaver").order_by("left_on", "pk"))


def handover(handover_id: int) -> Handover:
    """The handover with that number."""
    return Handover.objects.get(pk=handover_id)


def left_without_handover(since: date) -> list[Appointment]:
    """Posts left on that day or later for which no handover was opened, as after an import."""
    known = Handover.objects.filter(
        leaver=OuterRef("person"), post=OuterRef("post"), left_on=OuterRef("to_on")
    )
    rows = Appointment.objects.filter(to_on__gte=since).exclude(Exists(known))
    return list(rows.select_related("person", "post__unit").order_by("pk"))


def people_above(unit: Unit, on: date, *, but: Iterable[int | None]) -> list[int]:
    """Whoever heads the unit, else whoever is in charge of it; never those whom the matter concerns."""
    excluded = set(but)
    heads = people_at(HEADS_OF_UNITS, (unit.pk,), on).get(unit.pk, [])
    if nearest := [number for number in heads if number not in excluded]:
        return nearest
    found = people_to_tell(HEADS, unit, on)
    found += everyone_with(Role.DEPUTY, on) if unit.kind == UnitKind.COMMISSION else []
    return sorted({each.pk for each in found} - excluded)


def agreeing_to(role: str, unit: Unit, on: date) -> list[Person]:
    """Whoever may agree that the role is lent for the unit."""
    if role in OF_THE_COMMISSION:
        return people_to_tell((Role.LEADER,), unit, on) + everyone_with(Role.DEPUTY, on)
    return people_to_tell(AGREEING.get(role, ()), unit, on)


def staff_of(unit_ids: Iterable[int], on: date) -> dict[int, int]:
    """How many people serve in each of these units, dedicated and part-time, those below not counted."""
    serving = Appointment.objects.running(on).filter(post__unit__in=list(unit_ids))
    rows = serving.order_by("post__unit_id").values_list("post__unit_id", "person_id").distinct()
    found: dict[int, int] = {}
    for unit_id, _ in rows:
        found[unit_id] = found.get(unit_id, 0) + 1
    return found


def has_holder(role: str, unit: Unit, on: date) -> bool:
    """Whether anybody holds the role for the unit or above it."""
    above = numbers_above(unit.path)
    return Grant.objects.running(on).filter(role=role, unit__in=above).exists()


def names_of(unit_ids: Iterable[int]) -> dict[int, str]:
    """These units' names, in official order."""
    return dict(Unit.objects.filter(pk__in=list(unit_ids)).values_list("pk", "name"))


def names_of_people() -> frozenset[str]:
    """The name of everybody who was ever entered: what speaks of units names none of them."""
    return frozenset(Person.objects.order_by().values_list("name", flat=True))


def commission_name() -> str:
    """What the authority itself is called; nothing before it was founded."""
    return Unit.objects.filter(kind=UnitKind.COMMISSION).values_list("name", flat=True).first() or ""


def people_who_sign_in() -> list[int]:
    """Everybody with an account in use."""
    accounts = Account.objects.filter(is_active=True)
    return list(accounts.order_by("person_id").values_list("person_id", flat=True))
