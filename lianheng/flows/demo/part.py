"""One unit's part of a task in the drill: handed in, returned, asked off, or not done."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from lianheng.checklists import actions
from lianheng.checklists.terms import ReliefKind
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR

from .agenda import Agenda
from .cast import FIRST_CLERK, HEAD, SECOND_CLERK, Cast
from .conduct import Conduct, Story
from .data import chance, phrase

if TYPE_CHECKING:
    from lianheng.checklists.models import Relief, UnitTask

DAY = timedelta(days=1)
LONGER = 2
WITH_FILE = 0.35
RELIEFS = {Conduct.EXEMPTED: "exemption", Conduct.NOT_EXEMPTED: "exemption", Conduct.EXTENDED: "extension"}
ANSWERS = {
    Conduct.EXEMPTED: "grant_exemption",
    Conduct.NOT_EXEMPTED: "refuse_exemption",
    Conduct.EXTENDED: "grant_extension",
}


class Part:
    """What one unit does about one task, and what the office answers."""

    def __init__(
        self, unit_task: "UnitTask", story: Story, cast: Cast, agenda: Agenda, month: Period
    ) -> None:
        self.unit_task, self.cast, self.agenda, self.month = unit_task, cast, agenda, month
        unit, title = unit_task.unit, unit_task.task.title
        self.conduct = story.conduct(unit.code, unit.peer_class, month, title)
        is_told = self.conduct in (Conduct.FALSE, Conduct.RETURNED_AGAIN)
        self.waits = not is_told and story.is_left_for_review(unit.code, month, title)
        self.die = chance("part", unit.code, month, title)
        self.clerk = cast.at(unit.code, FIRST_CLERK)
        self.office = unit_task.office.code
        self.reviewer = cast.at(self.office, self.die.choice((FIRST_CLERK, SECOND_CLERK)))

    def enter(self) -> None:
        """Everything begins with what the unit does."""
        if self.conduct in RELIEFS:
            self.agenda.enter(self._soon(), self.clerk, self._ask)
        elif self.conduct != Conduct.MISSED:
            self.agenda.enter(self._handed_in_at(), self.clerk, self._submit)

    def _handed_in_at(self) -> datetime:
        """Some day before the deadline, or up to two days after it."""
        due = self.unit_task.due_on
        if self.conduct == Conduct.LATE:
            return self._at(due + DAY * self.die.randint(1, 2))
        returned = self.conduct in (Conduct.RETURNED, Conduct.RETURNED_AGAIN)
        latest = due - DAY * (4 if returned else 0)
        days = max(1, (latest - clock.today()).days)
        return self._at(clock.today() + DAY * round(self.die.triangular(1, days, days)))

    def _at(self, day: date) -> datetime:
        """Office hours of that day, and never after the month."""
        return at_hour(min(day, self.month.last_day), self.die.randint(9, 17), self.die.randint(0, 59))

    def _soon(self, at_most: int = 1) -> datetime:
        return self._at(CALENDAR.estimate_after(clock.today(), self.die.randint(1, at_most)).day)

    def _submit(self) -> None:
        actions.submit(self.unit_task, text=self._report(), uploads=self._files(), by=self.clerk)
        if not self.waits:
            self.agenda.enter(self._soon(at_most=3), self.reviewer, self._review)

    def _report(self) -> str:
        """What was done, what was found, what comes next: hardly two units say the same."""
        return "".join(phrase(use, self.die) for use in ("submit", "detail", "onward"))

    def _files(self) -> list[SimpleUploadedFile]:
        """Of what waits for review some carry a file, and two of them the very same."""
        if not self.waits or self.die.random() > WITH_FILE:
            return []
        said = phrase("file", chance(self.unit_task.task.title))
        return [SimpleUploadedFile(f"{self.unit_task.task.title}.txt", said.encode())]

    def _review(self) -> None:
        if self.conduct in (Conduct.RETURNED, Conduct.RETURNED_AGAIN):
            because = phrase("return", self.die)
            self.unit_task = actions.return_(self.unit_task, because=because, by=self.reviewer)
            if self.conduct == Conduct.RETURNED:
                self.agenda.enter(self._soon(), self.clerk, self._resubmit)
            self.conduct = Conduct.WELL
            return
        missing = self.conduct == Conduct.INCOMPLETE
        self.unit_task = actions.accept(self.unit_task, is_evidence_missing=missing, by=self.reviewer)
        if self.conduct == Conduct.FALSE:
            self.agenda.enter(self._soon(), self.reviewer, self._find_false)

    def _resubmit(self) -> None:
        actions.submit(self.unit_task, text=phrase("resubmit", self.die), by=self.clerk)
        self.agenda.enter(self._soon(), self.reviewer, self._review)

    def _ask(self) -> None:
        kind = ReliefKind(RELIEFS[self.conduct])
        relief = actions.ask_relief(
            self.unit_task,
            kind=kind,
            until=self.unit_task.due_on + DAY * LONGER if kind == ReliefKind.EXTENSION else None,
            reason=phrase(kind.value, self.die),
            by=self.clerk,
        )
        head = self.cast.at(self.office, HEAD)
        self.agenda.enter(self._soon(), head, lambda: self._decide(relief))

    def _decide(self, relief: "Relief") -> None:
        actions.decide_relief(
            relief,
            is_granted=self.conduct != Conduct.NOT_EXEMPTED,
            answer=phrase(ANSWERS[self.conduct], self.die),
            by=self.cast.at(self.office, HEAD),
        )
        if self.conduct != Conduct.EXEMPTED:
            self.agenda.enter(self._soon(), self.clerk, self._submit)

    def _find_false(self) -> None:
        because = phrase("falsity", self.die)
        falsity = actions.find_falsity(self.unit_task, because=because, by=self.reviewer)
        confirm = self.cast.second_scorer
        self.agenda.enter(self._soon(), confirm, lambda: actions.confirm_falsity(falsity, by=confirm))
