"""结果运用: what rankings propose, and how a named person decides after hearing the one concerned."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lianheng.assessment import actions as assessment
from lianheng.assessment.models import Entry, Proposal, YellowCard
from lianheng.assessment.terms import AssessmentReason, ProposalKind, ProposalState
from lianheng.flows.month_end.reading import proposals
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role
from tests.factories.organisation import (
    AppointmentFactory,
    GrantFactory,
    PersonFactory,
    UnitFactory,
    actor_in,
    person_in,
)

LAST_THREE = {0: 3, 1: 2, 2: 1}
AUTUMN = date(2026, 10, 25)


def of_unit(unit, kind=None):
    found = Proposal.objects.filter(unit=unit).order_by("id")
    return found.filter(kind=kind).get() if kind else [each.kind for each in found]


@pytest.fixture
def twice(district):
    """The first township has a head and was in the bottom three of two quarters."""
    person_in(district.towns[0], Role.UNIT_HEAD, number="HEAD", is_supervisor=True)
    district.quarter("2026Q2", LAST_THREE)
    district.quarter("2026Q3", LAST_THREE)
    return of_unit(district.towns[0], ProposalKind.ADJUSTMENT)


def test_a_month_below_eighty_is_remarked_upon(district):
    district.month("2026-07", {0: 5})
    assert of_unit(district.towns[0]) == [ProposalKind.REMARK]
    assert Proposal.objects.count() == 1


def test_a_key_task_missed_is_remarked_upon_and_named(district):
    district.issued("2026-07", "整改群众身边腐败问题", is_key=True, units=district.towns[:1])
    district.month("2026-07", {})
    remark = of_unit(district.towns[0], ProposalKind.REMARK)
    assert remark.facts["key_tasks"] == ["整改群众身边腐败问题"]


def test_the_bottom_three_of_a_quarter_are_reminded(district):
    district.quarter("2026Q3", LAST_THREE)
    reminded = Proposal.objects.filter(kind=ProposalKind.REMINDER_TALK)
    assert {each.unit for each in reminded} == set(district.towns[:3])


def test_a_class_with_all_equal_reminds_nobody(district):
    district.quarter("2026Q3", dict.fromkeys(range(9), 1))
    assert not Proposal.objects.exists()


def test_two_weak_quarters_propose_a_yellow_card(district):
    district.quarter("2026Q2", {0: 5})
    district.quarter("2026Q3", {0: 5})
    card = of_unit(district.towns[0], ProposalKind.YELLOW_CARD)
    assert card.periods == ["2026Q2", "2026Q3"]
    with clock.standing_at(AUTUMN):
        with pytest.raises(Refused, match=AssessmentReason.CURE_MISSING.label):
            assessment.decide(card, adopt=True, reason="两季度低于80分", by=district.leader)
        cures = [("补齐三季度公开材料", date(2026, 12, 1))]
        assessment.decide(card, adopt=True, reason="两季度低于80分", cures=cures, by=district.leader)
    issued = YellowCard.objects.get(unit=district.towns[0])
    assert issued.expires_on == date(2027, 4, 25)
    assert issued.cure_tasks.get().title == "补齐三季度公开材料"


def test_bottom_three_twice_proposes_an_adjustment_with_both_rankings(twice):
    assert twice.periods == ["2026Q2", "2026Q3"]
    assert [each["bottom_three"] for each in twice.facts["standings"]] == [True, True]
    assert twice.person.number == "HEAD"
    listed = [each for each in proposals() if each["kind"] == "adjustment" and each["person"]]
    assert listed == [
        {
            "kind": "adjustment",
            "unit": twice.unit.code,
            "person": "HEAD",
            "periods": ["2026Q2", "2026Q3"],
            "state": "open",
        }
    ]


def test_an_adjustment_cannot_be_decided_before_the_person_was_heard(twice, district):
    with clock.standing_at(AUTUMN):
        for adopt in (True, False):
            with pytest.raises(Refused, match=AssessmentReason.NOT_HEARD.label):
                assessment.decide(twice, adopt=adopt, reason="两次后三位", by=district.leader)


def test_an_adjustment_waits_for_the_standing_committee_and_its_legal_ground(twice, district):
    with clock.standing_at(AUTUMN):
        assessment.hear(twice, statement="人手不足, 请求帮助", on=date(2026, 10, 22), by=district.scorer)
        with pytest.raises(Refused, match=AssessmentReason.NO_COMMITTEE_DECISION.label):
            assessment.decide(twice, adopt=True, reason="两次后三位", by=district.leader)
        assessment.record_committee(
            twice, decision="常委会研究同意调整", on=date(2026, 10, 24), by=district.scorer
        )
        with pytest.raises(Refused, match=AssessmentReason.NO_LEGAL_GROUND.label):
            assessment.decide(twice, adopt=True, reason="两次后三位", by=district.leader)
        ground = "监察官法第五十五条"
        assessment.decide(twice, adopt=True, reason="两次后三位", legal_ground=ground, by=district.leader)
    twice.refresh_from_db()
    assert twice.state == ProposalState.ADOPTED
    assert twice.decided_by_id == district.leader.id
    assert twice.legal_ground == ground


def test_an_adjustment_cannot_be_decided_while_an_objection_on_its_periods_is_open(twice, district):
    town = twice.unit
    clerk, other = district.clerk(town), district.scorer
    with clock.standing_at(date(2026, 10, 6)):
        entry = Entry.objects.filter(unit=town, month=date(2026, 9, 1)).first()
        objection = assessment.file_objection(entry, reason="当时系统故障", by=clerk)
    with clock.standing_at(AUTUMN):
        assessment.hear(twice, statement="人手不足", on=date(2026, 10, 22), by=other)
        assessment.record_committee(twice, decision="同意", on=date(2026, 10, 24), by=other)
        with pytest.raises(Refused, match=AssessmentReason.OBJECTION_ON_PERIOD.label):
            assessment.decide(twice, adopt=False, reason="暂缓", by=district.leader)
        assessment.answer_objection(objection, uphold=False, answer="维持", by=other)
        assessment.decide(twice, adopt=False, reason="本人已整改, 暂不调整", by=district.leader)
    twice.refresh_from_db()
    assert twice.state == ProposalState.DECLINED


def test_the_database_itself_refuses_an_adjustment_without_hearing(twice, district):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=twice.pk).update(
            state=ProposalState.ADOPTED,
            decided_at=clock.now(),
            decided_by=Person.objects.get(pk=district.leader.id),
            reason="绕过程序",
        )


def test_only_whom_the_ladder_names_decides_and_never_the_person_concerned(twice, district):
    with clock.standing_at(AUTUMN):
        for stranger in (district.deputy, district.scorer, district.reviewer):
            with pytest.raises(Refused, match=AssessmentReason.NOT_DECIDER.label):
                assessment.decide(twice, adopt=False, reason="否", by=stranger)
        twice.person_id = district.leader.id
        twice.save()
        with pytest.raises(Refused, match=AssessmentReason.SELF_INTEREST.label):
            assessment.decide(twice, adopt=False, reason="否", by=district.leader)


def test_a_decision_needs_a_reason_either_way(district):
    district.quarter("2026Q3", LAST_THREE)
    talk = of_unit(district.towns[0], ProposalKind.REMINDER_TALK)
    for adopt in (True, False):
        with pytest.raises(Refused, match=AssessmentReason.REASON_MISSING.label):
            assessment.decide(talk, adopt=adopt, reason=" ", by=district.deputy)
    assessment.decide(talk, adopt=True, reason="请尽快整改", by=district.deputy)


def test_observed_and_unscored_units_receive_no_proposal(district):
    young = UnitFactory(superior=district.commission, founded_on=date(2026, 6, 1))
    district.towns.append(young)
    district.month("2026-07", {9: 8})
    district.towns.remove(young)
    district.month("2026-08", {})
    district.month("2026-09", {})
    assert of_unit(young) == []


def test_a_head_new_in_post_is_noted_on_the_proposal(district):
    head = PersonFactory()
    since = {"person": head, "unit": district.towns[0], "from_on": date(2026, 6, 1)}
    AppointmentFactory(**since)
    GrantFactory(**since, role=Role.UNIT_HEAD)
    district.quarter("2026Q3", LAST_THREE)
    assert of_unit(district.towns[0], ProposalKind.REMINDER_TALK).notes == ["new_in_post"]
    assert of_unit(district.towns[1], ProposalKind.REMINDER_TALK).notes == ["no_head"]


def test_a_cured_card_is_lifted_after_two_quarters_out_of_the_bottom_three(district):
    town = district.towns[0]
    district.quarter("2025Q3", {0: 5})
    district.quarter("2025Q4", {0: 5})
    with clock.standing_at(date(2026, 1, 25)):
        cures = [("补齐公开材料", date(2026, 3, 1))]
        assessment.decide(
            of_unit(town, ProposalKind.YELLOW_CARD),
            adopt=True,
            reason="两季度",
            cures=cures,
            by=district.leader,
        )
        assessment.confirm_cure(YellowCard.objects.get().cure_tasks.get(), by=district.scorer)
    district.quarter("2026Q1", {})
    assert ProposalKind.LIFT_CARD not in of_unit(town)
    district.quarter("2026Q2", {})
    with clock.standing_at(date(2026, 7, 25)):
        lift = of_unit(town, ProposalKind.LIFT_CARD)
        assessment.decide(lift, adopt=True, reason="整改到位", by=district.leader)
    assert YellowCard.objects.get().lifted_on == date(2026, 7, 25)


def test_two_people_cannot_decide_the_same_proposal(district):
    district.quarter("2026Q3", LAST_THREE)
    talk = of_unit(district.towns[0], ProposalKind.REMINDER_TALK)
    second = actor_in(district.commission, Role.DEPUTY)
    assessment.decide(talk, adopt=True, reason="谈话提醒", by=district.deputy)
    with pytest.raises(Refused, match=AssessmentReason.WRONG_STATE.label):
        assessment.decide(talk, adopt=False, reason="不必", by=second)
