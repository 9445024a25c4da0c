"""What can be counted of the talks with a unit's people, each number with the talks behind it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q

from lianheng.kernel.measure import Better, Measure
from lianheng.kernel.moments import at_hour, end_of
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

from .models import Commitment, CommitmentQuerySet, Talk, TalkQuerySet
from .terms import TalkCount, TalkMeaning, TalkMeasure

Values = Mapping[int, Decimal | None]


def _within(period: Period) -> tuple[datetime, datetime]:
    return at_hour(period.first_day, 0), end_of(period.last_day)


def _held(period: Period, unit_ids: Iterable[int]) -> TalkQuerySet:
    talks = Talk.objects.took_place().filter(unit__in=list(unit_ids))
    return talks.filter(held_at__range=_within(period)).order_by("held_at", "id")


def _due(period: Period, unit_ids: Iterable[int]) -> CommitmentQuerySet:
    promised = Commitment.objects.standing().filter(talk__unit__in=list(unit_ids))
    return promised.filter(due_on__range=(period.first_day, period.last_day)).order_by("due_on", "id")


def _talks_held(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    rows = _held(period, wanted).order_by().values_list("unit_id").annotate(counted=Count("pk"))
    return dict.fromkeys(wanted, Decimal(0)) | {unit: Decimal(count) for unit, count in rows}


def _talks_behind(period: Period, unit_id: int) -> list[Ref]:
    return [talk.ref for talk in _held(period, (unit_id,))]


def _share_kept(period: Period, unit_ids: Iterable[int]) -> Values:
    wanted = list(unit_ids)
    rows = _due(period, wanted).order_by().values_list("talk__unit_id")
    kept = Count("pk", filter=Q(done_on__lte=F("due_on")))
    counted = rows.annotate(due=Count("pk"), kept=kept)
    return dict.fromkeys(wanted) | {unit: _percent(part, whole) for unit, whole, part in counted}


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _promises_behind(period: Period, unit_id: int) -> list[Ref]:
    return [promise.ref for promise in _due(period, (unit_id,))]


MEASURES: tuple[Measure, ...] = (
    Measure(
        code=TalkMeasure.HELD.value,
        title=TalkMeasure.HELD.label,
        meaning=TalkMeaning.HELD.label,
        unit_of_count=TalkCount.TIMES.label,
        better=Better.NEITHER,
        values=_talks_held,
        records=_talks_behind,
    ),
    Measure(
        code=TalkMeasure.COMMITMENTS_KEPT.value,
        title=TalkMeasure.COMMITMENTS_KEPT.label,
        meaning=TalkMeaning.COMMITMENTS_KEPT.label,
        unit_of_count=TalkCount.PERCENT.label,
        better=Better.MORE,
        values=_share_kept,
        records=_promises_behind,
        # Often confirmed after the month; and what few may know proves no task of a whole unit.
        is_known_in_time=False,
    ),
)
