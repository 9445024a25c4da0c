"""月末: a month is tallied, contested, published; its numbers stand and can be recomputed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from lianheng.assessment import actions as assessment
from lianheng.assessment.models import Entry, Month, Participant, Standing
from lianheng.assessment.terms import AssessmentReason, EntryCode, MonthState
from lianheng.flows import month_end
from lianheng.flows.month_end import replay
from lianheng.flows.month_end.reading import ranking, scores
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from tests.factories.organisation import UnitFactory

JULY = Period.parse("2026-07")


def score_of(unit, month="2026-07"):
    return next(row["score"] for row in scores(Period.parse(month)) if row["unit"] == unit.code)


def entries_of(unit, month="2026-07"):
    rows = next(row["entries"] for row in scores(Period.parse(month)) if row["unit"] == unit.code)
    return [(row["code"], row["points"]) for row in rows]


def refused_by_the_database(cursor, statement):
    """The statement fails, and the transaction goes on as if it had never been tried."""
    with pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(statement)


def test_an_overdue_task_costs_points(district):
    for unit_task in district.issued("2026-07", weight=2):
        if unit_task.unit != district.towns[0]:
            district.accepted(unit_task)
    district.tally("2026-07")
    assert entries_of(district.towns[0]) == [("not_done", -10)]
    assert score_of(district.towns[0]) == "90.00"
    assert score_of(district.towns[1]) == "100.00"


def test_each_deduction_says_which_task_and_which_days(district):
    district.issued("2026-07", "村级财务公开检查")
    district.tally("2026-07")
    reason = Entry.objects.first().reason
    assert "村级财务公开检查" in reason
    assert "2026-07-20" in reason
    assert "2026-08-01" in reason


def test_a_task_handed_in_after_the_due_day_is_late_and_not_undone_as_well(district):
    first, *others = district.issued("2026-07")
    district.accepted(first, days_late=1)
    district.tally("2026-07")
    assert entries_of(district.towns[0]) == [("late", -2)]
    assert entries_of(others[0].unit) == [("not_done", -5)]


def test_a_task_returned_twice_and_late_costs_each_time(district):
    first, *_ = district.issued("2026-07")
    district.accepted(first, days_late=3, times_returned=2, is_evidence_missing=True)
    district.tally("2026-07")
    assert sum(points for _, points in entries_of(district.towns[0])) == -7


def test_a_month_with_everything_exempted_is_not_scored(district):
    mine = [tasks[0] for tasks in (district.issued("2026-07", "甲"), district.issued("2026-07", "乙"))]
    for unit_task in mine:
        district.exempted(unit_task)
    district.tally("2026-07")
    assert entries_of(district.towns[0]) == [("exempt", 0), ("exempt", 0)]
    assert score_of(district.towns[0]) is None


def test_a_unit_without_a_task_is_neither_full_nor_zero_but_not_scored(district):
    district.issued("2026-07", units=district.towns[:3])
    district.tally("2026-07")
    assert score_of(district.towns[8]) is None


def test_false_evidence_makes_the_month_zero_and_stands_on_the_negative_list(district):
    for unit_task in district.issued("2026-07"):
        district.accepted(unit_task)
    district.falsified(district.towns[0].unit_tasks.get())
    district.tally("2026-07")
    district.publish("2026-07")
    assert score_of(district.towns[0]) == "0.00"
    listed = Standing.objects.filter(period="2026-07", is_negative=True)
    assert [standing.unit for standing in listed] == [district.towns[0]]


def test_tallying_twice_changes_nothing(district):
    district.issued("2026-07")
    district.tally("2026-07")
    before = list(Entry.objects.values_list("pk", "points"))
    district.tally("2026-07")
    assert list(Entry.objects.values_list("pk", "points")) == before


def test_a_month_cannot_be_tallied_before_it_is_over(district):
    district.issued("2026-07")
    with clock.standing_at(date(2026, 7, 30)), pytest.raises(Refused) as refusal:
        month_end.tally(JULY, by=district.scorer)
    assert refusal.value.reason == AssessmentReason.MONTH_NOT_OVER


def test_a_refused_tally_leaves_nothing_behind(district):
    district.issued("2026-07")
    with clock.standing_at(date(2026, 8, 1)), pytest.raises(Refused):
        month_end.tally(JULY, by=district.clerk(district.towns[0]))
    assert not Month.objects.exists()
    assert not Entry.objects.exists()
    assert not Participant.objects.exists()


def test_nothing_is_published_while_the_objection_window_is_open(district):
    district.issued("2026-07")
    district.tally("2026-07")
    with clock.standing_at(date(2026, 8, 7)), pytest.raises(Refused) as refusal:
        month_end.publish(JULY, by=district.scorer)
    assert refusal.value.reason == AssessmentReason.WINDOW_OPEN
    with clock.standing_at(date(2026, 8, 8)):
        assert month_end.publish(JULY, by=district.scorer).state == MonthState.PUBLISHED


def test_an_upheld_objection_leaves_a_correcting_entry_and_nothing_edited(district):
    district.issued("2026-07")
    district.tally("2026-07")
    town = district.towns[0]
    entry = Entry.objects.get(unit=town)
    with clock.standing_at(date(2026, 8, 4)):
        objection = assessment.file_objection(entry, reason="已按期办理, 系统未收到", by=district.clerk(town))
        assessment.answer_objection(objection, uphold=True, answer="情况属实", by=district.scorer)
    entry.refresh_from_db()
    assert entry.points == -5
    assert entry.correction.points == 5
    assert score_of(town) == "100.00"
    assert entries_of(town) == [("not_done", -5), ("correction", 5)]


def test_a_dismissed_objection_leaves_the_ledger_as_it_was(district):
    district.issued("2026-07")
    district.tally("2026-07")
    town = district.towns[0]
    with clock.standing_at(date(2026, 8, 4)):
        objection = assessment.file_objection(
            Entry.objects.get(unit=town), reason="不服", by=district.clerk(town)
        )
        assessment.answer_objection(objection, uphold=False, answer="核查属实, 维持", by=district.scorer)
    assert entries_of(town) == [("not_done", -5)]


def test_nothing_is_published_while_an_objection_is_unanswered(district):
    district.issued("2026-07")
    district.tally("2026-07")
    town = district.towns[0]
    with clock.standing_at(date(2026, 8, 4)):
        assessment.file_objection(Entry.objects.get(unit=town), reason="不服", by=district.clerk(town))
    with pytest.raises(Refused) as refusal:
        district.publish("2026-07")
    assert refusal.value.reason == AssessmentReason.OBJECTIONS_OPEN


def test_whoever_reviewed_the_task_does_not_answer_the_objection(district):
    first, *_ = district.issued("2026-07")
    district.accepted(first, days_late=1, accepted_by_id=district.scorer.id)
    district.tally("2026-07")
    town = district.towns[0]
    with clock.standing_at(date(2026, 8, 4)):
        objection = assessment.file_objection(
            Entry.objects.get(unit=town), reason="不服", by=district.clerk(town)
        )
        with pytest.raises(Refused) as refusal:
            assessment.answer_objection(objection, uphold=True, answer="同意", by=district.scorer)
        assert refusal.value.reason == AssessmentReason.REVIEWED_IT
        assessment.answer_objection(objection, uphold=True, answer="同意", by=district.leader)


def test_an_objection_comes_in_time_from_the_unit_concerned_and_once(district):
    district.issued("2026-07")
    district.tally("2026-07")
    entry = Entry.objects.get(unit=district.towns[0])
    own, other = district.clerk(district.towns[0]), district.clerk(district.towns[1])
    with clock.standing_at(date(2026, 8, 4)):
        with pytest.raises(Refused, match=AssessmentReason.NOT_YOUR_UNIT.label):
            assessment.file_objection(entry, reason="不服", by=other)
        with pytest.raises(Refused, match=AssessmentReason.REASON_MISSING.label):
            assessment.file_objection(entry, reason="  ", by=own)
        assessment.file_objection(entry, reason="不服", by=own)
        with pytest.raises(Refused, match=AssessmentReason.ALREADY_OBJECTED.label):
            assessment.file_objection(Entry.objects.get(pk=entry.pk), reason="还是不服", by=own)
    second = Entry.objects.get(unit=district.towns[1])
    with (
        clock.standing_at(date(2026, 8, 8)),
        pytest.raises(Refused, match=AssessmentReason.WINDOW_CLOSED.label),
    ):
        assessment.file_objection(second, reason="不服", by=other)


def test_a_published_month_refuses_any_entry_by_any_path(district):
    district.issued("2026-07")
    district.tally("2026-07")
    district.publish("2026-07")
    entry = Entry.objects.first()
    copied = {
        name.attname: getattr(entry, name.attname)
        for name in Entry._meta.concrete_fields
        if name.attname not in ("id", "ordinal")
    }
    with pytest.raises(DatabaseError, match="ledger is closed"), transaction.atomic():
        Entry.objects.create(**copied, ordinal=99)
    columns = ", ".join(sorted(set(copied) - {"month_id"}))
    statements = (
        f"insert into assessment_entry (month_id, ordinal, {columns}) "
        f"select month_id, 98, {columns} from assessment_entry limit 1",
        "update assessment_entry set points = 0",
        "delete from assessment_entry",
        "truncate assessment_entry",
        "update assessment_month set state = 'open'",
        "update assessment_month set published_at = null",
        "delete from assessment_month",
        "update assessment_standing set score = 100",
        "delete from assessment_standing",
        "set pgtrigger.ignore = '{assessment_entry:ledger_closed}'; update assessment_entry set points = 0",
        "alter table assessment_entry disable trigger all",
        "drop table assessment_entry cascade",
    )
    for statement in statements:
        with transaction.atomic(), connection.cursor() as cursor:
            refused_by_the_database(cursor, statement)
    assert Entry.objects.filter(points=-5).count() == 9


def test_an_error_found_after_publication_is_corrected_in_the_current_month(district):
    district.issued("2026-07")
    district.tally("2026-07")
    district.publish("2026-07")
    town = district.towns[0]
    entry = Entry.objects.get(unit=town)
    with clock.standing_at(date(2026, 9, 3)):
        correction = assessment.correct(entry, reason="复查发现系统故障", by=district.scorer)
    assert correction.month.period == Period.parse("2026-09")
    assert correction.corrects == entry
    assert score_of(town) == "95.00"
    for unit_task in district.issued("2026-09"):
        district.accepted(unit_task, days_late=3, times_returned=3)
    district.tally("2026-09")
    assert score_of(town, "2026-09") == "97.00"
    assert not list(replay())


def test_a_correction_skips_a_current_month_that_is_published_already(district):
    for month in ("2026-07", "2026-08"):
        district.issued(month)
        district.tally(month)
        district.publish(month)
    entry = Entry.objects.filter(month=JULY.first_day).first()
    with clock.standing_at(date(2026, 8, 30)):
        correction = assessment.correct(entry, reason="复查发现系统故障", by=district.scorer)
    assert correction.month.period == Period.parse("2026-09")


def test_a_contested_entry_is_answered_before_it_may_be_corrected(district):
    district.issued("2026-07")
    district.tally("2026-07")
    town = district.towns[0]
    with clock.standing_at(date(2026, 8, 4)):
        assessment.file_objection(Entry.objects.get(unit=town), reason="不服", by=district.clerk(town))
        with pytest.raises(Refused, match=AssessmentReason.OBJECTIONS_OPEN.label):
            assessment.correct(Entry.objects.get(unit=town), reason="更正", by=district.scorer)


def test_a_correction_never_makes_it_heavier(district):
    district.issued("2026-07")
    district.tally("2026-07")
    entry = Entry.objects.first()
    with pytest.raises(Refused, match=AssessmentReason.HEAVIER.label):
        assessment.correct(entry, reason="加重", remaining=Decimal(-6), by=district.scorer)


def test_equals_share_a_place_in_the_published_ranking(district):
    for at, unit_task in enumerate(district.issued("2026-07")):
        if at not in (3, 4):
            district.accepted(unit_task, days_late=int(at == 5))
    district.tally("2026-07")
    district.publish("2026-07")
    found = {row["unit"]: row["rank"] for row in ranking(JULY, draft=False)}
    assert [found[town.code] for town in district.towns] == [1, 1, 1, 8, 8, 7, 1, 1, 1]


def test_a_young_unit_is_observed_and_not_ranked(district):
    young = UnitFactory(superior=district.commission, founded_on=date(2026, 5, 1))
    district.issued("2026-07", units=[*district.towns, young])
    district.tally("2026-07")
    district.publish("2026-07")
    standing = Standing.objects.get(period="2026-07", unit=young)
    assert standing.is_observed
    assert standing.score == 95
    assert standing.rank is None


def test_a_ranking_is_refused_before_publication_unless_a_draft_is_asked_for(district):
    district.issued("2026-07")
    district.tally("2026-07")
    with pytest.raises(Refused, match=AssessmentReason.NOT_PUBLISHED.label):
        ranking(JULY, draft=False)
    assert [row["rank"] for row in ranking(JULY, draft=True)] == [1] * 9


def test_the_quarter_is_the_mean_of_its_scored_months_and_is_ranked_with_its_last(district):
    for month, missed in (("2026-07", {0: 1}), ("2026-08", {0: 2}), ("2026-09", {})):
        assert not Standing.objects.filter(period="2026Q3").exists()
        district.month(month, missed)
    third = Standing.objects.get(period="2026Q3", unit=district.towns[0])
    assert third.score == Decimal("95.00")
    assert third.rank == 9


def test_a_month_published_late_completes_its_quarter_only_when_none_is_missing(district):
    district.issued("2026-08")
    district.month("2026-09", {})
    assert not Standing.objects.filter(period="2026Q3").exists()
    district.tally("2026-08")
    district.publish("2026-08")
    assert Standing.objects.filter(period="2026Q3").count() == 9


def test_nothing_can_be_tallied_into_a_quarter_that_was_ranked(district):
    district.month("2026-09", {})
    district.issued("2026-08")
    district.tally("2026-08")
    with pytest.raises(Refused, match=AssessmentReason.PERIOD_RANKED.label):
        district.publish("2026-08")


def test_replay_bears_out_every_published_number(district):
    district.quarter("2026Q3", {0: 2, 3: 1, 5: 8})
    assert list(replay()) == []
    assert list(replay(JULY, JULY)) == []


def test_replay_names_exactly_what_was_altered(district):
    district.quarter("2026Q3", {0: 2})
    unit_task = district.towns[0].unit_tasks.filter(month=JULY.first_day, state="lapsed").first()
    district.accepted(unit_task)
    found = {(str(each.period), each.unit_id, each.what) for each in replay()}
    town = district.towns[0].pk
    assert ("2026-07", town, "entry") in found
    assert ("2026-07", town, "standing") in found
    assert ("2026Q3", town, "standing") in found
    assert {unit_id for _, unit_id, what in found if what == "entry"} == {town}


def test_every_score_is_one_hundred_plus_its_entries(district):
    district.month("2026-07", {0: 3, 1: 8, 2: 1})
    for standing in Standing.objects.filter(period="2026-07"):
        entries = Entry.objects.filter(month=JULY.first_day, unit=standing.unit)
        assert standing.score == max(0, 100 + sum(entry.points for entry in entries))


def test_what_was_not_accepted_by_the_tally_has_lapsed(district):
    unit_task, *_ = district.issued("2026-07")
    district.tally("2026-07")
    unit_task.refresh_from_db()
    assert unit_task.state == "lapsed"
    assert Entry.objects.get(unit=unit_task.unit).code == EntryCode.NOT_DONE
