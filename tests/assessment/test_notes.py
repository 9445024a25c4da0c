"""What is noted on a proposal about the person concerned: which months he was away, or new in the post."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.assessment.actions import note_absences
from lianheng.assessment.models import Proposal
from lianheng.assessment.rules.notes import months_noted
from lianheng.assessment.terms import Note
from lianheng.flows.reactions import work_off
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import Role
from tests.factories.assessment import ProposalFactory
from tests.factories.organisation import (
    AbsenceFactory,
    CommissionFactory,
    UnitFactory,
    actor_of,
    person_in,
    signed_in,
)

QUARTER = [Period.month(month) for month in ("2026-07", "2026-08", "2026-09")]
LONG_AGO = date(2020, 1, 1)


class Away(NamedTuple):
    kind: str
    from_on: date
    to_on: date | None


def noted(since=LONG_AGO, *absences):
    return {
        note.value: [str(month) for month in months]
        for note, months in months_noted(QUARTER, since, absences).items()
    }


def test_nothing_is_noted_of_somebody_who_was_there():
    assert noted() == {}
    assert noted(LONG_AGO, Away("leave", date(2026, 7, 6), date(2026, 7, 10))) == {}


def test_the_months_of_sick_leave_are_named():
    assert noted(LONG_AGO, Away("sick", date(2026, 7, 30), date(2026, 8, 2))) == {
        "sick": ["2026-07", "2026-08"]
    }
    assert noted(LONG_AGO, Away("secondment", date(2026, 9, 1), None)) == {"secondment": ["2026-09"]}


def test_two_spells_of_illness_in_a_month_are_noted_once():
    spells = [Away("sick", date(2026, 8, day), date(2026, 8, day + 1)) for day in (20, 3)]
    assert noted(LONG_AGO, *spells) == {"sick": ["2026-08"]}


def test_the_first_six_months_in_a_post_are_noted_month_by_month():
    assert noted(date(2026, 2, 15)) == {"new_in_post": ["2026-07"]}
    assert noted(date(2026, 7, 1)) == {"new_in_post": ["2026-07", "2026-08", "2026-09"]}


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(st.sampled_from(["sick", "leave", "trip"]), days, st.integers(0, 200)), max_size=4))
def test_only_months_of_the_period_are_noted_each_once_and_in_order(spells):
    absences = [Away(kind, first, first + timedelta(days=length)) for kind, first, length in spells]
    for months in months_noted(QUARTER, None, absences).values():
        assert months == sorted(set(months))
        assert set(months) <= set(QUARTER)
        assert months


@pytest.fixture
def world(db):
    commission = CommissionFactory()
    town = UnitFactory(superior=commission)
    head = person_in(town, Role.UNIT_HEAD)
    proposal = ProposalFactory(
        unit=town, person=head, kind="reminder_talk", period="2026Q3", periods=["2026Q3"]
    )
    return {
        "commission": commission,
        "head": head,
        "proposal": proposal,
        "leader": person_in(commission, Role.LEADER),
    }


def test_an_absence_told_later_is_noted_on_what_waits_to_be_decided(world, client):
    with clock.standing_at(date(2026, 10, 20)):
        absence = actions.report_absence(
            world["head"],
            kind="sick",
            from_on=date(2026, 8, 10),
            to_on=date(2026, 9, 5),
            by=actor_of(world["leader"]),
        )
        work_off()
        proposal = Proposal.objects.get()
        assert proposal.notes == [Note.SICK]
        assert proposal.facts["noted"] == {"sick": ["2026-08", "2026-09"]}
        page = signed_in(client, world["leader"]).get(f"/proposals/{proposal.pk}/").content.decode()
        assert f"{Note.SICK.label}: 2026年8月、2026年9月" in page
        actions.withdraw_absence(absence, by=actor_of(world["leader"]))
        work_off()
        assert Proposal.objects.get().notes == []


def test_what_was_decided_is_not_touched_any_more(world):
    Proposal.objects.update(
        state="declined", decided_at=clock.now(), decided_by=world["leader"], reason="不采纳"
    )
    AbsenceFactory(
        person=world["head"],
        unit=world["proposal"].unit,
        kind="sick",
        from_on=date(2026, 8, 1),
        state="confirmed",
        decided_at=clock.now(),
    )
    assert note_absences(world["head"].pk, by=SYSTEM) == []
    assert Proposal.objects.get().notes == []


def test_nobody_notes_by_hand(world):
    with pytest.raises(Refused):
        note_absences(world["head"].pk, by=actor_of(world["leader"]))


def test_an_absence_that_nobody_confirmed_is_not_noted(world):
    AbsenceFactory(person=world["head"], unit=world["proposal"].unit, kind="sick", from_on=date(2026, 8, 1))
    assert note_absences(world["head"].pk, by=SYSTEM) == []
