"""Talks as they are arranged, recorded, answered and followed up; each refusal with its reason."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import Role
from lianheng.talks import actions
from lianheng.talks.models import Commitment, Signature, Talk
from lianheng.talks.terms import Capacity, Stance, TalkEvent, TalkKind, TalkReason, TalkState
from tests.factories import talks as made
from tests.factories.organisation import GrantFactory, PersonFactory

NOVEMBER_9 = clock.at_hour(date(2026, 11, 9), 15)
YESTERDAY = clock.at_hour(date(2026, 11, 4), 15)


def planned(world, talk, **said):
    plain = {"at": NOVEMBER_9, "place": "谈话室"}
    plain |= {"led_by": world.people["deputy"], "second": world.people["second"]}
    plain |= {"recorder": world.people["recorder"], "by": world.actor("deputy")}
    return actions.plan(talk, **(plain | said))


def refused(reason):
    return pytest.raises(Refused, match=reason.label)


def opened(world, **said):
    plain = {"unit_id": world.town.pk, "person_id": world.people["head"].pk, "because": "列后三位"}
    plain |= {"cause": Ref("assessment.proposal", 7), "led_by_id": world.people["deputy"].pk, "by": SYSTEM}
    return actions.open_talk(TalkKind.REMINDER, **(plain | said))


def test_a_decision_opens_one_talk_and_never_two(world):
    assert opened(world).pk == opened(world).pk
    assert Event.objects.filter(kind=TalkEvent.OPENED).count() == 1


def test_nobody_opens_a_talk_by_hand(world):
    with refused(TalkReason.WRONG_STATE):
        opened(world, by=world.actor("leader"))


def test_whoever_decided_about_himself_leads_no_talk_with_himself(world):
    assert opened(world, led_by_id=world.people["head"].pk).led_by is None


def test_a_talk_is_arranged_by_who_leads_it(world):
    talk = planned(world, world.talk())
    assert (talk.state, talk.planned_at, talk.recorder) == ("planned", NOVEMBER_9, world.people["recorder"])
    moved = planned(world, talk, place="会议室", by=world.actor("leader"))
    assert moved.place == "会议室"


@pytest.mark.parametrize("who", ["scorer", "second", "clerk", "other_deputy", "admin"])
def test_nobody_else_arranges_it(world, who):
    with refused(TalkReason.NOT_ARRANGED_BY_YOU):
        planned(world, world.talk(), by=world.actor(who))


def test_a_talk_lies_ahead_when_it_is_arranged(world):
    with refused(TalkReason.IN_PAST):
        planned(world, world.talk(), at=clock.now())


def test_nobody_leads_joins_or_records_a_talk_about_himself(world):
    head = world.people["head"]
    for place in ("led_by", "second", "recorder"):
        with refused(TalkReason.SELF_INTEREST):
            planned(world, world.talk(), **{place: head})
    GrantFactory(person=head, unit=world.town, role=Role.DEPUTY)
    with refused(TalkReason.SELF_INTEREST):
        planned(world, world.talk(), by=world.actor("head"))


def test_a_talk_is_led_by_two(world):
    deputy = world.people["deputy"]
    for place in ("second", "recorder"):
        with refused(TalkReason.TWO_TALKERS):
            planned(world, world.talk(), **{place: deputy})


def test_the_second_talker_may_write_the_record(world):
    assert planned(world, world.talk(), recorder=world.people["second"]).state == "planned"


def test_only_the_deputy_in_charge_or_the_leader_leads_a_reminder(world):
    assert planned(world, world.talk(), led_by=world.people["leader"]).led_by == world.people["leader"]
    for who in ("other_deputy", "scorer", "clerk"):
        with refused(TalkReason.MAY_NOT_LEAD):
            planned(world, world.talk(), led_by=world.people[who])


def test_only_the_leader_leads_a_summons(world):
    talk = world.talk(kind=TalkKind.SUMMONS, led_by=world.people["leader"])
    with refused(TalkReason.MAY_NOT_LEAD):
        planned(world, talk, by=world.actor("leader"))
    assert planned(world, talk, led_by=world.people["leader"], by=world.actor("leader")).state == "planned"


@pytest.mark.parametrize("who", ["clerk", "neighbour", "admin", "auditor"])
def test_only_the_commissions_staff_join_and_no_administrator(world, who):
    with refused(TalkReason.MAY_NOT_ASSIST):
        planned(world, world.talk(), second=world.people[who])


def test_where_the_post_was_vacant_somebody_of_the_unit_is_named(world):
    talk = world.talk(person=None)
    for nobody in (None, world.people["neighbour"]):
        with refused(TalkReason.PERSON_MISSING):
            planned(world, talk, person=nobody)
    assert planned(world, talk, person=world.people["clerk"]).person == world.people["clerk"]


def test_who_was_named_by_the_decision_stays_the_person_concerned(world):
    assert planned(world, world.talk(), person=world.people["clerk"]).person == world.people["head"]


def test_the_person_is_told_only_of_what_is_arranged(world):
    with refused(TalkReason.NOT_PLANNED):
        actions.notify(world.talk(), notice="请到场", by=world.actor("deputy"))
    talk = planned(world, world.talk())
    with refused(TalkReason.REASON_MISSING):
        actions.notify(talk, notice=" ", by=world.actor("deputy"))
    told = actions.notify(talk, notice="请到场", by=world.actor("deputy"))
    assert (told.state, told.notified_by_id) == ("notified", world.people["deputy"].pk)


def test_nobody_is_told_of_a_day_that_has_passed(world):
    talk = planned(world, world.talk())
    with clock.standing_at(date(2026, 11, 10)), refused(TalkReason.IN_PAST):
        actions.notify(talk, notice="请到场", by=world.actor("deputy"))


def test_a_talk_is_put_off_with_a_reason_that_stays(world):
    talk = world.talk(made.NotifiedTalkFactory)
    with refused(TalkReason.REASON_MISSING):
        actions.postpone(talk, at=NOVEMBER_9, reason="", by=world.actor("deputy"))
    with refused(TalkReason.IN_PAST):
        actions.postpone(talk, at=YESTERDAY, reason="外出", by=world.actor("deputy"))
    later = actions.postpone(talk, at=NOVEMBER_9, reason="本人外出开会", by=world.actor("deputy"))
    assert (later.state, later.planned_at) == ("planned", NOVEMBER_9)
    kept = later.postponements.get()
    assert (kept.was_planned_at, kept.reason) == (YESTERDAY, "本人外出开会")


def test_a_talk_that_was_not_held_may_be_cancelled_with_a_reason(world):
    talk = world.talk(made.NotifiedTalkFactory)
    with refused(TalkReason.REASON_MISSING):
        actions.cancel(talk, reason="", by=world.actor("deputy"))
    assert actions.cancel(talk, reason="本人已调离", by=world.actor("leader")).state == "cancelled"
    with refused(TalkReason.WRONG_STATE):
        actions.cancel(world.talk(made.HeldTalkFactory), reason="不要了", by=world.actor("leader"))


def test_the_record_is_written_by_who_took_part_and_may_be_put_right(world):
    talk = world.talk(made.NotifiedTalkFactory)
    for who in ("leader", "stranger", "head"):
        with refused(TalkReason.NOT_TAKING_PART):
            actions.record_talk(talk, held_at=YESTERDAY, said="谈了", by=world.actor(who))
    promises = [("补齐台账", date(2026, 11, 30)), ("每周调度", date(2026, 12, 31))]
    by = world.actor("recorder")
    held = actions.record_talk(talk, held_at=YESTERDAY, said="谈了", promises=promises, by=by)
    assert (held.state, held.recorded_by_id) == ("held", by.id)
    put_right = actions.record_talk(held, held_at=YESTERDAY, said="谈了两点", promises=promises[:1], by=by)
    assert [each.what for each in put_right.commitments.all()] == ["补齐台账"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"held_at": NOVEMBER_9}, TalkReason.IN_FUTURE),
        ({"held_at": clock.at_hour(date(2026, 11, 2), 9)}, TalkReason.BEFORE_NOTICE),
        ({"said": "  "}, TalkReason.RECORD_MISSING),
        ({"promises": [("补齐台账", date(2026, 11, 3))]}, TalkReason.PROMISE_BEFORE_TALK),
    ],
)
def test_a_record_says_when_and_what(world, said, reason):
    talk = world.talk(made.NotifiedTalkFactory)
    with refused(reason):
        actions.record_talk(
            talk, **({"held_at": YESTERDAY, "said": "谈了"} | said), by=world.actor("recorder")
        )


def test_nothing_is_recorded_of_which_the_person_was_not_told(world):
    with refused(TalkReason.NOT_NOTIFIED):
        actions.record_talk(
            planned(world, world.talk()), held_at=YESTERDAY, said="谈了", by=world.actor("recorder")
        )


@pytest.mark.parametrize("who", ["deputy", "second", "recorder", "leader", "clerk"])
def test_nobody_confirms_for_the_person_concerned(world, who):
    with refused(TalkReason.NOT_CONCERNED):
        actions.confirm(
            world.talk(made.HeldTalkFactory), stance=Stance.AGREES, words="同意", by=world.actor(who)
        )


def test_the_person_concerned_confirms_in_his_own_words(world):
    talk = world.talk(made.HeldTalkFactory)
    with refused(TalkReason.WORDS_MISSING):
        actions.confirm(talk, stance=Stance.AGREES, words="", by=world.actor("head"))
    done = actions.confirm(talk, stance=Stance.AGREES, words="情况属实", by=world.actor("head"))
    assert (done.state, done.own_words) == ("confirmed", "情况属实")
    assert done.signatures.get().capacity == Capacity.CONCERNED


def test_words_that_were_taken_down_may_be_confirmed_as_they_are_but_not_disagreed_with_in_silence(world):
    talk = world.talk(made.HeldTalkFactory, taken_down="我接受")
    with refused(TalkReason.WORDS_MISSING):
        actions.confirm(talk, stance=Stance.DISAGREES, words="", by=world.actor("head"))
    assert actions.confirm(talk, stance=Stance.AGREES, words="", by=world.actor("head")).state == "confirmed"


def test_disagreeing_confirms_the_record_and_says_so(world):
    talk = world.talk(made.HeldTalkFactory)
    done = actions.confirm(
        talk, stance=Stance.DISAGREES, words="两项任务不该由我们承担", by=world.actor("head")
    )
    assert (done.state, done.stance) == ("confirmed", Stance.DISAGREES)


def test_a_refusal_is_noted_never_forced_and_may_be_taken_back(world):
    talk = world.talk(made.HeldTalkFactory)
    with refused(TalkReason.NOT_TAKING_PART):
        actions.note_refusal(talk, refusal="不签", by=world.actor("leader"))
    with refused(TalkReason.REASON_MISSING):
        actions.note_refusal(talk, refusal="", by=world.actor("recorder"))
    noted = actions.note_refusal(talk, refusal="本人表示再考虑", by=world.actor("recorder"))
    assert noted.state == TalkState.UNCONFIRMED
    after = actions.confirm(noted, stance=Stance.DISAGREES, words="我有不同意见", by=world.actor("head"))
    assert (after.state, after.refusal) == ("confirmed", "本人表示再考虑")


def test_those_who_talked_sign_after_the_person_concerned_has_answered(world):
    talk = world.talk(made.HeldTalkFactory)
    with refused(TalkReason.NOT_ANSWERED):
        actions.sign(talk, by=world.actor("deputy"))
    talk = world.talk(made.ConfirmedTalkFactory)
    actions.sign(talk, by=world.actor("deputy"))
    with refused(TalkReason.ALREADY_SIGNED):
        actions.sign(talk, by=world.actor("deputy"))
    with refused(TalkReason.NOT_TAKING_PART):
        actions.sign(talk, by=world.actor("leader"))


def test_who_joined_and_wrote_it_down_signs_in_both_capacities(world):
    talk = world.talk(made.ConfirmedTalkFactory, recorder=world.people["second"])
    actions.sign(talk, by=world.actor("second"))
    signed = set(Signature.objects.values_list("capacity", flat=True))
    assert signed == {Capacity.SECOND, Capacity.RECORDING}


def signed(world, **said):
    talk = world.talk(made.ConfirmedTalkFactory, **said)
    for who in ("deputy", "second"):
        actions.sign(talk, by=world.actor(who))
    return talk


def test_a_promise_is_reported_by_who_made_it_and_confirmed_by_who_heard_it(world):
    promise = made.CommitmentFactory(talk=world.talk(made.ConfirmedTalkFactory))
    for who in ("deputy", "clerk"):
        with refused(TalkReason.NOT_CONCERNED):
            actions.report_commitment(promise, report="已办", by=world.actor(who))
    actions.report_commitment(promise, report="已补齐", by=world.actor("head"))
    with clock.standing_at(date(2026, 12, 3)):
        with refused(TalkReason.NOT_TAKING_PART):
            actions.confirm_commitment(promise, by=world.actor("head"))
        done = actions.confirm_commitment(promise, by=world.actor("deputy"))
    assert done.done_on == date(2026, 11, 5)
    assert done.was_kept
    with refused(TalkReason.ALREADY_DONE):
        actions.confirm_commitment(done, by=world.actor("deputy"))


def test_a_report_that_does_not_suffice_comes_back_and_then_counts_from_the_next(world):
    promise = made.CommitmentFactory(talk=world.talk(made.ConfirmedTalkFactory))
    with refused(TalkReason.NOT_REPORTED):
        actions.return_commitment(promise, because="缺附件", by=world.actor("deputy"))
    actions.report_commitment(promise, report="已办", by=world.actor("head"))
    with clock.standing_at(date(2026, 11, 6)):
        actions.return_commitment(promise, because="缺三个村", by=world.actor("second"))
        with refused(TalkReason.NOT_REPORTED):
            actions.return_commitment(promise, because="再退", by=world.actor("deputy"))
    with clock.standing_at(date(2026, 12, 2)):
        actions.report_commitment(promise, report="三个村已补", by=world.actor("head"))
        done = actions.confirm_commitment(promise, by=world.actor("deputy"))
    assert (done.done_on, done.was_kept) == (date(2026, 12, 2), False)


def test_nothing_is_reported_of_what_was_not_yet_answered(world):
    promise = made.CommitmentFactory(talk=world.talk(made.HeldTalkFactory))
    with refused(TalkReason.WRONG_STATE):
        actions.report_commitment(promise, report="已办", by=world.actor("head"))


def test_a_talk_is_closed_when_signed_and_nothing_runs(world):
    with refused(TalkReason.UNSIGNED):
        actions.close(world.talk(made.ConfirmedTalkFactory), closing="好", by=world.actor("deputy"))
    talk = signed(world)
    promise = made.CommitmentFactory(talk=talk)
    with refused(TalkReason.COMMITMENTS_RUNNING):
        actions.close(talk, closing="好", by=world.actor("deputy"))
    actions.report_commitment(promise, report="已办", by=world.actor("head"))
    with refused(TalkReason.PROOF_WAITS):
        actions.close(talk, closing="好", by=world.actor("deputy"))
    actions.confirm_commitment(promise, by=world.actor("deputy"))
    with refused(TalkReason.REASON_MISSING):
        actions.close(talk, closing="", by=world.actor("deputy"))
    with refused(TalkReason.NOT_ARRANGED_BY_YOU):
        actions.close(talk, closing="好", by=world.actor("second"))
    assert actions.close(talk, closing="已落实", by=world.actor("deputy")).state == "closed"


def test_a_promise_that_was_not_kept_hinders_no_closing_and_stays_as_it_is(world):
    talk = signed(world)
    promise = made.CommitmentFactory(talk=talk)
    with clock.standing_at(date(2026, 12, 1)):
        actions.close(talk, closing="未兑现, 另作处理", by=world.actor("deputy"))
    promise.refresh_from_db()
    assert promise.done_on is None
    with refused(TalkReason.WRONG_STATE):
        actions.report_commitment(promise, report="迟了", by=world.actor("head"))


def test_the_database_itself_keeps_what_was_answered(world):
    talk = signed(world)
    rows = Talk.objects.filter(pk=talk.pk)
    for changed in ({"record": "改过的记录"}, {"own_words": "改过的话"}, {"stance": Stance.DISAGREES}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(**changed)
    with pytest.raises(ProgrammingError), transaction.atomic():
        talk.signatures.update(signed_at=clock.now() + timedelta(days=1))
    with pytest.raises(ProgrammingError), transaction.atomic():
        Talk.objects.filter(pk=world.talk().pk).delete()


def test_the_database_itself_refuses_a_talk_with_oneself_or_alone(world):
    head, deputy = world.people["head"], world.people["deputy"]
    for wrong in ({"led_by": head}, {"second": head}, {"recorder": head}, {"second": deputy}):
        with pytest.raises(IntegrityError), transaction.atomic():
            world.talk(made.NotifiedTalkFactory, **wrong)
    for missing in ({"record": ""}, {"second": None, "recorder": None}, {"notified_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            world.talk(made.HeldTalkFactory, **missing)


def test_what_is_recorded_in_the_journal_holds_no_word_of_the_talk(world):
    talk = world.talk(made.NotifiedTalkFactory)
    actions.record_talk(talk, held_at=YESTERDAY, said="不足为外人道", by=world.actor("recorder"))
    actions.confirm(talk, stance=Stance.AGREES, words="心里话", by=world.actor("head"))
    written = str(list(Event.objects.values_list("detail", flat=True)))
    assert "不足为外人道" not in written
    assert "心里话" not in written
    assert Event.objects.filter(ref_kind="talks.talk", ref_id=talk.pk).count() == 2


def test_a_person_out_of_office_confirms_all_the_same(world):
    """Who left his post after the talk is still the one who was talked to."""
    talk = world.talk(made.HeldTalkFactory, person=PersonFactory())
    from tests.factories.organisation import actor_of

    actions.confirm(talk, stance=Stance.AGREES, words="属实", by=actor_of(talk.person))
    talk.refresh_from_db()
    assert isinstance(talk.confirmed_at, datetime)
    assert not Commitment.objects.exists()
