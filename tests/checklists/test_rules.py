"""The life of a task, lateness, lights, the cap, and requests that are alike."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.checklists.rules import (
    TASK_WORKFLOW,
    UNIT_TASK_WORKFLOW,
    UNSETTLED,
    exceeds_cap,
    free_day,
    is_alike,
    is_late,
    is_same_text,
    light,
    may_be_reminded_again,
    names_of,
    was_in_time,
)
from lianheng.checklists.terms import Light, TaskState, UnitTaskMove, UnitTaskState
from lianheng.kernel.moments import ZONE
from lianheng.kernel.workdays import CALENDAR

DUE = date(2026, 10, 20)


def test_a_task_ends_withdrawn_at_worst():
    assert TASK_WORKFLOW.final == {TaskState.WITHDRAWN}
    assert TASK_WORKFLOW.reachable == set(TaskState)


def test_a_unit_s_task_ends_accepted_exempted_lapsed_or_withdrawn():
    ends = {UnitTaskState.ACCEPTED, UnitTaskState.EXEMPTED, UnitTaskState.LAPSED, UnitTaskState.WITHDRAWN}
    assert UNIT_TASK_WORKFLOW.final == ends == set(UnitTaskState) - UNSETTLED


@given(st.lists(st.sampled_from(list(UnitTaskMove)), max_size=30))
def test_nothing_leaves_an_end(moves):
    state = UNIT_TASK_WORKFLOW.start
    for move in moves:
        if UNIT_TASK_WORKFLOW.allows(state, move):
            assert state not in UNIT_TASK_WORKFLOW.final
            state = UNIT_TASK_WORKFLOW.after(move)
    assert state in UnitTaskState


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2026, 10, 20, 23, 59, 59, 999999, tzinfo=ZONE), False),
        (datetime(2026, 10, 21, 0, 0, 0, tzinfo=ZONE), True),
        (datetime(2026, 10, 20, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 20, 16, 0, 0, tzinfo=UTC), True),
    ],
)
def test_the_due_day_ends_at_midnight_in_china(moment, late):
    assert is_late(moment, DUE) is late


@given(st.datetimes(timezones=st.just(ZONE)))
def test_late_is_whatever_lies_on_a_later_day_in_china(moment):
    assert is_late(moment, DUE) is (moment.date() > DUE)


def test_in_time_means_accepted_and_handed_in_by_the_due_day():
    in_time, late = datetime(2026, 10, 20, 17, tzinfo=ZONE), datetime(2026, 10, 21, 8, tzinfo=ZONE)
    assert was_in_time(UnitTaskState.ACCEPTED, in_time, DUE)
    assert not was_in_time(UnitTaskState.ACCEPTED, late, DUE)
    assert not was_in_time(UnitTaskState.SUBMITTED, in_time, DUE)
    assert not was_in_time(UnitTaskState.ACCEPTED, None, DUE)


@pytest.mark.parametrize(
    ("state", "was_late", "today", "shown"),
    [
        ("issued", False, date(2026, 10, 14), Light.CALM),
        ("issued", False, date(2026, 10, 15), Light.NEAR),
        ("issued", False, DUE, Light.NEAR),
        ("issued", False, date(2026, 10, 21), Light.OVERDUE),
        ("returned", False, date(2026, 10, 21), Light.OVERDUE),
        ("submitted", False, date(2026, 10, 21), Light.CALM),
        ("submitted", True, date(2026, 10, 21), Light.OVERDUE),
        ("accepted", False, date(2026, 12, 1), Light.DONE),
        ("accepted", True, date(2026, 12, 1), Light.LATE),
        ("exempted", False, date(2026, 12, 1), Light.NONE),
        ("withdrawn", False, date(2026, 12, 1), Light.NONE),
        ("lapsed", False, date(2026, 10, 2), Light.OVERDUE),
    ],
)
def test_the_light_is_yellow_three_working_days_before_and_red_after(state, was_late, today, shown):
    assert light(state=state, due_on=DUE, was_late=was_late, today=today, calendar=CALENDAR) == shown


@given(st.dates(date(2026, 1, 5), date(2026, 12, 31)))
def test_yellow_leaves_three_working_days(due_on):
    first = CALENDAR.estimate_before(due_on, 3)
    shown = [
        light(state="issued", due_on=due_on, was_late=False, today=today, calendar=CALENDAR)
        for today in (first - timedelta(days=1), first)
    ]
    assert shown == [Light.CALM, Light.NEAR]


def test_ten_tasks_a_month_are_enough():
    assert not exceeds_cap(10)
    assert exceeds_cap(11)


@pytest.mark.parametrize("scope", ["U1;U2", " U1 ； U2；", "U1, U2", "U1、U2、U1", "U1\nU2"])
def test_a_scope_is_read_however_it_is_written(scope):
    assert names_of(scope) == ("U1", "U2")


def test_an_empty_scope_names_nobody():
    assert names_of(" ; ") == ()


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("村级财务公开检查", "村级财务公开检查", True),
        ("村级财务公开检查", "村级财务公开情况检查", True),
        ("三务公开情况", "报送三务公开情况", True),
        ("信访月报", "《信访月报》", True),
        ("信访月报", "村级财务公开检查", False),
        ("!!", "??", False),
        ("报", "报", True),
    ],
)
def test_requests_of_nearly_the_same_name_are_alike(title, other, alike):
    assert is_alike(title, other) is alike


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_holds_both_ways(title, other):
    assert is_alike(title, other) is is_alike(other, title)
    assert is_alike(title, title)


REPORT = "已按要求完成, 逐村核对账目和票据, 发现三个村公示不及时, 已责成当场补公示并约谈责任人"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (REPORT, True),
        (REPORT.replace("三个村", "两个村"), True),
        (REPORT.replace(", ", "。 "), True),
        ("本月换届, 财务移交尚未结束, 只核对了镇本级往来账, 村级放到下月一并进行, 请予延期", False),
        ("完成", False),
        ("", False),
    ],
)
def test_words_are_the_same_when_hardly_a_character_was_changed(other, is_same):
    assert is_same_text(REPORT, other) is is_same
    assert is_same_text(other, REPORT) is is_same


def test_short_words_may_be_alike_by_chance():
    assert not is_same_text("本月零报告", "本月零报告")


@given(st.text(max_size=80), st.text(max_size=80))
def test_sameness_is_mutual(one, other):
    assert is_same_text(one, other) == is_same_text(other, one)


def free(due_on: date, deadlines=None, today=date(2026, 10, 8)):
    """The free day, in October 2026."""
    return free_day(due_on, deadlines or {}, today=today, calendar=CALENDAR)


def test_a_free_day_is_the_next_working_day_on_which_nobody_is_crowded():
    assert free(date(2026, 10, 16)) == date(2026, 10, 19)
    full = {date(2026, 10, 19): 2, date(2026, 10, 20): 1}
    assert free(date(2026, 10, 16), full) == date(2026, 10, 20)


def test_at_the_end_of_the_month_it_lies_before_and_never_in_the_past():
    assert free(date(2026, 10, 30)) == date(2026, 10, 29)
    assert free(date(2026, 10, 30), today=date(2026, 10, 29)) is None


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 5), max_size=40),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_a_free_day_is_a_working_day_of_the_same_month_to_come(due_on, deadlines, today):
    day = free(due_on, deadlines, today)
    if day is not None:
        assert (day.year, day.month) == (due_on.year, due_on.month)
        assert day > today
        assert CALENDAR.is_workday(day)
        assert deadlines.get(day, 0) < 2


@given(st.dates(date(2026, 1, 1), date(2026, 6, 30)), st.integers(0, 20))
def test_between_two_reminders_a_working_day_begins(last_on, days):
    today = last_on + timedelta(days=days)
    begun = [last_on + timedelta(days=n) for n in range(1, days + 1)]
    assert may_be_reminded_again(last_on, today, CALENDAR) == any(map(CALENDAR.is_workday, begun))
    assert may_be_reminded_again(None, today, CALENDAR)
