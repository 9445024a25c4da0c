"""What the ledger makes of a period for everybody in it: what was published, or a draft worked out anew.

Read across all units, so only for queries: a screen never sees it whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from lianheng.kernel.period import Period
from lianheng.organisation.models import Unit

from .models import Entry, Month, Participant, Standing
from .rules.points import mean_score, month_score
from .rules.ranking import Candidate, Place, is_observed, places
from .terms import EntryCode, MonthState


@dataclass(frozen=True, slots=True)
class Result:
    """A unit's score and place in a period, as published or as it would be."""

    unit_id: int
    peer_class: str
    score: Decimal | None
    rank: int | None
    ranked_units: int
    is_bottom_three: bool
    is_observed: bool
    is_negative: bool = False


FIELDS = ("unit_id", "peer_class", "score", "rank", "ranked_units")
MARKS = ("is_bottom_three", "is_observed", "is_negative")

UnitMonth = tuple[date, int]


def is_published(period: Period) -> bool:
    """Whether the period's places were published."""
    # In the order of an index: a bare `exists` reads the whole table for a period that stands at its end.
    rows = Standing.objects.filter(period=str(period)).order_by("period", "peer_class", "rank")
    return bool(rows.values_list("pk")[:1])


def tallied(months: Iterable[Period]) -> list[Period]:
    """Which of these months are tallied or published, in their order."""
    days = [month.first_day for month in months]
    rows = Month.objects.filter(first_day__in=days).exclude(state=MonthState.OPEN).order_by("first_day")
    return [Period(day, 1) for day in rows.values_list("first_day", flat=True)]


def classes_of(days: Iterable[date]) -> list[str]:
    """The classes that took part in these months."""
    rows = Participant.objects.filter(month_id__in=days).exclude(peer_class="").order_by("peer_class")
    return list(rows.values_list("peer_class", flat=True).distinct())


def results(period: Period, peer_class: str | None = None) -> list[Result]:
    """Everybody's result in the period, of one class or of all."""
    if is_published(period):
        return published(period, peer_class)
    return draft(period, peer_class)


def result_of(unit_id: int, period: Period, peer_class: str) -> Result | None:
    """One unit's result in the period; what was published is found without its peers."""
    row = Standing.objects.filter(period=str(period), unit=unit_id).values_list(*FIELDS, *MARKS).first()
    if row or is_published(period):
        return Result(*row) if row else None
    return next((each for each in draft(period, peer_class) if each.unit_id == unit_id), None)


def published(period: Period, peer_class: str | None = None) -> list[Result]:
    """What was published of the period."""
    rows = Standing.objects.filter(period=str(period))
    if peer_class is not None:
        rows = rows.filter(peer_class=peer_class)
    return [Result(*row) for row in rows.order_by().values_list(*FIELDS, *MARKS)]


def draft(period: Period, peer_class: str | None = None) -> list[Result]:
    """What would be published of the period, from its tallied months."""
    months = tallied(period.months)
    rows = Participant.objects.filter(month_id__in=[month.first_day for month in months])
    if peer_class is not None:
        rows = rows.filter(peer_class=peer_class)
    scores, negative = month_scores(rows)
    found = list(rows.order_by("month_id", "unit_id").values_list("month_id", "unit_id", "peer_class"))
    young = _observed(period, rows)
    listed = {unit_id for _, unit_id in negative} if period.length == 1 else set()
    candidates = [
        Candidate(unit_id, peers, mean_score(each), unit_id in young)
        for unit_id, (peers, each) in _by_unit(found, scores).items()
    ]
    return [_result(place, listed) for place in places(candidates)]


def _by_unit(
    rows: Iterable[tuple[date, int, str]], scores: dict[UnitMonth, Decimal | None]
) -> dict[int, tuple[str, list[Decimal | None]]]:
    """Each unit's latest class and its scores, month by month."""
    found: dict[int, tuple[str, list[Decimal | None]]] = {}
    for day, unit_id, peer_class in rows:
        before = found.get(unit_id, ("", []))[1]
        found[unit_id] = (peer_class, [*before, scores[day, unit_id]])
    return found


def _observed(period: Period, rows: QuerySet[Participant]) -> set[int]:
    if period.length == 1:
        return set(rows.filter(is_observed=True).values_list("unit_id", flat=True))
    founded = Unit.objects.exclude(founded_on=None).filter(pk__in=rows.values("unit_id"))
    days = founded.order_by().values_list("pk", "founded_on")
    return {unit_id for unit_id, day in days if is_observed(day, period.first_day)}


def _result(place: Place, negative: set[int]) -> Result:
    of = place.candidate
    return Result(
        of.unit_id,
        of.peer_class,
        of.score,
        place.rank,
        place.ranked_units,
        place.is_bottom_three,
        of.is_observed,
        of.unit_id in negative,
    )


def month_scores(rows: QuerySet[Participant]) -> tuple[dict[UnitMonth, Decimal | None], set[UnitMonth]]:
    """The months' scores of these participants from the ledger, and who stands on the negative list."""
    sums = _sums(rows)
    scores: dict[UnitMonth, Decimal | None] = {}
    negative: set[UnitMonth] = set()
    for day, unit_id, tasks, exempted in rows.order_by().values_list(
        "month_id", "unit_id", "tasks", "exempted"
    ):
        points, false = sums.get((day, unit_id), (Decimal(0), 0))
        is_scored = tasks > exempted
        scores[day, unit_id] = month_score([points], is_falsified=bool(false)) if is_scored else None
        if false and is_scored:
            negative.add((day, unit_id))
    return scores, negative


def _sums(rows: QuerySet[Participant]) -> dict[UnitMonth, tuple[Decimal, int]]:
    """All points of each unit and month, and how many findings of false evidence stand uncorrected."""
    entries = Entry.objects.filter(
        month_id__in=rows.order_by().values("month_id"), unit_id__in=rows.order_by().values("unit_id")
    )
    undone = Entry.objects.filter(code=EntryCode.CORRECTION, month_id=F("corrects__month_id"))
    false = Q(code=EntryCode.FALSIFIED) & ~Q(pk__in=undone.values("corrects_id"))
    grouped = entries.order_by().values_list("month_id", "unit_id")
    summed = grouped.annotate(sum=Sum("points"), false=Count("pk", filter=false))
    return {(day, unit_id): (points, count) for day, unit_id, points, count in summed}
