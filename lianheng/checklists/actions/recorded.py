"""What records already show to be done is closed by the machine, without an upload; never opened again."""

from collections.abc import Iterable

from django.db import transaction

from lianheng.checklists.asked import Closing
from lianheng.checklists.models import Closure, Evidence, Submission, UnitTask
from lianheng.checklists.policy import may_close_by_record
from lianheng.checklists.rules import UNIT_TASK_WORKFLOW
from lianheng.checklists.terms import ChecklistEvent, UnitTaskMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor

MOST_RECORDS = 500
CLOSED = ("state", "accepted_at", "submitted_at", "is_closed_by_system", "measured")


@transaction.atomic
def close_by_record(month: Period, closings: Iterable[Closing], *, by: Actor) -> list[UnitTask]:
    """Tasks of one month whose records are there; what somebody handed in meanwhile is left alone."""
    because = {each.unit_task_id: each for each in closings}
    is_closed = Closure.objects.hold(month)
    rows = UnitTask.objects.of_month(month).select_for_update(of=("self",), skip_locked=True)
    held = rows.filter(pk__in=because).select_related("task", "office").order_by("pk")
    done = [each for each in held if may_close_by_record(by, each, is_closed=is_closed)]
    for unit_task in done:
        _mark(unit_task, because[unit_task.pk])
    UnitTask.objects.bulk_update(done, CLOSED, batch_size=1000)
    _keep_evidence(done, because)
    for unit_task in done:
        count = len(because[unit_task.pk].records)
        record(ChecklistEvent.CLOSED_BY_RECORD, unit_task.ref, by=by, records=count)
    return done


def _mark(unit_task: UnitTask, closing: Closing) -> None:
    unit_task.state = UNIT_TASK_WORKFLOW.after(UnitTaskMove.PROVE)
    unit_task.accepted_at, unit_task.submitted_at = clock.now(), closing.done_at
    unit_task.is_closed_by_system, unit_task.measured = True, closing.value


def _keep_evidence(done: list[UnitTask], because: dict[int, Closing]) -> None:
    """A submission that nobody had to write, citing the records as they were called on that day."""
    before = Submission.objects.filter(unit_task__in=done).order_by("number")
    numbers = dict(before.values_list("unit_task_id", "number"))
    now = clock.now()
    made = Submission.objects.bulk_create(
        Submission(unit_task=each, number=numbers.get(each.pk, 0) + 1, submitted_at=now) for each in done
    )
    Evidence.objects.bulk_create(
        Evidence(submission=one, ref_kind=ref.kind, ref_id=ref.id, label=label[:200])
        for one in made
        for ref, label in because[one.unit_task_id].records[:MOST_RECORDS]
    )
