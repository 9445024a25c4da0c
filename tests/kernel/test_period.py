"""Periods: months, quarters and years as the authority writes and says them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.kernel.period import Period, months_after, months_before

months = st.builds(lambda y, m: Period(date(y, m, 1), 1), st.integers(2004, 2060), st.integers(1, 12))


@pytest.mark.parametrize("text", ["2026-10", "2026Q3", "2026"])
def test_a_period_is_written_as_it_was_read(text):
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-1", "2026Q5", "26-10", "2026-10-01", "2026q3", "二〇二六"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="not a period"):
        Period.parse(text)


def test_a_period_is_said_in_official_chinese():
    said = [Period.parse(text).label for text in ("2026-10", "2026Q3", "2026")]
    assert said == ["2026年10月", "2026年第三季度", "2026年"]


def test_a_quarter_has_its_three_months_and_a_year_its_twelve():
    assert [str(month) for month in Period.parse("2026Q4").months] == ["2026-10", "2026-11", "2026-12"]
    assert len(Period.parse("2026").months) == 12


def test_a_quarter_begins_only_in_its_first_month():
    with pytest.raises(ValueError, match="no such period"):
        Period(date(2026, 2, 1), 3)


@given(months, st.integers(-200, 200))
def test_shifting_there_and_back_returns_to_the_same_month(month, count):
    assert month.shift(count).shift(-count) == month


@given(months)
def test_the_day_after_a_period_begins_the_next(month):
    assert month.last_day in month
    assert month.shift(1).first_day not in month
    assert (month.shift(1).first_day - month.last_day).days == 1
    assert month in month.quarter.months
    assert month in month.year.months


def test_a_month_without_the_corresponding_day_ends_on_its_last_day():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 7, 1), 3) == date(2026, 4, 1)
