"""The drill: when it may be set up, and the story it tells, whenever it is told."""

import pytest

from lianheng.flows.demo import live
from lianheng.flows.demo.conduct import Conduct
from lianheng.flows.demo.data import made_up_names
from lianheng.flows.demo.life import told_until
from lianheng.flows.demo.month import asked_in
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.models import Instance, Unit
from lianheng.organisation.terms import InstanceKind
from tests.factories.organisation import CommissionFactory

MONTHS = [Period.month("2026-01").shift(n) for n in range(12)]


def test_an_installation_in_earnest_is_never_made_a_drill(db):
    CommissionFactory()
    with pytest.raises(Refused):
        live()
    assert not Unit.objects.filter(kind="village").exists()


def test_an_installation_marked_as_live_is_never_made_a_drill(db):
    Instance.objects.create(kind=InstanceKind.LIVE)
    with pytest.raises(Refused):
        live()


@pytest.mark.parametrize("last", MONTHS, ids=str)
def test_whenever_it_is_told_four_quarters_are_over(last):
    story = told_until(last)
    assert len(story.quarters) == 4
    assert len(story.months) >= 12
    assert story.month_of_falsity in story.months


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_whenever_it_is_told_somebody_falsifies_once(month):
    story = told_until(month)
    falsified = [
        title
        for each in story.months
        for _, scope, title, *_ in asked_in(each)
        if story.conduct(story.recovering, scope, each, title) == Conduct.FALSE
    ]
    assert len(falsified) == 1


def test_the_same_story_is_told_twice_alike():
    first, second = made_up_names(), made_up_names()
    assert [next(first) for _ in range(300)] == [next(second) for _ in range(300)]
