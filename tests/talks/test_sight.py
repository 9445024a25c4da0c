"""Who sees a talk: said in SQL as it is said plainly; and no list asks more for more rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import NOBODY, SYSTEM, Actor, Held
from lianheng.organisation.terms import Role
from lianheng.talks import policy, queries
from lianheng.talks.models import Commitment, Talk
from lianheng.talks.queries import waiting
from tests.factories import talks as made
from tests.factories.organisation import UnitFactory

SEES = {"leader", "deputy", "second", "recorder", "head"}
held = st.lists(st.tuples(st.sampled_from(list(Role)), st.integers(0, 3)), max_size=4)


def test_those_concerned_see_a_talk_and_nobody_else_does(world):
    talk = world.talk(made.ConfirmedTalkFactory)
    promise = made.CommitmentFactory(talk=talk)
    seeing = {who for who in world.people if talk in Talk.objects.visible_to(world.actor(who))}
    assert seeing == SEES
    assert {who for who in world.people if policy.may_see(world.actor(who), talk)} == SEES
    assert {who for who in world.people if promise in Commitment.objects.visible_to(world.actor(who))} == SEES


def test_nobody_at_all_sees_a_talk_whose_person_is_not_named(world):
    talk = world.talk(person=None, led_by=None)
    for nobody in (NOBODY, SYSTEM):
        assert talk not in Talk.objects.visible_to(nobody)
        assert not policy.may_see(nobody, talk)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held, st.integers(0, 5))
def test_what_one_sees_is_the_same_in_sql_and_in_words(world, roles, who):
    village = UnitFactory(superior=world.town)
    units = [world.commission, world.office, world.town, village]
    people = [world.people[name] for name in ("head", "second", "recorder", "deputy", "stranger", "clerk")]
    for unit in units:
        world.talk(made.NotifiedTalkFactory, unit=unit)
        made.TalkFactory(unit=unit, person=None, led_by=None)
    grants = tuple(Held(role, units[at].pk, units[at].path) for role, at in roles)
    actor = Actor(id=people[who].pk, name="某人", held=grants)
    talks = Talk.objects.select_related("unit")
    assert set(Talk.objects.visible_to(actor)) == {each for each in talks if policy.may_see(actor, each)}


def _asked(read) -> int:
    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


def _more(world, count: int) -> Talk:
    for _ in range(count):
        for factory in (made.TalkFactory, made.NotifiedTalkFactory, made.HeldTalkFactory):
            world.talk(factory)
        talk = world.talk(made.ConfirmedTalkFactory)
        made.CommitmentFactory.create_batch(2, talk=talk)
        made.SignatureFactory(talk=talk)
        made.PostponementFactory(talk=talk)
    return talk


READINGS = {
    "the list": lambda world: [
        (talk.unit.name, str(talk.person), str(talk.led_by))
        for talk in queries.talk_rows(world.actor("deputy"))[1]
    ],
    "to hold": lambda world: [
        (str(talk.unit), str(talk.person)) for talk in waiting.talks_to_hold(world.actor("deputy"))
    ],
    "to sign": lambda world: [str(talk.person) for talk in waiting.talks_to_sign(world.actor("second"))],
    "one's own": lambda world: [str(talk.led_by) for talk in waiting.own_talks(world.actor("head"))],
    "in hand": lambda world: [str(talk.unit) for talk in waiting.talks_in_hand(world.actor("deputy"))],
    "promised": lambda world: [str(each.talk.unit) for each in waiting.commitments_due(world.actor("head"))],
    "of a cause": lambda world: queries.talks_of_cause(world.actor("deputy"), Ref("assessment.proposal", 1)),
}


@pytest.mark.parametrize("what", READINGS)
def test_no_reading_asks_more_for_more_rows(world, what):
    _more(world, 1)
    few = _asked(lambda: READINGS[what](world))
    _more(world, 4)
    assert _asked(lambda: READINGS[what](world)) <= few


def test_a_talk_with_many_promises_is_read_with_as_many_queries(world):
    talk = _more(world, 1)

    def read() -> None:
        found = queries.sheet(world.actor("deputy"), queries.talk_or_404(world.actor("deputy"), talk.pk))
        assert [str(each.person) for each in found.signatures]
        assert [each.commitment.light for each in found.promises]

    few = _asked(read)
    made.CommitmentFactory.create_batch(5, talk=talk)
    assert _asked(read) <= few


def test_what_waits_is_what_is_ones_turn(world):
    proposed, told = world.talk(), world.talk(made.NotifiedTalkFactory)
    held_one, answered = world.talk(made.HeldTalkFactory), world.talk(made.ConfirmedTalkFactory)
    unled = world.talk(led_by=None)
    promise = made.CommitmentFactory(talk=answered)
    waits = lambda who: set(waiting.talks_to_hold(world.actor(who)))  # noqa: E731
    assert waits("deputy") == {proposed, told, unled}
    assert waits("second") == waits("recorder") == {told}
    assert waits("leader") == {unled}
    assert waits("stranger") == waits("other_deputy") == set()
    for who in ("deputy", "second", "recorder"):
        assert list(waiting.talks_to_sign(world.actor(who))) == [answered]
        both = {*waiting.talks_to_hold(world.actor(who)), answered}
        assert set(waiting.talks_in_hand(world.actor(who))) == both
    assert set(waiting.own_talks(world.actor("head"))) == {told, held_one}
    assert list(waiting.commitments_due(world.actor("head"))) == [promise]
    assert not waiting.commitments_to_confirm(world.actor("deputy")).exists()


def test_a_promise_changes_hands_as_it_is_reported_returned_and_confirmed(world):
    promise = made.CommitmentFactory(talk=world.talk(made.ConfirmedTalkFactory))
    due = lambda: waiting.commitments_due(world.actor("head")).exists()  # noqa: E731
    asked = lambda: waiting.commitments_to_confirm(world.actor("deputy")).exists()  # noqa: E731
    assert (due(), asked()) == (True, False)
    Commitment.objects.update(reported_at=made.NOVEMBER_3, report="已办")
    assert (due(), asked()) == (False, True)
    Commitment.objects.update(returned_at=made.NOVEMBER_4, returned_because="缺")
    assert (due(), asked()) == (True, False)
    promise.refresh_from_db()
    assert not promise.waits
    Commitment.objects.update(
        done_on=date(2026, 11, 5), confirmed_at=made.NOVEMBER_4, confirmed_by=world.people["deputy"]
    )
    assert (due(), asked()) == (False, False)
