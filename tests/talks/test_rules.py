"""How a talk goes, and when it or a promise is overdue."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.kernel.due import Due, due_light
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.terms import Role
from lianheng.talks.rules import (
    BEFORE,
    LEADS,
    OPEN,
    TALK_WORKFLOW,
    TOOK_PLACE,
    is_running,
    talk_light,
    was_kept,
)
from lianheng.talks.terms import TalkKind, TalkMove, TalkState

DAY = timedelta(days=1)
days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def test_a_talk_is_arranged_told_held_answered_and_closed():
    state = TALK_WORKFLOW.start
    for move in (TalkMove.PLAN, TalkMove.NOTIFY, TalkMove.HOLD, TalkMove.CONFIRM, TalkMove.CLOSE):
        assert TALK_WORKFLOW.allows(state, move)
        state = TALK_WORKFLOW.after(move)
    assert state == TalkState.CLOSED


def test_nobody_is_talked_to_without_being_told_before():
    assert not TALK_WORKFLOW.allows(TalkState.PROPOSED, TalkMove.HOLD)
    assert not TALK_WORKFLOW.allows(TalkState.PLANNED, TalkMove.HOLD)


def test_a_talk_that_was_put_off_is_told_anew():
    assert TALK_WORKFLOW.after(TalkMove.POSTPONE) == TalkState.PLANNED
    assert TALK_WORKFLOW.sources(TalkMove.POSTPONE) == {TalkState.NOTIFIED}


def test_whoever_did_not_confirm_still_may():
    assert TALK_WORKFLOW.allows(TalkState.UNCONFIRMED, TalkMove.CONFIRM)


def test_what_was_held_is_never_cancelled():
    assert not any(TALK_WORKFLOW.allows(state, TalkMove.CANCEL) for state in TOOK_PLACE)


def test_every_state_is_before_or_after_the_talk_or_cancelled():
    assert BEFORE | TOOK_PLACE | {TalkState.CANCELLED} == set(TalkState)
    assert set(TalkState) - OPEN == TALK_WORKFLOW.final


def test_a_summons_is_led_by_the_leader_alone():
    assert LEADS[TalkKind.SUMMONS] == (Role.LEADER,)
    assert set(LEADS) == set(TalkKind)


@pytest.mark.parametrize(
    ("today", "light"),
    [
        (date(2026, 11, 2), Due.CALM),
        (date(2026, 11, 6), Due.NEAR),
        (date(2026, 11, 11), Due.NEAR),
        (date(2026, 11, 12), Due.OVERDUE),
    ],
)
def test_a_talk_not_held_by_its_day_is_overdue(today, light):
    on = date(2026, 11, 11)
    assert talk_light(state="notified", planned_on=on, today=today, calendar=CALENDAR) == light
    assert talk_light(state="held", planned_on=on, today=today, calendar=CALENDAR) == Due.NONE
    assert talk_light(state="proposed", planned_on=None, today=today, calendar=CALENDAR) == Due.NONE


@given(days, days, days)
def test_a_promise_is_kept_running_or_past(due_on, done_on, today):
    assert was_kept(due_on, done_on) == (
        due_light(due_on, done_on, today=today, calendar=CALENDAR) == Due.DONE
    )
    overdue = due_light(due_on, None, today=today, calendar=CALENDAR) == Due.OVERDUE
    assert is_running(due_on, None, today) == (not overdue)
    assert not is_running(due_on, done_on, today)
    assert not was_kept(due_on, None)


@given(days)
def test_a_light_never_goes_back_while_nothing_is_done(due_on):
    order = [Due.CALM, Due.NEAR, Due.OVERDUE]
    seen = [due_light(due_on, None, today=due_on + DAY * n, calendar=CALENDAR) for n in range(-12, 3)]
    assert [order.index(each) for each in seen] == sorted(order.index(each) for each in seen)
