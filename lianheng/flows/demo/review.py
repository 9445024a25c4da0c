"""The month-end review in the drill: drafted by the scoring office, signed by the leader."""

from datetime import datetime
from typing import TYPE_CHECKING

from lianheng.assessment import actions
from lianheng.assessment.terms import ReviewSection
from lianheng.flows import month_review
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR

from .agenda import Agenda
from .cast import Cast
from .data import chance, phrase

if TYPE_CHECKING:
    from lianheng.assessment.models import MonthReview

# After the remarks on the month were decided.
DRAFTED_AFTER, SIGNED_AFTER = 6, 2


class Review:
    """What becomes of one month's review."""

    def __init__(self, month: Period, cast: Cast, agenda: Agenda, *, is_last: bool) -> None:
        self.month, self.cast, self.agenda, self.is_last = month, cast, agenda, is_last
        self.die = chance("review", month)

    def enter(self) -> None:
        """The last month is drafted soon after its tally; others when their remarks are decided."""
        days = 1 if self.is_last else DRAFTED_AFTER
        self.agenda.enter(self._in(days), self.cast.scorer, self._draft)

    def _in(self, workdays: int) -> datetime:
        day = CALENDAR.estimate_after(clock.today(), workdays).day
        return at_hour(day, self.die.randint(9, 17), self.die.randint(0, 59))

    def _draft(self) -> None:
        review = month_review.draft(self.month, by=self.cast.scorer)
        actions.add_sentence(
            review,
            section=ReviewSection.NEXT_MONTH,
            text=phrase("review", self.die),
            explanation="",
            by=self.cast.scorer,
        )
        if not self.is_last:
            self.agenda.enter(self._in(SIGNED_AFTER), self.cast.leader, lambda: self._sign(review))

    def _sign(self, review: "MonthReview") -> None:
        month_review.sign(review, by=self.cast.leader)
