"""Relief: a unit asks to be exempted or for more time, the head of the issuing office decides."""

from datetime import date

from django.db import transaction

from lianheng.checklists.models import Closure, Relief, UnitTask
from lianheng.checklists.policy import may_ask_relief, may_decide_relief, may_extend
from lianheng.checklists.rules import UNIT_TASK_WORKFLOW
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason, ReliefKind, UnitTaskMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

ANSWERED = ("decided_at", "decided_by", "is_granted", "answer")


@transaction.atomic
def ask_relief(
    unit_task: UnitTask, *, kind: str, reason: str, by: Actor, until: date | None = None
) -> Relief:
    """The unit says what it asks for, and why."""
    is_closed = Closure.objects.hold(unit_task.period)
    unit_task = _locked(unit_task.pk)
    has_open = unit_task.reliefs.filter(decided_at=None).exists()
    may_ask_relief(by, unit_task, kind, now=clock.now(), is_closed=is_closed, has_open=has_open).or_refuse()
    if not reason.strip():
        raise Refused(ChecklistReason.REASON_MISSING)
    if kind == ReliefKind.EXTENSION:
        may_extend(unit_task, until).or_refuse()
    relief = Relief.objects.create(
        unit_task=unit_task,
        kind=kind,
        until=until if kind == ReliefKind.EXTENSION else None,
        reason=reason.strip(),
        asked_at=clock.now(),
        asked_by_id=by.id,
    )
    record(ChecklistEvent.RELIEF_ASKED, unit_task.ref, by=by, relief=relief.pk, asked=str(kind))
    return relief


@transaction.atomic
def decide_relief(relief: Relief, *, is_granted: bool, answer: str, by: Actor) -> Relief:
    """Granted, the task is exempted or due later; a refusal says why."""
    is_closed = Closure.objects.hold(relief.unit_task.period)
    unit_task = _locked(relief.unit_task_id)
    relief = Relief.objects.select_for_update().get(pk=relief.pk)
    relief.unit_task = unit_task
    may_decide_relief(by, relief, is_closed=is_closed).or_refuse()
    if not is_granted and not answer.strip():
        raise Refused(ChecklistReason.REASON_MISSING)
    relief.decided_at, relief.decided_by_id = clock.now(), by.id
    relief.is_granted, relief.answer = is_granted, answer.strip()
    relief.save(update_fields=ANSWERED)
    if is_granted:
        _grant(relief, unit_task)
    event = ChecklistEvent.RELIEF_GRANTED if is_granted else ChecklistEvent.RELIEF_REFUSED
    record(event, unit_task.ref, by=by, relief=relief.pk, asked=relief.kind)
    return relief


def _grant(relief: Relief, unit_task: UnitTask) -> None:
    if relief.kind == ReliefKind.EXEMPTION:
        unit_task.state = UNIT_TASK_WORKFLOW.after(UnitTaskMove.EXEMPT)
    else:
        unit_task.due_on = max(relief.until or unit_task.due_on, unit_task.due_on)
    unit_task.save(update_fields=["state", "due_on"])


def _locked(unit_task_id: int) -> UnitTask:
    rows = UnitTask.objects.select_for_update(of=("self",)).select_related("unit", "office")
    return rows.get(pk=unit_task_id)
