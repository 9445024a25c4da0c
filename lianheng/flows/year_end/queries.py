"""A year as the scoring office closes it, and what may be documented about a unit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from lianheng.assessment import queries as assessment
from lianheng.assessment.queries.documented import DocumentedSheet
from lianheng.assessment.queries.years import YearObjectionSheet, YearSheet
from lianheng.assessment.terms import MonthState
from lianheng.checklists.queries.months import unit_tasks
from lianheng.checklists.terms import UnitTaskState
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor

if TYPE_CHECKING:
    from lianheng.assessment.models import EvaluationRound
    from lianheng.organisation.models import Unit

RECORDS = 200


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year: its state, its months, its evaluations, what was documented, what is contested."""

    sheet: YearSheet
    may_propose: Verdict
    months: list[tuple[Period, MonthState]]
    rounds: "list[EvaluationRound]"
    documented: list[DocumentedSheet]
    objections: list[YearObjectionSheet]


def year_list(actor: Actor) -> list[YearSheet]:
    """The years, newest first, with how far each has come."""
    return assessment.year_sheets(actor)


def year_or_404(actor: Actor, period: Period) -> YearPage:
    """One year; scorers and leaders only."""
    sheet = assessment.year_sheet_or_404(actor, period)
    keeps = assessment.may_propose(actor)
    number = period.first_day.year
    months = [row for row in assessment.month_rows(actor) if row.period in period.months]
    return YearPage(
        sheet,
        may_propose=keeps,
        months=[(row.period, MonthState(row.state)) for row in reversed(months)],
        rounds=[held for held in assessment.round_list(actor) if held.year == number] if keeps else [],
        documented=assessment.documented_list(actor, year=number),
        objections=assessment.year_objection_list(actor, period=period),
    )


def units_to_document(actor: Actor) -> "list[Unit]":
    """The assessed units, of which anything may be documented; for the scoring office."""
    if not assessment.may_propose(actor):
        raise Http404
    return list(organisation.unit_list(actor).exclude(peer_class=""))


def unit_to_document(actor: Actor, unit_id: int | None) -> "Unit | None":
    """The unit that was chosen; none was chosen yet, or none such."""
    return next((unit for unit in units_to_document(actor) if unit.pk == unit_id), None)


def records_of(actor: Actor, unit: "Unit", year: Period) -> list[tuple[str, str]]:
    """What the unit finished in the year: each may bear out a bonus."""
    rows = unit_tasks(actor).filter(unit=unit, state=UnitTaskState.ACCEPTED, month__year=year.first_day.year)
    found = rows.select_related("task").order_by("-month", "-pk")[:RECORDS]
    return [(str(each.ref), f"{each.period} {each.task.title}") for each in found]
