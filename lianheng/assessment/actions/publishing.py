"""Publish: a month, and with its last month a quarter or a year, is ranked and frozen."""

from collections.abc import Iterable

from django.db import transaction

from lianheng.assessment import sweeps
from lianheng.assessment.models import Month, Standing
from lianheng.assessment.policy import may_publish
from lianheng.assessment.rules import MONTH_WORKFLOW
from lianheng.assessment.rules.ranking import Place, places
from lianheng.assessment.terms import AssessmentEvent, MonthMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

from .posting import BATCH


@transaction.atomic
def publish_month(month: Month, *, by: Actor, because: str = "") -> Month:
    """A person publishes: places are worked out and the month's ledger is closed for good."""
    open_objections = sweeps.open_objections(None, [month.period])
    may_publish(by, month, today=clock.today(), open_objections=open_objections, because=because).or_refuse()
    evaluate(month.period, negative=_negative_list(month.period), by=by)
    month.state = MONTH_WORKFLOW.after(MonthMove.PUBLISH)
    month.published_at, month.published_by_id = clock.now(), by.id
    month.taken_over_because = because.strip()
    month.save()
    record(AssessmentEvent.PUBLISHED, month.ref, by=by, month=str(month.period))
    return month


def _negative_list(month: Period) -> set[int]:
    return {result.unit_id for result in sweeps.month_results(month) if result.is_negative}


@transaction.atomic
def evaluate(period: Period, *, by: Actor, negative: Iterable[int] = ()) -> None:
    """Write down everybody's standing in the period; what is published is what is ranked."""
    listed = set(negative)
    Standing.objects.bulk_create(
        (_standing(period, place, listed) for place in places(sweeps.candidates(period))), batch_size=BATCH
    )
    record(AssessmentEvent.EVALUATED, _ref(period), by=by, period=str(period))


def _standing(period: Period, place: Place, negative: set[int]) -> Standing:
    candidate = place.candidate
    return Standing(
        period=str(period),
        first_day=period.first_day,
        unit_id=candidate.unit_id,
        peer_class=candidate.peer_class,
        score=candidate.score,
        rank=place.rank,
        ranked_units=place.ranked_units,
        is_bottom_three=place.is_bottom_three,
        is_observed=candidate.is_observed,
        is_negative=candidate.unit_id in negative,
    )


def _ref(period: Period) -> Ref:
    kind = {1: "month", 3: "quarter", 12: "year"}[period.length]
    return Ref(f"assessment.{kind}", period.first_day.year * 100 + period.first_day.month)
