"""What can be counted of a unit's duties in a period, each number with the records behind it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import Count, Q

from lianheng.checklists.in_force import DUTY_KINDS, Book, book
from lianheng.checklists.models import DutyRecord, DutyRecordQuerySet
from lianheng.checklists.rules.duties import falls_due_for
from lianheng.checklists.terms import DutyArea, DutyCountedIn, DutyMeaning, DutyMeasure
from lianheng.kernel import clock
from lianheng.kernel.measure import Better, Measure
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Unit

from .tasks import percent

Values = Mapping[int, Decimal | None]


def _owed(found: Book, period: Period, area: str, unit_ids: list[int], today: date) -> Counter[int]:
    """How much fell due by today for each unit."""
    dues = {
        kind: [
            due for item, due in found.dues(kind, period.months) if item.area == area and due.due_on <= today
        ]
        for kind in DUTY_KINDS
    }
    owed: Counter[int] = Counter()
    rows = Unit.objects.filter(pk__in=unit_ids, kind__in=DUTY_KINDS).order_by()
    for unit_id, kind, founded_on, closed_on in rows.values_list("pk", "kind", "founded_on", "closed_on"):
        owed[unit_id] = sum(
            falls_due_for(due, founded_on=founded_on, closed_on=closed_on) for due in dues[kind]
        )
    return owed


def _done(found: Book, period: Period, area: str, today: date) -> DutyRecordQuerySet:
    """The records of what fell due by today; kinds that share a version share its condition."""
    kinds: dict[tuple[date, tuple[str, ...]], list[str]] = defaultdict(list)
    for kind in DUTY_KINDS:
        for month, keys in _keys(found, period, kind, area, today).items():
            kinds[month, tuple(keys)].append(kind)
    met = Q(pk__in=())
    for (month, named), of in kinds.items():
        met |= Q(month=month, key__in=named, unit__kind__in=of)
    return DutyRecord.objects.counted().of(period).filter(met).order_by()


def _keys(found: Book, period: Period, kind: str, area: str, today: date) -> dict[date, list[str]]:
    """What fell due by today for units of this kind in this area, month by month."""
    keys: dict[date, list[str]] = defaultdict(list)
    for item, due in found.dues(kind, period.months):
        if item.area == area and due.due_on <= today:
            keys[due.month.first_day].append(item.key)
    return keys


def _share(area: str, period: Period, unit_ids: Iterable[int]) -> Values:
    wanted, today, found = list(unit_ids), clock.today(), book()
    owed = _owed(found, period, area, wanted, today)
    rows = _done(found, period, area, today).filter(unit__in=wanted)
    done = dict(rows.values_list("unit_id").annotate(Count("pk")))
    return {
        unit: percent(min(done.get(unit, 0), owed[unit]), owed[unit]) if owed[unit] else None
        for unit in wanted
    }


def _behind(area: str, period: Period, unit_id: int) -> list[Ref]:
    rows = _done(book(), period, area, clock.today()).filter(unit=unit_id)
    return [record.ref for record in rows.order_by("month", "key", "pk")]


def _records(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    rows = DutyRecord.objects.counted().of(period).filter(unit__in=wanted).order_by()
    counts = rows.values_list("unit_id").annotate(Count("pk"))
    return dict.fromkeys(wanted, Decimal(0)) | {unit: Decimal(count) for unit, count in counts}


def _each(period: Period, unit_id: int) -> list[Ref]:
    rows = DutyRecord.objects.counted().of(period).filter(unit=unit_id)
    return [record.ref for record in rows.order_by("month", "key", "pk")]


def _measure(
    code: DutyMeasure,
    counted_in: str,
    values: Callable[[Period, Iterable[int]], Values],
    records: Callable[[Period, int], list[Ref]],
    better: Better = Better.MORE,
) -> Measure:
    return Measure(
        code=code.value,
        title=code.label,
        meaning=DutyMeaning(code.value).label,
        unit_of_count=counted_in,
        better=better,
        values=values,
        records=records,
    )


_AREAS = {
    DutyMeasure.COORDINATION: DutyArea.COORDINATION,
    DutyMeasure.SYSTEMS: DutyArea.SYSTEMS,
    DutyMeasure.INSPECTION: DutyArea.INSPECTION,
    DutyMeasure.PETITIONS: DutyArea.PETITIONS,
    DutyMeasure.TEAM: DutyArea.TEAM,
}
MEASURES: tuple[Measure, ...] = (
    *(
        _measure(code, DutyCountedIn.PERCENT.label, partial(_share, area), partial(_behind, area))
        for code, area in _AREAS.items()
    ),
    _measure(DutyMeasure.RECORDS, DutyCountedIn.RECORDS.label, _records, _each, Better.NEITHER),
)
