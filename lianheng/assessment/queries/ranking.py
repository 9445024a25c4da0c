"""The ranking of a class in a month, a quarter or a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Sum
from django.http import Http404

from lianheng.assessment import results
from lianheng.assessment.models import SCORING, Month, Participant, Standing
from lianheng.assessment.results import Result
from lianheng.assessment.rules.ranking import FEWEST_FOR_BOTTOM_THREE
from lianheng.assessment.terms import MonthState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.queries import Surroundings, surroundings

from .months import oversees

PAGE = 100
EVERYBODY = 1_000_000
PERIODS = 12
TREND = {1: 12, 3: 4, 12: 3}


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A unit's place, beside what was asked of it."""

    unit: Unit
    result: Result
    behind: Decimal | None
    moved: int | None
    tasks: int
    minutes: int
    has_tie: bool
    around: Surroundings
    trend: tuple[Decimal | None, ...]

    @property
    def has_trend(self) -> bool:
        """At least two periods with a score make a line."""
        return sum(score is not None for score in self.trend) > 1

    @property
    def lost(self) -> int:
        """How many places it fell."""
        return max(0, -(self.moved or 0))


@dataclass(frozen=True, slots=True)
class Ranking:
    """A class in its order; below it who was only observed or not scored."""

    period: Period
    peer_class: str
    classes: list[str]
    is_draft: bool
    rows: list[RankedRow]
    unranked: list[RankedRow]
    ranked_units: int
    median: Decimal | None
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """There is a page before."""
        return self.number > 1

    @property
    def is_large_enough(self) -> bool:
        """A class of fewer than eight has no bottom three."""
        return self.ranked_units >= FEWEST_FOR_BOTTOM_THREE

    @property
    def has_bottom_three(self) -> bool:
        """Somebody in the class is in the bottom three."""
        return any(row.result.is_bottom_three for row in self.rows)


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period that can be ranked, and whether it was published."""

    period: Period
    is_draft: bool


def ranking_classes(actor: Actor, period: Period) -> list[str]:
    """The classes with units in the period."""
    return results.classes_of(month.first_day for month in period.months) if oversees(actor) else []


def ranking_periods(actor: Actor) -> dict[int, list[PeriodChoice]]:
    """Months, quarters and years with scores, newest first, by their length."""
    if not oversees(actor):
        return {}
    days = Month.objects.exclude(state=MonthState.OPEN).order_by("-first_day")[: PERIODS * 3]
    months = [month.period for month in days]
    wanted = [*months[:PERIODS], *{month.quarter for month in months}, *{month.year for month in months}]
    done = set(
        Standing.objects.filter(period__in=[str(period) for period in wanted])
        .order_by()
        .values_list("period", flat=True)
        .distinct()
    )
    choices = [PeriodChoice(period, str(period) not in done) for period in sorted(wanted, reverse=True)]
    return {length: [each for each in choices if each.period.length == length] for length in (1, 3, 12)}


def ranking_or_404(actor: Actor, period: Period, peer_class: str = "", page: int = 1) -> Ranking:
    """A page of the class's order; only the units in the actor's charge are shown."""
    return _ranking(actor, period, peer_class, page, PAGE)


def whole_ranking_or_404(actor: Actor, period: Period, peer_class: str = "") -> Ranking:
    """The class's whole order, as it is printed and exported."""
    return _ranking(actor, period, peer_class, 1, EVERYBODY)


def ranking_sheet_or_404(actor: Actor, period: Period) -> list[RankedRow]:
    """Every class in its order, as it is written to a workbook."""
    if not ranking_classes(actor, period):
        raise Http404
    found = sorted(results.results(period), key=lambda each: (each.peer_class, _by_rank(each)))
    return _rows(actor, period, [each for each in found if each.peer_class], found)


def _ranking(actor: Actor, period: Period, peer_class: str, page: int, size: int) -> Ranking:
    classes = ranking_classes(actor, period)
    if not classes:
        raise Http404
    peer_class = peer_class if peer_class in classes else classes[0]
    found = results.results(period, peer_class)
    if not found:
        raise Http404
    ranked = sorted((each for each in found if each.rank is not None), key=_by_rank)
    shown = ranked[(page - 1) * size : page * size]
    unranked = [each for each in found if each.rank is None] if len(ranked) <= page * size else []
    rows = _rows(actor, period, [*shown, *unranked], found)
    scores = [each.score for each in ranked if each.score is not None]
    return Ranking(
        period=period,
        peer_class=peer_class,
        classes=classes,
        is_draft=not results.is_published(period),
        rows=[row for row in rows if row.result.rank is not None],
        unranked=[row for row in rows if row.result.rank is None],
        ranked_units=len(ranked),
        median=median(scores) if scores else None,
        number=page,
        has_next=len(ranked) > page * size,
    )


def _by_rank(result: Result) -> tuple[int, int]:
    return (result.rank or 1_000_000, result.unit_id)


def _rows(actor: Actor, period: Period, shown: list[Result], peers: Iterable[Result]) -> list[RankedRow]:
    ids = [each.unit_id for each in shown]
    units = Unit.objects.within(actor.paths(*SCORING)).in_bulk(ids)
    asked = _asked(period, ids)
    before = _ranks_before(period, ids)
    above = _score_above(peers)
    around = surroundings(actor, ids)
    trends = _trends(period, shown)
    return [
        RankedRow(
            unit=units[each.unit_id],
            result=each,
            behind=_behind(each, above),
            moved=_moved(each, before),
            tasks=asked.get(each.unit_id, (0, 0))[0],
            minutes=asked.get(each.unit_id, (0, 0))[1],
            has_tie=above[each.peer_class, each.score][1] > 1 if each.rank is not None else False,
            around=around.get(each.unit_id, Surroundings()),
            trend=trends[each.unit_id],
        )
        for each in shown
        if each.unit_id in units
    ]


Above = dict[tuple[str, Decimal | None], tuple[Decimal | None, int]]


def _score_above(peers: Iterable[Result]) -> Above:
    """For each score of a class the next higher one, and how many have it."""
    by_class: dict[str, dict[Decimal, int]] = {}
    for each in peers:
        if each.rank is not None and each.score is not None:
            counts = by_class.setdefault(each.peer_class, {})
            counts[each.score] = counts.get(each.score, 0) + 1
    found: Above = {}
    for peer_class, counts in by_class.items():
        higher: Decimal | None = None
        for score in sorted(counts, reverse=True):
            found[peer_class, score] = (higher, counts[score])
            higher = score
    return found


def _behind(each: Result, above: Above) -> Decimal | None:
    if each.rank is None or each.score is None:
        return None
    higher = above[each.peer_class, each.score][0]
    return None if higher is None else higher - each.score


def _moved(each: Result, before: dict[int, int]) -> int | None:
    """Places gained since the period before, or lost when negative."""
    was = before.get(each.unit_id)
    return None if was is None or each.rank is None else was - each.rank


def _ranks_before(period: Period, ids: list[int]) -> dict[int, int]:
    rows = Standing.objects.filter(period=str(period.shift(-1)), unit_id__in=ids).exclude(rank=None)
    return {unit_id: rank or 0 for unit_id, rank in rows.order_by().values_list("unit_id", "rank")}


def _trends(period: Period, shown: Iterable[Result]) -> dict[int, tuple[Decimal | None, ...]]:
    """Each unit's published scores in the periods before, and the present one."""
    now = {each.unit_id: each.score for each in shown}
    before = [period.shift(-n) for n in reversed(range(1, TREND[period.length]))]
    rows = Standing.objects.filter(period__in=[str(each) for each in before], unit_id__in=now)
    known = {
        (unit_id, said): score for unit_id, said, score in rows.values_list("unit_id", "period", "score")
    }
    return {
        unit_id: (*(known.get((unit_id, str(each))) for each in before), score)
        for unit_id, score in now.items()
    }


def _asked(period: Period, ids: list[int]) -> dict[int, tuple[int, int]]:
    """How many tasks, and minutes of work, each was asked for in the period."""
    days = [month.first_day for month in period.months]
    rows = Participant.objects.filter(month_id__in=days, unit_id__in=ids).order_by().values_list("unit_id")
    return {
        unit_id: (tasks, minutes) for unit_id, tasks, minutes in rows.annotate(Sum("tasks"), Sum("minutes"))
    }
