"""Who leaves, falls ill, learns, and stands in for whom in the drill."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from lianheng.checklists import actions as lists
from lianheng.checklists.queries import waiting
from lianheng.checklists.terms import ReliefKind
from lianheng.flows.handovers.drawing_up import draw_up
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.organisation import actions, queries
from lianheng.organisation.actor import SYSTEM, Actor
from lianheng.organisation.terms import AbsenceKind, Role

from .agenda import Agenda
from .cast import FIRST_CLERK, HEAD, SECOND_CLERK, Cast
from .conduct import Conduct, Story
from .data import chance, phrase
from .district import COMMISSION, LEAVING, VACANT
from .month import workday

if TYPE_CHECKING:
    from collections.abc import Callable

    from lianheng.organisation.models import Delegation, Handover, Person

DAY = timedelta(days=1)
BUSY_DEPUTY, STANDING_DEPUTY = 3, 2
FOLLOWER = 9


class Changes:
    """What happens to people in a month: a clerk leaves, a head falls ill, a deputy learns for a week."""

    def __init__(
        self,
        month: Period,
        story: Story,
        cast: Cast,
        agenda: Agenda,
        until: datetime,
        work_off: "Callable[[], int]",
    ) -> None:
        self.month, self.story, self.cast, self.agenda = month, story, cast, agenda
        self.until, self.work_off = until, work_off
        self.die = chance("people", month)

    def enter(self) -> None:
        """Each at its time in the year; a story that is too short leaves some out."""
        if self.month == self.story.last.shift(-1):
            self._one_clerk_leaves()
        if self.story.quarters and self.month == self.story.quarters[-1].months[0]:
            self._a_head_falls_ill()
        if self.month > self.story.last:
            self._just_now()

    def _one_clerk_leaves(self) -> None:
        """He is relieved, hands over and signs; the successor takes over; the head is witness."""
        leaver, head = self.cast.at(LEAVING, SECOND_CLERK), self.cast.at(LEAVING, HEAD)
        keeper = self.cast.scorer
        relieved = workday(self.month, 9, 10)
        self.agenda.enter(relieved, keeper, partial(self._relieve, leaver))
        self.agenda.enter(relieved + timedelta(hours=1), SYSTEM, self.work_off)
        self.agenda.enter(relieved + timedelta(hours=5), leaver, partial(self._sign, leaver))
        came = workday(self.month, 10, 9)
        self.agenda.enter(came, keeper, self._appoint)
        self.agenda.enter(came + timedelta(hours=1), SYSTEM, self.work_off)
        self.agenda.enter(came + timedelta(hours=2), SYSTEM, partial(self._take_over, head))

    def _relieve(self, leaver: Actor) -> None:
        (held,) = queries.person_or_404(SYSTEM, leaver.id or 0).in_office
        actions.relieve(held, on=clock.today(), by=self.cast.scorer)

    def _handover(self, actor: Actor) -> "Handover":
        return queries.handovers_to_sign(actor).get()

    def _sign(self, leaver: Actor) -> None:
        risks = phrase("risks", self.die)
        actions.sign_handover(self._handover(leaver), risks=risks, draw_up=draw_up, by=leaver)

    def _appoint(self) -> None:
        unit = self.cast.unit(LEAVING)
        name = phrase("successor", self.die)
        person = actions.add_person(number=f"{LEAVING}{FOLLOWER:02}", name=name, by=SYSTEM)
        actions.appoint(
            person, unit, phrase("clerk_post", self.die), from_on=clock.today(), by=self.cast.scorer
        )
        security = self.cast.security
        entrust = partial(
            actions.grant, person, Role.UNIT_CLERK, unit, reason=phrase("entrusted", self.die), by=security
        )
        self.agenda.enter(clock.now() + timedelta(minutes=20), security, entrust)

    def _take_over(self, head: Actor) -> None:
        successor = self.cast.at(LEAVING, FOLLOWER)
        handover = actions.take_over(queries.to_take_over(successor).get(), by=successor)
        actions.close_handover(handover, by=head)

    def _a_head_falls_ill(self) -> None:
        """For two months, while the second stands in; what was asked in that time says in whose stead."""
        unit = self.story.sliding
        head, second = self.cast.at(unit, HEAD), self.cast.at(unit, FIRST_CLERK)
        fell_ill = workday(self.month, 4, 9)
        last = self.month.shift(1).last_day
        self.agenda.enter(
            fell_ill, head, partial(self._report, head, AbsenceKind.SICK, last, phrase("ill", self.die))
        )
        confirm = partial(self._confirm_and_lend, head, second, last)
        deputy = self.cast.deputy_for(self.cast.unit(unit).peer_class)
        self.agenda.enter(fell_ill + timedelta(hours=2), deputy, partial(confirm, deputy))
        self.agenda.enter(workday(self.month, 8, 10), second, partial(self._ask_in_stead, second))

    def _report(self, who: Actor, kind: AbsenceKind, last: date, reason: str = "") -> None:
        actions.report_absence(
            self._person(who), kind=kind, from_on=clock.today(), to_on=last, reason=reason, by=who
        )

    def _person(self, actor: Actor) -> "Person":
        return queries.person_or_404(SYSTEM, actor.id or 0)

    def _confirm_and_lend(self, head: Actor, second: Actor, last: date, deputy: Actor) -> None:
        actions.confirm_absence(queries.absences_to_decide(deputy).get(person=head.id), by=deputy)
        unit_id, why = head.unit_id or 0, phrase("stead", self.die)
        self._lend(head, second, Role.UNIT_HEAD, unit_id, last, why, by=deputy)

    def _lend(
        self,
        principal: Actor,
        substitute: Actor,
        role: Role,
        unit_id: int,
        last: date,
        why: str,
        *,
        by: Actor,
    ) -> "Delegation":
        return actions.lend_role(
            self._person(principal),
            self._person(substitute),
            role=role,
            unit=queries.unit_or_404(SYSTEM, unit_id),
            from_on=clock.today(),
            to_on=last,
            reason=why,
            by=by,
        )

    def _ask_in_stead(self, second: Actor) -> None:
        """More time is asked for one task, in the stead of the head, and not given."""
        (stand_in,) = queries.actor_of(second.id or 0).standing_in
        in_stead = queries.actor_of(second.id or 0, standing_in=stand_in.delegation_id)
        unit = self.cast.unit(self.story.sliding)
        for part in waiting.open_tasks(in_stead):
            conduct = self.story.conduct(unit.code, unit.peer_class, self.month, part.task.title)
            until = part.due_on + DAY
            if conduct == Conduct.MISSED and part.due_on > clock.today() and until in self.month:
                reason = phrase("extension", self.die)
                relief = lists.ask_relief(
                    part, kind=ReliefKind.EXTENSION, until=until, reason=reason, by=in_stead
                )
                office = self.cast.at(part.office.code, HEAD)
                answer = phrase("refuse_extension", self.die)
                refuse = partial(lists.decide_relief, relief, is_granted=False, answer=answer, by=office)
                self.agenda.enter(clock.now() + timedelta(hours=3), office, refuse)
                return

    def _just_now(self) -> None:
        """What one finds when trying things out: a deputy away, leave to confirm, a vacant post."""
        busy = self.cast.at(COMMISSION, BUSY_DEPUTY)
        at = max(at_hour(self.month.first_day, 8), self.until - 2 * DAY)
        self.agenda.enter(at, busy, partial(self._learn, busy, at.date() + 6 * DAY))
        clerk = self.cast.at(self.story.example, FIRST_CLERK)
        late = max(at_hour(self.month.first_day, 8, 30), self.until - timedelta(hours=4))
        leave = partial(self._leave, clerk, late.date() + 7 * DAY)
        self.agenda.enter(late, clerk, leave)
        leaver = self.cast.at(VACANT, SECOND_CLERK)
        self.agenda.enter(late, self.cast.scorer, partial(self._relieve_before, leaver, late.date() - DAY))
        self.agenda.enter(late + timedelta(minutes=5), SYSTEM, self.work_off)

    def _learn(self, busy: Actor, last: date) -> None:
        self._report(busy, AbsenceKind.TRAINING, last)
        actions.confirm_absence(
            queries.absences_to_decide(self.cast.leader).get(person=busy.id), by=self.cast.leader
        )
        unit, why = busy.unit_id or 0, phrase("learning", self.die)
        standing = self.cast.at(COMMISSION, STANDING_DEPUTY)
        lent = self._lend(busy, standing, Role.DEPUTY, unit, last, why, by=busy)
        actions.approve_delegation(lent, by=self.cast.leader)

    def _leave(self, clerk: Actor, first: date) -> None:
        person = self._person(clerk)
        actions.report_absence(person, kind=AbsenceKind.LEAVE, from_on=first, to_on=first + 4 * DAY, by=clerk)

    def _relieve_before(self, leaver: Actor, on: date) -> None:
        (held,) = self._person(leaver).in_office
        actions.relieve(held, on=on, by=self.cast.scorer)
