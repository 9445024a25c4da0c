"""What becomes of a proposal in the drill: somebody is heard, a named person decides, or it still waits."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lianheng.assessment import actions, queries
from lianheng.assessment.terms import ProposalKind
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor

from .agenda import Agenda
from .cast import HEAD, Cast
from .conduct import Story
from .data import chance, phrase, phrases

if TYPE_CHECKING:
    from lianheng.assessment.models import Proposal
    from lianheng.assessment.queries.cards import Cure

REMARKING_OFFICE = "DFS"
TIME_TO_CURE = timedelta(days=25)
TIME_TO_HAND_IN = timedelta(days=14)
WAITING_SHARE = 0.5
DECLINED_SHARE = 0.1


class Decision:
    """How one proposal is dealt with in the days after it was made."""

    def __init__(self, proposal: "Proposal", story: Story, cast: Cast, agenda: Agenda) -> None:
        self.proposal, self.cast, self.agenda = proposal, cast, agenda
        self.kind = ProposalKind(proposal.kind)
        self.die = chance("decision", proposal.unit.code, proposal.kind, proposal.period)
        fresh = (*story.quarters[-1:], *story.months[-2:-1])
        self.is_fresh = proposal.period in map(str, fresh)
        self.is_of_sliding = proposal.unit.code == story.sliding

    def enter(self) -> None:
        """An adjustment needs a hearing and the committee first; of the latest proposals some still wait."""
        if self.kind == ProposalKind.ADJUSTMENT:
            head = self.cast.at(self.proposal.unit.code, HEAD)
            self.agenda.enter(self._in(1), head, lambda: self._state(head))
            self.agenda.enter(self._in(2), self.cast.scorer, self._hear)
            if not self.is_of_sliding:
                self.agenda.enter(self._in(4), self.cast.scorer, self._record_committee)
        if not self._waits():
            self.agenda.enter(self._in(5), self._decider(), self._decide)

    def _waits(self) -> bool:
        if self.kind == ProposalKind.LIFT_CARD:
            return False
        return self.is_fresh and (self.is_of_sliding or self.die.random() < WAITING_SHARE)

    def _in(self, workdays: int) -> datetime:
        day = CALENDAR.estimate_after(clock.today(), workdays).day
        return at_hour(day, self.die.randint(9, 17), self.die.randint(0, 59))

    def _decider(self) -> Actor:
        match self.kind:
            case ProposalKind.REMARK:
                return self.cast.at(REMARKING_OFFICE, HEAD)
            case ProposalKind.REMINDER_TALK:
                return self.cast.deputy_for(self.proposal.unit.peer_class)
            case _:
                return self.cast.leader

    def _state(self, head: Actor) -> None:
        if self.proposal.person_id == head.id:
            actions.state_own(self.proposal, statement=phrase("own_statement", self.die), by=head)

    def _hear(self) -> None:
        actions.hear(
            self.proposal, statement=phrase("statement", self.die), on=clock.today(), by=self.cast.scorer
        )

    def _record_committee(self) -> None:
        actions.record_committee(
            self.proposal, decision=phrase("committee", self.die), on=clock.today(), by=self.cast.scorer
        )

    def _decide(self) -> None:
        adjusts = self.kind == ProposalKind.ADJUSTMENT
        adopt = self.kind != ProposalKind.REMINDER_TALK or self.die.random() > DECLINED_SHARE
        actions.decide(
            self.proposal,
            adopt=adopt,
            reason=phrase(self._use(adopt), self.die),
            legal_ground=phrase("legal_ground", self.die) if adjusts else "",
            cures=self._cures(),
            by=self._decider(),
        )

    def _use(self, adopt: bool) -> str:
        """Which reasons fit: a remark is read out to everybody."""
        if self.kind in (ProposalKind.LIFT_CARD, ProposalKind.REMARK):
            return "lift" if self.kind == ProposalKind.LIFT_CARD else "remark"
        return "adopt" if adopt else "decline"

    def _cures(self) -> list[tuple[str, date]]:
        titles = phrases("cure") if self.kind == ProposalKind.YELLOW_CARD else ()
        return [(title, clock.today() + TIME_TO_CURE) for title in titles]


class Cures:
    """The cure tasks of yellow cards: the unit hands in what it did, the office confirms it days later."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def hand_in(self) -> None:
        """Before its day each unit says what it did."""
        for cure in self._open():
            if not cure.proofs and cure.task.due_on <= clock.today() + TIME_TO_HAND_IN:
                head = self.cast.at(cure.task.card.unit.code, HEAD)
                said = phrase("cure_proof", chance("cure", cure.task.card.unit.code, cure.task.title))
                actions.hand_in_cure(cure.task, text=said, by=head)

    def confirm(self) -> None:
        """What was handed in suffices, and the scoring office says so."""
        for cure in self._open():
            if cure.waits:
                actions.confirm_cure(cure.task, by=self.cast.scorer)

    def _open(self) -> list["Cure"]:
        cards = queries.card_list(self.cast.scorer)
        return [cure for sheet in cards for cure in sheet.cures if cure.task.done_on is None]
