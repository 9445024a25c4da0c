"""Reminding (催办): whoever has not handed in is told, and it stays known who was told, and when."""

from django.db import transaction

from lianheng.checklists.models import ASSESSED, Closure, Reminded, Reminder, Task
from lianheng.checklists.policy import may_remind
from lianheng.checklists.terms import ChecklistEvent, Wording
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.moments import ZONE
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor

from .issuing import lock_task

NOBODY = (None,)


@transaction.atomic
def remind(task: Task, *, by: Actor, words: str = "") -> Reminder:
    """Each person of the units that still have to hand in is told; those that did hear nothing."""
    is_closed = Closure.objects.hold(task.period)
    task = lock_task(task)
    last = task.reminders.first()
    parts = list(task.unit_tasks.open().order_by("pk"))
    may_remind(
        by,
        task,
        open_parts=len(parts),
        last_on=last.reminded_at.astimezone(ZONE).date() if last else None,
        today=clock.today(),
        is_closed=is_closed,
    ).or_refuse()
    reminder = Reminder.objects.create(
        task=task,
        words=words.strip() or Wording.REMINDER.label,
        reminded_at=clock.now(),
        reminded_by_id=by.id,
    )
    event = record(ChecklistEvent.REMINDED, task.ref, by=by, reminder=reminder.pk, units=len(parts))
    reminder.event_id = event.pk
    reminder.save(update_fields=["event_id"])
    people = organisation.people_at(ASSESSED, [part.unit_id for part in parts], clock.today())
    Reminded.objects.bulk_create(
        Reminded(reminder=reminder, unit_task=part, person_id=person_id)
        for part in parts
        for person_id in (*people.get(part.unit_id, ()),) or NOBODY
    )
    return reminder
