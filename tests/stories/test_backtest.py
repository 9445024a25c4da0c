"""The back-test: another scheme over past months says who would move and why, and writes nothing."""

import json
from datetime import date
from decimal import Decimal

import pytest

from lianheng.assessment import actions
from lianheng.assessment.actions.drafting import Standard
from lianheng.assessment.models import Backtest, Entry, Proposal, Scheme, SchemeDraft, Standing, YearScore
from lianheng.assessment.rules.ladder import DEFAULT_LIMITS
from lianheng.assessment.rules.plan import DEFAULT_YEAR
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.terms import AssessmentReason, BacktestState, DraftState, PlanProblem
from lianheng.flows import backtest as trying
from lianheng.flows import month_end
from lianheng.flows.backtest import running
from lianheng.flows.backtest.running import named
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from tests.factories.organisation import actor_in

APRIL, JUNE = Period.month("2026-04"), Period.month("2026-06")
KEPT = (Entry, Standing, Proposal, Scheme, YearScore, Event)


@pytest.fixture
def lived(district):
    """The second quarter of 2026: the first township misses two tasks a month, the second one."""
    district.quarter("2026Q2", {0: 2, 1: 1, 2: 1, 3: 1})
    return district


def tried(said, first=APRIL, last=JUNE):
    scheme = trying.read_scheme(json.dumps(said), last)
    found = trying.backtest(scheme, first, last)
    return found.as_json(named(found))


def unit_in(result, unit):
    return next(each for each in result["units"] if each["unit"] == unit.code)


def test_the_scheme_in_force_moves_nobody(lived):
    result = tried({})
    assert result["counted"] == {"units": len(lived.towns), "moved": 0}
    assert result["proposals"] == {"arise": [], "fall_away": []}


def test_a_dearer_line_is_told_with_its_count_and_its_arithmetic(lived):
    result = tried({"points": {"not_done": "-12"}})
    first = unit_in(result, lived.towns[0])
    june = first["months"][-1]
    assert (june["old"], june["new"]) == ("90.00", "76.00")
    assert june["changes"] == [{"code": "not_done", "count": 2, "old": -10, "new": -24}]
    (quarter,) = first["quarters"]
    assert (quarter["old"], quarter["new"], quarter["old_rank"]) == ("90.00", "76.00", 9)
    assert quarter["changes"] == [{"code": "not_done", "count": 6, "old": -30, "new": -72}]


def test_a_proposal_arises_where_a_limit_is_crossed_and_falls_away_where_it_is_not(lived):
    arisen = tried({"points": {"not_done": "-12"}})["proposals"]["arise"]
    code = lived.towns[0].code
    assert {"kind": "remark", "unit": code, "period": "2026-05"} in arisen
    assert [each for each in arisen if each["kind"] == "yellow_card"] == []
    gone = tried({"points": {"not_done": "0"}})["proposals"]["fall_away"]
    assert {"kind": "reminder_talk", "unit": code, "period": "2026Q2"} in gone


def test_who_leaves_the_bottom_three_is_named(lived):
    leaving = tried({"points": {"not_done": "0"}})["bottom_three"]["leave"]
    assert {"period": "2026Q2", "unit": lived.towns[0].code, "class": "乡镇"} in leaving


def test_other_limits_alone_move_no_score(lived):
    result = tried({"limits": {"month": "95"}})
    assert result["counted"]["moved"] == 0
    assert {"kind": "remark", "unit": lived.towns[0].code, "period": "2026-04"} in result["proposals"][
        "arise"
    ]


def test_a_scheme_of_one_class_leaves_the_others_alone(lived):
    result = tried({"peer_class": "派驻组", "points": {"not_done": "-20"}})
    assert result["counted"]["moved"] == 0


def test_the_proposals_of_the_scheme_in_force_are_those_that_were_made(lived):
    """What the back-test takes as the old world is what the ladder did."""
    result = tried({"points": {"not_done": "0"}, "limits": {"month": "0", "quarter": "0"}})
    made = {(each.kind, each.unit.code, each.period) for each in Proposal.objects.select_related("unit")}
    gone = {(each["kind"], each["unit"], each["period"]) for each in result["proposals"]["fall_away"]}
    assert gone == made


def test_what_a_correction_took_back_stays_taken_back_at_any_price(lived):
    tasks = lived.issued("2026-07", "迟交的任务", units=lived.towns[:1])
    with clock.standing_at(date(2026, 8, 1)):
        month_end.tally(Period.month("2026-07"), by=lived.scorer)
        entry = Entry.objects.get(month="2026-07-01", cause_id=tasks[0].pk)
        objection = actions.file_objection(entry, reason="已交", by=lived.clerk(lived.towns[0]))
        actions.answer_objection(
            objection, uphold=True, answer="部分属实", remaining=Decimal(-1), by=lived.leader
        )
    july = Period.month("2026-07")
    result = tried({"points": {"not_done": "-10"}}, july, july)
    (month,) = unit_in(result, lived.towns[0])["months"]
    assert (month["old"], month["new"]) == ("99.00", "98.00")


def test_a_year_under_other_parts_is_told_with_its_grades(district):
    district.month("2025-12", {0: 2})
    only_months = [{"code": "m", "name": "月度", "points": "100", "by": "months"}]
    year = {"parts": [{"code": "all", "name": "全部", "items": only_months}]}
    december = Period.month("2025-12")
    result = tried({"year": year | {"grades": DEFAULT_YEAR["grades"]}}, december, december)
    (told,) = unit_in(result, district.towns[0])["years"]
    assert (told["old"], told["new"]) == ("88.64", "90.00")
    assert (told["old_grade"], told["new_grade"]) == ("qualified", "excellent")


def test_a_back_test_writes_nothing(lived):
    before = [list(model.objects.order_by("pk").values()) for model in KEPT]
    tried({"points": {"not_done": "-30"}})
    assert [list(model.objects.order_by("pk").values()) for model in KEPT] == before


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"points": {"absent": "-5"}}, PlanProblem.UNKNOWN_CODE),
        ({"points": {"late": "2"}}, PlanProblem.OUT_OF_RANGE),
        ({"points": {"late": "viel"}}, PlanProblem.NOT_A_NUMBER),
        ({"limits": {"month": "800"}}, PlanProblem.OUT_OF_RANGE),
        ({"colour": "red"}, PlanProblem.UNKNOWN_CODE),
        ({"year": {"parts": []}}, PlanProblem.NOT_A_HUNDRED),
        ([], PlanProblem.NOT_A_SCHEME),
    ],
)
def test_a_scheme_that_cannot_score_is_refused_and_says_why(district, said, problem):
    with pytest.raises(Refused, match=problem.label):
        trying.read_scheme(json.dumps(said), JUNE)


def test_months_that_nobody_tallied_cannot_be_tried(district):
    with pytest.raises(Refused, match=AssessmentReason.NOTHING_TO_TEST.label):
        tried({})


def drafted(lived, by=None, **said) -> SchemeDraft:
    standard = Standard(DEFAULT_POINTS | {"not_done": "-12"}, DEFAULT_LIMITS, DEFAULT_YEAR)
    with clock.standing_at(date(2026, 8, 3)):
        return actions.draft_scheme(
            standard, from_month=Period.month("2026-09"), reason="拟提高扣分", by=by or lived.scorer, **said
        )


def test_a_kept_back_test_is_worked_off_by_the_machine_and_kept_with_what_it_tried(lived):
    draft = drafted(lived)
    row = actions.ask_backtest(draft, first=APRIL, last=JUNE, by=lived.leader)
    assert (row.state, row.months) == (BacktestState.WAITING, 3)
    running.run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.months_done) == (BacktestState.DONE, 3)
    assert [each["unit"] for each in row.outcome["units"]] == [town.code for town in lived.towns[:4]]
    assert row.tested["points"]["not_done"] == "-12"


def test_a_back_test_that_was_broken_off_is_taken_up_again_and_a_finished_one_stands(lived):
    row = actions.ask_backtest(drafted(lived), first=APRIL, last=JUNE, by=lived.leader)
    Backtest.objects.filter(pk=row.pk).update(state=BacktestState.RUNNING, months_done=1)
    running.run(row.pk)
    row.refresh_from_db()
    ended = row.ended_at
    running.run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.ended_at) == (BacktestState.DONE, ended)


def test_a_draft_is_dropped_with_a_reason_and_scores_nobody(lived):
    draft = drafted(lived)
    with pytest.raises(Refused, match=AssessmentReason.REASON_MISSING.label):
        actions.drop_draft(draft, why=" ", by=lived.leader)
    actions.drop_draft(draft, why="影响面过大", by=lived.leader)
    draft.refresh_from_db()
    assert (draft.state, draft.scheme) == (DraftState.DROPPED, None)
    assert Scheme.objects.count() == 1


def test_the_leader_adopts_a_draft_from_a_month_to_come(lived):
    draft = drafted(lived)
    with pytest.raises(Refused, match=AssessmentReason.NOT_LEADER.label), clock.standing_at(date(2026, 8, 4)):
        actions.adopt_draft(draft, sensitive=(), by=lived.scorer)
    too_late = pytest.raises(Refused, match=AssessmentReason.MONTH_NOT_AHEAD.label)
    with too_late, clock.standing_at(date(2026, 9, 1)):
        actions.adopt_draft(draft, sensitive=(), by=lived.leader)
    with clock.standing_at(date(2026, 8, 4)):
        adopted = actions.adopt_draft(draft, sensitive=(), by=lived.leader)
    assert adopted.scheme.points["not_done"] == "-12"
    assert adopted.scheme.from_month == date(2026, 9, 1)


def counting() -> dict:
    counted = {"name": "受理件数", "points": "10", "by": "per_case", "measure": "petitions.received"}
    items = [{"code": "months", "name": "月度", "points": "90", "by": "months"}, {"code": "count"} | counted]
    parts = [{"code": "all", "name": "全部", "items": items}]
    return {"parts": parts, "bonus": "5", "grades": DEFAULT_YEAR["grades"]}


@pytest.mark.parametrize("reason", ["", "上级考核办法规定"])
def test_a_bare_count_of_petitions_is_adopted_only_by_two_persons_with_a_reason(lived, reason):
    standard = Standard(DEFAULT_POINTS, DEFAULT_LIMITS, counting())
    said = {"from_month": Period.month("2026-09"), "reason": "按件数扣分", "count_reason": reason}
    with clock.standing_at(date(2026, 8, 3)):
        alone = actions.draft_scheme(standard, by=lived.leader, **said)
        together = actions.draft_scheme(standard, by=lived.scorer, **said)
        sensitive = {"petitions.received"}
        with pytest.raises(Refused, match=AssessmentReason.BARE_COUNT.label):
            actions.adopt_draft(alone, sensitive=sensitive, by=lived.leader)
        if reason:
            scheme = actions.adopt_draft(together, sensitive=sensitive, by=lived.leader).scheme
            assert (scheme.countersigned_by_id, scheme.count_reason) == (lived.scorer.id, reason)
        else:
            with pytest.raises(Refused, match=AssessmentReason.BARE_COUNT.label):
                actions.adopt_draft(together, sensitive=sensitive, by=lived.leader)


def test_a_deputy_drafts_nothing(lived):
    with pytest.raises(Refused, match=AssessmentReason.NOT_SCORER.label):
        drafted(lived, by=actor_in(lived.towns[0]))
