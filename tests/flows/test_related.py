"""A record shows what other departments keep about it, as far as the reader may see that."""

from datetime import date

import pytest

from lianheng.flows.related import related
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.organisation.terms import Role
from tests.factories.assessment import ProposalFactory, YellowCardFactory
from tests.factories.organisation import (
    CommissionFactory,
    OfficeFactory,
    UnitFactory,
    actor_of,
    person_in,
    signed_in,
)
from tests.factories.talks import NotifiedTalkFactory


@pytest.fixture(autouse=True)
def _on_the_fifth_of_november():
    with clock.standing_at(date(2026, 11, 5)):
        yield


@pytest.fixture
def found(db):
    """A yellow card with its proposal and its talk, and people who see some of it."""
    commission = CommissionFactory()
    office, town = OfficeFactory(superior=commission), UnitFactory(superior=commission)
    people = {
        "leader": person_in(commission, Role.LEADER),
        "scorer": person_in(commission, Role.SCORER),
        "clerk": person_in(office, Role.OFFICE_CLERK),
        "head": person_in(town, Role.UNIT_HEAD),
    }
    proposal = ProposalFactory(unit=town, kind="yellow_card", period="2026Q3", person=people["head"])
    proposal.state, proposal.reason = "adopted", "两季偏低"
    proposal.decided_at, proposal.decided_by = clock.now(), people["leader"]
    proposal.save()
    card = YellowCardFactory(proposal=proposal)
    taking_part = {"led_by": people["leader"], "second": people["clerk"]}
    talk = NotifiedTalkFactory(
        kind="summons", unit=town, person=people["head"], cause_id=proposal.pk, **taking_part
    )
    return people, proposal, card, talk


class Asking:
    """A request of this person."""

    def __init__(self, person) -> None:
        self.actor = actor_of(person)


def urls(person, ref):
    return [each.url for each in related(Asking(person))["related"](ref)]


def test_a_decision_and_its_card_lead_to_the_talk_and_the_talk_to_the_decision(found, client):
    people, proposal, card, talk = found
    signed_in(client, people["leader"])
    for address, there in (
        (f"/proposals/{proposal.pk}/", f"/talks/{talk.pk}/"),
        (f"/proposals/{proposal.pk}/", f"/cards/{card.pk}/"),
        (f"/cards/{card.pk}/", f"/talks/{talk.pk}/"),
        (f"/talks/{talk.pk}/", f"/proposals/{proposal.pk}/"),
    ):
        assert f'href="{there}"' in client.get(address).content.decode()


def test_nobody_is_led_to_what_he_may_not_see(found):
    people, proposal, card, talk = found
    assert urls(people["scorer"], proposal.ref) == urls(people["scorer"], card.ref) == []
    assert urls(people["clerk"], talk.ref) == []
    assert urls(people["head"], proposal.ref) == [f"/talks/{talk.pk}/"]
    assert urls(people["head"], talk.ref) == [f"/proposals/{proposal.pk}/"]


def test_of_most_records_nothing_is_kept_elsewhere(found):
    assert urls(found[0]["leader"], Ref("organisation.unit", 1)) == []
