"""Who led a talk is away or has left: the talk falls to whose office it is, and to nobody else."""

from datetime import date, timedelta

import pytest

from lianheng.home import open_work
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions as office
from lianheng.organisation import queries as organisation
from lianheng.organisation.terms import Role
from lianheng.talks import actions
from lianheng.talks.queries import waiting
from lianheng.talks.terms import Capacity, TalkReason
from tests.factories import talks as made
from tests.factories.organisation import PersonFactory, actor_of, person_in

NOBODY = open_work.holder_of(())


@pytest.fixture
def gone():
    """Somebody with neither post nor role."""
    return PersonFactory(name="已离任")


@pytest.mark.parametrize(("who", "falls_to"), [("leader", True), ("deputy", True), ("other_deputy", False)])
def test_a_talk_whose_leader_has_left_waits_for_whose_office_it_is(world, gone, who, falls_to):
    talk = world.talk(led_by=gone)
    assert (talk in waiting.talks_in_hand(world.actor(who))) is falls_to


def test_a_talk_whose_leader_is_there_waits_for_nobody_else(world):
    talk = world.talk()
    assert talk in waiting.talks_in_hand(world.actor("deputy"))
    assert talk not in waiting.talks_in_hand(world.actor("leader"))


def test_a_talk_never_falls_to_the_person_concerned(world, gone):
    talk = world.talk(person=world.people["deputy"], led_by=gone)
    assert talk not in waiting.talks_in_hand(world.actor("deputy"))


def test_whoever_stands_in_finds_the_talks_of_the_absent_one_and_arranges_them(world):
    talk, substitute = world.talk(), world.people["second"]
    delegation = office.lend_role(
        world.people["deputy"],
        substitute,
        role=Role.DEPUTY,
        unit=world.town,
        from_on=clock.today(),
        to_on=clock.today() + timedelta(days=7),
        reason="培训",
        by=world.actor("deputy"),
    )
    office.approve_delegation(delegation, by=world.actor("leader"))
    in_stead = organisation.actor_of(substitute, standing_in=delegation.pk)
    assert talk in waiting.talks_in_hand(in_stead)
    assert talk not in waiting.talks_in_hand(actor_of(substitute))
    planned = actions.plan(
        talk,
        led_by=substitute,
        second=world.people["stranger"],
        recorder=world.people["recorder"],
        at=clock.at_hour(date(2026, 11, 9), 9),
        place="谈话室",
        by=in_stead,
    )
    assert planned.led_by == substitute


def test_what_was_promised_to_a_leaver_is_confirmed_by_whose_office_it_is(world, gone):
    talk = world.talk(made.ConfirmedTalkFactory, led_by=gone)
    promise = made.CommitmentFactory(talk=talk)
    actions.report_commitment(promise, report="已办", by=world.actor("head"))
    assert list(waiting.commitments_to_confirm(world.actor("deputy"))) == [promise]
    assert not waiting.commitments_to_confirm(world.actor("other_deputy"))
    with pytest.raises(Refused, match=TalkReason.NOT_TAKING_PART.label):
        actions.confirm_commitment(promise, by=world.actor("scorer"))
    with pytest.raises(Refused, match=TalkReason.NOT_TAKING_PART.label):
        actions.confirm_commitment(promise, by=world.actor("head"))
    assert actions.confirm_commitment(promise, by=world.actor("deputy")).done_on == clock.today()


def test_nobody_confirms_what_he_promised_himself_whatever_his_office(world, gone):
    talk = world.talk(made.ConfirmedTalkFactory, led_by=gone, person=world.people["deputy"])
    promise = made.CommitmentFactory(talk=talk)
    actions.report_commitment(promise, report="已办", by=world.actor("deputy"))
    with pytest.raises(Refused, match=TalkReason.SELF_INTEREST.label):
        actions.confirm_commitment(promise, by=world.actor("deputy"))


def test_a_leaver_who_never_signed_hinders_no_closing_and_his_signature_stays_missing(world, gone):
    talk = world.talk(made.ConfirmedTalkFactory, led_by=gone)
    with pytest.raises(Refused, match=TalkReason.UNSIGNED.label):
        actions.close(talk, closing="已落实", by=world.actor("deputy"))
    actions.sign(talk, by=world.actor("second"))
    assert talk in waiting.talks_in_hand(world.actor("deputy"))
    assert actions.close(talk, closing="已落实", by=world.actor("deputy")).state == "closed"
    assert not talk.signatures.filter(capacity=Capacity.LEADING).exists()


def test_whoever_is_still_in_office_must_sign_before_it_is_closed(world):
    talk = world.talk(made.ConfirmedTalkFactory)
    actions.sign(talk, by=world.actor("second"))
    with pytest.raises(Refused, match=TalkReason.UNSIGNED.label):
        actions.close(talk, closing="已落实", by=world.actor("deputy"))


def test_a_handover_leads_to_the_leavers_talks_and_says_nothing_of_them(world):
    talk = world.talk(person=person_in(world.town, name="不宜言明"))
    other = world.talk(led_by=world.people["leader"])
    (written,) = open_work.open_work(NOBODY, world.people["deputy"].pk)
    assert written["url"] == f"/talks/{talk.pk}/"
    assert "不宜言明" not in str(written)
    assert other.pk != talk.pk
