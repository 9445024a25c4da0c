"""A list of people: each with the post that he holds and the roles entrusted to him, against the system."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianheng.kernel import clock
from lianheng.kernel.listing import Line, Plan, first_rows
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Absence, Appointment, Grant, Person, Unit
from lianheng.organisation.rules import ADMINISTRATORS, may_be_held_together, needs_second, numbers_above
from lianheng.organisation.terms import AbsenceKind, OrganisationReason, Role, RosterProblem, UnitKind

from .saving_people import PersonChange, save_people, the_day_before
from .units import known_units

__all__ = ["plan_people", "save_people"]

TEXTS = ("sex", "political_status", "education", "speciality")
DAYS = ("born_on", "works_since", "in_discipline_since")
OF_THE_DISTRICT = frozenset({Role.LEADER, Role.SCORER}) | ADMINISTRATORS
FACTS = ("name", *TEXTS, *DAYS, "is_supervisor")
PORTION = 10_000


@dataclass(slots=True)
class _Known:
    """What the system has of the people and units that the list names."""

    units: dict[str, Unit]
    commissions: dict[int, Unit]
    people: dict[str, Person]
    appointments: dict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))
    grants: dict[int, list[Grant]] = field(default_factory=lambda: defaultdict(list))
    seconded: set[int] = field(default_factory=set)
    has_leader: bool = False

    def place_of(self, role: str, unit: Unit) -> Unit:
        """Leaders, scorers and administrators serve the whole district; every other role its own unit."""
        if role in OF_THE_DISTRICT:
            above = (self.commissions.get(number) for number in reversed(numbers_above(unit.path)))
            return next((found for found in above if found), unit)
        return unit


def plan_people(lines: Sequence[Line], by: Actor) -> Plan:
    """What the list would change, and everything that is wrong with it."""
    plan = Plan()
    today = clock.today()
    repeated = first_rows(lines, "number")
    known = _read(lines)
    for line in lines:
        if line.number in repeated:
            plan.find(line.number, "number", RosterProblem.REPEATED, row=repeated[line.number])
            continue
        _check_days(plan, line, today)
        unit = known.units.get(line["unit"])
        if unit is None and line["unit"]:
            plan.find(line.number, "unit", RosterProblem.UNKNOWN_UNIT, code=line["unit"])
        change = _change(plan, line, known, unit, today)
        if unit is not None and line["post"] and line["from_on"]:
            _plan_post(plan, line, change, known, unit)
            _plan_roles(plan, line, change, known, unit, today, by)
        _count(plan, line, change)
    return plan


def _read(lines: Sequence[Line]) -> _Known:
    units = known_units({line["unit"] for line in lines if line["unit"]})
    commissions = Unit.objects.filter(kind=UnitKind.COMMISSION).in_bulk()
    numbers = sorted({line["number"] for line in lines if line["number"]})
    known = _Known(units, commissions, {}, has_leader=Grant.objects.led(clock.today()))
    for at in range(0, len(numbers), PORTION):
        people = list(Person.objects.filter(number__in=numbers[at : at + PORTION]).order_by())
        known.people.update({person.number: person for person in people})
        ids = [person.pk for person in people]
        for held in (
            Appointment.objects.filter(person__in=ids).select_related("post").order_by("from_on", "pk")
        ):
            known.appointments[held.person_id].append(held)
        for grant in Grant.objects.filter(person__in=ids).select_related("unit").order_by("from_on", "pk"):
            known.grants[grant.person_id].append(grant)
        away = Absence.objects.standing().overlapping(clock.today(), None).filter(person__in=ids)
        known.seconded.update(away.filter(kind=AbsenceKind.SECONDMENT).values_list("person_id", flat=True))
    return known


def _check_days(plan: Plan, line: Line, today: date) -> None:
    born_on = line["born_on"]
    for name in DAYS:
        said = line[name]
        if said and said > today:
            plan.find(line.number, name, RosterProblem.IN_FUTURE, on=said)
        elif said and born_on and name != "born_on" and said < born_on:
            plan.find(line.number, name, RosterProblem.BEFORE_BIRTH, on=born_on)


def _change(plan: Plan, line: Line, known: _Known, unit: Unit | None, today: date) -> PersonChange:
    """The person as the row describes him; a new one where the number is new."""
    facts: dict[str, Any] = {}
    for name in FACTS:
        if name in line:
            said = line[name]
            facts[name] = (
                said if said is not None else None if name in DAYS else "" if name in TEXTS else False
            )
    person = known.people.get(line["number"])
    if person is not None:
        facts = {name: said for name, said in facts.items() if getattr(person, name) != said}
    return PersonChange(line["number"], line.number, person, facts)


def _plan_post(plan: Plan, line: Line, change: PersonChange, known: _Known, unit: Unit) -> None:
    """The same post stays; another post ends the latest one the day before."""
    from_on = line["from_on"]
    if unit.closed_on and unit.closed_on <= from_on:
        plan.find(line.number, "unit", RosterProblem.CLOSED_UNIT, on=unit.closed_on)
        return
    dedicated = True if line["is_dedicated"] is None else line["is_dedicated"]
    held = known.appointments.get(change.person.pk, []) if change.person else []
    same = [one for one in held if one.post.unit_id == unit.pk and one.post.name == line["post"]]
    running = [one for one in held if one.to_on is None]
    if stays := next((one for one in same if one.to_on is None), None):
        after = {"from_on": from_on, "is_dedicated": dedicated}
        if "is_dedicated" not in line:
            del after["is_dedicated"]
        change.reappoint = [(stays, {k: v for k, v in after.items() if getattr(stays, k) != v})]
        return
    if ended := next((one for one in reversed(same) if one.to_on and one.to_on >= from_on), None):
        plan.find(line.number, "from_on", RosterProblem.TERM_ENDED, on=ended.to_on)
        return
    if running:
        last = running[-1]
        if last.from_on >= from_on:
            plan.find(line.number, "from_on", RosterProblem.BEFORE_PRESENT_POST, on=last.from_on)
            return
        change.reappoint = [(last, {"to_on": the_day_before(from_on)})]
        change.left = last
    change.appoint = (unit, line["post"], from_on, dedicated)


def _plan_roles(
    plan: Plan, line: Line, change: PersonChange, known: _Known, unit: Unit, today: date, by: Actor
) -> None:
    """The roles listed are those held here; no roles listed says nothing about those held."""
    held = known.grants.get(change.person.pk, []) if change.person else []
    standing = [one for one in held if one.lent_from_id is None and (one.to_on is None or one.to_on >= today)]
    leaving = _roles_left_behind(change, known, standing, unit)
    ends = the_day_before(line["from_on"])
    change.revoke = [(one, {"to_on": max(ends, the_day_before(one.from_on))}) for one in leaving]
    wanted = [(role, known.place_of(role, unit)) for role in line["roles"] or ()]
    there = {(one.role, one.unit_id) for one in standing if one not in leaving}
    new = [(role, place) for role, place in wanted if (role, place.pk) not in there]
    places = {known.place_of(role, unit).pk for role in Role}
    listed = {(role, place.pk) for role, place in wanted}
    dropped = [
        one
        for one in standing
        if listed and one not in leaving and one.unit_id in places and (one.role, one.unit_id) not in listed
    ]
    yesterday = the_day_before(today)
    change.revoke += [(one, {"to_on": max(yesterday, the_day_before(one.from_on))}) for one in dropped]
    from_on = line["from_on"] if change.appoint or change.person is None else today
    change.grant = [(role, place, from_on) for role, place in new]
    _check_roles(plan, line, change, held, bool(dropped), by)
    if not by.is_system:
        _check_alone(plan, line, change, dropped, known)


def _roles_left_behind(
    change: PersonChange, known: _Known, standing: Sequence[Grant], unit: Unit
) -> list[Grant]:
    """Business roles for a unit end with the last post in it; administrators' roles stay."""
    if change.left is None or change.left.post.unit_id == unit.pk:
        return []
    old = change.left.post.unit_id
    posts = known.appointments[change.left.person_id]
    if any(one.post.unit_id == old and one.to_on is None and one is not change.left for one in posts):
        return []
    return [one for one in standing if one.unit_id == old and one.role not in ADMINISTRATORS]


def _check_roles(
    plan: Plan, line: Line, change: PersonChange, held: Sequence[Grant], is_dropping: bool, by: Actor
) -> None:
    ended: Mapping[int, date] = {one.pk: after["to_on"] for one, after in change.revoke}
    if change.grant or is_dropping:
        if not policy.may_entrust(by):
            plan.find(line.number, "roles", RosterProblem.MAY_NOT_ENTRUST)
        if change.person is not None and change.person.pk == by.id:
            plan.find(line.number, "roles", OrganisationReason.OWN_GRANT)
    for role, _, from_on in change.grant:
        besides = {other for other, _, _ in change.grant}
        for one in held:
            to_on = ended.get(one.pk, one.to_on)
            if to_on is None or (to_on >= from_on and to_on >= one.from_on):
                besides.add(one.role)
        if not may_be_held_together({role, *besides}):
            plan.find(line.number, "roles", OrganisationReason.ROLES_EXCLUDE)
            break


def _check_alone(
    plan: Plan, line: Line, change: PersonChange, dropped: Sequence[Grant], known: _Known
) -> None:
    """What one person alone does not entrust does not come in by a list, nor what is held for a term."""
    new = any(needs_second(role, has_leader=known.has_leader) for role, _, _ in change.grant)
    if new or any(needs_second(one.role, has_leader=True) for one in dropped):
        plan.find(line.number, "roles", RosterProblem.NEEDS_SECOND)
    if change.grant and change.person is not None and change.person.pk in known.seconded:
        plan.find(line.number, "roles", RosterProblem.SECONDED)


def _count(plan: Plan, line: Line, change: PersonChange) -> None:
    if change.person is None:
        plan.created.add(line.number)
    elif change.is_any:
        plan.updated.add(line.number)
    else:
        plan.unchanged.add(line.number)
        return
    plan.changes.append(change)
