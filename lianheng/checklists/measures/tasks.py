"""What can be counted of a unit's monthly lists in a period, each number with the tasks behind it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q, Sum

from lianheng.checklists.models import UnitTask, UnitTaskQuerySet, without_upload
from lianheng.checklists.rules import OPEN
from lianheng.checklists.terms import ChecklistMeasure, CountedIn, MeasureMeaning, Proof, UnitTaskState
from lianheng.kernel import clock
from lianheng.kernel.measure import Better, Measure
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

Values = Mapping[int, Decimal | None]

# Days are China's, as everywhere; what was taken over from paper goes by the date on it.
IN_TIME = Q(state=UnitTaskState.ACCEPTED) & (
    Q(is_taken_over=False, submitted_at__date__lte=F("due_on"))
    | Q(is_taken_over=True, done_on__lte=F("due_on"))
    | Q(is_closed_by_system=True, submitted_at=None)
)
ASKED = ~Q(state=UnitTaskState.EXEMPTED)
# A task that a measure proves is not counted by what may prove it, or it would wait for itself.
BY_HAND = ASKED & ~Q(task__proof=Proof.MEASURE)
ACCEPTED = BY_HAND & Q(state=UnitTaskState.ACCEPTED)
HANDED_IN = BY_HAND & Q(state__in=(UnitTaskState.SUBMITTED, UnitTaskState.ACCEPTED))
RETURNED = BY_HAND & Q(times_returned__gt=0)
ANSWERED = RETURNED & HANDED_IN
UNANSWERED = BY_HAND & Q(state=UnitTaskState.RETURNED)
HUNDRED = Decimal(100)


def _tasks(period: Period, unit_ids: Iterable[int]) -> UnitTaskQuerySet:
    months = [month.first_day for month in period.months]
    return UnitTask.objects.standing().filter(month__in=months, unit__in=list(unit_ids)).order_by()


def _counted(total: Count | Sum) -> Callable[[Period, Iterable[int]], Values]:
    def values(period: Period, unit_ids: Iterable[int]) -> Values:
        wanted = list(unit_ids)
        rows = _tasks(period, wanted).values_list("unit_id").annotate(counted=total)
        return dict.fromkeys(wanted, Decimal(0)) | {unit: Decimal(count) for unit, count in rows}

    return values


def _share(part: Q, whole: Q) -> Callable[[Period, Iterable[int]], Values]:
    def values(period: Period, unit_ids: Iterable[int]) -> Values:
        wanted = list(unit_ids)
        rows = _tasks(period, wanted).filter(whole).values_list("unit_id")
        counted = rows.annotate(asked=Count("pk"), met=Count("pk", filter=part))
        return dict.fromkeys(wanted) | {unit: percent(met, asked) for unit, asked, met in counted}

    return values


def _share_without_upload(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    rows = _tasks(period, wanted).filter(state=UnitTaskState.ACCEPTED)
    accepted = dict(rows.values_list("unit_id").annotate(Count("pk")))
    without = dict(without_upload(rows).values_list("unit_id").annotate(Count("pk")))
    found = {unit: percent(without.get(unit, 0), count) for unit, count in accepted.items()}
    return dict.fromkeys(wanted) | found


def _late(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    rows = _tasks(period, wanted).filter(_overdue(clock.today())).values_list("unit_id")
    return dict.fromkeys(wanted, Decimal(0)) | {
        unit: Decimal(count) for unit, count in rows.annotate(counted=Count("pk"))
    }


def _overdue(today: date) -> Q:
    """Handed in after the due day, not handed in although it has passed, or lapsed."""
    late = Q(is_taken_over=False, submitted_at__date__gt=F("due_on"))
    late |= Q(is_taken_over=True, done_on__gt=F("due_on")) | Q(state=UnitTaskState.LAPSED)
    return BY_HAND & (late | Q(submitted_at=None, state__in=OPEN, due_on__lt=today))


def percent(part: int, whole: int) -> Decimal:
    """How many of a hundred, to two places."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _behind(condition: Q) -> Callable[[Period, int], list[Ref]]:
    def records(period: Period, unit_id: int) -> list[Ref]:
        return [task.ref for task in _tasks(period, (unit_id,)).filter(condition).order_by("month", "id")]

    return records


def _measure(
    code: ChecklistMeasure,
    counted_in: CountedIn,
    better: Better,
    values: Callable[[Period, Iterable[int]], Values],
    behind: Q | Callable[[Period, int], list[Ref]],
    threshold: Decimal | None = None,
) -> Measure:
    return Measure(
        code=code.value,
        title=code.label,
        meaning=MeasureMeaning(code.value).label,
        unit_of_count=counted_in.label,
        better=better,
        values=values,
        records=_behind(behind) if isinstance(behind, Q) else behind,
        threshold=threshold,
        is_settled=True,
    )


def _late_ones(period: Period, unit_id: int) -> list[Ref]:
    rows = _tasks(period, (unit_id,)).filter(_overdue(clock.today()))
    return [task.ref for task in rows.order_by("month", "id")]


def _closed_without_upload(period: Period, unit_id: int) -> list[Ref]:
    return [task.ref for task in without_upload(_tasks(period, (unit_id,))).order_by("month", "id")]


def _count(condition: Q) -> Callable[[Period, Iterable[int]], Values]:
    return _counted(Count("pk", filter=condition))


_C, _TASKS, _PERCENT = ChecklistMeasure, CountedIn.TASKS, CountedIn.PERCENT
MEASURES: tuple[Measure, ...] = (
    _measure(_C.ISSUED, _TASKS, Better.NEITHER, _counted(Count("pk")), Q()),
    _measure(_C.IN_TIME, _TASKS, Better.MORE, _count(IN_TIME), IN_TIME),
    _measure(_C.ON_TIME_SHARE, _PERCENT, Better.MORE, _share(IN_TIME, ASKED), ASKED, Decimal(90)),
    _measure(_C.MINUTES, CountedIn.MINUTES, Better.NEITHER, _counted(Sum("task__minutes")), Q()),
    _measure(_C.ACCEPTED, _TASKS, Better.MORE, _count(ACCEPTED), ACCEPTED),
    _measure(_C.HANDED_IN, _PERCENT, Better.MORE, _share(HANDED_IN, BY_HAND), HANDED_IN, HUNDRED),
    _measure(_C.RETURNS_ANSWERED, _PERCENT, Better.MORE, _share(ANSWERED, RETURNED), ANSWERED, HUNDRED),
    _measure(_C.RETURNS_OPEN, _TASKS, Better.LESS, _count(UNANSWERED), UNANSWERED, Decimal(0)),
    _measure(_C.LATE, _TASKS, Better.LESS, _late, _late_ones, Decimal(0)),
    _measure(
        _C.CLOSED_WITHOUT_UPLOAD, _PERCENT, Better.NEITHER, _share_without_upload, _closed_without_upload
    ),
)
