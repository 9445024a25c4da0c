"""When a duty falls due, how it stands, what a new version changes; and the table that can be signed."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.checklists.asked import Wording
from lianheng.checklists.rules.duties import (
    LENGTHS,
    Due,
    counted_over,
    differences,
    due_in,
    duty_light,
    falls_due_for,
    fits,
    key_of,
    months_fit,
    number_in,
)
from lianheng.checklists.standard import standard_duties
from lianheng.checklists.terms import DutyArea, DutyChange, DutyFrequency, DutyReason, Light, Proof
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR

OCTOBER = Period.month("2026-10")
CHECK = Wording(area="a3", key="A3-01", title="抽查", frequency="monthly", months=tuple(range(1, 13)))

frequencies = st.sampled_from(sorted(LENGTHS))
month_numbers = st.integers(2015 * 12, 2035 * 12)


@st.composite
def fitting(draw):
    """A frequency with months that fit it."""
    frequency = draw(frequencies)
    length = LENGTHS[frequency]
    months = tuple(draw(st.integers(start, start + length - 1)) for start in range(1, 13, length))
    return frequency, months


@given(fitting())
def test_in_each_span_of_the_year_a_duty_falls_due_once(said):
    frequency, months = said
    assert months_fit(frequency, months)
    dues = [due_in(month, frequency=frequency, months=months, day=25) for month in OCTOBER.year.months]
    found = [due for due in dues if due]
    assert len(found) == 12 // LENGTHS[frequency]
    assert len({due.since for due in found}) == len(found)


@given(fitting(), st.integers(1, 31), month_numbers)
def test_what_falls_due_lies_in_its_month_and_after_its_span_began(said, day, number):
    frequency, months = said
    month = Period(date(number // 12, number % 12 + 1, 1), 1)
    due = due_in(month, frequency=frequency, months=months, day=day)
    assert (due is not None) is (month.first_day.month in months)
    if due:
        assert due.due_on in month
        assert due.due_on.day == min(day, month.last_day.day)
        assert due.since <= month.first_day
        assert due.since.day == 1
        assert (due.since.month - 1) % LENGTHS[frequency] == 0


@given(fitting())
def test_a_year_that_lacks_a_span_or_has_one_twice_does_not_fit(said):
    frequency, months = said
    assert not months_fit(frequency, months[1:])
    assert not months_fit(frequency, (*months, months[0]))


@pytest.mark.parametrize(
    ("frequency", "months", "fit"),
    [
        ("monthly", range(1, 13), True),
        ("monthly", (1, 2, 3), False),
        ("quarterly", (1, 5, 9, 12), True),
        ("quarterly", (1, 2, 9, 12), False),
        ("half_yearly", (6, 12), True),
        ("half_yearly", (1, 6), False),
        ("yearly", (2,), True),
        ("yearly", (0,), False),
        ("yearly", (13,), False),
        ("as_needed", (), True),
        ("as_needed", (3,), False),
    ],
)
def test_the_months_must_fit_the_frequency(frequency, months, fit):
    assert months_fit(frequency, tuple(months)) is fit


def test_what_is_done_as_needed_never_falls_due():
    assert all(
        due_in(month, frequency=DutyFrequency.AS_NEEDED, months=(), day=25) is None
        for month in OCTOBER.year.months
    )


def test_a_quarter_s_duty_may_be_done_from_its_first_day():
    due = due_in(Period.month("2026-12"), frequency="quarterly", months=(3, 6, 9, 12), day=31)
    assert due == Due(Period.month("2026-12"), date(2026, 10, 1), date(2026, 12, 31))
    assert counted_over(due, "quarterly") == Period.parse("2026Q4")


def test_the_thirtieth_of_february_is_its_last_day():
    due = due_in(Period.month("2026-02"), frequency="yearly", months=(2,), day=30)
    assert due
    assert due.due_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, None),
        ({"months": (1,)}, DutyReason.MONTHS_DO_NOT_FIT),
        ({"day": 0}, DutyReason.NO_SUCH_DAY),
        ({"day": 32}, DutyReason.NO_SUCH_DAY),
        ({"proof": Proof.MEASURE}, DutyReason.MEASURE_MISSING),
        ({"proof": Proof.MEASURE, "measure": "checklists.issued"}, DutyReason.MEASURE_MISSING),
        ({"proof": Proof.MEASURE, "measure": "checklists.issued", "target": Decimal(1)}, None),
        (
            {
                "proof": Proof.MEASURE,
                "measure": "checklists.issued",
                "target": Decimal(1),
                "frequency": "half_yearly",
                "months": (6, 12),
            },
            DutyReason.HALF_YEAR_UNCOUNTED,
        ),
    ],
)
def test_an_item_is_kept_only_as_it_can_be_carried_out(said, why):
    assert fits(replace(CHECK, **said)).why_not == why


@pytest.mark.parametrize(
    ("founded_on", "closed_on", "owes"),
    [
        (None, None, True),
        (date(2026, 10, 1), None, True),
        (date(2026, 10, 2), None, False),
        (None, date(2026, 10, 25), False),
        (None, date(2026, 10, 26), True),
    ],
)
def test_a_unit_owes_what_falls_due_while_it_stands(founded_on, closed_on, owes):
    due = Due(OCTOBER, OCTOBER.first_day, date(2026, 10, 25))
    assert falls_due_for(due, founded_on=founded_on, closed_on=closed_on) is owes


@pytest.mark.parametrize(
    ("done", "late", "today", "closed", "shown"),
    [
        (True, False, date(2026, 10, 30), True, Light.DONE),
        (True, True, date(2026, 10, 30), True, Light.LATE),
        (False, False, date(2026, 10, 8), False, Light.CALM),
        (False, False, date(2026, 10, 21), False, Light.NEAR),
        (False, False, date(2026, 10, 25), False, Light.NEAR),
        (False, False, date(2026, 10, 26), False, Light.OVERDUE),
        (False, False, date(2026, 10, 8), True, Light.OVERDUE),
    ],
)
def test_a_light_says_how_a_duty_stands(done, late, today, closed, shown):
    assert (
        duty_light(
            is_done=done,
            was_late=late,
            due_on=date(2026, 10, 25),
            today=today,
            is_closed=closed,
            calendar=CALENDAR,
        )
        == shown
    )


@given(st.integers(-40, 40))
def test_what_is_not_done_is_overdue_from_the_day_after(days):
    due_on = date(2026, 10, 25)
    light = duty_light(
        is_done=False,
        was_late=False,
        due_on=due_on,
        today=due_on + timedelta(days=days),
        is_closed=False,
        calendar=CALENDAR,
    )
    assert (light == Light.OVERDUE) is (days > 0)


def test_a_new_version_says_what_it_changes():
    dropped = replace(CHECK, key="A3-02", title="暗访")
    worded = replace(CHECK, day=20, title="入户抽查")
    added = replace(CHECK, key="A3-03", title="谈话")
    found = differences([CHECK, dropped], [worded, added])
    assert [(each.change, each.item.key, each.columns) for each in found] == [
        (DutyChange.CHANGED, "A3-01", ("title", "day")),
        (DutyChange.ADDED, "A3-03", ()),
        (DutyChange.REMOVED, "A3-02", ()),
    ]


def test_a_copy_changes_nothing_however_it_is_ordered():
    items = standard_duties()
    moved = [replace(item, number=item.number + 7) for item in reversed(items)]
    assert differences(items, moved) == []


def test_the_lasting_name_of_an_item_holds_its_area_and_number():
    assert key_of(DutyArea.SYSTEMS, 7) == "A2-07"
    assert number_in("A2-07") == 7


def test_the_table_to_be_signed_has_five_areas_and_twenty_six_items():
    items = standard_duties()
    assert Counter(item.area for item in items) == {
        DutyArea.COORDINATION: 5,
        DutyArea.SYSTEMS: 6,
        DutyArea.INSPECTION: 5,
        DutyArea.PETITIONS: 5,
        DutyArea.TEAM: 5,
    }
    assert len({item.key for item in items}) == len({item.title for item in items}) == 26


def test_every_item_of_the_table_can_be_carried_out_and_says_on_what_it_rests():
    for item in standard_duties():
        assert fits(item), item.title
        assert item.basis, item.title
        assert item.requirement, item.title


def test_each_area_asks_something_in_every_quarter():
    for area in DutyArea:
        months = {month for item in standard_duties() if item.area == area for month in item.months}
        assert {(month - 1) // 3 for month in months} == {0, 1, 2, 3}, area


def test_the_table_keeps_the_burden_of_every_month_in_sight():
    for month in range(1, 13):
        due = [item for item in standard_duties() if month in item.months]
        assert sum(item.minutes for item in due) <= 22 * 60, month
