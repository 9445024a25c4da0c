"""What can be counted of a unit's monthly lists in a period, each number with the tasks behind it."""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q, Sum

from lianheng.kernel.measure import Better, Measure
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

from .models import UnitTask, UnitTaskQuerySet
from .terms import ChecklistMeasure, CountedIn, MeasureMeaning, UnitTaskState

Values = Mapping[int, Decimal | None]

# Days are China's, as everywhere; what was taken over from paper goes by the date on it.
IN_TIME = Q(state=UnitTaskState.ACCEPTED) & (
    Q(is_taken_over=False, submitted_at__date__lte=F("due_on"))
    | Q(is_taken_over=True, done_on__lte=F("due_on"))
)
ASKED = ~Q(state=UnitTaskState.EXEMPTED)


def _tasks(period: Period, unit_ids: Iterable[int]) -> UnitTaskQuerySet:
    months = [month.first_day for month in period.months]
    return UnitTask.objects.standing().filter(month__in=months, unit__in=list(unit_ids)).order_by()


def _counted(total: Count | Sum) -> Callable[[Period, Iterable[int]], Values]:
    def values(period: Period, unit_ids: Iterable[int]) -> Values:
        wanted = list(unit_ids)
        rows = _tasks(period, wanted).values_list("unit_id").annotate(counted=total)
        return dict.fromkeys(wanted, Decimal(0)) | {unit: Decimal(count) for unit, count in rows}

    return values


def _share(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    rows = _tasks(period, wanted).filter(ASKED).values_list("unit_id")
    counted = rows.annotate(asked=Count("pk"), in_time=Count("pk", filter=IN_TIME))
    found = {unit: _percent(in_time, asked) for unit, asked, in_time in counted}
    return dict.fromkeys(wanted) | found


def _percent(part: int, whole: int) -> Decimal:
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
    behind: Q,
) -> Measure:
    return Measure(
        code=code.value,
        title=code.label,
        meaning=MeasureMeaning(code.value).label,
        unit_of_count=counted_in.label,
        better=better,
        values=values,
        records=_behind(behind),
    )


MEASURES: tuple[Measure, ...] = (
    _measure(ChecklistMeasure.ISSUED, CountedIn.TASKS, Better.NEITHER, _counted(Count("pk")), Q()),
    _measure(
        ChecklistMeasure.IN_TIME, CountedIn.TASKS, Better.MORE, _counted(Count("pk", filter=IN_TIME)), IN_TIME
    ),
    _measure(ChecklistMeasure.ON_TIME_SHARE, CountedIn.PERCENT, Better.MORE, _share, ASKED),
    _measure(ChecklistMeasure.MINUTES, CountedIn.MINUTES, Better.LESS, _counted(Sum("task__minutes")), Q()),
)
