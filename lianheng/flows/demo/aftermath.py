"""What follows a month of the drill: tally, objections, publication, hearings and decisions."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from lianheng.assessment import actions, queries
from lianheng.assessment.terms import ProposalState
from lianheng.flows import month_end
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import SYSTEM, Actor

from .agenda import Agenda
from .cast import HEAD, Cast
from .conduct import Story
from .data import chance, phrase
from .decision import Decision
from .review import Review
from .year import YearsEnd

if TYPE_CHECKING:
    from lianheng.assessment.models import Entry, Objection, Proposal

OBJECTIONS_A_MONTH = 2


class Aftermath:
    """The close of one month, lived in the month that follows."""

    def __init__(self, month: Period, story: Story, cast: Cast, agenda: Agenda) -> None:
        self.month, self.story, self.cast, self.agenda = month, story, cast, agenda
        self.die = chance("aftermath", month)
        self.is_last = month == story.last

    def enter(self) -> None:
        """The machine tallies on the first working day."""
        first = CALENDAR.first_of_month(self.month.shift(1).first_day)
        self.agenda.enter(at_hour(first, 1), SYSTEM, self._tally)

    def _in(self, workdays: int, hour: int) -> datetime:
        return at_hour(CALENDAR.estimate_after(clock.today(), workdays).day, hour, self.die.randint(0, 59))

    def _tally(self) -> None:
        month = month_end.tally(self.month, by=SYSTEM)
        entries = self._contested()
        for number, entry in enumerate(entries):
            self.agenda.enter(
                self._in(2 + number, 10), self._head(entry), partial(self._object, entry, number)
            )
        if month.objections_until and not self.is_last:
            published = at_hour(CALENDAR.estimate_after(month.objections_until, 1).day, 10)
            self.agenda.enter(published, self.cast.leader, self._publish)
        if self.is_last:
            Review(self.month, self.cast, self.agenda, is_last=True).enter()

    def _contested(self) -> list["Entry"]:
        """A few entries with which units do not agree; whoever tries things out finds one of his own."""
        units = [code for codes in self.story.classes.values() for code in codes]
        found: list[Entry] = []
        for code in sorted(self.die.sample(units, len(units)), key=lambda code: code != self.story.example):
            if code in (self.story.recovering, self.story.sliding) or len(found) == OBJECTIONS_A_MONTH:
                continue
            head = self.cast.at(code, HEAD)
            lines = queries.score_or_404(head, self.month, head.unit_id or 0).lines
            found += [line.entry for line in lines if line.may_object and line.entry.points < 0][:1]
        return found

    def _head(self, entry: "Entry") -> Actor:
        return self.cast.at(entry.unit.code, HEAD)

    def _object(self, entry: "Entry", number: int) -> None:
        objection = actions.file_objection(
            entry, reason=phrase(f"objection_{entry.code}", self.die), by=self._head(entry)
        )
        if not (self.is_last and number):
            self.agenda.enter(self._in(2, 15), self.cast.scorer, lambda: self._answer(objection, number))

    def _answer(self, objection: "Objection", number: int) -> None:
        uphold = number == 0
        text = phrase("uphold" if uphold else "dismiss", self.die)
        actions.answer_objection(objection, uphold=uphold, answer=text, by=self.cast.scorer)

    def _publish(self) -> None:
        month_end.publish(self.month, by=self.cast.leader)
        YearsEnd(self.story, self.cast, self.agenda).after_publication(self.month)
        for proposal in self._proposed():
            Decision(proposal, self.story, self.cast, self.agenda).enter()
        Review(self.month, self.cast, self.agenda, is_last=False).enter()

    def _proposed(self) -> list["Proposal"]:
        """What the ladder proposed on what was just published."""
        periods = {str(self.month), str(self.month.quarter)}
        found, number = [], 1
        while True:
            page = queries.proposal_list(self.cast.leader, state=ProposalState.OPEN, page=number)
            found += [sheet.proposal for sheet in page.sheets if sheet.proposal.period in periods]
            if not page.has_next:
                return found
            number += 1
