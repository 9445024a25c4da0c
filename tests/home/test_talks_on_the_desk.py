"""What waits on the workbench because of talks and yellow cards: each in the hands of whose turn it is."""

from datetime import date

import pytest

from lianheng.home import desk
from lianheng.home.terms import PileKind
from lianheng.kernel import clock
from tests.factories import talks as made
from tests.factories.assessment import CureProofFactory, CureTaskFactory
from tests.factories.organisation import signed_in

TALKS = {PileKind.TALKS_IN_HAND, PileKind.OWN_TALKS, PileKind.COMMITMENTS, PileKind.COMMITMENTS_TO_CONFIRM}
CURES = {PileKind.CURES, PileKind.CURES_TO_CONFIRM}


@pytest.fixture
def between(world):
    """Talks between the deputy and the secretary of the township, joined by the head of an office."""

    def talk(factory, **said):
        people = {"person": world.people["secretary"], "led_by": world.people["deputy"]}
        joined = {} if factory is made.TalkFactory else {"second": world.people["head"]}
        return factory(**(people | joined | {"unit": world.town} | said))

    return talk


def lying(world, kinds):
    """For each person, what lies on the piles of these kinds."""
    found = {}
    for who in world.people:
        piles = [pile for pile in desk.piles(world.actor(who)) if pile.kind in kinds]
        if lines := {(pile.kind, line.title) for pile in piles for line in pile.lines()}:
            found[who] = lines
    return found


def test_a_talk_passes_from_hand_to_hand(world, between):
    assert lying(world, TALKS) == {}
    between(made.TalkFactory)
    assert set(lying(world, TALKS)) == {"deputy"}
    between(made.NotifiedTalkFactory)
    assert set(lying(world, TALKS)) == {"deputy", "head", "secretary"}


def test_a_promise_lies_on_the_desk_of_who_made_it_with_its_light(world, between, client):
    talk = between(made.ConfirmedTalkFactory)
    promise = made.CommitmentFactory(talk=talk, what="补齐欠账", due_on=date(2026, 10, 6))
    found = lying(world, {PileKind.COMMITMENTS, PileKind.COMMITMENTS_TO_CONFIRM})
    assert found == {"secretary": {(PileKind.COMMITMENTS, "补齐欠账")}}
    page = signed_in(client, world.people["secretary"]).get("/").content.decode()
    assert "逾期 2 天" in page
    assert f'href="/talks/{talk.pk}/#promise-{promise.pk}"' in page
    promise.report, promise.reported_at = "已补齐", clock.now()
    promise.save()
    assert set(lying(world, {PileKind.COMMITMENTS, PileKind.COMMITMENTS_TO_CONFIRM})) == {"deputy"}


def test_a_cure_lies_with_the_unit_until_it_is_handed_in_and_then_with_the_scoring_office(world):
    cure = CureTaskFactory(card__proposal__unit=world.town)
    assert set(lying(world, CURES)) == {"secretary", "town_clerk"}
    proof = CureProofFactory(cure=cure)
    assert lying(world, CURES) == {"scorer": {(PileKind.CURES_TO_CONFIRM, cure.title)}}
    proof.returned_at, proof.returned_because = clock.now(), "缺三个村"
    proof.save()
    assert set(lying(world, CURES)) == {"secretary", "town_clerk"}


def test_every_line_leads_where_one_may_go(world, between, client):
    talk = between(made.ConfirmedTalkFactory)
    made.CommitmentFactory(talk=talk)
    for factory in (made.TalkFactory, made.NotifiedTalkFactory, made.HeldTalkFactory):
        between(factory)
    CureTaskFactory(card__proposal__unit=world.town)
    for who in world.people:
        signed_in(client, world.people[who])
        for pile in desk.piles(world.actor(who)):
            if pile.kind in TALKS | CURES:
                assert {client.get(line.url).status_code for line in pile.lines()} <= {200}
