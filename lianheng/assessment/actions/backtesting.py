"""Back-tests: asked for by a person, worked off by the machine, kept as they came out."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lianheng.assessment import sweeps
from lianheng.assessment.models import Backtest, SchemeDraft
from lianheng.assessment.policy import may_draft_scheme
from lianheng.assessment.rules import BACKTEST_WORKFLOW
from lianheng.assessment.terms import AssessmentEvent, AssessmentReason, BacktestMove, BacktestState
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM, Actor


@transaction.atomic
def ask_backtest(draft: SchemeDraft, *, first: Period, last: Period, by: Actor) -> Backtest:
    """The draft as it stands now is to be tried on these months; nothing but this record is written."""
    draft = SchemeDraft.objects.select_for_update().get(pk=draft.pk)
    may_draft_scheme(by, draft).or_refuse()
    months = len(sweeps.tallied_between(first, last))
    if not months:
        raise Refused(AssessmentReason.NOTHING_TO_TEST)
    backtest = Backtest.objects.create(  # type: ignore[misc]
        draft=draft,
        first_month=first.first_day,
        last_month=last.first_day,
        tested={
            "peer_class": draft.peer_class,
            "points": draft.points,
            "limits": draft.limits,
            "year": draft.year,
        },
        months=months,
        asked_at=clock.now(),
        asked_by_id=by.id,
    )
    record(AssessmentEvent.BACKTEST_ASKED, backtest.ref, by=by, draft=draft.pk)
    return backtest


def begin(number: int) -> Backtest | None:
    """The back-test, taken up by the machine; none when it has come to an end before."""
    with transaction.atomic():
        backtest = Backtest.objects.select_for_update().filter(pk=number).first()
        if backtest is None or not _allows(backtest, BacktestMove.BEGIN):
            return None
        backtest.state, backtest.months_done = BACKTEST_WORKFLOW.after(BacktestMove.BEGIN), 0
        backtest.save(update_fields=["state", "months_done"])
        return backtest


def advance(backtest: Backtest, *, months_done: int) -> None:
    """How far the machine has come, for whoever waits."""
    Backtest.objects.filter(pk=backtest.pk, state=BacktestState.RUNNING).update(months_done=months_done)


@transaction.atomic
def finish_backtest(backtest: Backtest, outcome: Mapping[str, Any], *, by: Actor = SYSTEM) -> Backtest:
    """What came of it is kept."""
    backtest = Backtest.objects.select_for_update().get(pk=backtest.pk)
    if _allows(backtest, BacktestMove.FINISH):
        backtest.state, backtest.outcome = BACKTEST_WORKFLOW.after(BacktestMove.FINISH), dict(outcome)
        backtest.months_done, backtest.ended_at = backtest.months, clock.now()
        backtest.save()
        record(AssessmentEvent.BACKTEST_DONE, backtest.ref, by=by, draft=backtest.draft_id)
    return backtest


def fail(backtest: Backtest, *, failure: str) -> None:
    """It could not be worked off; why is kept with it."""
    Backtest.objects.filter(pk=backtest.pk, state__in=(BacktestState.WAITING, BacktestState.RUNNING)).update(
        state=BACKTEST_WORKFLOW.after(BacktestMove.FAIL), failure=failure[:300], ended_at=clock.now()
    )


def _allows(backtest: Backtest, move: BacktestMove) -> bool:
    return BACKTEST_WORKFLOW.allows(backtest.state, move)  # type: ignore[arg-type]
