"""Tally: the month's entries are posted to the ledger and shown to the units."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import transaction

from lianheng.assessment.actions.schemes import schemes_for
from lianheng.assessment.models import Entry, Month, Participant, Scheme
from lianheng.assessment.policy import may_tally
from lianheng.assessment.rules import MONTH_WORKFLOW, OBJECTION_WORKDAYS
from lianheng.assessment.rules.points import Line, TaskFacts, lines
from lianheng.assessment.rules.ranking import is_observed
from lianheng.assessment.terms import AssessmentEvent, AssessmentReason, Explanation, MonthMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

BATCH = 2000
TASK = "checklists.unittask"

Reviewers = Callable[[Collection[int]], Mapping[int, Collection[int]]]
Each = TypeVar("Each")


@dataclass(slots=True)
class Load:
    """What a unit was asked in the month."""

    tasks: int = 0
    exempted: int = 0
    minutes: int = 0

    def add(self, facts: TaskFacts) -> None:
        """Count one more task."""
        self.tasks += 1
        self.exempted += facts.is_exempted
        self.minutes += facts.minutes


def lock_month(month: Period) -> Month:
    """The month's row, held until the transaction ends, so that two callers take turns."""
    Month.objects.get_or_create(first_day=month.first_day)
    return Month.objects.select_for_update().get(first_day=month.first_day)


@transaction.atomic
def post_tally(
    month: Month, facts: Iterable[TaskFacts], *, reviewers_of: Reviewers, is_taken_over: bool, by: Actor
) -> Month:
    """Post every entry of the month in one transaction and open the objection window of 5 working days."""
    may_tally(by).or_refuse()
    if not MONTH_WORKFLOW.allows(month.state, MonthMove.TALLY):  # type: ignore[arg-type]
        raise Refused(AssessmentReason.ALREADY_TALLIED)
    poster = _Poster(month, reviewers_of, by)
    loads: dict[int, Load] = {}
    for batch in _in_batches(facts, BATCH):
        for each in batch:
            loads.setdefault(each.unit_id, Load()).add(each)
        poster.post(batch)
    _enrol(month, loads)
    window = CALENDAR.estimate_after(clock.today(), OBJECTION_WORKDAYS)
    month.state = MONTH_WORKFLOW.after(MonthMove.TALLY)
    month.is_taken_over = is_taken_over
    month.tallied_at, month.tallied_by_id = clock.now(), by.id
    month.objections_until, month.is_window_provisional = window.day, window.provisional
    month.save()
    record(AssessmentEvent.TALLIED, month.ref, by=by, units=len(loads), entries=poster.posted)
    return month


class _Poster:
    """Turns facts into entries, a batch at a time."""

    def __init__(self, month: Month, reviewers_of: Reviewers, by: Actor) -> None:
        self.month, self.reviewers_of, self.by = month, reviewers_of, by
        self.schemes = schemes_for(month.period)
        self.classes = dict(Unit.objects.ranked().values_list("pk", "peer_class"))
        self.posted = 0

    def post(self, batch: Iterable[TaskFacts]) -> None:
        found = [(facts, scheme, line) for facts in batch for scheme, line in self._lines(facts)]
        reviewers = self.reviewers_of({facts.unit_task_id for facts, _, _ in found})
        entries = [self._entry(*each, sorted(reviewers.get(each[0].unit_task_id, ()))) for each in found]
        self.posted += len(Entry.objects.bulk_create(entries, batch_size=BATCH))

    def _lines(self, facts: TaskFacts) -> Iterator[tuple[Scheme, Line]]:
        scheme = self.schemes.get(self.classes.get(facts.unit_id, ""), self.schemes[""])
        return ((scheme, line) for line in lines(facts, scheme.points))

    def _entry(self, facts: TaskFacts, scheme: Scheme, line: Line, reviewers: list[int]) -> Entry:
        return Entry(
            month=self.month,
            unit_id=facts.unit_id,
            code=line.code,
            points=line.points,
            base_points=line.base,
            weight=line.weight,
            scheme=scheme,
            cause_kind=TASK,
            cause_id=facts.unit_task_id,
            ordinal=line.ordinal,
            task=facts.title,
            facts={
                "is_key": facts.is_key,
                "due_on": str(facts.due_on),
                "done_on": str(facts.done_on) if facts.done_on else None,
                "tallied_on": str(clock.today()),
                "reviewers": reviewers,
            },
            reason=explain(facts, line),
            posted_at=clock.now(),
            posted_by_id=self.by.id,
        )


def explain(facts: TaskFacts, line: Line) -> str:
    """The entry's own sentence: which task, which dates."""
    return Explanation(line.code.value).label.format(
        task=facts.title,
        due_on=facts.due_on,
        done_on=facts.done_on,
        tallied_on=clock.today(),
        ordinal=line.ordinal,
    )


def _enrol(month: Month, loads: Mapping[int, Load]) -> None:
    """Who takes part: every ranked unit standing in the month, and whoever was asked something."""
    first, last = month.period.first_day, month.period.last_day
    ranked = Unit.objects.ranked().standing(first).exclude(founded_on__gt=last)
    units = ranked | Unit.objects.filter(pk__in=list(loads))
    rows = units.order_by("pk").values_list("pk", "peer_class", "founded_on")
    nothing = Load()
    Participant.objects.bulk_create(
        (
            Participant(
                month=month,
                unit_id=unit_id,
                peer_class=peer_class,
                is_observed=is_observed(founded_on, first),
                tasks=loads.get(unit_id, nothing).tasks,
                exempted=loads.get(unit_id, nothing).exempted,
                minutes=loads.get(unit_id, nothing).minutes,
            )
            for unit_id, peer_class, founded_on in rows
        ),
        batch_size=BATCH,
    )


def _in_batches(stream: Iterable[Each], size: int) -> Iterator[list[Each]]:
    walking = iter(stream)
    while batch := list(islice(walking, size)):
        yield batch
