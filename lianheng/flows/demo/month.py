"""A month of the drill: lists are drafted and issued, units hand in, offices review."""

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from lianheng.checklists import actions
from lianheng.checklists.rules import Asked
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR

from .agenda import Agenda
from .cast import FIRST_CLERK, HEAD, Cast
from .conduct import Story
from .data import rows
from .part import Part

if TYPE_CHECKING:
    from lianheng.checklists.models import Task

DAY = timedelta(days=1)
IN_TURN = (2, 3, 3, 2)  # for all, for townships, for dispatched groups, for enterprises


def workday(month: Period, number: int, hour: int = 9, minute: int = 0) -> datetime:
    """That working day of the month, at that time."""
    return at_hour(CALENDAR.estimate_after(month.first_day - DAY, number).day, hour, minute)


def asked_in(month: Period) -> list[tuple[str, ...]]:
    """Some of the tasks that the offices have in store for each kind of receiver, in turns."""
    number = month.first_day.year * 12 + month.first_day.month
    in_store: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("tasks"):
        in_store.setdefault(row[1], []).append(row)
    chosen = []
    for tasks, count in zip(in_store.values(), IN_TURN, strict=True):
        chosen += [tasks[(number * count + n) % len(tasks)] for n in range(count)]
    return chosen


class MonthlyList:
    """The list of one month, from draft to review."""

    def __init__(self, month: Period, story: Story, cast: Cast, agenda: Agenda, until: datetime) -> None:
        self.month, self.story, self.cast, self.agenda, self.until = month, story, cast, agenda, until

    def enter(self) -> None:
        """Everything begins with drafts on the first working day."""
        drafted = min(workday(self.month, 1, 10), self.until - timedelta(hours=3))
        for row in asked_in(self.month):
            clerk = self.cast.at(row[0], FIRST_CLERK)
            self.agenda.enter(drafted, clerk, partial(self._draft, row))

    def _draft(self, row: tuple[str, ...]) -> None:
        office, scope, title, requirement, due, weight, minutes, is_key = row
        clerk, head = self.cast.at(office, FIRST_CLERK), self.cast.at(office, HEAD)
        asked = Asked(
            month=self.month.first_day,
            title=title,
            requirement=requirement,
            scope=scope,
            due_on=self.month.first_day.replace(day=int(due)),
            weight=int(weight),
            minutes=int(minutes),
            is_key=bool(is_key),
        )
        task = actions.draft(asked, office=self.cast.unit(office), by=clerk)
        issued = min(workday(self.month, 2, 9, 30), self.until - timedelta(hours=2))
        self.agenda.enter(issued, head, lambda: self._issue(task))

    def _issue(self, task: "Task") -> None:
        actions.issue([task], by=self.cast.at(task.office.code, HEAD))
        for unit_task in task.unit_tasks.select_related("unit", "office", "task").order_by("pk"):
            Part(unit_task, self.story, self.cast, self.agenda, self.month).enter()
