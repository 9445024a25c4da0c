"""The cap (减负): an office asks to go beyond it, with its reason; the deputy in charge decides, with his."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from lianheng.checklists.models import CapRequest, Task, UnitTask
from lianheng.checklists.policy import may_ask_cap, may_decide_cap
from lianheng.checklists.receivers import roll_of
from lianheng.checklists.rules import exceeds_cap
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason, TaskState
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

from .issuing import lock_task

DECIDED = ("decided_at", "decided_by", "is_granted", "answer")


@transaction.atomic
def ask_cap(tasks: Iterable[Task], *, reason: str, by: Actor) -> list[CapRequest]:
    """The office says why units must be asked more than the cap; one reason may serve several drafts."""
    if not reason.strip():
        raise Refused(ChecklistReason.REASON_MISSING)
    asked = []
    for task in sorted(tasks, key=lambda each: each.pk):
        task = lock_task(task)
        has_open = task.cap_requests.filter(decided_at=None).exists()
        may_ask_cap(by, task, exceeds_cap=_exceeds(task), has_open=has_open).or_refuse(task.title)
        request = CapRequest.objects.create(
            task=task, reason=reason.strip(), asked_at=clock.now(), asked_by_id=by.id
        )
        record(ChecklistEvent.CAP_ASKED, request.ref, by=by, task=task.pk, office=task.office_id)
        asked.append(request)
    return asked


def _exceeds(task: Task) -> bool:
    """With this draft and the office's others some unit would have more than the cap."""
    month = task.period
    drafts = Task.objects.of_month(month).filter(state=TaskState.DRAFT, office=task.office_id)
    scopes = [each.scope for each in drafts]
    roll = roll_of(month, scopes, today=clock.today())
    standing = UnitTask.objects.of_month(month).standing().order_by()
    counts = Counter(standing.values_list("unit_id", flat=True))
    for scope in scopes:
        counts.update(unit.pk for unit in roll.receivers(scope))
    return any(exceeds_cap(counts[unit.pk]) for unit in roll.receivers(task.scope))


@transaction.atomic
def decide_cap(request: CapRequest, *, is_granted: bool, answer: str, by: Actor) -> CapRequest:
    """Agreed, the draft may be issued; either way the office reads why."""
    task = lock_task(request.task)
    request = CapRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    request.task = task
    may_decide_cap(by, request).or_refuse()
    if not answer.strip():
        raise Refused(ChecklistReason.REASON_MISSING)
    request.decided_at, request.decided_by_id = clock.now(), by.id
    request.is_granted, request.answer = is_granted, answer.strip()
    request.save(update_fields=DECIDED)
    if is_granted:
        task.cap_lifted_by_id = by.id
        task.save(update_fields=["cap_lifted_by"])
    event = ChecklistEvent.CAP_LIFTED if is_granted else ChecklistEvent.CAP_REFUSED
    record(event, request.ref, by=by, task=task.pk, office=task.office_id)
    return request
