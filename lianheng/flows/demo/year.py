"""The first year of the drill that ends within it: evaluated, scored, contested, published; and a draft."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from lianheng.assessment import actions, queries
from lianheng.assessment.actions.evaluating import Asked
from lianheng.assessment.queries.evaluations import Paper
from lianheng.assessment.terms import BallotChoice, BallotForm, DocumentedKind, GroupKind
from lianheng.checklists.queries.months import unit_tasks
from lianheng.checklists.terms import UnitTaskState
from lianheng.flows import year_end
from lianheng.flows.backtest import running
from lianheng.flows.backtest.standards import as_said
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.identity import actor_of
from lianheng.organisation.rules import default_peer_class
from lianheng.organisation.terms import Role, UnitKind

from .agenda import Act, Agenda
from .cast import HEAD, Cast
from .conduct import Story
from .data import chance, phrase, phrases

if TYPE_CHECKING:
    from lianheng.assessment.models import Documented, EvaluationRound, SchemeDraft
    from lianheng.organisation.models import Unit

SLIPS = 6
TAKING_PART = 0.9
WORKDAYS_TO_PREPARE, WORKDAYS_TO_PUBLISH = 2, 1
LIKELY = (BallotChoice.EXCELLENT, BallotChoice.COMPETENT, BallotChoice.BASIC, BallotChoice.INCOMPETENT)
ODDS = {True: (10, 45, 35, 10), False: (55, 36, 8, 1)}
GROUPS = (
    Asked(GroupKind.COMMISSION.value, Decimal(40)),
    Asked(GroupKind.OFFICES.value, Decimal(30)),
    Asked(GroupKind.OWN_STAFF.value, Decimal(20), SLIPS),
    Asked(GroupKind.HOST.value, Decimal(10), SLIPS),
)


def year_within(story: Story) -> Period | None:
    """The calendar year whose last month is lived and published in the story; a short one has none."""
    over = [month for month in story.months[:-2] if month.first_day.month == 12]
    return over[0].year if over else None


class YearsEnd:
    """What happens to the year in its last month, and in the month in which that is published."""

    def __init__(self, story: Story, cast: Cast, agenda: Agenda) -> None:
        self.story, self.cast, self.agenda = story, cast, agenda
        self.year = year_within(story)

    def enter(self, month: Period) -> None:
        """The evaluation in December, the score once December is published, a draft in the last month."""
        if self.year is not None and month == self.year.months[-1]:
            self.agenda.enter(self._on(month, 15), self.cast.scorer, self._evaluate)
        if self.year is not None and month == self.year.months[-1].shift(1):
            self.agenda.enter(self._on(month, 3), self.cast.scorer, self._document)
        if month == self.story.last:
            self.agenda.enter(self._on(month, 15), self.cast.scorer, self._draft)

    def after_publication(self, month: Period) -> None:
        """December was just published: the year can be prepared."""
        if self.year is not None and month == self.year.months[-1]:
            self.agenda.enter(self._later(WORKDAYS_TO_PREPARE, 10), self.cast.second_scorer, self._prepare)

    def _on(self, month: Period, workday: int, hour: int = 10) -> datetime:
        return at_hour(CALENDAR.estimate_after(month.first_day - timedelta(days=1), workday).day, hour)

    def _later(self, workdays: int, hour: int) -> datetime:
        return at_hour(CALENDAR.estimate_after(clock.today(), workdays).day, hour)

    def _evaluate(self) -> None:
        assert self.year is not None
        held = actions.plan_round(
            title=phrase("round", chance("round")),
            year=self.year.first_day.year,
            classes=[default_peer_class(UnitKind.TOWNSHIP), default_peer_class(UnitKind.DISPATCHED)],
            form=BallotForm.CHOICES.value,
            questions=list(phrases("question")),
            opens_on=clock.today(),
            closes_on=self.year.last_day - timedelta(days=1),
            groups=GROUPS,
            by=self.cast.scorer,
        )
        actions.open_round(held, by=self.cast.scorer)
        self.agenda.enter(self._later(2, 16), self.cast.scorer, lambda: self._vote(held))
        closed = at_hour(self.year.last_day, 9)
        self.agenda.enter(closed, self.cast.scorer, lambda: self._close(held))

    def _vote(self, held: "EvaluationRound") -> None:
        """Most of those entitled vote: those who sign in, and the holders of slips."""
        die = chance("votes", held.title)
        for actor in self._signing_in():
            self._fill(queries.ballot_or_404(actor, held.pk), die)
        for slip in actions.print_slips(held, by=self.cast.scorer):
            paper = queries.ballot_by_code(self.cast.scorer, slip.code)
            if paper is not None:
                self._fill(paper, die)

    def _signing_in(self) -> list[Actor]:
        roles = (Role.LEADER, Role.DEPUTY, Role.OFFICE_HEAD, Role.OFFICE_CLERK)
        people = {
            person.pk: person for role in roles for person in organisation.everyone_with(role, clock.today())
        }
        return [actor_of(people[number]) for number in sorted(people)]

    def _fill(self, paper: Paper, die: Random) -> None:
        if die.random() < TAKING_PART:
            answers = {unit.pk: self._said(unit, paper, die) for unit in paper.units}
            actions.cast_ballot(paper.entitlement, answers)

    def _said(self, unit: "Unit", paper: Paper, die: Random) -> list[str]:
        is_weak = unit.code in (self.story.recovering, self.story.sliding)
        odds = ODDS[is_weak]
        return [die.choices(LIKELY, odds)[0].value for _ in paper.round.questions]

    def _close(self, held: "EvaluationRound") -> None:
        actions.close_round(held, by=self.cast.scorer)

    def _document(self) -> None:
        """Two bonuses: one bears out, the other is no more than a count."""
        for use, code in (("merit", self.story.example), ("no_merit", self.story.sliding)):
            item = self._propose(use, code)
            if item is not None:
                self.agenda.enter(self._later(2, 11), self.cast.second_scorer, self._decide(item, use))

    def _propose(self, use: str, code: str) -> "Documented | None":
        assert self.year is not None
        unit = self.cast.unit(code)
        done = unit_tasks(self.cast.scorer).filter(unit=unit, state=UnitTaskState.ACCEPTED)
        record = done.filter(month__year=self.year.first_day.year).order_by("pk").first()
        if record is None:
            return None
        return actions.document(
            unit,
            kind=DocumentedKind.BONUS,
            year=self.year,
            title=phrase(use, chance(use)),
            reason=phrase(f"{use}_why", chance(use)),
            points=Decimal(2),
            evidence=record.ref,
            by=self.cast.scorer,
        )

    def _decide(self, item: "Documented", use: str) -> Act:
        def decide() -> None:
            answer = phrase(f"{use}_answer", chance(use))
            actions.decide_documented(item, confirm=use == "merit", answer=answer, by=self.cast.second_scorer)

        return decide

    def _prepare(self) -> None:
        assert self.year is not None
        row = year_end.prepare(self.year, by=self.cast.second_scorer)
        self.agenda.enter(self._later(2, 10), self.cast.at(self.story.example, HEAD), self._object)
        assert row.objections_until is not None
        published = at_hour(CALENDAR.estimate_after(row.objections_until, WORKDAYS_TO_PUBLISH).day, 11)
        self.agenda.enter(published, self.cast.leader, self._publish)

    def _object(self) -> None:
        """The first unit does not agree with one item; it is answered, and the item stands."""
        assert self.year is not None
        head = self.cast.at(self.story.example, HEAD)
        sheet = queries.year_score_or_404(head, self.year, head.unit_id or 0)
        lines = [line for part in sheet.parts for line in part.lines if line.may_object]
        contested = min(
            lines, key=lambda line: (line.item.kind == "bonus", line.item.points is None, line.item.pk)
        )
        objection = actions.object_to_item(
            contested.item, reason=phrase("year_objection", chance("year")), by=head
        )
        answer = phrase("year_dismiss", chance("year"))
        self.agenda.enter(
            self._later(1, 15),
            self.cast.leader,
            lambda: actions.answer_on_item(objection, uphold=False, answer=answer, by=self.cast.leader),
        )

    def _publish(self) -> None:
        assert self.year is not None
        year_end.publish(self.year, by=self.cast.leader)

    def _draft(self) -> None:
        """Dearer lateness is tried on what was, and dropped."""
        month = Period.month_of(clock.today()).shift(2)
        tried = as_said({"points": {"late": "-4"}}, month)
        draft = actions.draft_scheme(
            tried.standard, from_month=month, reason=phrase("draft", chance("draft")), by=self.cast.scorer
        )
        first, last = self.story.months[0], Period.month_of(clock.today()).shift(-1)
        asked = actions.ask_backtest(draft, first=first, last=last, by=self.cast.scorer)
        running.run(asked.pk)
        self.agenda.enter(self._later(2, 15), self.cast.leader, lambda: self._drop(draft))

    def _drop(self, draft: "SchemeDraft") -> None:
        actions.drop_draft(draft, why=phrase("drop", chance("draft")), by=self.cast.leader)
