"""On the first working day the machine tallies the month before, once, and leaves paper alone."""

from datetime import date

import pytest

from lianheng.assessment.models import Month
from lianheng.flows.closing_by_itself import tally_when_due
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from tests.factories.checklists import IssuedTaskFactory, UnitTaskFactory

pytestmark = pytest.mark.django_db
OCTOBER = Period.month("2026-10")


@pytest.fixture
def part():
    return UnitTaskFactory(task=IssuedTaskFactory())


def on(day: date):
    with clock.standing_at(day):
        return tally_when_due()


def test_on_the_first_working_day_the_month_before_is_tallied(part):
    assert on(date(2026, 11, 2)) == OCTOBER
    assert Month.objects.get(first_day=date(2026, 10, 1)).state == "tallied"


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 11, 1)])
def test_not_before_it(part, day):
    assert on(day) is None
    assert not Month.objects.exists()


def test_a_machine_that_was_off_makes_up_for_it_the_day_after(part):
    assert on(date(2026, 11, 3)) == OCTOBER


def test_weeks_later_it_is_left_to_a_person(part):
    assert on(date(2026, 11, 16)) is None


def test_a_month_without_tasks_is_not_tallied():
    assert on(date(2026, 11, 2)) is None


def test_a_month_that_is_taken_over_from_paper_is_left_to_a_person(part):
    part.is_taken_over, part.done_on = True, date(2026, 10, 9)
    part.state, part.accepted_at = "accepted", clock.now()
    part.save()
    assert on(date(2026, 11, 2)) is None


def test_twice_changes_nothing(part):
    on(date(2026, 11, 2))
    first = Month.objects.get(first_day=date(2026, 10, 1)).tallied_at
    on(date(2026, 11, 3))
    assert Month.objects.get(first_day=date(2026, 10, 1)).tallied_at == first
