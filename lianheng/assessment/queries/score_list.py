"""The scores of a month across units: for scorers and leaders, each within their charge."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from lianheng.assessment import results
from lianheng.assessment.models import SCORING, Entry, Month, Participant
from lianheng.assessment.results import Result
from lianheng.assessment.terms import MonthState, ObjectionState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .months import oversees

PAGE = 50
SORTS = ("position", "score", "-score", "-entries")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A unit in the list of a month's scores."""

    unit: Unit
    result: Result
    entries: int
    open_objections: int
    tasks: int
    exempted: int


@dataclass(frozen=True, slots=True)
class ScoreList:
    """A page of a month's scores."""

    period: Period
    month: Month
    classes: list[str]
    rows: list[ScoreRow]
    total: int
    number: int

    @property
    def is_draft(self) -> bool:
        """Not published yet."""
        return self.month.state == MonthState.TALLIED

    @property
    def first(self) -> int:
        """The number of the first row on the page."""
        return (self.number - 1) * PAGE + 1

    @property
    def has_next(self) -> bool:
        """There is another page."""
        return self.number * PAGE < self.total

    @property
    def has_previous(self) -> bool:
        """There is a page before."""
        return self.number > 1


def score_list_or_404(
    actor: Actor, period: Period, *, peer_class: str = "", search: str = "", sort: str = "", page: int = 1
) -> ScoreList:
    """A page of the month's scores, of one class or all, by unit or by score."""
    month, found = _found(actor, period, peer_class, search)
    ordered = _sorted(found, sort)
    shown = ordered[(page - 1) * PAGE : page * PAGE]
    classes = Participant.objects.filter(month=month).exclude(peer_class="").order_by("peer_class")
    return ScoreList(
        period=period,
        month=month,
        classes=list(classes.values_list("peer_class", flat=True).distinct()),
        rows=list(_rows(period, shown)),
        total=len(ordered),
        number=page,
    )


def score_sheet_or_404(
    actor: Actor, period: Period, *, peer_class: str = "", search: str = "", sort: str = ""
) -> list[ScoreRow]:
    """Every row of the month's scores that the list would show."""
    _, found = _found(actor, period, peer_class, search)
    return list(_rows(period, _sorted(found, sort)))


Found = list[tuple[Unit, Result]]


def _found(actor: Actor, period: Period, peer_class: str, search: str) -> tuple[Month, Found]:
    if not oversees(actor):
        raise Http404
    month = get_object_or_404(Month.objects.exclude(state=MonthState.OPEN), first_day=period.first_day)
    units = Unit.objects.within(actor.paths(*SCORING))
    if search:
        units = units.filter(
            Q(name__icontains=search) | Q(short_name__icontains=search) | Q(code__startswith=search)
        )
    named = units.in_bulk() if search else None
    found = results.results(period, peer_class or None)
    if named is None:
        named = units.in_bulk([each.unit_id for each in found])
    return month, [(named[each.unit_id], each) for each in found if each.unit_id in named]


def _sorted(found: Found, sort: str) -> Found:
    by_position = sorted(found, key=lambda each: (each[0].position, each[0].code))
    if sort not in ("score", "-score"):
        return by_position
    sign = -1 if sort == "-score" else 1
    unscored = Decimal(1000)
    return sorted(by_position, key=lambda each: unscored if each[1].score is None else sign * each[1].score)


def _rows(period: Period, found: Found) -> Iterable[ScoreRow]:
    units = [unit.pk for unit, _ in found]
    parts = {
        unit_id: (tasks, exempted)
        for unit_id, tasks, exempted in Participant.objects.filter(
            month_id=period.first_day, unit_id__in=units
        ).values_list("unit_id", "tasks", "exempted")
    }
    counts = {
        unit_id: (entries, objections)
        for unit_id, entries, objections in Entry.objects.of_month(period)
        .filter(unit_id__in=units)
        .order_by()
        .values_list("unit_id")
        .annotate(
            entries=Count("pk"), open=Count("objection", filter=Q(objection__state=ObjectionState.FILED))
        )
    }
    for unit, result in found:
        yield ScoreRow(unit, result, *counts.get(unit.pk, (0, 0)), *parts.get(unit.pk, (0, 0)))
