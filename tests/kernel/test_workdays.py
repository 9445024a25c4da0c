"""Working days of China, with the weekends that are worked to make up for long holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.kernel import clock
from lianheng.kernel.workdays import CALENDAR, NotCovered, WorkCalendar

days = st.dates(date(2004, 1, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 2, 9), 5, date(2026, 2, 14)),
        (date(2026, 2, 9), 15, date(2026, 3, 6)),
        (date(2026, 4, 28), 5, date(2026, 5, 8)),
        (date(2026, 4, 28), 15, date(2026, 5, 21)),
        (date(2026, 9, 18), 5, date(2026, 9, 24)),
        (date(2026, 9, 18), 15, date(2026, 10, 15)),
    ],
)
def test_the_trigger_day_is_not_counted_and_make_up_days_are(start, count, due):
    assert CALENDAR.after(start, count) == due


@given(days, st.integers(1, 20))
def test_a_due_day_is_a_working_day_with_exactly_so_many_working_days_up_to_it(start, count):
    due = CALENDAR.after(start, count)
    assert CALENDAR.is_workday(due)
    assert CALENDAR.count_between(start, due) == count


@given(days, st.integers(1, 20))
def test_every_day_between_was_either_worked_or_named_as_skipped(start, count):
    due = CALENDAR.estimate_after(start, count)
    assert (due.day - start).days == count + len(due.skipped)
    assert not due.provisional


def test_beyond_the_published_years_no_date_is_stated_but_an_estimate_says_it_is_one():
    late = CALENDAR.covered_until - timedelta(days=2)
    with pytest.raises(NotCovered):
        CALENDAR.after(late, 15)
    assert CALENDAR.estimate_after(late, 15).provisional


def test_what_the_authority_entered_by_hand_outranks_the_published_calendar():
    stormy = date(2026, 9, 21)
    assert WorkCalendar({stormy: False}).after(date(2026, 9, 20), 1) == date(2026, 9, 22)


def test_this_year_is_covered():
    assert CALENDAR.covers(clock.today()), "import the State Council's notice for this year"
