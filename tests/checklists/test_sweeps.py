"""What the month's end reads of the lists, what telling reads of them, and what is counted."""

from datetime import date
from decimal import Decimal

from lianheng.checklists import actions, sweeps
from lianheng.checklists.measures.tasks import MEASURES
from lianheng.checklists.terms import ChecklistMeasure, UnitTaskState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import SYSTEM
from tests.factories.checklists import (
    DUE,
    FalsityFactory,
    IssuedTaskFactory,
    ReliefFactory,
    SubmissionFactory,
    UnitTaskFactory,
)

OCTOBER, QUARTER = Period.month("2026-10"), Period.parse("2026Q4")
MEASURE = {measure.code: measure for measure in MEASURES}


def _accepted(place, town: int, day: date, **said):
    """A part that was handed in on that day and accepted."""
    return UnitTaskFactory(
        task=IssuedTaskFactory(office=place.office, minutes=60),
        unit=place.towns[town],
        state=UnitTaskState.ACCEPTED,
        submitted_at=clock.at_hour(day, 23, 59),
        accepted_at=clock.at_hour(day, 23, 59),
        accepted_by_id=place.clerk.id,
        **said,
    )


def test_the_facts_of_a_month_come_by_unit_without_what_was_withdrawn(place):
    first = _accepted(place, 1, DUE, times_returned=2)
    second = UnitTaskFactory(task=IssuedTaskFactory(office=place.office, weight=3), unit=place.towns[0])
    UnitTaskFactory(task=second.task, unit=place.towns[2], state=UnitTaskState.WITHDRAWN)
    FalsityFactory(
        unit_task=first, is_confirmed=True, found_by_id=place.clerk.id, decided_by_id=place.scorer.id
    )
    FalsityFactory(unit_task=second)
    facts = list(sweeps.facts(OCTOBER))
    assert [(each.unit_task_id, each.weight, each.times_returned, each.is_falsified) for each in facts] == [
        (second.pk, 3, 0, False),
        (first.pk, 1, 2, True),
    ]
    assert (facts[1].due_on, facts[1].office_id, facts[1].minutes) == (DUE, place.office.pk, 60)


def test_reviewers_are_whoever_accepted_or_returned(place):
    part = _accepted(place, 0, DUE)
    moment = clock.now()
    SubmissionFactory(
        unit_task=part, returned_at=moment, returned_by_id=place.head.id, returned_because="缺 3 个村"
    )
    untouched = UnitTaskFactory(task=part.task, unit=place.towns[1])
    assert sweeps.reviewers_of([part.pk, untouched.pk]) == {part.pk: {place.clerk.id, place.head.id}}


def test_a_month_with_paper_in_it_is_taken_over(place):
    _accepted(place, 0, DUE)
    assert not sweeps.is_taken_over(OCTOBER)
    UnitTaskFactory(is_taken_over=True)
    assert sweeps.is_taken_over(OCTOBER)
    assert sweeps.months_with_tasks() == [OCTOBER]


def test_what_nobody_reviewed_is_counted(place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    actions.submit(part, text="已完成", by=place.town)
    assert sweeps.awaiting_review(OCTOBER) == 1
    actions.close_month(OCTOBER, by=SYSTEM)
    assert sweeps.awaiting_review(OCTOBER) == 0


def test_a_thing_that_happened_leads_to_the_unit_s_task(place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    things = [part, SubmissionFactory(unit_task=part), ReliefFactory(unit_task=part)]
    things.append(FalsityFactory(unit_task=part))
    assert {sweeps.unit_task_behind(thing.ref) for thing in things} == {part.pk}
    brief = sweeps.unit_task_in_brief(part.pk)
    assert (brief.unit_id, brief.office_id, brief.title) == (
        place.towns[0].pk,
        place.office.pk,
        part.task.title,
    )
    assert sweeps.parts_of(part.task_id) == {place.towns[0].pk: part.pk}
    assert sweeps.task_in_brief(part.task_id).due_on == DUE


def test_what_is_counted_is_what_the_records_say(place):
    in_time = _accepted(place, 0, DUE)
    late = _accepted(place, 0, date(2026, 10, 21))
    paper = _accepted(place, 0, date(2026, 11, 5), is_taken_over=True, done_on=DUE)
    for state in (UnitTaskState.EXEMPTED, UnitTaskState.WITHDRAWN, UnitTaskState.ISSUED):
        UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0], state=state)
    town, idle = place.towns[0].pk, place.towns[1].pk
    values = {code: dict(measure.values(QUARTER, [town, idle])) for code, measure in MEASURE.items()}
    assert values == {
        ChecklistMeasure.ISSUED: {town: Decimal(5), idle: Decimal(0)},
        ChecklistMeasure.IN_TIME: {town: Decimal(2), idle: Decimal(0)},
        ChecklistMeasure.ON_TIME_SHARE: {town: Decimal("50.00"), idle: None},
        ChecklistMeasure.MINUTES: {town: Decimal(300), idle: Decimal(0)},
        ChecklistMeasure.ACCEPTED: {town: Decimal(3), idle: Decimal(0)},
        ChecklistMeasure.HANDED_IN: {town: Decimal("75.00"), idle: None},
        ChecklistMeasure.RETURNS_ANSWERED: {town: None, idle: None},
        ChecklistMeasure.RETURNS_OPEN: {town: Decimal(0), idle: Decimal(0)},
        ChecklistMeasure.LATE: {town: Decimal(1), idle: Decimal(0)},
        ChecklistMeasure.CLOSED_WITHOUT_UPLOAD: {town: Decimal("0.00"), idle: None},
    }
    assert MEASURE[ChecklistMeasure.IN_TIME].records(OCTOBER, town) == [in_time.ref, paper.ref]
    assert late.ref in MEASURE[ChecklistMeasure.ON_TIME_SHARE].records(OCTOBER, town)


def test_every_measure_says_what_it_counts():
    assert all(measure.meaning and measure.unit_of_count and measure.title for measure in MEASURES)
    assert len(MEASURE) == len(ChecklistMeasure)
