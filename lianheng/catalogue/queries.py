"""What people read of the measures: what each means, its value for each unit, and the records behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import Http404

from lianheng.checklists.queries import Record
from lianheng.kernel.measure import Measure
from lianheng.kernel.period import Period
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

from .contents import MEASURES
from .records import NAMED

if TYPE_CHECKING:
    from lianheng.organisation.models import Unit, UnitQuerySet

# Who reads values: a unit its own, those who oversee units theirs; an office only what its own tasks show it.
READERS = (Role.LEADER, Role.DEPUTY, Role.SCORER, Role.UNIT_HEAD, Role.UNIT_CLERK)
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Value:
    """What a measure says of one unit."""

    unit: "Unit"
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Values:
    """What a measure says of the units within sight, in official order and never by size."""

    measure: Measure
    period: Period
    rows: list[Value]

    @property
    def previous(self) -> Period:
        """The period before."""
        return self.period.shift(-1)

    @property
    def next(self) -> Period:
        """The period after."""
        return self.period.shift(1)


@dataclass(frozen=True, slots=True)
class Grounds:
    """The records behind one value."""

    measure: Measure
    period: Period
    unit: "Unit"
    value: Decimal | None
    records: list[Record]
    count: int

    @property
    def out_of_sight(self) -> int:
        """How many records the reader may not see, or are too many to be shown."""
        return self.count - len(self.records)


def measure_list(actor: Actor) -> tuple[Measure, ...]:
    """What can be counted; what it is now is another question, and another right."""
    return MEASURES


def may_read_values(actor: Actor) -> bool:
    """Whether there is any unit whose values the actor may read."""
    return bool(actor.paths(*READERS))


def measure_or_404(actor: Actor, code: str) -> Measure:
    """The measure with that code, for whoever may read its values."""
    found = next((each for each in MEASURES if each.code == code), None)
    if found is None or not may_read_values(actor):
        raise Http404
    return found


def values(actor: Actor, code: str, period: Period) -> Values:
    """One measure for all units within sight."""
    measure, units = measure_or_404(actor, code), list(_units(actor))
    found = measure.values(period, [unit.pk for unit in units])
    return Values(measure, period, [Value(unit, found.get(unit.pk)) for unit in units])


def grounds(actor: Actor, code: str, period: Period, unit_id: int) -> Grounds:
    """One value with the records behind it, as far as the actor may see them."""
    measure, unit = measure_or_404(actor, code), _units(actor).filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    refs = measure.records(period, unit.pk)
    value = measure.values(period, [unit.pk]).get(unit.pk)
    named: list[Record] = []
    for kind in dict.fromkeys(ref.kind for ref in refs):
        named += _named(actor, kind, (ref.id for ref in refs if ref.kind == kind))
    return Grounds(measure, period, unit, value, named[:SHOWN], len(refs))


def _named(actor: Actor, kind: str, numbers: Iterable[int]) -> list[Record]:
    return NAMED[kind](actor, numbers) if kind in NAMED else []


def _units(actor: Actor) -> "UnitQuerySet":
    return organisation.unit_list(actor).ranked().within(actor.paths(*READERS))
