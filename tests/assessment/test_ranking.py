"""Places among peers, ties, young units, and who is in the bottom three."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.assessment.rules.ranking import Candidate, is_observed, places

scores = st.one_of(st.none(), st.integers(60, 75).map(Decimal))
candidates = st.lists(
    st.tuples(st.sampled_from(["乡镇", "街道", ""]), scores, st.booleans()), max_size=40
).map(lambda rows: [Candidate(at, *row) for at, row in enumerate(rows)])


def ranked(*scores, peer_class="乡镇"):
    units = [Candidate(at, peer_class, Decimal(score), is_observed=False) for at, score in enumerate(scores)]
    return places(units)


def bottom(*scores):
    return sum(place.is_bottom_three for place in ranked(*scores))


def test_equals_share_a_place_and_the_next_is_skipped():
    assert [place.rank for place in ranked(95, 90, 90, 80)] == [1, 2, 2, 4]


def test_classes_are_ranked_apart():
    mixed = [Candidate(1, "乡镇", Decimal(80), False), Candidate(2, "街道", Decimal(70), False)]
    assert [place.rank for place in places(mixed)] == [1, 1]


def test_the_last_three_of_eight_are_the_bottom_three():
    assert [place.is_bottom_three for place in ranked(98, 97, 96, 95, 94, 83, 82, 81)] == [False] * 5 + [
        True
    ] * 3


def test_seven_units_have_no_bottom_three():
    assert bottom(98, 97, 96, 95, 94, 93, 92) == 0


def test_a_class_in_which_all_did_equally_well_has_no_bottom_three():
    assert bottom(*[100] * 12) == 0


def test_a_tie_at_the_edge_takes_all_of_the_equals_in_or_none():
    assert bottom(98, 97, 96, 95, 94, 93, 82, 82, 81) == 3
    assert bottom(98, 97, 96, 95, 94, 82, 82, 82, 81) == 4


def test_half_the_class_at_the_lowest_score_is_not_below_the_median():
    assert bottom(100, 100, 100, 90, 90, 90, 90, 90) == 0
    assert bottom(100, 100, 100, 100, 90, 90, 90, 90) == 4


@pytest.mark.parametrize(
    ("founded", "observed"),
    [(date(2026, 4, 1), False), (date(2026, 4, 2), True), (date(2026, 6, 30), True), (None, False)],
)
def test_a_unit_younger_than_three_months_on_the_first_day_is_only_observed(founded, observed):
    assert is_observed(founded, date(2026, 7, 1)) is observed


@given(candidates, st.randoms())
def test_the_order_in_which_units_come_makes_no_difference(units, chance):
    shuffled = chance.sample(units, len(units))
    assert places(units) == places(shuffled)


@given(candidates)
def test_places_obey_the_words_of_the_standard(units):
    found = places(units)
    assert {place.candidate for place in found} == set(units)
    for place in found:
        mine = place.candidate
        peers = [
            each.candidate.score
            for each in found
            if each.candidate.peer_class == mine.peer_class and each.rank is not None
        ]
        if mine.is_observed or mine.score is None or not mine.peer_class:
            assert place.rank is None
            assert not place.is_bottom_three
            continue
        assert place.rank == 1 + sum(score > mine.score for score in peers)
        ordered = sorted(peers)
        half = len(ordered) // 2
        middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
        lower = sum(score < mine.score for score in peers)
        assert place.is_bottom_three == (len(peers) >= 8 and lower < 3 and mine.score < middle)
