"""What can be counted of a unit's ledger in a period, each number with the entries or objections behind it.

Values for whoever may see that unit's entries: a screen asks for units within the reader's sight alone.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from lianheng.kernel.measure import Better, Measure
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

from . import results
from .models import Entry, Objection, Participant
from .rules.points import mean_score
from .terms import AssessmentMeasure, EntryCode, LedgerCount, LedgerMeaning, ObjectionState

Values = Mapping[int, Decimal | None]
Reader = Callable[[Period, Iterable[int]], Values]
# A line whose every point was given back in its own month counts for nothing; of a later month it stays.
GIVEN_BACK = Q(correction__month_id=F("month_id"), correction__points=-F("points"))
CHARGED = ~Q(points=0)
UPHELD = Q(state=ObjectionState.UPHELD)


def _entries(period: Period, unit_ids: Iterable[int]) -> QuerySet[Entry]:
    months = [month.first_day for month in period.months]
    return Entry.objects.filter(month__in=months, unit__in=list(unit_ids)).order_by()


def _objections(period: Period, unit_ids: Iterable[int]) -> QuerySet[Objection]:
    months = [month.first_day for month in period.months]
    return Objection.objects.filter(entry__month__in=months, entry__unit__in=list(unit_ids)).order_by()


def _scores(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    months = [month.first_day for month in results.tallied(period.months)]
    parts = Participant.objects.filter(month__in=months, unit__in=wanted)
    by_unit: dict[int, list[Decimal | None]] = {}
    for (_, unit_id), score in results.month_scores(parts)[0].items():
        by_unit.setdefault(unit_id, []).append(score)
    return dict.fromkeys(wanted) | {unit_id: mean_score(scores) for unit_id, scores in by_unit.items()}


def _deductions(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    rows = _entries(period, wanted).values_list("unit_id").annotate(points=Sum("points"))
    return dict.fromkeys(wanted, Decimal(0)) | {unit_id: max(-points, Decimal(0)) for unit_id, points in rows}


def _of(code: EntryCode) -> Reader:
    def values(period: Period, unit_ids: Iterable[int]) -> Values:
        wanted = list(unit_ids)
        rows = _entries(period, wanted).filter(code=code).exclude(GIVEN_BACK)
        counted = rows.values_list("unit_id").annotate(Count("pk"))
        return dict.fromkeys(wanted, Decimal(0)) | {unit_id: Decimal(count) for unit_id, count in counted}

    return values


def _objected(condition: Q) -> Reader:
    def values(period: Period, unit_ids: Iterable[int]) -> Values:
        wanted = list(unit_ids)
        rows = _objections(period, wanted).filter(condition).values_list("entry__unit_id")
        counted = rows.annotate(Count("pk"))
        return dict.fromkeys(wanted, Decimal(0)) | {unit_id: Decimal(count) for unit_id, count in counted}

    return values


def _lines(condition: Q, but: Q | None = None) -> Callable[[Period, int], list[Ref]]:
    def records(period: Period, unit_id: int) -> list[Ref]:
        rows = _entries(period, (unit_id,)).filter(condition).order_by("month_id", "id")
        return [entry.ref for entry in (rows if but is None else rows.exclude(but))]

    return records


def _filed(condition: Q) -> Callable[[Period, int], list[Ref]]:
    def records(period: Period, unit_id: int) -> list[Ref]:
        return [each.ref for each in _objections(period, (unit_id,)).filter(condition).order_by("id")]

    return records


def _measure(
    code: AssessmentMeasure,
    counted_in: LedgerCount,
    better: Better,
    values: Reader,
    records: Callable[[Period, int], list[Ref]],
) -> Measure:
    return Measure(
        code=code.value,
        title=code.label,
        meaning=LedgerMeaning(code.value).label,
        unit_of_count=counted_in.label,
        better=better,
        values=values,
        records=records,
        is_known_in_time=False,
    )


def _counted(code: AssessmentMeasure, entry: EntryCode) -> Measure:
    of_code = Q(code=entry)
    return _measure(code, LedgerCount.ENTRIES, Better.LESS, _of(entry), _lines(of_code, GIVEN_BACK))


def _answered(code: AssessmentMeasure, condition: Q) -> Measure:
    values, records = _objected(condition), _filed(condition)
    return _measure(code, LedgerCount.OBJECTIONS, Better.NEITHER, values, records)


MEASURES: tuple[Measure, ...] = (
    _measure(AssessmentMeasure.SCORE, LedgerCount.POINTS, Better.MORE, _scores, _lines(Q())),
    _measure(
        AssessmentMeasure.DEDUCTIONS, LedgerCount.POINTS, Better.LESS, _deductions, _lines(~Q(points=0))
    ),
    _counted(AssessmentMeasure.NOT_DONE, EntryCode.NOT_DONE),
    _counted(AssessmentMeasure.LATE, EntryCode.LATE),
    _counted(AssessmentMeasure.RETURNED, EntryCode.RETURNED),
    _counted(AssessmentMeasure.EVIDENCE_MISSING, EntryCode.EVIDENCE_MISSING),
    _answered(AssessmentMeasure.OBJECTIONS, Q()),
    _answered(AssessmentMeasure.OBJECTIONS_UPHELD, UPHELD),
)
