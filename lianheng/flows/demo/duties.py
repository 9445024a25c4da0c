"""Duties in the drill: posts named, records kept month by month, a version of their own for townships."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from lianheng.checklists import actions
from lianheng.checklists import sweeps as lists
from lianheng.checklists.asked import Done, Wording
from lianheng.checklists.queries import citing, duties
from lianheng.checklists.terms import DutyArea, DutyFrequency, Proof
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation import actions as organisation
from lianheng.organisation.actor import SYSTEM, Actor
from lianheng.organisation.terms import UnitKind

from .agenda import Agenda
from .cast import FIRST_CLERK, HEAD, Cast
from .conduct import Story
from .data import chance, phrase, phrases

if TYPE_CHECKING:
    from lianheng.organisation.models import Unit

DAY = timedelta(days=1)
MISSED, MISSED_WHEN_SLIDING, LATE, VISITED, VACANT = 0.04, 0.35, 0.06, 0.2, 0.2
STILL_TO_COME, NOT_YET = 22, 0.5
UNNAMED_AT_MOST = 2
OWN_VERSION_BEFORE_LAST = 4
ON_TIME, NINETY = "checklists.on_time_share", Decimal(90)


class MonthOfDuties:
    """What the units do in a month by the duty checklist."""

    def __init__(self, month: Period, story: Story, cast: Cast, agenda: Agenda, until: datetime) -> None:
        self.month, self.story, self.cast, self.agenda, self.until = month, story, cast, agenda, until
        self.is_under_way = month > story.last
        self._due: dict[str, list[lists.DutyDue]] = {}

    def enter(self) -> None:
        """Posts are named in the first month; every month has its records; once a version is made anew."""
        for code in (code for codes in self.story.classes.values() for code in codes):
            unit, die = self.cast.unit(code), chance("duties", code, self.month)
            if self.month == self.story.months[0]:
                self.agenda.enter(self._at(2, 10), self.cast.at(code, HEAD), partial(self._name, unit))
            number = 21 if die.random() < LATE and not self.is_under_way else die.randint(9, 12)
            clerk = self.cast.at(code, FIRST_CLERK)
            self.agenda.enter(self._at(number, die.randint(9, 16)), clerk, partial(self._record, unit, clerk))
        if self.month in self.story.months[-OWN_VERSION_BEFORE_LAST - 1 : -OWN_VERSION_BEFORE_LAST]:
            self.agenda.enter(self._at(8, 10), self.cast.scorer, self._make_anew)

    def _at(self, number: int, hour: int) -> datetime:
        """That working day, but not after the month and not after the present moment."""
        day = CALENDAR.estimate_after(self.month.first_day - DAY, number).day
        moment = at_hour(min(day, self.month.last_day), hour)
        return min(moment, self.until - timedelta(hours=1)) if self.is_under_way else moment

    def _name(self, unit: "Unit") -> None:
        """Every area has its post; a few items nobody answers for, or a post that nobody holds."""
        head, die = self.cast.at(unit.code, HEAD), chance("posts", unit.code)
        posts = [int(number) for number, _ in duties.post_choices(head, unit)]
        of_area = {area.value: posts[n % len(posts)] for n, area in enumerate(DutyArea)}
        items = {item.key: item.area for item in lists.items_in_force(unit.kind, self.month)}
        named: dict[str, int | None] = {key: of_area[area] for key, area in items.items()}
        for key in die.sample(sorted(named), die.randint(0, UNNAMED_AT_MOST)):
            del named[key]
        if unit.kind == UnitKind.TOWNSHIP and die.random() < VACANT:
            vacant = organisation.add_post(unit, phrase("duty_post", die), by=SYSTEM)
            named[die.choice(sorted(named))] = vacant.pk
        actions.assign_duties(unit, named, by=head)

    def _record(self, unit: "Unit", clerk: Actor) -> None:
        done: list[Done] = []
        shown: list[Done] = []
        for row in self._due_for(unit.kind):
            die = chance("duty", unit.code, self.month, row.key)
            if not self._is_done(unit.code, row.due_on, die.random()):
                continue
            use = "duty" if row.due_on else "duty_home_visit"
            one = Done(row.key, self.month, self._done_on(die.randint(0, 8)), phrase(use, die))
            (shown if row.proof == Proof.RECORD else done).append(one)
        if done:
            actions.record_duties(unit, done, by=clerk)
        found = citing.citable_of_unit(clerk, unit)[:1] if shown else []
        for one in shown if found else ():
            actions.record_duty(unit, one, cited=[found[0].ref], by=clerk)

    def _due_for(self, kind: str) -> list[lists.DutyDue]:
        """No version comes into force within a month, so that it is read once for each kind."""
        if kind not in self._due:
            self._due[kind] = lists.duties_due(kind, self.month)
        return self._due[kind]

    def _done_on(self, days: int) -> date:
        return max(self.month.first_day, clock.today() - DAY * days)

    def _is_done(self, code: str, due_on: date | None, drawn: float) -> bool:
        if due_on is None:
            return drawn < VISITED
        if self.is_under_way and due_on.day > STILL_TO_COME and drawn < NOT_YET:
            return False
        return drawn >= (MISSED_WHEN_SLIDING if self._slides(code) else MISSED)

    def _slides(self, code: str) -> bool:
        told = self.story.quarters
        if self.month.quarter not in told:
            return False
        late = told.index(self.month.quarter) >= len(told) // 2
        return code == (self.story.sliding if late else self.story.recovering)

    def _make_anew(self) -> None:
        """The scoring office words a version for townships; the leader adopts it from the next month."""
        draft = actions.prepare_duties(UnitKind.TOWNSHIP, by=self.cast.scorer)
        wording = Wording(
            area=DutyArea.SYSTEMS,
            title=phrases("duty_added")[0],
            requirement=phrases("duty_added_requirement")[0],
            frequency=DutyFrequency.MONTHLY,
            months=tuple(range(1, 13)),
            day=28,
            minutes=5,
            proof=Proof.MEASURE,
            measure=ON_TIME,
            target=NINETY,
            basis=phrases("duty_added_basis")[0],
            is_unverified=True,
        )
        actions.word_duty(draft, wording, by=self.cast.scorer)
        adopt = partial(
            actions.adopt_duties,
            draft,
            from_month=self.month.shift(1),
            reason=phrases("duty_why")[0],
            by=self.cast.leader,
        )
        self.agenda.enter(self._at(10, 15), self.cast.leader, adopt)
