"""The year score: the signed table, and what holds whatever the numbers are."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.assessment.rules.plan import DEFAULT_YEAR, Plan, Planned, read_limits, read_plan, read_points
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.rules.year import Earned, Reading, earn, grade, total
from lianheng.assessment.terms import Grade, NotApplicable, PlanProblem, YearItemKind
from lianheng.kernel.verdict import Refused

TABLE = Path(__file__).parent / "tables" / "year_score.csv"
PLAN = read_plan(DEFAULT_YEAR)
ON_TIME, KEPT = "checklists.on_time_share", "talks.commitments_kept"
UPSIDE_DOWN = {"excellent": "80", "qualified": "90", "basic": "70"}
shares = st.one_of(st.none(), st.decimals(0, 100, places=2))


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(said: str) -> Decimal | None:
    return Decimal(said) if said else None


def year(reading: Reading, bonuses: list[Decimal] | None = None, plan: Plan = PLAN):
    lines = earn(plan, reading)
    return total(((line.points, line.item.points) for line in lines), bonuses or [], cap=plan.bonus)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["说明"])
def test_the_signed_table_of_year_scores(row):
    reading = Reading(
        months=[_number(said) for said in row["月度得分"].split(";")],
        measures={ON_TIME: _number(row["按时率"]), KEPT: _number(row["承诺落实"])},
        evaluation=_number(row["测评"]),
    )
    found = year(reading, [Decimal(said) for said in row["加分"].split(";") if said])
    assert found.score == _number(row["年度得分"])
    assert (grade(found.score, PLAN.grades, is_negative=False) or "") == row["等次"]


readings = st.builds(
    Reading,
    months=st.lists(shares, max_size=12),
    measures=st.fixed_dictionaries({ON_TIME: shares, KEPT: shares}),
    evaluation=shares,
)


@given(readings, st.lists(st.decimals("0.01", 5, places=2), max_size=4))
def test_a_year_lies_between_nought_and_a_hundred(reading, bonuses):
    found = year(reading, bonuses)
    assert found.score is None or 0 <= found.score <= 100
    assert found.bonus <= PLAN.bonus
    assert (found.score is None) == (found.most == 0)


@given(readings, st.data())
def test_the_order_of_months_and_of_items_makes_no_difference(reading, data):
    shuffled = replace(reading, months=data.draw(st.permutations(list(reading.months))))
    items = data.draw(st.permutations(PLAN.items))
    assert year(reading) == year(shuffled, plan=replace(PLAN, items=tuple(items)))


@given(readings, st.decimals(0, 100, places=2))
def test_more_of_what_is_good_never_makes_the_year_worse(reading, more):
    before = reading.measures[ON_TIME]
    if before is None or reading.evaluation is None:
        return
    better = replace(reading, measures=reading.measures | {ON_TIME: max(before, more)})
    assert year(better).score >= year(reading).score
    assert year(replace(reading, evaluation=max(reading.evaluation, more))).score >= year(reading).score


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_what_does_not_apply_is_re_normalised_as_if_it_were_not_in_the_plan(months, share):
    left_out = year(Reading(months=[months], measures={ON_TIME: share}))
    items = tuple(item for item in PLAN.items if item.kind == YearItemKind.MONTHS or item.measure == ON_TIME)
    alone = year(Reading(months=[months], measures={ON_TIME: share}), plan=replace(PLAN, items=items))
    assert left_out == alone
    assert left_out.most == Decimal(55)


def _alone(kind: YearItemKind, value: str, **said) -> Earned:
    item = Planned("p", "p", "i", "i", Decimal(10), kind, measure="a.b", **said)
    plan = Plan((item,), Decimal(5), PLAN.grades)
    return earn(plan, Reading(measures={"a.b": Decimal(value)}))[0]


@pytest.mark.parametrize(
    ("value", "proportional", "points"),
    [("95", True, "10"), ("90", True, "10.00"), ("45", True, "5.00"), ("89.99", False, "0.00"),
     ("30", True, "3.3333"), ("-5", True, "0.00")],
)  # fmt: skip
def test_a_target_reached_is_full_and_below_it_as_the_scheme_says(value, proportional, points):
    line = _alone(YearItemKind.TARGET, value, target=Decimal(90), is_proportional=proportional)
    assert line.points == Decimal(points)


@pytest.mark.parametrize(("cases", "points"), [("0", "10.00"), ("2", "7.00"), ("9", "2.00"), ("-1", "10.00")])
def test_cases_cost_points_down_to_a_floor(cases, points):
    line = _alone(YearItemKind.PER_CASE, cases, per_case=Decimal("1.5"), floor=Decimal(2))
    assert line.points == Decimal(points)


def test_every_item_left_out_says_why():
    reading = Reading(months=[None], measures={ON_TIME: None}, was_evaluated=True)
    why = {line.item.code: line.why_not for line in earn(PLAN, reading)}
    assert why["monthly"] == NotApplicable.NO_MONTHS
    assert why["on_time"] == NotApplicable.NO_DATA
    assert why["commitments"] == NotApplicable.UNKNOWN_MEASURE
    assert why["evaluation"] == NotApplicable.TOO_FEW_BALLOTS


def test_a_count_for_which_no_two_persons_stand_is_not_scored():
    reading = Reading(measures={ON_TIME: Decimal(100)}, uncountersigned=frozenset({ON_TIME}))
    line = next(each for each in earn(PLAN, reading) if each.item.code == "on_time")
    assert line.why_not == NotApplicable.NOT_COUNTERSIGNED


def test_the_negative_list_caps_at_failed_whatever_the_arithmetic_says():
    assert grade(Decimal(100), PLAN.grades, is_negative=True) == Grade.FAILED
    assert grade(None, PLAN.grades, is_negative=True) is None


def test_the_default_plan_is_the_proposed_one():
    parts: dict[str, Decimal] = {}
    for item in PLAN.items:
        parts[item.part] = parts.get(item.part, Decimal(0)) + item.points
    assert parts == {"monthly": 50, "duties": 30, "supervision": 10, "evaluation": 10}
    assert [item.points for item in PLAN.items if item.part == "duties"] == [6] * 5
    assert PLAN.bonus == 5


def _changed(**said) -> dict:
    part = {"code": "p", "name": "部分"}
    item = {"code": "i", "name": "项", "points": "100", "by": "months"}
    return DEFAULT_YEAR | {"parts": [part | {"items": [item | said]}]}


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("not a scheme", PlanProblem.NOT_A_SCHEME),
        (DEFAULT_YEAR | {"parts": "none"}, PlanProblem.NOT_A_SCHEME),
        (DEFAULT_YEAR | {"grades": UPSIDE_DOWN}, PlanProblem.GRADES_IN_ORDER),
        (DEFAULT_YEAR | {"bonus": "6"}, PlanProblem.OUT_OF_RANGE),
        (_changed(points="99"), PlanProblem.NOT_A_HUNDRED),
        (_changed(points="nan"), PlanProblem.NOT_A_NUMBER),
        (_changed(points="33.333"), PlanProblem.OUT_OF_RANGE),
        (_changed(by="magic"), PlanProblem.UNKNOWN_CODE),
        (_changed(by="bonus"), PlanProblem.UNKNOWN_CODE),
        (_changed(by="target"), PlanProblem.NO_MEASURE),
        (_changed(by="target", measure="a.b", target="0"), PlanProblem.OUT_OF_RANGE),
        (_changed(by="evaluation"), PlanProblem.EVALUATION_TOO_HEAVY),
        (_changed(name=""), PlanProblem.NOT_A_SCHEME),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_score_is_refused(said, problem):
    with pytest.raises(Refused, match=problem.label):
        read_plan(said)


def test_an_exemption_costs_nothing_and_false_evidence_the_month_under_every_scheme():
    for code in ("exempt", "falsified"):
        with pytest.raises(Refused, match=PlanProblem.OUT_OF_RANGE.label):
            read_points({code: "-1"}, DEFAULT_POINTS)
    assert read_points({"late": "-2.5"}, DEFAULT_POINTS)["late"] == "-2.5"
    assert read_limits({"month": 75}, {"month": "80", "quarter": "80"}) == {"month": "75", "quarter": "80"}
