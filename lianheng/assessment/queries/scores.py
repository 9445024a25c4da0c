"""A unit's score of a month, with every entry explained."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.shortcuts import get_object_or_404

from lianheng.assessment import results
from lianheng.assessment.models import ASSESSED, SCORING, Entry, Month, Objection, Participant
from lianheng.assessment.policy import may_correct, may_object
from lianheng.assessment.results import Result
from lianheng.assessment.rules.points import FULL
from lianheng.assessment.terms import MonthState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .months import oversees

TREND_MONTHS = 12
FEWEST_TO_DISTRIBUTE = 5
EDGES = ((0, 60), (60, 70), (70, 80), (80, 90), (90, 95), (95, 100), (100, 100))


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is explained: its arithmetic, what corrects it, and what may be done about it."""

    entry: Entry
    correction: Entry | None
    objection: Objection | None
    may_object: Verdict
    may_correct: Verdict

    @property
    def is_undone(self) -> bool:
        """A correction of the same month stands against it."""
        return self.correction is not None and self.correction.month_id == self.entry.month_id


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many units of the class scored in this range; not which."""

    low: int
    high: int
    units: int
    is_own: bool

    @property
    def label(self) -> str:
        """The range as it is written under its bar."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Point:
    """A month of the trend."""

    period: Period
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Longer:
    """The unit in a published quarter or year: its own place, nobody else's."""

    period: Period
    score: Decimal | None
    rank: int | None
    ranked_units: int
    is_bottom_three: bool


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's score of a month and everything that explains it."""

    unit: Unit
    period: Period
    month: Month | None
    part: Participant | None
    score: Decimal | None
    lines: list[Line]
    place: Result | None
    distribution: list[Bucket]
    trend: list[Point]
    longer: list[Longer]
    is_own: bool

    full = FULL

    @property
    def previous(self) -> Period:
        """The month before."""
        return self.period.shift(-1)

    @property
    def next(self) -> Period:
        """The month after."""
        return self.period.shift(1)

    @property
    def state(self) -> MonthState:
        """How far the month has come."""
        return MonthState(self.month.state) if self.month else MonthState.OPEN

    @property
    def is_open(self) -> bool:
        """The month was not tallied yet: there is nothing to rank."""
        return self.state == MonthState.OPEN

    @property
    def is_draft(self) -> bool:
        """Tallied, open to objections, not published."""
        return self.state == MonthState.TALLIED

    @property
    def is_window_open(self) -> bool:
        """Objections can still be filed."""
        until = self.month.objections_until if self.month else None
        return self.is_draft and until is not None and clock.today() <= until

    @property
    def points(self) -> Decimal:
        """The sum of all entries."""
        return sum((line.entry.points for line in self.lines), Decimal(0))

    @property
    def distance(self) -> Decimal:
        """The same without its sign."""
        return abs(self.points)

    @property
    def total(self) -> Decimal:
        """A hundred and all entries, before it is cut at zero."""
        return FULL + self.points

    @property
    def columns(self) -> list[tuple[str, int]]:
        """The distribution as it is drawn."""
        return [(bucket.label, bucket.units) for bucket in self.distribution]

    @property
    def own_column(self) -> str:
        """Where the unit itself stands in it."""
        return next((bucket.label for bucket in self.distribution if bucket.is_own), "")

    @property
    def trend_points(self) -> list[tuple[str, Decimal | None]]:
        """The last twelve months as they are drawn."""
        return [(str(point.period.first_day.month), point.score) for point in self.trend]

    @property
    def is_floored(self) -> bool:
        """The sum went below zero."""
        return self.score is not None and not self.is_negative and self.total < 0

    @property
    def is_negative(self) -> bool:
        """False evidence stands: the month counts zero."""
        return self.place is not None and self.place.is_negative


def own_unit_id(actor: Actor) -> int | None:
    """The unit whose score an assessed person reads; none for who reads across units."""
    if oversees(actor):
        return None
    units = actor.units(*ASSESSED)
    return actor.unit_id if actor.unit_id in units else min(units, default=None)


def score_or_404(actor: Actor, period: Period, unit_id: int) -> UnitScore:
    """A unit's score of a month; a unit sees its own, scorers and leaders those in their charge."""
    unit, part = _unit_or_404(actor, unit_id), _part(period, unit_id)
    peers = results.results(period, part.peer_class) if part else []
    place = next((each for each in peers if each.unit_id == unit_id), None)
    score = _score(actor, period, unit, part, place)
    return replace(score, distribution=_distribution(peers, place), longer=_longer(unit, period))


def score_in_brief_or_404(actor: Actor, period: Period, unit_id: int) -> UnitScore:
    """The same without the class and the longer periods, which only its own page shows."""
    unit, part = _unit_or_404(actor, unit_id), _part(period, unit_id)
    place = results.result_of(unit_id, period, part.peer_class) if part else None
    return _score(actor, period, unit, part, place)


def _unit_or_404(actor: Actor, unit_id: int) -> Unit:
    return get_object_or_404(Unit.objects.within(actor.paths(*SCORING, *ASSESSED)), pk=unit_id)


def _part(period: Period, unit_id: int) -> Participant | None:
    return Participant.objects.filter(month=period.first_day, unit=unit_id).select_related("month").first()


def _score(
    actor: Actor, period: Period, unit: Unit, part: Participant | None, place: Result | None
) -> UnitScore:
    return UnitScore(
        unit=unit,
        period=period,
        month=part.month if part else Month.objects.filter(first_day=period.first_day).first(),
        part=part,
        score=place.score if place else None,
        lines=_lines(actor, unit, period),
        place=place,
        distribution=[],
        trend=_trend(unit, period),
        longer=[],
        is_own=any(actor.holds(role, unit) for role in ASSESSED),
    )


def scores_by_month(actor: Actor, unit_id: int, until: Period) -> list[Point]:
    """A unit's scores of the twelve months up to this one, as far as one may read them."""
    unit = Unit.objects.within(actor.paths(*SCORING, *ASSESSED)).filter(pk=unit_id).first()
    return _trend(unit, until) if unit else []


def _longer(unit: Unit, period: Period) -> list[Longer]:
    """The unit's own published place in the quarter and the year to which the month belongs."""
    rows = unit.standings.filter(period__in=[str(period.quarter), str(period.year)]).order_by("-first_day")
    return [
        Longer(Period.parse(each.period), each.score, each.rank, each.ranked_units, each.is_bottom_three)
        for each in rows
    ]


def _lines(actor: Actor, unit: Unit, period: Period) -> list[Line]:
    entries = Entry.objects.visible_to(actor).of_month(period).filter(unit=unit)
    found = entries.select_related(
        "unit", "month", "scheme", "objection", "correction__month", "corrects__month"
    ).order_by("id")
    today = clock.today()
    return [
        Line(
            entry,
            getattr(entry, "correction", None),
            getattr(entry, "objection", None),
            may_object(actor, entry, today=today),
            may_correct(actor, entry),
        )
        for entry in found
    ]


def _distribution(peers: Iterable[Result], own: Result | None) -> list[Bucket]:
    """How the class is spread, without names; a class of very few would give its members away."""
    scores = [each.score for each in peers if each.rank is not None and each.score is not None]
    if len(scores) < FEWEST_TO_DISTRIBUTE:
        return []
    mine = own.score if own and own.rank is not None else None
    return [
        Bucket(low, high, sum(_is_in(score, low, high) for score in scores), _is_in(mine, low, high))
        for low, high in EDGES
    ]


def _is_in(score: Decimal | None, low: int, high: int) -> bool:
    return score is not None and (low <= score < high or score == low == high)


def _trend(unit: Unit, period: Period) -> list[Point]:
    """The unit's last twelve months."""
    months = [period.shift(-n) for n in reversed(range(TREND_MONTHS))]
    rows = Participant.objects.filter(unit=unit, month_id__in=[month.first_day for month in months])
    scores, _ = results.month_scores(rows)
    return [Point(month, scores.get((month.first_day, unit.pk))) for month in months]
