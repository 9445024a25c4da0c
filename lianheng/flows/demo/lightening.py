"""What spares units work in the drill: closed by a measure or by what was done, merged; and reminders."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from lianheng.checklists import actions, queries
from lianheng.checklists.asked import Asked
from lianheng.checklists.terms import ChecklistEvent, ChecklistMeasure, Proof
from lianheng.flows.proving_by_measure import prove
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.notices.actions import read
from lianheng.notices.queries import inbox
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as

from .agenda import Agenda
from .cast import FIRST_CLERK, HEAD, Cast
from .conduct import Conduct, Story
from .data import chance, phrase, rows
from .month import workday

if TYPE_CHECKING:
    from lianheng.checklists.models import Task, UnitTask

GOAL = Decimal(3)
MEASURED, REPEATED, ALIKE = "measured", "repeated", ("merged", "cited")
READING_SHARE = 0.6
QUARTER = timedelta(minutes=15)


class Lightening:
    """One month's part of it, lived beside the list."""

    def __init__(self, month: Period, story: Story, cast: Cast, agenda: Agenda, until: datetime) -> None:
        self.month, self.cast, self.agenda, self.until = month, cast, agenda, until
        self.story = story
        self.die = chance("lightening", month)

    def enter(self) -> None:
        """A day after the list went out; the machine looks every evening."""
        for use, office, title, requirement in rows("lightening"):
            if use == REPEATED and self.month <= self.story.last:
                continue
            clerk = self.cast.at(office, FIRST_CLERK)
            moment = min(workday(self.month, 3, 10), self.until - timedelta(minutes=90))
            self.agenda.enter(moment, clerk, partial(self._draft, use, office, title, requirement))
        for number in range(4, 24):
            self.agenda.enter(workday(self.month, number, 18), SYSTEM, lambda: prove(self.month))
        self.agenda.enter(self.until - timedelta(minutes=30), SYSTEM, lambda: prove(self.month))
        for moment in (workday(self.month, 12, 15), self.until - timedelta(hours=26)):
            self.agenda.enter(moment, self.cast.leader, self._remind)

    def _draft(self, use: str, office: str, title: str, requirement: str) -> None:
        clerk, head = self.cast.at(office, FIRST_CLERK), self.cast.at(office, HEAD)
        other = self._other(use, office)
        if use != MEASURED and other is None:
            return
        asked = Asked(
            month=self.month.first_day,
            title=title.format(title=other.title) if other else title,
            requirement=requirement,
            scope=other.scope if other else queries.scope_choices(clerk)[0][0],
            due_on=CALENDAR.estimate_before(self.month.shift(1).first_day, 1),
            minutes=10,
            **self._proof(use, other),
        )
        draft = actions.draft(asked, office=self.cast.unit(office), by=clerk)
        if use == "merged" and other:
            actions.merge_draft(draft, into=other, by=clerk)
        else:
            moment = min(workday(self.month, 3, 15), self.until - timedelta(minutes=60))
            self.agenda.enter(moment, head, lambda: actions.issue([draft], by=head))

    def _proof(self, use: str, other: "Task | None") -> dict[str, Any]:
        if use == MEASURED:
            measure = ChecklistMeasure.IN_TIME.value
            return {"proof": Proof.MEASURE.value, "measure": measure, "threshold": GOAL}
        return {"proof": Proof.RECORD.value, "cites_id": other.pk} if use == "cited" and other else {}

    def _other(self, use: str, office: str) -> "Task | None":
        """The task of another office to which this one is alike."""
        if use == REPEATED:
            asked = queries.unit_tasks(self.cast.at(self.story.example, HEAD), self.month)
            theirs = [each for each in asked.order_by("due_on", "pk") if each.office.code != office]
            return next((each.task for each in theirs if self._is_done(each)), None)
        everybody = queries.scope_choices(self.cast.leader)[0][0]
        found = [each.task for each in queries.issued_tasks(self.cast.leader, self.month)]
        others = [task for task in found if task.scope != everybody and task.office.code != office]
        return others[ALIKE.index(use)] if use in ALIKE else None

    def _is_done(self, unit_task: "UnitTask") -> bool:
        unit, title = unit_task.unit, unit_task.task.title
        return self.story.conduct(unit.code, unit.peer_class, self.month, title) == Conduct.WELL

    def _remind(self) -> None:
        """Each time one task, the next that is due, of which something is missing."""
        for each in queries.issued_tasks(self.cast.leader, self.month):
            clerk = self.cast.at(each.task.office.code, FIRST_CLERK)
            is_asked = each.to_remind and not each.task.measure and each.task.cites_id is None
            if is_asked and queries.may_remind(clerk, each.task):
                actions.remind(each.task, words=phrase("reminder", self.die), by=clerk)
                return


def read_reminders(cast: Cast, until: datetime) -> None:
    """Some of those who were reminded have read it, an hour or a day later."""
    for actor in cast.everybody():
        for notice in inbox(actor, unread=True).filter(kind=ChecklistEvent.REMINDED):
            die = chance("reading", actor.number, notice.title)
            day = CALENDAR.estimate_after(notice.sent_at.astimezone(clock.ZONE).date(), die.randint(0, 1)).day
            moment = max(at_hour(day, die.randint(8, 17), die.randint(0, 59)), notice.sent_at + QUARTER)
            if die.random() < READING_SHARE and moment < until:
                with clock.standing_at(moment), acting_as(actor):
                    read(notice, by=actor)
