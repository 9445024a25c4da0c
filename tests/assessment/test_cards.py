"""Yellow cards on screen: what cures them, what was handed in; and who sees which proposal."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianheng.assessment import policy
from lianheng.assessment.models import CureProof, Proposal, YellowCard
from lianheng.assessment.terms import LegalGround, ProposalKind, ProposalState
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor, Held
from lianheng.organisation.terms import Role
from tests.factories.assessment import (
    CureProofFactory,
    CureTaskFactory,
    ProposalFactory,
    StandingFactory,
    YellowCardFactory,
)
from tests.factories.documents import pdf
from tests.factories.organisation import PersonFactory, UnitFactory, person_in, signed_in

pytestmark = pytest.mark.usefixtures("on_november_5")


def _text(response) -> str:
    return response.content.decode()


@pytest.fixture
def cure(world):
    return CureTaskFactory(card__proposal__unit=world.towns[0])


def test_a_card_says_until_when_it_runs_and_what_cures_it(world, cure, client):
    page = _text(signed_in(client, world.clerk).get(f"/cards/{cure.card_id}/"))
    assert "有效期至" in page
    assert "2027-04-12" in page
    assert cure.title in page
    assert "单位还没有报送整改情况" in page
    assert "亮牌决定" not in page


def test_the_unit_hands_in_and_the_office_confirms(world, cure, client, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    file = SimpleUploadedFile("台账.pdf", pdf("ledger"))
    typed = {"text": "逐村核对, 已补齐", "uploads": [file]}
    page = _text(signed_in(client, world.clerk).post(f"/cures/{cure.pk}/proof/", typed, follow=True))
    assert "逐村核对, 已补齐" in page
    assert "台账.pdf" in page
    attachment = page.split("/files/")[1].split("/")[0]
    assert b"ledger" in b"".join(client.get(f"/files/{attachment}/"))
    other = person_in(world.towns[1], Role.UNIT_HEAD)
    assert signed_in(client, other).get(f"/files/{attachment}/").status_code == 404
    confirmed = _text(signed_in(client, world.scorer).post(f"/cures/{cure.pk}/confirmation/", follow=True))
    assert "2026-11-05 完成" in confirmed
    again = signed_in(client, world.clerk).post(f"/cures/{cure.pk}/proof/", typed)
    assert again.status_code == 409
    assert "已确认完成" in _text(again)


def test_handing_in_nothing_is_asked_for_something(world, cure, client):
    response = signed_in(client, world.clerk).post(f"/cures/{cure.pk}/proof/", {"text": ""})
    assert response.status_code == 422
    assert "请填写整改情况或上传材料" in _text(response)
    assert not CureProof.objects.exists()


def test_what_does_not_suffice_comes_back_with_its_reason(world, cure, client):
    CureProofFactory.create_batch(2, cure=cure)
    signed_in(client, world.scorer)
    assert client.post(f"/cures/{cure.pk}/return/", {"because": ""}).status_code == 422
    client.post(f"/cures/{cure.pk}/return/", {"because": "缺三个村"})
    assert not CureProof.objects.filter(returned_at=None).exists()
    page = _text(signed_in(client, world.unit_head).get(f"/cards/{cure.card_id}/"))
    assert "退回: 缺三个村" in page
    assert "补充报送" in page
    again = signed_in(client, world.scorer).post(f"/cures/{cure.pk}/return/", {"because": "再退"})
    assert again.status_code == 409


def test_the_day_of_what_suffices_is_that_of_its_handing_in(world, cure, client):
    CureProofFactory(cure=cure, handed_in_at=clock.at_hour(date(2026, 11, 3), 10))
    signed_in(client, world.scorer).post(f"/cures/{cure.pk}/confirmation/")
    cure.refresh_from_db()
    assert cure.done_on == date(2026, 11, 3)


def test_a_card_past_its_day_is_not_lifted_by_itself_and_says_so(world, cure, client):
    with clock.standing_at(date(2027, 5, 1)):
        page = _text(signed_in(client, world.leader).get(f"/cards/{cure.card_id}/"))
    assert "期满未解除" in page
    assert "期满不自动解除" in page
    assert YellowCard.objects.get(pk=cure.card_id).lifted_on is None


def test_the_proposal_to_lift_a_card_stands_on_it(world, cure, client):
    lift = ProposalFactory(unit=world.towns[0], kind=ProposalKind.LIFT_CARD, period="2026Q4", card=cure.card)
    assert f"/proposals/{lift.pk}/" in _text(signed_in(client, world.leader).get(f"/cards/{cure.card_id}/"))


ADJUSTED = {"heard_on": date(2026, 11, 3), "statement": "服从", "committee_decision": "同意"}
ADJUSTED |= {"committee_decided_on": date(2026, 11, 4)}


@pytest.fixture
def adjustment(world):
    """About a supervision official, heard and discussed in the standing committee."""
    head = world.unit_head
    head.is_supervisor = True
    head.save()
    found = ProposalFactory(
        unit=world.towns[0], person=head, kind=ProposalKind.ADJUSTMENT, period="2026Q3", **ADJUSTED
    )
    StandingFactory(period="2026Q3", first_day=date(2026, 7, 1), unit=world.towns[0], rank=9, ranked_units=10)
    return found


def test_a_supervision_official_is_moved_only_on_a_ground_of_the_law(adjustment, world, client):
    address = f"/proposals/{adjustment.pk}/"
    page = _text(signed_in(client, world.leader).get(address))
    assert [ground.label for ground in LegalGround if ground.label not in page] == []
    assert "排名靠后本身不是法定情形" in page
    typed = {"reason": "两次后三位", "outcome": "adopt"}
    for missing in ({}, {"ground": "rotation"}, {"ground_facts": "满五年"}, {"ground": "low_rank"}):
        refused = client.post(f"{address}decision/", typed | missing)
        assert refused.status_code == 422
        assert "两次后三位" in _text(refused)
    client.post(f"{address}decision/", typed | {"ground": "rotation", "ground_facts": "任现职满五年"})
    adjustment.refresh_from_db()
    assert adjustment.state == ProposalState.ADOPTED
    assert adjustment.legal_ground == f"{LegalGround.ROTATION.label}; 任现职满五年"


def test_declining_needs_no_ground(adjustment, world, client):
    signed_in(client, world.leader).post(
        f"/proposals/{adjustment.pk}/decision/", {"reason": "已改进", "outcome": "decline"}
    )
    adjustment.refresh_from_db()
    assert (adjustment.state, adjustment.legal_ground) == (ProposalState.DECLINED, "")


def test_the_ranking_behind_an_adjustment_says_among_how_many(adjustment, world, client):
    page = _text(signed_in(client, world.leader).get(f"/proposals/{adjustment.pk}/"))
    assert '9 <span class="quiet">/ 10</span>' in page


def test_the_person_concerned_states_on_his_own_page(adjustment, world, client):
    address = f"/proposals/{adjustment.pk}/"
    page = _text(signed_in(client, world.unit_head).get(address))
    assert "这项建议涉及您本人" in page
    assert client.post(f"{address}statement/", {"statement": " "}).status_code == 422
    stated = _text(client.post(f"{address}statement/", {"statement": "请考虑抽调情况"}, follow=True))
    assert "请考虑抽调情况" in stated
    assert "修改陈述" in stated
    signed_in(client, world.scorer)
    assert "请考虑抽调情况" in _text(client.get(address))
    assert client.post(f"{address}statement/", {"statement": "代他写"}).status_code == 409


def test_an_adjustment_is_no_business_of_the_clerk_or_of_the_next_head(adjustment, world, client):
    successor = person_in(world.towns[0], Role.UNIT_HEAD)
    for nobody in (world.clerk, successor, world.office_head):
        assert signed_in(client, nobody).get(f"/proposals/{adjustment.pk}/").status_code == 404
    adjustment.person = person_in(world.towns[1])
    adjustment.save()
    assert signed_in(client, adjustment.person).get(f"/proposals/{adjustment.pk}/").status_code == 200


held = st.lists(st.tuples(st.sampled_from(list(Role)), st.integers(0, 3)), max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held, st.booleans())
def test_what_one_sees_is_the_same_in_sql_and_in_words(world, roles, is_concerned):
    village = UnitFactory(superior=world.towns[0])
    units = [world.commission, world.towns[0], world.towns[1], village]
    concerned = PersonFactory()
    for number, unit in enumerate(units):
        for kind in ProposalKind:
            period = f"{1000 + concerned.pk}Q{number + 1}"[-7:]
            ProposalFactory(unit=unit, kind=kind, period=period, person=concerned if number % 2 else None)
        YellowCardFactory(unit=unit, proposal=Proposal.objects.filter(unit=unit).latest("pk"))
    grants = tuple(Held(role, units[at].pk, units[at].path) for role, at in roles)
    actor = Actor(id=concerned.pk if is_concerned else -1, name="某人", held=grants)
    found = Proposal.objects.select_related("unit")
    assert set(Proposal.objects.visible_to(actor)) == {
        each for each in found if policy.may_see_proposal(actor, each)
    }
    cards = YellowCard.objects.select_related("unit")
    assert set(YellowCard.objects.visible_to(actor)) == {
        each for each in cards if policy.may_see_card(actor, each)
    }
