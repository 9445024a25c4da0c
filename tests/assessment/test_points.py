"""What each event costs: the default standard, exact to the last digit, whatever the order."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.assessment.rules.points import DEFAULT_POINTS, TaskFacts, lines, mean_score, month_score
from lianheng.assessment.terms import EntryCode

scores = st.decimals(Decimal(0), Decimal(100), places=2)


def a_task(**said):
    plain = {
        "unit_task_id": 1,
        "unit_id": 1,
        "weight": 1,
        "is_accepted": True,
        "is_exempted": False,
        "is_late": False,
        "times_returned": 0,
        "is_evidence_missing": False,
        "is_falsified": False,
    }
    return TaskFacts(**(plain | said))


def posted(**said):
    return [(line.code.value, line.points) for line in lines(a_task(**said), DEFAULT_POINTS)]


some_task = st.builds(
    a_task,
    weight=st.integers(1, 3),
    is_accepted=st.booleans(),
    is_exempted=st.booleans(),
    is_late=st.booleans(),
    times_returned=st.integers(0, 4),
    is_evidence_missing=st.booleans(),
    is_falsified=st.booleans(),
)


def test_a_task_done_in_time_costs_nothing():
    assert posted() == []


def test_a_task_not_done_costs_five_and_is_not_late_as_well():
    assert posted(is_accepted=False, is_late=True) == [("not_done", Decimal(-5))]


def test_points_are_multiplied_by_the_weight_of_the_task():
    assert posted(is_late=True, weight=3) == [("late", Decimal(-6))]


def test_each_return_costs_two_of_its_own():
    assert posted(times_returned=2) == [("returned", Decimal(-2)), ("returned", Decimal(-2))]


def test_late_returned_and_missing_evidence_add_up():
    found = posted(is_late=True, times_returned=1, is_evidence_missing=True, weight=2)
    assert found == [("late", -4), ("returned", -4), ("evidence_missing", -2)]


def test_an_exempted_task_shows_with_nothing_and_takes_no_other_entry():
    found = posted(is_exempted=True, is_accepted=False, times_returned=3, is_falsified=True)
    assert found == [("exempt", Decimal(0))]


@given(st.lists(some_task, max_size=20))
def test_the_score_is_one_hundred_plus_its_entries_and_never_below_zero(tasks):
    found = [line for task in tasks for line in lines(task, DEFAULT_POINTS)]
    false = any(line.code == EntryCode.FALSIFIED for line in found)
    score = month_score([line.points for line in found], is_falsified=false)
    assert score == max(0, 100 + sum(line.points for line in found))
    assert not (false and score)


@given(st.lists(some_task, max_size=12), st.randoms())
def test_the_order_of_the_tasks_makes_no_difference(tasks, chance):
    shuffled = chance.sample(tasks, len(tasks))
    both = [
        month_score(
            [line.points for task in each for line in lines(task, DEFAULT_POINTS)], is_falsified=False
        )
        for each in (tasks, shuffled)
    ]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("months", "mean"),
    [
        (["100", "99.99", "99.98"], "99.99"),
        (["92", "87", "95"], "91.33"),
        (["90", "91", None], "90.50"),
        (["90.00", "90.01"], "90.01"),
        (["80", "80", "79.99"], "80.00"),
        ([None, None], None),
    ],
)
def test_a_quarter_is_the_mean_of_its_scored_months_rounded_half_up(months, mean):
    found = mean_score([None if month is None else Decimal(month) for month in months])
    assert found == (None if mean is None else Decimal(mean))


@given(st.lists(st.one_of(st.none(), scores), min_size=1, max_size=12))
def test_the_mean_is_never_further_than_half_a_hundredth_from_the_exact_one(months):
    scored = [Fraction(month) for month in months if month is not None]
    mean = mean_score(months)
    if not scored:
        assert mean is None
    else:
        assert abs(Fraction(mean) - sum(scored) / len(scored)) <= Fraction(1, 200)
