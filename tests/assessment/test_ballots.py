"""Ballots: the signed table of groups, and what holds whatever was said."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.assessment.rules.evaluation import VALUES, Group, evaluated, is_too_heavy, pooled, worth

TABLE = Path(__file__).parent / "tables" / "evaluation.csv"
NAMES = ("委领导", "内设室", "本单位干部", "驻在单位")
WEIGHTS = (40, 30, 20, 10)


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def groups(ballots: list[list[Decimal]]) -> list[Group]:
    return [
        Group(at, Decimal(weight), at == 3, said)
        for at, (weight, said) in enumerate(zip(WEIGHTS, ballots, strict=True))
    ]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["说明"])
def test_the_signed_table_of_evaluations(row):
    said = [[Decimal(each) for each in row[name].split(";") if each] for name in NAMES]
    pools = pooled(groups(said))
    told = "|".join(
        f"{'参考' if pool.is_reference else ''}{pool.weight}:{pool.mean.normalize():f}" for pool in pools
    )
    assert told == row["分组"]
    assert evaluated(pools) == (Decimal(row["得分"]) if row["得分"] else None)


said = st.lists(st.lists(st.decimals(0, 100, places=0), max_size=9), min_size=4, max_size=4)


@given(said)
def test_no_mean_of_fewer_than_five_ballots_is_ever_told(ballots):
    assert all(pool.ballots >= 5 for pool in pooled(groups(ballots)))


@given(said)
def test_what_comes_of_it_lies_between_nought_and_a_hundred(ballots):
    result = evaluated(pooled(groups(ballots)))
    assert result is None or 0 <= result <= 100


@given(said, st.data())
def test_the_order_in_which_ballots_lie_in_the_box_makes_no_difference(ballots, data):
    shuffled = [data.draw(st.permutations(each)) for each in ballots]
    assert pooled(groups(ballots)) == pooled(groups(shuffled))


@given(said)
def test_every_ballot_but_the_hosts_counts_as_soon_as_five_were_cast(ballots):
    pools = pooled(groups(ballots))
    own = sum(len(each) for each in ballots[:3])
    counted = sum(pool.ballots for pool in pools if not pool.is_reference)
    assert counted == (own if own >= 5 else 0)


@given(said)
def test_the_host_decides_at_most_three_points_of_ten(ballots):
    low = evaluated(pooled(groups([*ballots[:3], [Decimal(0)] * 9])))
    high = evaluated(pooled(groups([*ballots[:3], [Decimal(100)] * 9])))
    if low is not None and high is not None:
        assert high - low <= Decimal("30.00")


def test_a_host_that_weighs_more_than_three_tenths_is_too_heavy():
    assert is_too_heavy([(Decimal(60), False), (Decimal(40), True)])
    assert not is_too_heavy([(Decimal(70), False), (Decimal(30), True)])


def test_a_ballot_is_worth_the_mean_of_its_answers():
    assert worth(["excellent", "basic"], "choices", VALUES) == 80
    assert worth(["85", "90"], "points", {}) == Decimal("87.5")
