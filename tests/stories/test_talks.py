"""谈话提醒 and 约谈: from the decision to the talk, the record, the own words and the follow-up."""

from datetime import date

import pytest

from lianheng.assessment import actions as assessment
from lianheng.assessment.models import Proposal, YellowCard
from lianheng.assessment.terms import AssessmentReason, ProposalKind
from lianheng.flows.reactions import work_off
from lianheng.journal.models import Pending
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role
from lianheng.talks import actions
from lianheng.talks.measures import MEASURES
from lianheng.talks.models import Talk
from lianheng.talks.terms import Stance, TalkReason
from tests.factories.organisation import actor_in

LAST_THREE = {0: 3, 1: 2, 2: 1}
OCTOBER_26 = clock.at_hour(date(2026, 10, 26), 9)
OCTOBER_30 = clock.at_hour(date(2026, 10, 30), 9)
HELD_AT = clock.at_hour(date(2026, 10, 30), 10)


@pytest.fixture
def head(district) -> Actor:
    """The head of the first township."""
    return actor_in(district.towns[0], Role.UNIT_HEAD, name="王晓明")


def decided(district, kind: ProposalKind, by: Actor, **said: object) -> Proposal:
    """The proposal about the first township, adopted; and what follows has followed."""
    proposal = Proposal.objects.get(unit=district.towns[0], kind=kind)
    proposal = assessment.decide(proposal, adopt=True, reason="请尽快整改", by=by, **said)
    work_off()
    assert not Pending.objects.exists()
    return proposal


def person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.id)


def arranged(talk: Talk, district, by: Actor, led_by: Actor | None = None) -> Talk:
    """On Friday at ten, with the head of the office, who also writes it down."""
    helper = person(district.reviewer)
    at, who = HELD_AT, {"led_by": person(led_by or by), "second": helper, "recorder": helper}
    talk = actions.plan(talk, at=at, place="谈话室", **who, by=by)
    talk = actions.notify(talk, notice="请按时到场", by=by)
    work_off()
    return talk


def titles(actor: Actor) -> list[str]:
    return list(Notice.objects.filter(to=actor.id).order_by("id").values_list("title", flat=True))


def test_a_weak_quarter_leads_to_a_reminder_talk_from_the_decision_to_the_follow_up(district, head):
    district.quarter("2026Q3", LAST_THREE)
    with clock.standing_at(OCTOBER_26):
        proposal = decided(district, ProposalKind.REMINDER_TALK, district.deputy)
        talk = Talk.objects.get()
        assert (talk.person_id, talk.led_by_id, talk.cause) == (head.id, district.deputy.id, proposal.ref)
        assert "2026年第三季度" in talk.because
        assert "列后三位" in talk.because
        talk = arranged(talk, district, district.deputy)
        assert "谈话提醒通知: 2026-10-30 10:00, 谈话室" in titles(head)
        assert any("请参加谈话提醒" in title for title in titles(district.reviewer))
    with clock.standing_at(clock.at_hour(date(2026, 10, 30), 17)):
        promises = [("补齐三季度欠账", date(2026, 11, 20)), ("每周调度", date(2026, 11, 30))]
        actions.record_talk(
            talk, held_at=HELD_AT, said="核对扣分事项, 听取说明", promises=promises, by=district.reviewer
        )
        actions.confirm(talk, stance=Stance.DISAGREES, words="其中一项不归我们", by=head)
        for by in (district.deputy, district.reviewer):
            actions.sign(talk, by=by)
    kept, broken = talk.commitments.all()
    with clock.standing_at(date(2026, 11, 18)):
        actions.report_commitment(kept, report="已补齐", by=head)
        actions.confirm_commitment(kept, by=district.deputy)
    with clock.standing_at(date(2026, 12, 1)):
        talk = actions.close(talk, closing="一项兑现, 一项未兑现, 下季度再看", by=district.deputy)
        work_off()
    broken.refresh_from_db()
    assert (talk.state, talk.stance, broken.done_on) == ("closed", Stance.DISAGREES, None)
    town, november = district.towns[0].pk, Period.month("2026-11")
    counted = [dict(each.values(november.quarter, [town]))[town] for each in MEASURES]
    assert counted == [1, 50]


def test_a_reminder_that_was_not_adopted_leads_to_no_talk(district, head):
    district.quarter("2026Q3", LAST_THREE)
    proposal = Proposal.objects.get(unit=district.towns[0], kind=ProposalKind.REMINDER_TALK)
    with clock.standing_at(OCTOBER_26):
        assessment.decide(proposal, adopt=False, reason="抽调所致, 已另作提醒", by=district.deputy)
        work_off()
    assert not Talk.objects.exists()


def test_two_weak_quarters_lead_to_a_yellow_card_and_a_summons_by_the_leader(district, head):
    district.quarter("2026Q2", {0: 5})
    district.quarter("2026Q3", {0: 5})
    with clock.standing_at(OCTOBER_26):
        cures = [("补齐公开材料", date(2026, 11, 30))]
        decided(district, ProposalKind.YELLOW_CARD, district.leader, cures=cures)
        talk = Talk.objects.get(kind="summons")
        assert (talk.person_id, talk.led_by_id) == (head.id, district.leader.id)
        assert "2026年第二季度" in talk.because
        with pytest.raises(Refused, match=TalkReason.MAY_NOT_LEAD.label):
            arranged(talk, district, district.leader, led_by=district.deputy)
        assert arranged(talk, district, district.leader).state == "notified"
    cure = YellowCard.objects.get().cure_tasks.get()
    with clock.standing_at(date(2026, 11, 20)):
        assessment.hand_in_cure(cure, text="已补齐", by=head)
        work_off()
        assert any("报送黄牌整改情况" in title for title in titles(district.scorer))
        assessment.return_cure(cure, because="缺三个村", by=district.scorer)
        work_off()
        assert "黄牌整改情况被退回, 请补充" in titles(head)
        assessment.hand_in_cure(cure, text="三个村已补", by=district.clerk(district.towns[0]))
    with clock.standing_at(date(2026, 12, 2)):
        cure = assessment.confirm_cure(cure, by=district.scorer)
    assert cure.done_on == date(2026, 11, 20)


def test_a_card_that_runs_out_lifts_itself_never_and_changes_nobody(district, head):
    district.quarter("2026Q2", {0: 5})
    district.quarter("2026Q3", {0: 5})
    with clock.standing_at(OCTOBER_26):
        cures = [("补齐公开材料", date(2026, 11, 30))]
        decided(district, ProposalKind.YELLOW_CARD, district.leader, cures=cures)
    card = YellowCard.objects.get()
    before = Person.objects.get(pk=head.id).appointments.get().to_on
    with clock.standing_at(date(2027, 7, 1)):
        work_off()
        card.refresh_from_db()
        assert card.lifted_on is None
    assert Person.objects.get(pk=head.id).appointments.get().to_on == before


def test_the_decision_carried_out_twice_opens_one_talk(district, head):
    from lianheng.flows.talking import open_talk
    from lianheng.journal.models import Event

    district.quarter("2026Q3", LAST_THREE)
    with clock.standing_at(OCTOBER_26):
        decided(district, ProposalKind.REMINDER_TALK, district.deputy)
        open_talk(Event.objects.get(kind="assessment.adopted"))
    assert Talk.objects.count() == 1


def test_where_the_post_was_vacant_the_talk_is_with_who_heads_the_unit_now(district):
    district.quarter("2026Q3", LAST_THREE)
    new_head = actor_in(district.towns[0], Role.UNIT_HEAD)
    with clock.standing_at(OCTOBER_26):
        decided(district, ProposalKind.REMINDER_TALK, district.deputy)
    assert Talk.objects.get().person_id == new_head.id


def test_the_person_concerned_reads_the_adjustment_and_states_until_it_is_decided(district, head):
    district.quarter("2026Q2", LAST_THREE)
    district.quarter("2026Q3", LAST_THREE)
    proposal = Proposal.objects.get(unit=district.towns[0], kind=ProposalKind.ADJUSTMENT)
    with clock.standing_at(OCTOBER_30):
        work_off()
        assert any("有一项建议涉及您本人: 调整建议" in title for title in titles(head))
        with pytest.raises(Refused, match=AssessmentReason.NOT_CONCERNED.label):
            assessment.state_own(proposal, statement="代他说", by=district.clerk(district.towns[0]))
        assessment.state_own(proposal, statement="上半年抽调两人", by=head)
        assessment.state_own(proposal, statement="上半年抽调两人, 附名单", by=head)
        work_off()
        assert any("本人已书面陈述" in title for title in titles(district.leader))
        assessment.hear(proposal, statement="服从组织", on=date(2026, 10, 29), by=district.scorer)
        assessment.record_committee(proposal, decision="暂不调整", on=date(2026, 10, 30), by=district.scorer)
        proposal = assessment.decide(proposal, adopt=False, reason="已见改进", by=district.leader)
        with pytest.raises(Refused, match=AssessmentReason.WRONG_STATE.label):
            assessment.state_own(proposal, statement="再补充", by=head)
    assert proposal.own_statement == "上半年抽调两人, 附名单"
