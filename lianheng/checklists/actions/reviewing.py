"""Reviewing: the issuing office returns with a reason, or accepts."""

from collections.abc import Iterable
from datetime import date
from secrets import token_hex

from django.db import transaction

from lianheng.checklists.models import Closure, Submission, UnitTask
from lianheng.checklists.policy import may_accept, may_extend, may_return
from lianheng.checklists.rules import UNIT_TASK_WORKFLOW
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason, UnitTaskMove, UnitTaskState
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.moments import ZONE
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

ACCEPTED = ("state", "accepted_at", "accepted_by", "is_evidence_missing")


@transaction.atomic
def return_(unit_task: UnitTask, *, because: str, by: Actor, until: date | None = None) -> UnitTask:
    """Not good enough, and why; the office may give a later day with it."""
    is_closed = Closure.objects.hold(unit_task.period)
    unit_task, submission = _with_submission(unit_task)
    may_return(by, unit_task, submission, is_closed=is_closed).or_refuse(*_last_review(unit_task, submission))
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
    may_accept(by, unit_task, submission, is_closed=is_closed).or_refuse(*_last_review(unit_task, submission))
    return _accept(unit_task, is_evidence_missing, by)


@transaction.atomic
def accept_all(unit_tasks: Iterable[UnitTask], *, by: Actor) -> list[UnitTask]:
    """Several that were read are accepted at once; all or none, and one number joins their traces."""
    group = token_hex(8)
    accepted = []
    for each in sorted(unit_tasks, key=lambda each: (each.month, each.pk)):
        is_closed = Closure.objects.hold(each.period)
        unit_task, submission = _with_submission(each)
        verdict = may_accept(by, unit_task, submission, is_closed=is_closed)
        verdict.or_refuse(*_last_review(unit_task, submission))
        accepted.append(_accept(unit_task, False, by, group=group))
    return accepted


def _last_review(unit_task: UnitTask, submission: Submission | None) -> list[str]:
    """Which item it is, who was there before, and when; for whoever comes second."""
    by, at = unit_task.accepted_by, unit_task.accepted_at
    if unit_task.state == UnitTaskState.RETURNED and submission:
        by, at = submission.returned_by, submission.returned_at
    said = [f"{unit_task.unit} {unit_task.task.title}"]
    return [*said, f"{by or ''} {at.astimezone(ZONE):%Y-%m-%d %H:%M}".strip()] if at else said


def _accept(unit_task: UnitTask, is_evidence_missing: bool, by: Actor, **group: str) -> UnitTask:
    unit_task.state = UNIT_TASK_WORKFLOW.after(UnitTaskMove.ACCEPT)
    unit_task.accepted_at, unit_task.accepted_by_id = clock.now(), by.id
    unit_task.is_evidence_missing = is_evidence_missing
    unit_task.save(update_fields=ACCEPTED)
    record(ChecklistEvent.ACCEPTED, unit_task.ref, by=by, evidence_missing=is_evidence_missing, **group)
    return unit_task


def _with_submission(unit_task: UnitTask) -> tuple[UnitTask, Submission | None]:
    """The row, held until the transaction ends, and what was handed in last."""
    rows = UnitTask.objects.select_for_update(of=("self",))
    held = rows.select_related("task", "unit", "office", "accepted_by").get(pk=unit_task.pk)
    return held, held.submissions.select_related("returned_by").order_by("-number").first()
