"""A month as the scorer closes it: what the lists still hold back, and what the ledger says."""

from dataclasses import dataclass

from lianheng.assessment import queries as assessment
from lianheng.assessment.queries.closing import MonthSheet
from lianheng.assessment.queries.objections import ObjectionList
from lianheng.checklists import sweeps as lists
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class PeriodSheet:
    """A month of both: the lists and the ledger."""

    sheet: MonthSheet
    has_tasks: bool
    is_taken_over: bool
    awaiting_review: int
    objections: ObjectionList

    @property
    def is_ready(self) -> bool:
        """Its last day has come, or it was taken over from paper; there is something to tally."""
        return self.has_tasks and (self.sheet.is_over or self.is_taken_over)


def period_list(actor: Actor) -> list[MonthSheet]:
    """The months, newest first, with how far each has come."""
    return assessment.month_sheets(actor, lists.months_with_tasks())


def period_or_404(actor: Actor, period: Period) -> PeriodSheet:
    """One month; scorers and leaders only."""
    sheet = assessment.month_sheet_or_404(actor, period)
    return PeriodSheet(
        sheet,
        has_tasks=period in lists.months_with_tasks(),
        is_taken_over=lists.is_taken_over(period),
        awaiting_review=lists.awaiting_review(period),
        objections=assessment.objection_list(actor, period=period),
    )
