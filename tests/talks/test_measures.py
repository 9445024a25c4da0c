"""What is counted of talks, each number with the records behind it."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from lianheng.catalogue import queries
from lianheng.catalogue.contents import MEASURES
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.talks.measures import MEASURES as OWN
from lianheng.talks.terms import TalkMeasure
from tests.factories import talks as made

NOVEMBER = Period.month("2026-11")
HELD, KEPT = OWN


def test_every_measure_stands_in_the_catalogue():
    assert set(OWN) <= set(MEASURES)
    assert {each.code for each in OWN} == set(TalkMeasure.values)


def test_talks_are_counted_in_the_period_in_which_they_were_held(world):
    talk = world.talk(made.ConfirmedTalkFactory)
    world.talk(made.HeldTalkFactory, held_at=clock.at_hour(date(2026, 12, 1), 0))
    world.talk(made.NotifiedTalkFactory)
    neighbour = world.people["neighbour"].appointments.get().post.unit_id
    assert HELD.values(NOVEMBER, [world.town.pk, neighbour]) == {world.town.pk: 1, neighbour: 0}
    assert HELD.records(NOVEMBER, world.town.pk) == [talk.ref]
    assert HELD.values(NOVEMBER.quarter, [world.town.pk]) == {world.town.pk: 2}


def kept(world, due_on, done_on=None, factory=made.ConfirmedTalkFactory):
    done = {"done_on": done_on, "confirmed_at": made.NOVEMBER_4, "confirmed_by": world.people["deputy"]}
    return made.CommitmentFactory(talk=world.talk(factory), due_on=due_on, **(done if done_on else {}))


def test_the_share_kept_is_that_of_what_was_due(world):
    due = [
        kept(world, date(2026, 11, 10), date(2026, 11, 10)),
        kept(world, date(2026, 11, 20), date(2026, 11, 21)),
        kept(world, date(2026, 11, 30)),
    ]
    kept(world, date(2026, 12, 1), date(2026, 11, 3))
    kept(world, date(2026, 11, 15), factory=made.HeldTalkFactory)
    assert KEPT.values(NOVEMBER, [world.town.pk]) == {world.town.pk: Decimal("33.33")}
    assert KEPT.records(NOVEMBER, world.town.pk) == [each.ref for each in due]


@pytest.mark.parametrize("period", ["2026-10", "2026Q3", "2026"])
def test_where_nothing_was_due_no_share_is_claimed(world, period):
    assert KEPT.values(Period.parse(period), [world.town.pk]) == {world.town.pk: None}
    assert KEPT.records(Period.parse(period), world.town.pk) == []


def test_talks_prove_no_task(world):
    assert not any(each.may_prove for each in OWN)


def test_behind_a_number_stand_the_records_for_whoever_may_see_them(world):
    talk = world.talk(made.ConfirmedTalkFactory)
    made.CommitmentFactory(talk=talk, what="每周调度一次")
    opened = queries.grounds(world.actor("deputy"), KEPT.code, NOVEMBER, world.town.pk)
    assert [each.label for each in opened.records] == ["每周调度一次"]
    held = queries.grounds(world.actor("leader"), HELD.code, NOVEMBER, world.town.pk)
    assert [(each.ref, each.said) for each in held.records] == [(talk.ref, "2026-11")]
    for nobody in ("clerk", "scorer", "stranger", "admin"):
        with pytest.raises(Http404):
            queries.grounds(world.actor(nobody), KEPT.code, NOVEMBER, world.town.pk)
