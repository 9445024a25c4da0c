"""The scores of a month across units: for scorers and leaders, each within their charge."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

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
from lianheng.ui.rows import Rows

from .months import oversees


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A unit in the list of a month's scores; what was asked and posted is looked up for those shown."""

    period: Period
    unit: Unit
    result: Result
    entries: int = 0
    open_objections: int = 0
    tasks: int = 0
    exempted: int = 0


@dataclass(frozen=True, slots=True)
class ScoreList:
    """The scores of a month in the actor's charge, in official order."""

    period: Period
    month: Month
    classes: list[str]
    rows: Rows[ScoreRow]

    @property
    def is_draft(self) -> bool:
        """Not published yet."""
        return self.month.state == MonthState.TALLIED


def score_list_or_404(actor: Actor, period: Period) -> ScoreList:
    """The month's scores of every unit in the actor's charge."""
    if not oversees(actor):
        raise Http404
    month = get_object_or_404(Month.objects.exclude(state=MonthState.OPEN), first_day=period.first_day)
    found = results.results(period)
    units = Unit.objects.within(actor.paths(*SCORING)).in_bulk([each.unit_id for each in found])
    rows = [ScoreRow(period, units[each.unit_id], each) for each in found if each.unit_id in units]
    rows.sort(key=lambda row: (row.unit.position, row.unit.code))
    classes = sorted({each.peer_class for each in found if each.peer_class})
    return ScoreList(period, month, classes, Rows(rows, partial(_looked_up, period)))


def _looked_up(period: Period, shown: Sequence[ScoreRow]) -> list[ScoreRow]:
    units = [row.unit.pk for row in shown]
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
    return [
        ScoreRow(
            period,
            row.unit,
            row.result,
            *counts.get(row.unit.pk, (0, 0)),
            *parts.get(row.unit.pk, (0, 0)),
        )
        for row in shown
    ]
