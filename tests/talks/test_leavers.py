"""Who led a talk is away or has left: the talk falls to whose office it is, and to nobody else."""

from datetime import date, timedelta

import pytest

from lianheng.home import open_work
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions as office
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import Role
from lianheng.talks import actions, sweeps
from lianheng.talks.queries import waiting
from lianheng.talks.terms import Capacity, TalkReason, TalkState
from tests.factories import talks as made
from tests.factories.organisation import GrantFactory, PersonFactory, actor_of, person_in


def post_of(world, name):
    """The post with what its holder is entrusted with, as it is handed over."""
    return open_work.holder_of(world.actor(name).held)


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


def test_a_talk_falls_to_whose_office_it_is_when_its_leader_went_to_another_post(world):
    talk = world.talk(led_by=world.people["scorer"])
    assert talk in waiting.talks_in_hand(world.actor("deputy"))


def lent(world, principal, substitute, *, to_on):
    """The deputy's role for the township, lent for a while, and the substitute acting in his stead."""
    delegation = office.lend_role(
        principal,
        substitute,
        role=Role.DEPUTY,
        unit=world.town,
        from_on=clock.today(),
        to_on=to_on,
        reason="培训",
        by=actor_of(principal),
    )
    office.approve_delegation(delegation, by=world.actor("leader"))
    return organisation.actor_of(substitute, standing_in=delegation.pk)


def test_whoever_leads_in_somebodys_stead_does_so_only_as_long_as_the_role_is_lent(world):
    week = clock.today() + timedelta(days=7)
    lent(world, world.people["deputy"], world.people["second"], to_on=week)
    talk = world.talk(led_by=world.people["second"])
    assert talk not in waiting.talks_in_hand(world.actor("deputy"))
    with clock.standing_at(week + timedelta(days=1)):
        assert talk in waiting.talks_in_hand(world.actor("deputy"))


def test_nobody_leads_a_talk_by_a_role_that_the_person_concerned_lent_him(world):
    deputy, substitute = world.people["deputy"], world.people["second"]
    lent(world, deputy, substitute, to_on=clock.today() + timedelta(days=7))
    with pytest.raises(Refused, match=TalkReason.MAY_NOT_LEAD.label):
        actions.plan(
            world.talk(person=deputy, led_by=None),
            led_by=substitute,
            second=world.people["stranger"],
            recorder=world.people["recorder"],
            at=clock.at_hour(date(2026, 11, 9), 9),
            place="谈话室",
            by=world.actor("leader"),
        )


def test_whoever_stands_in_finds_the_talks_of_the_absent_one_and_arranges_them(world):
    talk, substitute = world.talk(), world.people["second"]
    in_stead = lent(world, world.people["deputy"], substitute, to_on=clock.today() + timedelta(days=7))
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
    (written,) = open_work.open_work(post_of(world, "deputy"), world.people["deputy"].pk)
    assert written["url"] == f"/talks/{talk.pk}/"
    assert "不宜言明" not in str(written)
    assert other.pk != talk.pk


def test_a_handover_of_another_role_leaves_the_talks_where_they_are(world):
    world.talk()
    assert not open_work.open_work(post_of(world, "scorer"), world.people["deputy"].pk)


class TestPassingOn:
    """With the post the talks that were not held go to the successor; what was said stays as it was."""

    @pytest.fixture
    def successor(self, world):
        """The next deputy in charge of the township."""
        person = person_in(world.commission, name="继任")
        GrantFactory(person=person, unit=world.town, role=Role.DEPUTY)
        return person

    def passed_on(self, world, to) -> set[int]:
        """What goes to whom when the deputy's post is handed over."""
        holder = post_of(world, "deputy")
        found = sweeps.talks_to_pass_on(holder, world.people["deputy"].pk, to.pk)
        return {actions.pass_on(talk, to=to.pk, by=SYSTEM).pk for talk in found}

    def test_what_was_not_held_goes_on_and_is_arranged_and_notified_anew(self, world, successor):
        proposed = world.talk()
        told = world.talk(made.NotifiedTalkFactory, planned_at=clock.at_hour(date(2026, 11, 9), 9))
        assert self.passed_on(world, successor) == {proposed.pk, told.pk}
        told.refresh_from_db()
        assert (told.led_by, told.state, told.second) == (
            successor,
            TalkState.PROPOSED,
            world.people["second"],
        )
        assert told in waiting.talks_in_hand(actor_of(successor))
        assert told not in waiting.talks_in_hand(world.actor("deputy"))

    def test_who_led_a_talk_that_was_held_stays_and_one_whose_hour_has_come_is_recorded_first(
        self, world, successor
    ):
        world.talk(made.ConfirmedTalkFactory)
        world.talk(made.HeldTalkFactory)
        world.talk(made.NotifiedTalkFactory)  # on the fourth; today is the fifth
        assert self.passed_on(world, successor) == set()

    def test_a_successor_who_was_to_join_or_record_leads_and_somebody_else_joins(self, world, successor):
        told = world.talk(
            made.NotifiedTalkFactory,
            planned_at=clock.at_hour(date(2026, 11, 9), 9),
            second=successor,
            recorder=successor,
        )
        self.passed_on(world, successor)
        told.refresh_from_db()
        assert (told.led_by, told.second, told.recorder) == (successor, None, None)

    def test_nobody_takes_over_the_talk_with_himself(self, world, successor):
        talk = world.talk(person=successor)
        assert self.passed_on(world, successor) == set()
        with pytest.raises(Refused, match=TalkReason.SELF_INTEREST.label):
            actions.pass_on(talk, to=successor.pk, by=SYSTEM)

    def test_a_successor_without_the_office_leads_nothing(self, world):
        talk = world.talk()
        stranger = world.people["stranger"]
        assert self.passed_on(world, stranger) == set()
        with pytest.raises(Refused, match=TalkReason.MAY_NOT_LEAD.label):
            actions.pass_on(talk, to=stranger.pk, by=SYSTEM)

    def test_a_talk_is_passed_on_by_a_handover_alone(self, world, successor):
        with pytest.raises(Refused, match=TalkReason.NOT_HANDED_OVER.label):
            actions.pass_on(world.talk(), to=successor.pk, by=world.actor("leader"))
        with pytest.raises(Refused, match=TalkReason.WRONG_STATE.label):
            actions.pass_on(world.talk(made.ConfirmedTalkFactory), to=successor.pk, by=SYSTEM)
