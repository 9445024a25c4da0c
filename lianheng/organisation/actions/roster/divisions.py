"""Divisions of the country taken in as units: the county's commission, its townships' bodies, villages."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.listing import Plan
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.rules import default_peer_class, path_below
from lianheng.organisation.terms import OrganisationEvent
from lianheng.organisation.tree import lock_tree

from .reversal import Trail
from .units import known_units, new_numbers

PORTION = 10_000
_UNCHANGED, _UPDATED, _CREATED = range(3)


@dataclass(frozen=True, slots=True)
class Division:
    """A county, township or village as the unit that answers for it."""

    code: str
    name: str
    short_name: str
    kind: str
    superior: str  # code; empty for a county
    is_implied: bool = False  # named by what stands below it only: never renamed


def plan_divisions(levels: Iterable[dict[str, Division]], rows: dict[str, int]) -> Plan:
    """Which divisions are new, which have another name; `rows` says on which row each one first stood."""
    plan = Plan()
    counted: dict[int, int] = {}
    for level in levels:
        codes = iter(level)
        while portion := set(islice(codes, PORTION)):
            kept = _names_of(portion)
            for code in sorted(portion):
                division = level[code]
                number, *names = kept.get(code, (None, "", ""))
                what = _UNCHANGED
                if number is None:
                    what = _CREATED
                elif names != [division.name, division.short_name] and not division.is_implied:
                    what = _UPDATED
                counted[rows[code]] = max(what, counted.get(rows[code], _UNCHANGED))
                if what != _UNCHANGED:
                    plan.changes.append((division, number))
    for row, what in counted.items():
        (plan.unchanged, plan.updated, plan.created)[what].add(row)
    return plan


def _names_of(codes: set[str]) -> dict[str, tuple[int, str, str]]:
    rows = Unit.objects.filter(code__in=codes).order_by()
    found = rows.values_list("code", "pk", "name", "short_name")
    return {code: (number, name, short_name) for code, number, name, short_name in found}


@transaction.atomic
def save_divisions(plan: Plan, ref: Ref, *, by: Actor) -> dict[str, Any]:
    """New divisions below their superiors, level by level, in portions; names put right."""
    lock_tree()
    trail = Trail()
    changes: list[tuple[Division, int | None]] = plan.changes
    fresh = {division.code for division, number in changes if number is None}
    places: dict[str, tuple[int, str]] = {}
    for code, unit in known_units({one.superior for one, _ in changes if one.superior} - fresh).items():
        places[code] = unit.pk, unit.path
    new = [division for division, number in changes if number is None]
    for at in range(0, len(new), PORTION):
        trail.make("unit", _units(new[at : at + PORTION], places, {one.superior for one in new}))
    renamed = {number: division for division, number in changes if number is not None}
    kept = Unit.objects.in_bulk(list(renamed))
    trail.change("unit", ((unit, _names(unit, renamed[number])) for number, unit in kept.items()))
    record(OrganisationEvent.IMPORTED, ref, by=by, list="divisions", created=len(new), updated=len(renamed))
    return trail.as_kept()


def _names(unit: Unit, division: Division) -> dict[str, str]:
    said = {"name": division.name, "short_name": division.short_name}
    return {name: value for name, value in said.items() if getattr(unit, name) != value}


def _units(new: list[Division], places: dict[str, tuple[int, str]], superiors: set[str]) -> list[Unit]:
    rows = []
    for division, number in zip(new, new_numbers(len(new)), strict=True):
        superior_id, above = places.get(division.superior, (None, ""))
        path = path_below(above, number)
        if division.code in superiors:
            places[division.code] = number, path
        rows.append(
            Unit(
                pk=number,
                code=division.code,
                name=division.name,
                short_name=division.short_name,
                kind=division.kind,
                peer_class=default_peer_class(division.kind),
                superior_id=superior_id,
                path=path,
            )
        )
    return rows
