"""Reviewing: the issuing office returns with a reason, or accepts."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from lianheng.checklists.models import Closure, Submission, UnitTask
from lianheng.checklists.policy import may_accept, may_extend, may_return
from lianheng.checklists.rules import UNIT_TASK_WORKFLOW
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason, UnitTaskMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

ACCEPTED = ("state", "accepted_at", "accepted_by", "is_evidence_missing")


@transaction.atomic
def return_(unit_task: UnitTask, *, because: str, by: Actor, until: date | None = None) -> UnitTask:
    """Not good enough, and why; the office may give a later day with it."""
    is_closed = Closure.objects.hold(unit_task.period)
    unit_task, submission = _with_submission(unit_task)
    may_return(by, unit_task, submission, is_closed=is_closed).or_refuse()
    if not because.strip():
        raise Refused(ChecklistReason.REASON_MISSING)
    if until is not None:
        may_extend(unit_task, until).or_refuse()
        unit_task.due_on = until
    if submission:
        submission.returned_at, submission.returned_by_id = clock.now(), by.id
        submission.returned_because = because.strip()
        submission.save(update_fields=["returned_at", "returned_by", "returned_because"])
    unit_task.state = UNIT_TASK_WORKFLOW.after(UnitTaskMove.RETURN)
    unit_task.times_returned += 1
    unit_task.save(update_fields=["state", "times_returned", "due_on"])
    detail = {"until": until.isoformat()} if until else {}
    record(ChecklistEvent.RETURNED, unit_task.ref, by=by, times=unit_task.times_returned, **detail)
    return unit_task


@transaction.atomic
def accept(unit_task: UnitTask, *, by: Actor, is_evidence_missing: bool = False) -> UnitTask:
    """Done; material that is missing without explanation is noted."""
    is_closed = Closure.objects.hold(unit_task.period)
    unit_task, submission = _with_submission(unit_task)
    may_accept(by, unit_task, submission, is_closed=is_closed).or_refuse()
    return _accept(unit_task, is_evidence_missing, by)


@transaction.atomic
def accept_all(unit_tasks: Iterable[UnitTask], *, by: Actor) -> list[UnitTask]:
    """Several that were read are accepted at once; all of them, or none."""
    return [accept(each, by=by) for each in sorted(unit_tasks, key=lambda each: (each.month, each.pk))]


def _accept(unit_task: UnitTask, is_evidence_missing: bool, by: Actor) -> UnitTask:
    unit_task.state = UNIT_TASK_WORKFLOW.after(UnitTaskMove.ACCEPT)
    unit_task.accepted_at, unit_task.accepted_by_id = clock.now(), by.id
    unit_task.is_evidence_missing = is_evidence_missing
    unit_task.save(update_fields=ACCEPTED)
    record(ChecklistEvent.ACCEPTED, unit_task.ref, by=by, evidence_missing=is_evidence_missing)
    return unit_task


def _with_submission(unit_task: UnitTask) -> tuple[UnitTask, Submission | None]:
    """The row, held until the transaction ends, and what was handed in last."""
    rows = UnitTask.objects.select_for_update(of=("self",)).select_related("task", "unit", "office")
    held = rows.get(pk=unit_task.pk)
    return held, held.submissions.order_by("-number").first()
