"""Coverage: unit by unit and area by area how much of what fell due was done, and what nobody answers for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from lianheng.checklists.in_force import DUTY_KINDS, Book, book
from lianheng.checklists.models import DutyItem, DutyRecord, duty_paths
from lianheng.checklists.rules.duties import Due, falls_due_for
from lianheng.checklists.terms import DutyArea
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit, UnitQuerySet

from .posts import held_keys

SIZE = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """How much of an area fell due for a unit, and how much of it was done."""

    area: DutyArea
    fell_due: int
    done: int

    @property
    def missing(self) -> int:
        """What was not done."""
        return self.fell_due - self.done


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One unit."""

    unit: Unit
    cells: list[Cell]
    unnamed: int

    @property
    def fell_due(self) -> int:
        """Over all areas."""
        return sum(cell.fell_due for cell in self.cells)

    @property
    def done(self) -> int:
        """Over all areas."""
        return sum(cell.done for cell in self.cells)

    @property
    def missing(self) -> int:
        """Over all areas."""
        return self.fell_due - self.done


@dataclass(frozen=True)
class Coverage:
    """A page of units of one class."""

    peer_class: str
    classes: list[str]
    period: Period
    rows: list[CoverageRow]
    only_gaps: bool
    page: int
    has_next: bool

    @property
    def sums(self) -> list[Cell]:
        """What stands on this page, area by area."""
        columns = zip(*(row.cells for row in self.rows), strict=True)
        return [
            Cell(cells[0].area, sum(each.fell_due for each in cells), sum(each.done for each in cells))
            for cells in columns
        ]

    @property
    def fell_due(self) -> int:
        """What fell due, on this page."""
        return sum(row.fell_due for row in self.rows)

    @property
    def done(self) -> int:
        """What of it was done."""
        return sum(row.done for row in self.rows)

    @property
    def missing(self) -> int:
        """What of it was not."""
        return self.fell_due - self.done

    @property
    def unnamed(self) -> int:
        """What nobody answers for, on this page."""
        return sum(row.unnamed for row in self.rows)

    @property
    def around(self) -> list[Period]:
        """The month, the quarter and the year in which one is."""
        today = Period.month_of(clock.today())
        month = today if today.first_day in self.period else self.period.months[-1]
        return [month, month.quarter, month.year]

    @property
    def start(self) -> int:
        """How many units stand on the pages before."""
        return (self.page - 1) * SIZE


def coverage(
    actor: Actor, period: Period, *, peer_class: str = "", only_gaps: bool = False, page: int = 1
) -> Coverage:
    """The units of a class within the actor's sight, in official order; only those with gaps, when asked."""
    units = _units(actor)
    classes = list(units.order_by("peer_class").values_list("peer_class", flat=True).distinct())
    chosen = peer_class if peer_class in classes else next(iter(classes), "")
    if not classes and not duty_paths(actor):
        raise Http404
    found, today = book(), clock.today()
    rows = units.filter(peer_class=chosen)
    if only_gaps:
        rows = _with_gaps(rows, found, period, today)
    start = (page - 1) * SIZE
    shown = list(rows.order_by("position", "code")[start : start + SIZE + 1])
    return Coverage(
        peer_class=chosen,
        classes=classes,
        period=period,
        rows=_rows(actor, shown[:SIZE], found, period, today),
        only_gaps=only_gaps,
        page=page,
        has_next=len(shown) > SIZE,
    )


def _units(actor: Actor) -> UnitQuerySet:
    within = Unit.objects.within(duty_paths(actor))
    return within.filter(kind__in=DUTY_KINDS).standing(clock.today())


def _rows(actor: Actor, units: list[Unit], found: Book, period: Period, today: date) -> list[CoverageRow]:
    """Three queries, however many units there are."""
    numbers = [unit.pk for unit in units]
    kept = set(
        DutyRecord.objects.counted()
        .of(period)
        .filter(unit__in=numbers)
        .order_by()
        .values_list("unit_id", "key", "month")
    )
    held, month = held_keys(actor, numbers), Period.month_of(today)
    dues = {kind: _fell_due(found, kind, period, today) for kind in {unit.kind for unit in units}}
    items = {kind: found.items(kind, month) for kind in dues}
    return [_row(unit, dues[unit.kind], items[unit.kind], kept, held) for unit in units]


def _fell_due(found: Book, kind: str, period: Period, today: date) -> list[tuple[DutyItem, Due]]:
    return [(item, due) for item, due in found.dues(kind, period.months) if due.due_on <= today]


def _row(
    unit: Unit,
    dues: list[tuple[DutyItem, Due]],
    items: list[DutyItem],
    kept: set[tuple[int, str, date]],
    held: set[tuple[int, str]],
) -> CoverageRow:
    fell_due: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for item, due in dues:
        if falls_due_for(due, founded_on=unit.founded_on, closed_on=unit.closed_on):
            fell_due[item.area] += 1
            done[item.area] += (unit.pk, item.key, due.month.first_day) in kept
    return CoverageRow(
        unit,
        [Cell(area, fell_due[area], done[area]) for area in DutyArea],
        sum((unit.pk, item.key) not in held for item in items),
    )


def _with_gaps(units: UnitQuerySet, found: Book, period: Period, today: date) -> UnitQuerySet:
    """Units for which something fell due that was not done; those younger than the period are left out."""
    gaps = Q(pk__in=())
    for number, kind in enumerate(DUTY_KINDS):
        dues = _fell_due(found, kind, period, today)
        if not dues:
            continue
        name = f"done_{number}"
        units = units.alias(**{name: Coalesce(_count(dues), 0)})
        gaps |= Q(kind=kind, **{f"{name}__lt": len(dues)})
    return units.filter(gaps).exclude(founded_on__gt=period.first_day)


def _count(dues: Iterable[tuple[DutyItem, Due]]) -> Subquery:
    """How many of these times the unit recorded."""
    keys: dict[date, list[str]] = {}
    for item, due in dues:
        keys.setdefault(due.month.first_day, []).append(item.key)
    met = Q(pk__in=())
    for month, named in keys.items():
        met |= Q(month=month, key__in=named)
    rows = DutyRecord.objects.counted().filter(met, unit=OuterRef("pk")).order_by()
    return Subquery(rows.values("unit").annotate(count=Count("pk")).values("count"))
