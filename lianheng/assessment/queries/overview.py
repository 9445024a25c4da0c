"""The heat map: units by months, one class at a time, coloured by the distance from the class's median."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from django.db.models import QuerySet
from django.http import Http404

from lianheng.assessment import results
from lianheng.assessment.models import SCORING, Month, Participant
from lianheng.assessment.results import UnitMonth
from lianheng.assessment.rules.ranking import shade
from lianheng.assessment.terms import MonthState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.queries import Surroundings, surroundings

from .months import oversees

Scores = dict[UnitMonth, Decimal | None]

MONTHS = 12
PAGE = 50
EVERYBODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's month: its score and how far it lies from the class's median."""

    month: Period
    score: Decimal | None
    shade: str
    has_part: bool


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A unit and its months, with what was asked of it."""

    unit: Unit
    cells: list[Cell]
    tasks: int
    minutes: int
    around: Surroundings

    @property
    def latest(self) -> Period | None:
        """The latest month in which it took part."""
        return next((cell.month for cell in reversed(self.cells) if cell.has_part), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """Units by months of one class."""

    peer_class: str
    classes: list[str]
    months: list[Month]
    medians: list[Decimal | None]
    rows: list[OverviewRow]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """There is a page before."""
        return self.number > 1


def overview(actor: Actor, *, peer_class: str = "", page: int = 1) -> Overview:
    """The last twelve tallied months of a class, each unit in the actor's charge in a row."""
    return _overview(actor, peer_class, page, PAGE)


def whole_overview(actor: Actor, *, peer_class: str = "") -> Overview:
    """The same of every unit, as it is printed and exported."""
    return _overview(actor, peer_class, 1, EVERYBODY)


def _overview(actor: Actor, peer_class: str, page: int, size: int) -> Overview:
    if not oversees(actor):
        raise Http404
    months = list(reversed(Month.objects.exclude(state=MonthState.OPEN).order_by("-first_day")[:MONTHS]))
    days = [month.first_day for month in months]
    classes = results.classes_of(days)
    peer_class = peer_class if peer_class in classes else next(iter(classes), "")
    parts = Participant.objects.filter(month_id__in=days, peer_class=peer_class)
    scores, _ = results.month_scores(parts)
    medians = _medians(days, scores, set(parts.filter(is_observed=True).values_list("month_id", "unit_id")))
    units = Unit.objects.within(actor.paths(*SCORING)).filter(pk__in=parts.values("unit_id"))
    shown = list(units.order_by("position", "code")[(page - 1) * size : page * size + 1])
    return Overview(
        peer_class,
        classes,
        months,
        [medians[day] for day in days],
        _rows(actor, shown[:size], days, scores, medians, parts),
        page,
        len(shown) > size,
    )


def _rows(
    actor: Actor,
    units: list[Unit],
    days: list[date],
    scores: Scores,
    medians: dict[date, Decimal | None],
    parts: QuerySet[Participant],
) -> list[OverviewRow]:
    asked: dict[int, tuple[int, int]] = {}
    for unit_id, tasks, minutes in parts.filter(unit__in=units).values_list("unit_id", "tasks", "minutes"):
        before = asked.get(unit_id, (0, 0))
        asked[unit_id] = (before[0] + tasks, before[1] + minutes)
    around = surroundings(actor, [unit.pk for unit in units])
    return [
        OverviewRow(
            unit,
            [_cell(day, scores.get((day, unit.pk)), medians[day], (day, unit.pk) in scores) for day in days],
            *asked.get(unit.pk, (0, 0)),
            around.get(unit.pk, Surroundings()),
        )
        for unit in units
    ]


def _cell(day: date, score: Decimal | None, middle: Decimal | None, has_part: bool) -> Cell:
    return Cell(Period(day, 1), score, shade(score, middle), has_part)


def _medians(days: list[date], scores: Scores, observed: set[UnitMonth]) -> dict[date, Decimal | None]:
    """The middle of each month's ranked units: who is only observed does not count."""
    ranked = {key: score for key, score in scores.items() if key not in observed}
    return {day: _median(score for (on, _), score in ranked.items() if on == day) for day in days}


def _median(scores: Iterable[Decimal | None]) -> Decimal | None:
    found = [score for score in scores if score is not None]
    return median(found) if found else None
