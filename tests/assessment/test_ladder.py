"""The ladder of consequences: what scores propose, and what they do not."""

from decimal import Decimal

import pytest

from lianheng.assessment.rules.ladder import DEFAULT_LIMITS, Result, lifts_card, month_steps, quarter_steps
from lianheng.kernel.period import Period


def quarter(text, score, *, bottom=False, rank=5):
    return Result(Period.parse(text), None if score is None else Decimal(score), rank, bottom)


def proposed(*history):
    return {
        step.kind.value: [str(period) for period in step.periods]
        for step in quarter_steps(history, DEFAULT_LIMITS)
    }


def remarked(score, *, missed=0, observed=False):
    month = Result(Period.parse("2026-05"), None if score is None else Decimal(score), 3, False, observed)
    return [step.kind.value for step in month_steps(month, key_tasks_missed=missed, limits=DEFAULT_LIMITS)]


def test_a_month_below_eighty_is_remarked_upon_and_eighty_is_not():
    assert remarked("79.99") == ["remark"]
    assert remarked("80.00") == []


def test_a_key_task_missed_is_remarked_upon_at_any_score():
    assert remarked("95", missed=1) == ["remark"]


def test_observed_and_unscored_units_receive_no_remark():
    assert remarked("60", observed=True) == []
    assert remarked(None, missed=1) == []


def test_a_weak_quarter_earns_a_reminder_talk():
    assert proposed(quarter("2026Q1", "79.99")) == {"reminder_talk": ["2026Q1"]}


def test_the_bottom_three_earn_a_reminder_talk_at_any_score():
    assert proposed(quarter("2026Q1", "91", bottom=True)) == {"reminder_talk": ["2026Q1"]}


def test_two_weak_quarters_within_a_year_earn_a_yellow_card():
    found = proposed(quarter("2025Q3", "70"), quarter("2025Q4", "90"), quarter("2026Q2", "70"))
    assert found["yellow_card"] == ["2025Q3", "2026Q2"]


def test_two_weak_quarters_more_than_a_year_apart_earn_none():
    assert "yellow_card" not in proposed(quarter("2025Q1", "70"), quarter("2026Q1", "70"))


def test_bottom_three_twice_in_four_ranked_quarters_proposes_an_adjustment():
    found = proposed(
        quarter("2025Q3", "85", bottom=True),
        quarter("2025Q4", "92"),
        quarter("2026Q1", "93"),
        quarter("2026Q2", "84", bottom=True),
    )
    assert found["adjustment"] == ["2025Q3", "2026Q2"]


def test_quarters_without_a_place_do_not_count_among_the_four():
    unranked = quarter("2025Q4", None, rank=None)
    found = proposed(
        quarter("2025Q1", "85", bottom=True), quarter("2025Q2", "92"), unranked,
        quarter("2026Q1", "93"), quarter("2026Q2", "84", bottom=True),
    )  # fmt: skip
    assert found["adjustment"] == ["2025Q1", "2026Q2"]


def test_bottom_three_once_long_ago_and_once_now_proposes_no_adjustment():
    history = [quarter(f"2025Q{n}", "92", bottom=n == 1) for n in range(1, 5)]
    assert "adjustment" not in proposed(*history, quarter("2026Q1", "84", bottom=True))


def test_a_quarter_without_a_place_proposes_nothing():
    assert proposed(quarter("2026Q1", "70"), quarter("2026Q2", "60", rank=None)) == {}


@pytest.mark.parametrize(
    ("cured", "later", "lifted"),
    [
        (True, [False, False], True),
        (False, [False, False], False),
        (True, [False], False),
        (True, [True, False], False),
        (True, [True, False, False], False),
    ],
)
def test_a_card_is_lifted_when_cured_and_the_next_two_quarters_are_not_in_the_bottom_three(
    cured, later, lifted
):
    card = Period.parse("2025Q4")
    history = [quarter(str(card.shift(n)), "90", bottom=bottom) for n, bottom in enumerate(later, start=1)]
    assert bool(lifts_card(card, history, is_cured=cured)) is lifted
