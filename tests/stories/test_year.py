"""The year score: prepared from months, measures, ballots and records, contested, published, recomputed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from lianheng.assessment import actions
from lianheng.assessment.models import Documented, Year, YearItem, YearObjection, YearScore
from lianheng.assessment.terms import AssessmentReason, DocumentedKind, Grade, YearState
from lianheng.flows import month_end, year_end
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.terms import Role
from tests.factories.organisation import UnitFactory, actor_in

YEAR = Period.parse("2025")
JANUARY_12, JANUARY_15, FEBRUARY_5 = date(2026, 1, 12), date(2026, 1, 15), date(2026, 2, 5)


@pytest.fixture
def lived(district):
    """The first months of the ledger: in each the first township missed two tasks."""
    with clock.standing_at(date(2025, 11, 1)):
        district.second_scorer = actor_in(district.commission, Role.SCORER)
        district.month("2025-11", {0: 2})
        district.month("2025-12", {0: 2, 1: 1})
    return district


def prepared(district, on=JANUARY_12):
    with clock.standing_at(on):
        return year_end.prepare(YEAR, by=district.scorer)


def bonus(district, unit, points="2", *, confirm=True, by=None):
    with clock.standing_at(date(2026, 1, 5)):
        item = actions.document(
            unit,
            kind=DocumentedKind.BONUS,
            year=YEAR,
            title="经验做法被市纪委转发",
            reason="市纪委简报第 12 期",
            points=Decimal(points),
            evidence=Ref("checklists.unittask", 1),
            by=by or district.scorer,
        )
        return actions.decide_documented(
            item, confirm=confirm, answer="已核对简报", by=district.second_scorer
        )


def score_of(unit) -> YearScore:
    return YearScore.objects.get(year=YEAR.first_day, unit=unit)


def item_of(unit, code) -> YearItem:
    return YearItem.objects.get(score__unit=unit, code=code, corrects=None)


def refused(reason):
    return pytest.raises(Refused, match=reason.label)


def test_a_year_is_prepared_from_what_is_known_and_what_is_not_known_is_left_out(lived):
    prepared(lived)
    first = score_of(lived.towns[0])
    assert item_of(lived.towns[0], "monthly").points == Decimal("45.00")
    assert item_of(lived.towns[0], "on_time").points == Decimal("3.75")
    assert item_of(lived.towns[0], "evaluation").why_not == "no_round"
    assert (first.earned, first.most) == (Decimal("48.75"), Decimal("55.00"))
    assert first.score == Decimal("88.64")
    assert first.grade == Grade.QUALIFIED
    assert score_of(lived.towns[2]).score == Decimal("100.00")


def test_an_item_left_out_is_never_counted_as_nought(lived):
    prepared(lived)
    left_out = YearItem.objects.filter(score__unit=lived.towns[2], points=None)
    assert left_out.count() >= 2
    assert score_of(lived.towns[2]).score == Decimal("100.00")


def test_a_year_whose_months_are_not_all_published_is_not_scored(district):
    with clock.standing_at(date(2025, 12, 1)):
        for each in district.issued("2025-12"):
            district.accepted(each)
        district.tally("2025-12")
    with refused(AssessmentReason.MONTHS_OPEN):
        prepared(district)


def test_a_year_is_prepared_once(lived):
    prepared(lived)
    before = YearItem.objects.count()
    prepared(lived, on=JANUARY_15)
    assert YearItem.objects.count() == before
    assert Year.objects.get().objections_until == date(2026, 1, 19)


def test_only_the_scoring_office_or_the_leader_prepares(lived):
    with refused(AssessmentReason.NOT_SCORER), clock.standing_at(JANUARY_12):
        year_end.prepare(YEAR, by=lived.deputy)


def test_a_bonus_counts_when_a_second_person_confirmed_it(lived):
    bonus(lived, lived.towns[0])
    prepared(lived)
    first = score_of(lived.towns[0])
    assert (first.base, first.bonus, first.score) == (Decimal("88.64"), Decimal("2.00"), Decimal("90.64"))
    assert first.grade == Grade.EXCELLENT


def test_a_bonus_that_was_declined_is_shown_with_its_reason_and_counts_nothing(lived):
    bonus(lived, lived.towns[0], confirm=False)
    prepared(lived)
    line = YearItem.objects.get(score__unit=lived.towns[0], part="bonus")
    assert (line.points, score_of(lived.towns[0]).bonus) == (0, 0)
    assert "已核对简报" in line.reason


def test_bonuses_count_five_points_together_and_nobody_has_more_than_a_hundred(lived):
    for points in ("4", "3"):
        bonus(lived, lived.towns[0], points)
        bonus(lived, lived.towns[2], points)
    prepared(lived)
    assert score_of(lived.towns[0]).bonus == 5
    assert score_of(lived.towns[2]).score == 100


def test_nobody_confirms_the_bonus_that_he_proposed(lived):
    with refused(AssessmentReason.SAME_PERSON):
        bonus(lived, lived.towns[0], by=lived.second_scorer)


def test_a_bonus_without_a_record_is_refused(lived):
    with refused(AssessmentReason.BONUS_NEEDS_RECORD), clock.standing_at(JANUARY_12):
        actions.document(
            lived.towns[0],
            kind=DocumentedKind.BONUS,
            year=YEAR,
            title="办理信访 120 件",
            reason="数量第一",
            points=Decimal(2),
            by=lived.scorer,
        )


def test_a_year_waits_for_the_second_person(lived):
    with clock.standing_at(date(2026, 1, 5)):
        actions.document(
            lived.towns[0],
            kind=DocumentedKind.BONUS,
            year=YEAR,
            title="经验做法被市纪委转发",
            reason="简报",
            points=Decimal(1),
            evidence=Ref("checklists.unittask", 1),
            by=lived.scorer,
        )
    with refused(AssessmentReason.DOCUMENTED_OPEN):
        prepared(lived)


def test_after_the_year_is_prepared_nothing_is_documented_any_more(lived):
    prepared(lived)
    with refused(AssessmentReason.YEAR_PREPARED):
        bonus(lived, lived.towns[0])


def test_whoever_falsified_in_any_month_failed_the_year(lived, district):
    with clock.standing_at(date(2026, 1, 3)):
        _documented_negative(lived)
    prepared(lived)
    score = score_of(lived.towns[2])
    assert (score.score, score.grade) == (Decimal("100.00"), Grade.FAILED)
    assert score.grounds == [{"documented": Documented.objects.get().pk, "kind": "hidden_incident"}]


def _documented_negative(lived):
    item = actions.document(
        lived.towns[2],
        kind=DocumentedKind.HIDDEN_INCIDENT,
        year=YEAR,
        title="未报告谈话对象突发疾病",
        reason="经核查属实",
        paper="区纪干监 2025 年第 3 号",
        by=lived.scorer,
    )
    actions.decide_documented(item, confirm=True, answer="情况属实", by=lived.leader)


def test_false_evidence_standing_in_a_month_caps_the_year_at_failed(district):
    with clock.standing_at(date(2025, 12, 1)):
        tasks = [district.accepted(each) for each in district.issued("2025-12")]
        more = [district.accepted(each) for each in district.issued("2025-12", "信访举报情况月报")]
        assert more
        district.falsified(tasks[3])
    district.tally("2025-12")
    district.publish("2025-12")
    prepared(district)
    score = score_of(district.towns[3])
    assert score.grade == Grade.FAILED
    assert score.grounds == [{"month": "2025-12"}]


def test_a_unit_founded_in_the_year_has_a_score_and_no_grade(district):
    young = UnitFactory(superior=district.commission, founded_on=date(2025, 11, 1))
    district.towns.append(young)
    district.month("2025-12", {})
    prepared(district)
    assert (score_of(young).score, score_of(young).grade) == (Decimal("100.00"), "")


def contested(lived, code="on_time") -> YearObjection:
    item = item_of(lived.towns[0], code)
    with clock.standing_at(JANUARY_15):
        return actions.object_to_item(item, reason="两项任务因专网中断迟交", by=lived.clerk(lived.towns[0]))


def test_a_unit_contests_an_item_and_who_did_not_score_it_answers(lived):
    prepared(lived)
    objection = contested(lived)
    assert objection.answer_due_on == date(2026, 1, 29)
    with refused(AssessmentReason.SCORED_IT), clock.standing_at(JANUARY_15):
        actions.answer_on_item(objection, uphold=False, answer="维持", by=lived.scorer)
    with clock.standing_at(JANUARY_15):
        actions.answer_on_item(
            objection, uphold=True, points=Decimal("4.50"), answer="两项有中断证明", by=lived.second_scorer
        )
    first = score_of(lived.towns[0])
    assert (first.earned, first.score, first.grade) == (Decimal("49.50"), Decimal("90.00"), Grade.EXCELLENT)
    correction = item_of(lived.towns[0], "on_time").correction
    assert (correction.points, correction.facts) == (Decimal("4.50"), {"before": "3.75"})


def test_an_objection_never_makes_the_score_lower(lived):
    prepared(lived)
    objection = contested(lived)
    with refused(AssessmentReason.SCORE_LOWER), clock.standing_at(JANUARY_15):
        actions.answer_on_item(objection, uphold=True, points=Decimal(1), answer="重", by=lived.leader)
    objection.refresh_from_db()
    assert objection.state == "filed"


def test_a_corrected_item_earns_no_more_than_its_full_points(lived):
    prepared(lived)
    objection = contested(lived)
    with refused(AssessmentReason.BEYOND_FULL), clock.standing_at(JANUARY_15):
        actions.answer_on_item(objection, uphold=True, points=Decimal(6), answer="多", by=lived.leader)


def test_whoever_confirmed_a_bonus_does_not_answer_on_it(lived):
    bonus(lived, lived.towns[0], confirm=False)
    prepared(lived)
    code = YearItem.objects.get(part="bonus").code
    objection = contested(lived, code)
    with refused(AssessmentReason.SCORED_IT), clock.standing_at(JANUARY_15):
        actions.answer_on_item(
            objection, uphold=True, points=Decimal(2), answer="再核属实", by=lived.second_scorer
        )


def test_another_unit_contests_nothing_and_after_the_window_nobody_does(lived):
    prepared(lived)
    item = item_of(lived.towns[0], "on_time")
    with refused(AssessmentReason.NOT_YOUR_UNIT), clock.standing_at(JANUARY_15):
        actions.object_to_item(item, reason="不服", by=lived.clerk(lived.towns[1]))
    with refused(AssessmentReason.WINDOW_CLOSED), clock.standing_at(date(2026, 1, 20)):
        actions.object_to_item(item, reason="不服", by=lived.clerk(lived.towns[0]))


def test_a_year_is_published_after_its_window_when_everything_was_answered(lived):
    prepared(lived)
    with refused(AssessmentReason.WINDOW_OPEN), clock.standing_at(JANUARY_15):
        year_end.publish(YEAR, by=lived.leader)
    objection = contested(lived)
    with refused(AssessmentReason.OBJECTIONS_OPEN), clock.standing_at(FEBRUARY_5):
        year_end.publish(YEAR, by=lived.leader)
    with clock.standing_at(FEBRUARY_5):
        actions.answer_on_item(objection, uphold=False, answer="以系统记录为准", by=lived.second_scorer)
        assert year_end.publish(YEAR, by=lived.leader).state == YearState.PUBLISHED


def published(lived):
    prepared(lived)
    with clock.standing_at(FEBRUARY_5):
        year_end.publish(YEAR, by=lived.leader)


@pytest.mark.parametrize(
    "change",
    [
        lambda score, item: YearScore.objects.filter(pk=score.pk).update(score=Decimal(99)),
        lambda score, item: YearScore.objects.filter(pk=score.pk).delete(),
        lambda score, item: YearItem.objects.filter(pk=item.pk).update(points=Decimal(5)),
        lambda score, item: YearItem.objects.create(
            score=score, code="x", name="x", kind="bonus", most=1, points=1, posted_at=clock.now()
        ),
        lambda score, item: Year.objects.update(state="prepared"),
    ],
)
def test_a_published_year_stands_against_everybody(lived, change):
    published(lived)
    score = score_of(lived.towns[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        change(score, score.items.first())


def test_what_was_published_of_a_year_can_be_recomputed(lived):
    bonus(lived, lived.towns[0])
    prepared(lived)
    objection = contested(lived)
    with clock.standing_at(JANUARY_15):
        actions.answer_on_item(objection, uphold=True, points=Decimal(5), answer="属实", by=lived.leader)
    with clock.standing_at(FEBRUARY_5):
        year_end.publish(YEAR, by=lived.leader)
    assert list(month_end.replay()) == []


def test_a_number_that_the_records_do_not_bear_out_is_named(lived):
    prepared(lived)
    YearScore.objects.filter(unit=lived.towns[0]).update(score=Decimal("99.00"))
    (difference,) = month_end.replay()
    assert (difference.period, difference.unit_id) == (YEAR, lived.towns[0].pk)
    assert difference.what == "year score"
    assert difference.published.startswith("99.00")


def test_the_monthly_part_and_the_year_score_are_two_numbers(lived):
    prepared(lived)
    standing = lived.towns[0].standings.get(period="2025")
    assert (standing.score, score_of(lived.towns[0]).score) == (Decimal("90.00"), Decimal("88.64"))
