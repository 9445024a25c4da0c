"""The talks of the drill: arranged, held, confirmed, followed up; each day every talk goes one step on."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from lianheng.assessment import actions as assessment
from lianheng.assessment import queries as proposals
from lianheng.assessment.terms import ProposalKind
from lianheng.flows.reactions import work_off
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.notices.actions import read_all
from lianheng.organisation.actor import SYSTEM, Actor
from lianheng.talks import actions, queries
from lianheng.talks.terms import Stance, TalkKind, TalkState

from .agenda import Agenda
from .cast import FIRST_CLERK, HEAD, Cast
from .conduct import Story
from .data import chance, phrase, phrases

if TYPE_CHECKING:
    from lianheng.organisation.models import Person
    from lianheng.talks.models import Commitment, Talk

DAY = timedelta(days=1)
TALKING_OFFICE, RECORDING_OFFICE = "ZZB", "DFS"
WORKDAYS_AHEAD = 4
DISAGREE_SHARE, REFUSED_SHARE, LATE_SHARE = 0.12, 0.06, 0.2
REPORTED_BEFORE, REPORTED_AFTER = 4, 5
STILL_TO_COME = 2


class Talks:
    """All talks of a month of the drill."""

    def __init__(self, month: Period, story: Story, cast: Cast, agenda: Agenda, until: datetime) -> None:
        self.month, self.story, self.cast, self.agenda, self.until = month, story, cast, agenda, until

    def enter(self) -> None:
        """Each working day at four in the afternoon; and in the month under way one talk is still to come."""
        day = self.month.first_day
        while day <= self.until.date() and day in self.month:
            if CALENDAR.estimate_before(day + DAY, 1) == day:
                self.agenda.enter(at_hour(day, 16), SYSTEM, self._go_on)
            day += DAY
        if self.month > self.story.last:
            lately = CALENDAR.estimate_before(self.until.date(), STILL_TO_COME)
            moment = max(at_hour(lately, 10), at_hour(self.month.first_day, 9))
            self.agenda.enter(min(moment, self.until), self.cast.leader, self._remind)

    def _remind(self) -> None:
        """A reminder that waited is adopted just now; its talk lies ahead."""
        found = proposals.proposal_list(self.cast.leader, kind=ProposalKind.REMINDER_TALK).sheets
        units = [sheet.proposal.unit.code for sheet in found]
        if not found:
            return
        nth = units.index(self.story.sliding) if self.story.sliding in units else 0
        proposal = found[nth].proposal
        deputy = self.cast.deputy_for(proposal.unit.peer_class)
        reason = phrase("adopt", chance("remind", proposal.unit.code))
        self.agenda.enter(
            clock.now(), deputy, partial(assessment.decide, proposal, adopt=True, reason=reason, by=deputy)
        )
        self.agenda.enter(clock.now(), SYSTEM, self._go_on)

    def _go_on(self) -> None:
        """What was decided becomes a talk; every talk under way goes one step on, where its time has come."""
        work_off()
        for talk in list(self._open()):
            _Step(talk, self.cast, self.agenda).enter()

    def _open(self) -> Iterator["Talk"]:
        _, rows = queries.talk_rows(self.cast.leader)
        yield from rows.order_by("planned_at", "-opened_at", "id")


class _Step:
    """The next step of one talk."""

    def __init__(self, talk: "Talk", cast: Cast, agenda: Agenda) -> None:
        self.talk, self.cast, self.agenda = talk, cast, agenda
        self.die = chance("talk", talk.unit.code, talk.kind, talk.because)

    def enter(self) -> None:
        steps = {
            TalkState.PROPOSED: self._arrange,
            TalkState.NOTIFIED: self._hold,
            TalkState.HELD: self._answer,
            TalkState.CONFIRMED: self._follow,
            TalkState.UNCONFIRMED: self._follow,
        }
        if step := steps.get(TalkState(self.talk.state)):
            step()

    def _do(self, by: Actor, act: Callable[[], object]) -> None:
        self.agenda.enter(clock.now(), by, act)

    def _arrange(self) -> None:
        if self.talk.person is None or self.talk.led_by is None:
            return
        day = CALENDAR.estimate_after(clock.today(), WORKDAYS_AHEAD + self.die.randint(-1, 1)).day
        leads = self._of(self.talk.led_by)
        plan = partial(
            actions.plan,
            self.talk,
            at=at_hour(day, self.die.choice((9, 10, 15)), 30),
            place=phrase("talk_place", self.die),
            led_by=self.talk.led_by,
            second=self.cast.person(self._second()),
            recorder=self.cast.person(self.cast.at(RECORDING_OFFICE, FIRST_CLERK)),
            by=leads,
        )
        self._do(leads, lambda: self._notify(plan(), leads))

    def _second(self) -> Actor:
        if self.talk.kind == TalkKind.SUMMONS:
            return self.cast.deputy_for(self.talk.unit.peer_class)
        return self.cast.at(TALKING_OFFICE, HEAD)

    def _notify(self, talk: "Talk", leads: Actor) -> None:
        actions.notify(talk, notice=queries.proposed_notice(leads, talk), by=leads)

    def _hold(self) -> None:
        """The notice is read; when the hour has come, the talk is held and written down the same day."""
        if self.talk.person is not None:
            person = self._of(self.talk.person)
            self._do(person, lambda: read_all(by=person))
        if self.talk.planned_at is None or self.talk.planned_at > clock.now() or self.talk.recorder is None:
            return
        recorder = self._of(self.talk.recorder)
        record = partial(
            actions.record_talk,
            self.talk,
            held_at=self.talk.planned_at,
            said=phrase("talk_record", self.die),
            taken_down=phrase("talk_taken_down", self.die),
            promises=_promised(self.die),
            by=recorder,
        )
        self._do(recorder, record)

    def _answer(self) -> None:
        if self.talk.person is None or self.talk.recorder is None:
            return
        if self.die.random() < REFUSED_SHARE:
            recorder, said = self._of(self.talk.recorder), phrase("talk_refusal", self.die)
            self._do(recorder, partial(actions.note_refusal, self.talk, refusal=said, by=recorder))
            return
        disagrees = self.die.random() < DISAGREE_SHARE
        words = phrase("talk_disagrees" if disagrees else "talk_words", self.die)
        stance, person = Stance.DISAGREES if disagrees else Stance.AGREES, self._of(self.talk.person)
        self._do(person, partial(actions.confirm, self.talk, stance=stance, words=words, by=person))

    def _follow(self) -> None:
        """Signed the day after; each promise reported around its day, confirmed the next; then closed."""
        for who in (self.talk.led_by, self.talk.second, self.talk.recorder):
            if who is not None and queries.sheet(self._of(who), self.talk).may_sign:
                self._do(self._of(who), partial(actions.sign, self.talk, by=self._of(who)))
        if self.talk.led_by is None or self.talk.person is None:
            return
        leads, person = self._of(self.talk.led_by), self._of(self.talk.person)
        sheet = queries.sheet(leads, self.talk)
        for promise in sheet.promises:
            self._keep(promise.commitment, leads, person)
        if sheet.may_close and not any(each.commitment.done_on is None for each in sheet.promises):
            said = phrases("talk_closing")[sheet.kept < len(sheet.promises)]
            self._do(leads, partial(actions.close, self.talk, closing=said, by=leads))

    def _keep(self, commitment: "Commitment", leads: Actor, person: Actor) -> None:
        if commitment.waits:
            self._do(leads, partial(actions.confirm_commitment, commitment, by=leads))
        elif commitment.done_on is None and commitment.due_on + self._lag(commitment) <= clock.today():
            said = phrase("talk_report", self.die)
            self._do(person, partial(actions.report_commitment, commitment, report=said, by=person))

    def _lag(self, commitment: "Commitment") -> timedelta:
        """Most promises are reported some days before they are due, some only after."""
        is_late = chance("kept", self.talk.unit.code, commitment.what).random() < LATE_SHARE
        return DAY * (REPORTED_AFTER if is_late else -REPORTED_BEFORE)

    def _of(self, person: "Person") -> Actor:
        return self.cast.of(person)


def _promised(die: Random) -> list[tuple[str, date]]:
    """One or two things, until three or five weeks later."""
    chosen = die.sample(phrases("talk_promise"), die.choice((1, 2, 2)))
    return [(what, clock.today() + DAY * die.choice((21, 35))) for what in chosen]
