"""A list of units: each row against the system, superiors that come later in the same list included."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from lianheng.journal.actions import record
from lianheng.kernel.listing import Line, Plan, first_rows
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.rules import RANKED_KINDS, default_peer_class, numbers_above, path_below
from lianheng.organisation.terms import UNRANKED_CLASS, OrganisationEvent, RosterProblem, UnitKind
from lianheng.organisation.tree import lock_tree

from .reversal import BATCH, Trail

PLAIN = ("name", "short_name", "position", "founded_on", "is_larger")
EMPTY: Mapping[str, Any] = {"short_name": "", "position": 0, "founded_on": None, "is_larger": False}
UNDER_COMMISSION = (*RANKED_KINDS, UnitKind.OFFICE)


@dataclass(slots=True)
class UnitChange:
    """What one row makes of a unit."""

    code: str
    row: int
    unit: Unit | None
    facts: dict[str, Any]
    superior: str | None  # code
    hosts: tuple[str, ...] | None


@dataclass(slots=True)
class _Known:
    """The units that the list speaks of, as the system has them, and their superiors as the list has them."""

    units: dict[str, Unit]
    superiors: dict[str, str | None] = field(default_factory=dict)

    def __contains__(self, code: str) -> bool:
        return code in self.units or code in self.superiors


def plan_units(lines: Sequence[Line], by: Actor) -> Plan:
    """What the list would change, and everything that is wrong with it."""
    plan = Plan()
    known = _Known(_mentioned(lines))
    repeated = first_rows(lines, "code")
    for line in lines:
        if line.number in repeated:
            plan.find(line.number, "code", RosterProblem.REPEATED, row=repeated[line.number])
    lines = [line for line in lines if line["code"] and line.number not in repeated]
    default = _only_commission(lines)
    if default and default not in known.units:
        known.units |= known_units({default})
    known.superiors = {line["code"]: _superior(line, known.units, default) for line in lines}
    _check_places(plan, lines, known)
    hosts = _hosts_of([unit.pk for unit in known.units.values()])
    for line in lines:
        _plan_unit(plan, line, known, hosts)
    return plan


def _mentioned(lines: Sequence[Line]) -> dict[str, Unit]:
    codes = {line["code"] for line in lines} | {line["superior"] for line in lines}
    codes |= {code for line in lines for code in line["hosts"] or ()}
    return known_units(codes - {None})


def known_units(codes: set[str]) -> dict[str, Unit]:
    """The units with these codes, and their superiors, read in handy portions."""
    wanted, found = sorted(codes), {}
    for at in range(0, len(wanted), 10_000):
        rows = Unit.objects.filter(code__in=wanted[at : at + 10_000]).select_related("superior").order_by()
        found.update({unit.code: unit for unit in rows})
    return found


def _only_commission(lines: Sequence[Line]) -> str | None:
    said = {line["code"] for line in lines if line["kind"] == UnitKind.COMMISSION}
    kept = set(Unit.objects.filter(kind=UnitKind.COMMISSION).values_list("code", flat=True)[:2])
    return next(iter(said | kept)) if len(said | kept) == 1 else None


def _superior(line: Line, units: Mapping[str, Unit], default: str | None) -> str | None:
    """As written; grassroots bodies and offices stand under the commission when there is only one."""
    if "superior" in line.unread or (line["code"] in units and "superior" not in line):
        unit = units.get(line["code"])
        return unit.superior.code if unit and unit.superior else None
    if line["superior"]:
        return str(line["superior"])
    return default if line["kind"] in UNDER_COMMISSION and line["code"] != default else None


def _check_places(plan: Plan, lines: Sequence[Line], known: _Known) -> None:
    in_circle = _circles(known)
    for line in lines:
        superior = known.superiors[line["code"]]
        if superior is not None and superior not in known:
            plan.find(line.number, "superior", RosterProblem.UNKNOWN_SUPERIOR, code=superior)
        elif line["code"] in in_circle:
            plan.find(line.number, "superior", RosterProblem.CIRCLE)
        for host in line["hosts"] or ():
            if host == line["code"]:
                plan.find(line.number, "hosts", RosterProblem.OWN_HOST)
            elif host not in known:
                plan.find(line.number, "hosts", RosterProblem.UNKNOWN_HOST, code=host)


def _circles(known: _Known) -> set[str]:
    """The codes of the list that come back to themselves on the way up."""
    above = _above_in_list(known)
    settled: set[str] = set()
    circles: set[str] = set()
    for start in known.superiors:
        way: list[str] = []
        at: str | None = start
        while at is not None and at not in settled and at not in way:
            way.append(at)
            at = above.get(at)
            if len(way) > 200:  # deeper than any tree of units: only a circle is
                break
        if at in way:
            circles.update(way[way.index(at) :])
        settled.update(way)
    return circles


def _above_in_list(known: _Known) -> dict[str, str | None]:
    """For each code of the list the nearest listed one above it, past units that the list leaves alone."""
    numbers = {known.units[code].pk: code for code in known.superiors if code in known.units}
    above: dict[str, str | None] = {}
    for code, superior in known.superiors.items():
        while superior is not None and superior not in known.superiors:
            unit = known.units.get(superior)
            higher = [number for number in numbers_above(unit.path) if number in numbers] if unit else []
            superior = numbers[higher[-1]] if higher else None
        above[code] = superior
    return above


def _hosts_of(unit_ids: list[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = Unit.hosts.through.objects.filter(from_unit__in=unit_ids)
    for unit_id, code in rows.values_list("from_unit_id", "to_unit__code"):
        found.setdefault(unit_id, set()).add(code)
    return {unit_id: frozenset(codes) for unit_id, codes in found.items()}


def _plan_unit(plan: Plan, line: Line, known: _Known, hosts: Mapping[int, frozenset[str]]) -> None:
    unit = known.units.get(line["code"])
    facts = _facts(line, unit)
    superior = known.superiors[line["code"]]
    said = tuple(line["hosts"] or ()) if "hosts" in line else None
    change = UnitChange(line["code"], line.number, unit, facts, superior, said)
    if unit is None:
        plan.created.add(line.number)
    else:
        change.facts = {name: value for name, value in facts.items() if getattr(unit, name) != value}
        is_moved = superior != (unit.superior.code if unit.superior else None)
        if said is None or frozenset(said) == hosts.get(unit.pk, frozenset()):
            change.hosts = None
        is_changed = bool(change.facts) or is_moved or change.hosts is not None
        (plan.updated if is_changed else plan.unchanged).add(line.number)
    # Unchanged rows stay in the plan: others may stand below them.
    plan.changes.append(change)


def _facts(line: Line, unit: Unit | None) -> dict[str, Any]:
    """What the row says; empty cells say the ordinary thing, missing columns say nothing."""
    facts = {name: EMPTY.get(name) if line[name] is None else line[name] for name in PLAIN if name in line}
    if line["kind"]:
        facts["kind"] = line["kind"]
    kind = line["kind"] or (unit.kind if unit else None)
    if kind and ("peer_class" in line or unit is None):
        said = line["peer_class"]
        facts["peer_class"] = "" if said == UNRANKED_CLASS else said or default_peer_class(kind)
    return facts


@transaction.atomic
def save_units(plan: Plan, ref: Ref, *, by: Actor) -> dict[str, Any]:
    """The whole list at once; what it leaves behind is returned, so that it can be taken back."""
    lock_tree()
    trail = Trail()
    changes: dict[str, UnitChange] = {change.code: change for change in plan.changes}
    new = [change for change in plan.changes if change.unit is None]
    for change, number in zip(new, new_numbers(len(new)), strict=True):
        change.unit = Unit(pk=number, code=change.code, **{"peer_class": "", **change.facts})
    fresh = {change.code for change in new}
    units = {code: change.unit for code, change in changes.items() if change.unit}
    units |= {code: one for code, one in _superiors(plan.changes).items() if code not in units}
    places = dict(_places(changes, units, fresh))
    _save_places(trail, changes, units, fresh, places)
    _save_hosts(trail, plan.changes)
    record(
        OrganisationEvent.IMPORTED,
        ref,
        by=by,
        list="units",
        created=len(plan.created),
        updated=len(plan.updated),
    )
    return trail.as_kept()


def new_numbers(count: int) -> list[int]:
    """Numbers for new units, taken at once, so that their places can be written with them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('organisation_unit', 'id')) from generate_series(1, %s)",
            [count],
        )
        return [number for (number,) in cursor.fetchall()]


def _superiors(changes: Sequence[UnitChange]) -> dict[str, Unit]:
    listed = {change.code for change in changes}
    return known_units({change.superior for change in changes if change.superior} - listed)


def _places(
    changes: Mapping[str, UnitChange], units: Mapping[str, Unit], fresh: set[str]
) -> Iterator[tuple[str, str]]:
    """Where each unit of the list stands once all of it is in."""
    numbers = {unit.pk: code for code, unit in units.items() if code in changes and code not in fresh}
    found: dict[str, str] = {}

    def place(code: str) -> str:
        if code in found:
            return found[code]
        unit = units[code]
        if code in changes:
            superior = changes[code].superior
            path = path_below(place(superior) if superior else "", unit.pk)
        else:
            higher = [number for number in numbers_above(unit.path) if number in numbers]
            top = numbers[higher[-1]] if higher else None
            path = place(top) + unit.path[len(units[top].path) :] if top else unit.path
        found[code] = path
        return path

    for code in changes:
        yield code, place(code)


def _save_places(
    trail: Trail,
    changes: Mapping[str, UnitChange],
    units: Mapping[str, Unit],
    fresh: set[str],
    places: Mapping[str, str],
) -> None:
    new, changed, moved = [], [], {}
    for code, change in changes.items():
        unit, superior = units[code], change.superior
        superior_id = units[superior].pk if superior else None
        if code in fresh:
            unit.superior_id, unit.path = superior_id, places[code]
            new.append(unit)
            continue
        after = dict(change.facts)
        if unit.superior_id != superior_id:
            after["superior_id"] = superior_id
        if unit.path != places[code]:
            after["path"] = places[code]
            moved[unit.path] = places[code]
        changed.append((unit, after))
    below = _below_moved(moved, {unit.pk for unit, _ in changed})
    trail.make("unit", new)
    trail.change("unit", [*changed, *below])


def _below_moved(moved: Mapping[str, str], listed: set[int]) -> list[tuple[Unit, dict[str, Any]]]:
    """Units that the list does not name move along with the nearest one above that does."""
    found = []
    for unit in Unit.objects.within(tuple(moved)).exclude(pk__in=listed).iterator(BATCH):
        old = max((path for path in moved if unit.path.startswith(path)), key=len)
        found.append((unit, {"path": moved[old] + unit.path[len(old) :]}))
    return found


def _save_hosts(trail: Trail, changes: Sequence[UnitChange]) -> None:
    told = {change.unit.pk: change.hosts for change in changes if change.hosts is not None and change.unit}
    if not told:
        return
    covers = Unit.hosts.through
    hosts = known_units({code for codes in told.values() for code in codes})
    kept = list(covers.objects.filter(from_unit__in=told))
    wanted = {(number, hosts[code].pk) for number, codes in told.items() for code in codes}
    trail.drop("host", [row for row in kept if (row.from_unit_id, row.to_unit_id) not in wanted])
    there = {(row.from_unit_id, row.to_unit_id) for row in kept}
    trail.make("host", [covers(from_unit_id=one, to_unit_id=host) for one, host in sorted(wanted - there)])
