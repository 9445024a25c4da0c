"""Reminders: to whom each went, and when each read it."""

from dataclasses import dataclass
from datetime import datetime

from lianheng.checklists import policy
from lianheng.checklists.models import Closure, Reminder, Task, UnitTask
from lianheng.kernel import clock
from lianheng.kernel.moments import ZONE
from lianheng.kernel.verdict import Verdict
from lianheng.notices import queries as notices
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Receipt:
    """One person of a unit who was told; nobody, when the unit had nobody to tell."""

    unit: Unit
    unit_task: UnitTask
    person: str
    is_sent: bool
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReminderSheet:
    """A reminder with its receipts."""

    reminder: Reminder
    receipts: list[Receipt]

    @property
    def units(self) -> int:
        """How many units were reminded."""
        return len({each.unit.pk for each in self.receipts})

    @property
    def read(self) -> int:
        """How many people have read it."""
        return sum(each.read_at is not None for each in self.receipts)


def may_remind(actor: Actor, task: Task) -> Verdict:
    """Whether the actor may remind now; or why not."""
    last = task.reminders.first()
    return policy.may_remind(
        actor,
        task,
        open_parts=task.unit_tasks.open().count(),
        last_on=last.reminded_at.astimezone(ZONE).date() if last else None,
        today=clock.today(),
        is_closed=Closure.objects.of_month(task.period).exists(),
    )


def reminders(actor: Actor, task: Task) -> list[ReminderSheet]:
    """The reminders of a task, newest first, as far as the actor sees its parts."""
    found = list(task.reminders.select_related("reminded_by"))
    seen = UnitTask.objects.visible_to(actor).filter(task=task).values("pk")
    read = notices.readings(actor, [each.event_id for each in found if each.event_id])
    return [ReminderSheet(each, _receipts(each, seen, read)) for each in found]


def _receipts(reminder: Reminder, seen: object, read: notices.Readings) -> list[Receipt]:
    rows = reminder.reminded.filter(unit_task__in=seen).select_related("unit_task__unit", "person")
    return [
        Receipt(
            unit=each.unit_task.unit,
            unit_task=each.unit_task,
            person=each.person.name if each.person else "",
            is_sent=(reminder.event_id, each.person_id) in read,
            read_at=read.get((reminder.event_id or 0, each.person_id or 0)),
        )
        for each in rows.order_by("unit_task__unit__position", "pk")
    ]
