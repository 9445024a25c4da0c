"""The close: tally posts the month's entries, publish ranks and freezes it; each is all or nothing."""

from typing import TYPE_CHECKING

from django.db import transaction

from lianheng.assessment import actions as assessment
from lianheng.assessment import sweeps as ledger
from lianheng.assessment.terms import AssessmentReason, MonthState
from lianheng.checklists import actions as checklists
from lianheng.checklists import sweeps as lists
from lianheng.flows import duties
from lianheng.flows.proving_by_measure import prove
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

from .facts import facts

if TYPE_CHECKING:
    from lianheng.assessment.models import Month


@transaction.atomic
def tally(month: Period, *, by: Actor) -> "Month":
    """Close the month's lists and post every entry; a month already tallied stays as it is.

    What records show to be done by then is closed first: nobody loses points for what the system knew.
    """
    row = assessment.lock_month(month)
    if row.state != MonthState.OPEN:
        return row
    is_taken_over = lists.is_taken_over(month)
    if clock.today() < month.last_day and not is_taken_over:
        raise Refused(AssessmentReason.MONTH_NOT_OVER)
    checklists.lock_month(month)
    if not is_taken_over:
        prove(month, is_over=True)
    duties.count([month])
    checklists.close_month(month, by=by)
    if month not in lists.months_with_tasks():
        raise Refused(AssessmentReason.NOTHING_TO_TALLY)
    return assessment.post_tally(
        row, facts(month), reviewers_of=lists.reviewers_of, is_taken_over=is_taken_over, by=by
    )


@transaction.atomic
def publish(month: Period, *, by: Actor, because: str = "") -> "Month":
    """Rank and freeze the month, evaluate what it completes, and propose what follows; once only."""
    row = assessment.lock_month(month)
    if row.state == MonthState.PUBLISHED:
        return row
    if ledger.is_published(month.quarter):
        raise Refused(AssessmentReason.PERIOD_RANKED)
    row = assessment.publish_month(row, by=by, because=because)
    assessment.propose_after_month(month, by=by)
    if _is_complete(month.quarter):
        assessment.evaluate(month.quarter, by=by)
        assessment.propose_after_quarter(month.quarter, by=by)
        _close_for_good(month.quarter, by)
    if _is_complete(month.year):
        assessment.evaluate(month.year, by=by)
    return row


def _is_complete(period: Period) -> bool:
    """Its last month is published, and no other month of it still waits to be."""
    if ledger.is_published(period):
        return False
    published = ledger.published_months(period.months)
    with_tasks = set(lists.months_with_tasks()) & set(period.months)
    return period.months[-1] in published and with_tasks <= published


def _close_for_good(period: Period, by: Actor) -> None:
    """Nothing can be issued any more into a period that was ranked."""
    for month in period.months:
        checklists.close_month(month, by=by)
