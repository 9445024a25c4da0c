"""What the system reads of the organisation across everyone: heads, ranked units, whom to tell."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from .models import Appointment, Grant, Person, Unit
from .rules import numbers_above
from .terms import Role, UnitKind


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
    heads = Grant.objects.running(on).filter(role=Role.UNIT_HEAD, unit__in=list(unit_ids))
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
