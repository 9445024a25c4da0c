"""Handovers on the screen, after imports, and for those who may see them."""

from datetime import date

import pytest

from lianheng.flows.handovers import opening
from lianheng.flows.reactions import work_off
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Appointment, Handover
from lianheng.organisation.terms import HandoverState, OrganisationEvent, OrganisationReason, Role
from tests.factories.organisation import (
    CommissionFactory,
    HandoverFactory,
    UnitFactory,
    actor_of,
    person_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


@pytest.fixture(autouse=True)
def _on_the_eighth_of_october():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def town():
    return UnitFactory(superior=CommissionFactory())


@pytest.fixture
def people(town):
    return {
        "head": person_in(town, Role.UNIT_HEAD),
        "leaver": person_in(town, Role.UNIT_CLERK),
        "colleague": person_in(town),
        "leader": person_in(town.superior, Role.LEADER),
        "neighbour": person_in(UnitFactory(superior=town.superior), Role.UNIT_HEAD),
    }


@pytest.fixture
def handover(town, people):
    made = HandoverFactory(unit=town, leaver=people["leaver"], left_on=TODAY)
    made.grants.set(people["leaver"].grants.all())
    return made


def test_all_three_sign_on_the_screen(client, people, handover):
    here = f"/handovers/{handover.pk}/"
    signed_in(client, people["leaver"])
    assert client.post(here + "signature/", {"risks": ""}).status_code == 422
    assert client.post(here + "signature/", {"risks": "无"}).status_code == 302
    assert client.post(here + "signature/", {"risks": "无"}).status_code == 409
    signed_in(client, people["head"])
    assert client.post(here + "successor/", {"successor": "没有这个人"}).status_code == 422
    assert client.post(here + "successor/", {"successor": people["leaver"].number}).status_code == 409
    assert client.post(here + "successor/", {"successor": people["colleague"].number}).status_code == 302
    assert client.post(here + "acceptance/").status_code == 409
    assert signed_in(client, people["colleague"]).post(here + "acceptance/").status_code == 302
    assert client.post(here + "closure/").status_code == 409
    assert signed_in(client, people["head"]).post(here + "closure/").status_code == 302
    page = client.get(here).content.decode()
    assert HandoverState.CLOSED.label in page
    assert all(people[who].name in page for who in ("leaver", "colleague", "head"))
    assert "监交人:" in client.get(here + "sheet/").content.decode()


def test_for_a_leaver_who_cannot_sign_it_is_done_with_a_reason(client, people, handover):
    here = f"/handovers/{handover.pk}/"
    signed_in(client, people["head"])
    assert client.post(here + "substitution/", {"because": ""}).status_code == 422
    assert client.post(here + "substitution/", {"because": "失去联系"}).status_code == 302
    assert "失去联系" in client.get(here).content.decode()
    assert client.post(here + "cancellation/", {"because": "有误"}).status_code == 302
    assert "有误" in client.get(here).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("head", 200), ("leaver", 200), ("leader", 200), ("colleague", 404), ("neighbour", 404)],
)
def test_it_is_seen_by_those_who_sign_and_those_above(client, people, handover, who, status):
    signed_in(client, people[who])
    for page in ("", "sheet/"):
        assert client.get(f"/handovers/{handover.pk}/{page}").status_code == status
    listed = f'href="/handovers/{handover.pk}/"' in client.get("/handovers/").content.decode()
    assert listed == (status == 200)


def test_the_list_can_be_narrowed_to_a_state(client, people, handover):
    signed_in(client, people["head"])
    assert f"/handovers/{handover.pk}/" in client.get("/handovers/?state=opened").content.decode()
    assert f"/handovers/{handover.pk}/" not in client.get("/handovers/?state=closed").content.decode()
    assert client.get("/handovers/?state=nonsense").status_code == 200


def test_a_list_of_people_that_moves_somebody_opens_a_handover_of_what_he_left(people, town):
    Appointment.objects.filter(person=people["leaver"]).update(to_on=date(2026, 10, 7))
    people["leaver"].grants.update(to_on=date(2026, 10, 7))
    for _ in range(2):
        record(OrganisationEvent.IMPORTED, Ref("papers.importbatch", 1), by=SYSTEM, list="people")
        work_off()
    handover = Handover.objects.get()
    assert (handover.leaver, handover.unit) == (people["leaver"], town)
    assert handover.grants.count() == 1


def test_a_list_of_units_hands_nothing_over(people):
    Appointment.objects.filter(person=people["leaver"]).update(to_on=date(2026, 10, 7))
    record(OrganisationEvent.IMPORTED, Ref("papers.importbatch", 1), by=SYSTEM, list="units")
    work_off()
    assert not Handover.objects.exists()


def test_nobody_opens_a_handover_by_hand(people, town, handover):
    from lianheng.kernel.verdict import Refused
    from lianheng.organisation import actions

    with pytest.raises(Refused, match=OrganisationReason.NOT_ENTITLED.label):
        actions.open_handover(
            people["leaver"],
            unit=town,
            post=None,
            left_on=TODAY,
            cause=handover.cause,
            grants=(),
            draw_up=opening.draw_up,
            by=actor_of(people["leader"]),
        )
