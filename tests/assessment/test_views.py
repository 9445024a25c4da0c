"""The pages of the assessment: who finds what, what was typed stays, a refusal says why."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianheng.assessment.models import CureTask, Objection, Proposal
from lianheng.assessment.terms import ObjectionState, ProposalKind, ProposalState
from lianheng.kernel import clock
from lianheng.organisation.terms import Role
from tests.factories.assessment import (
    CureTaskFactory,
    EntryFactory,
    ObjectionFactory,
    ParticipantFactory,
    ProposalFactory,
    SchemeFactory,
    correction_of,
)
from tests.factories.documents import pdf
from tests.factories.organisation import UnitFactory, person_in, signed_in

pytestmark = pytest.mark.usefixtures("on_november_5")

ROLES = ("leader", "deputy", "scorer", "office_head", "unit_head", "clerk", "other_unit")
EVERYBODY = set(ROLES)
OVERSEERS = {"leader", "deputy", "scorer"}
OWN = {"unit_head", "clerk"}

PAGES = {
    "/scores/2026-10/": OVERSEERS,
    "/scores/2026-10/{unit}/": OVERSEERS | OWN,
    "/scores/2026-11/{unit}/": OVERSEERS | OWN,
    "/scores/overview/": OVERSEERS,
    "/ranking/2026-10/": OVERSEERS,
    "/ranking/2026Q4/": OVERSEERS,
    "/ranking/2026/": OVERSEERS,
    "/entries/{entry}/objection/": OVERSEERS | OWN,
    "/entries/{entry}/correction/": OVERSEERS | OWN,
    "/objections/": EVERYBODY,
    "/objections/{objection}/": OVERSEERS | OWN,
    "/proposals/": EVERYBODY,
    "/proposals/?state=adopted&kind=remark&unit=7&page=2": EVERYBODY,
    "/proposals/{proposal}/": OVERSEERS | {"unit_head"},
    "/proposals/{remark}/": OVERSEERS | {"unit_head", "office_head"},
    "/cards/": EVERYBODY,
    "/schemes/": EVERYBODY,
    "/periods/": OVERSEERS,
    "/periods/2026-10/": OVERSEERS,
    "/periods/2026-12/": OVERSEERS,
}


@pytest.fixture
def october(world):
    """October tallied: one entry contested, one proposal, one remark, a yellow card."""
    world.scored("2026-09", {0: 2}, published=True)
    world.scored("2026-10", {0: 1, 1: 2, 2: 6})
    SchemeFactory()
    world.entry = EntryFactory(unit=world.towns[0], facts={"reviewers": [], "due_on": "2026-10-20"})
    contested = EntryFactory(unit=world.towns[0], facts={"reviewers": [world.leader.pk]})
    world.objection = ObjectionFactory(entry=contested, filed_by=world.unit_head)
    correction_of(EntryFactory(unit=world.towns[0]))
    world.remark = ProposalFactory(unit=world.towns[0])
    world.proposal = ProposalFactory(unit=world.towns[0], kind=ProposalKind.ADJUSTMENT, period="2026Q3")
    world.cure = CureTaskFactory(card__proposal__unit=world.towns[0])
    world.other_unit = person_in(world.towns[1], Role.UNIT_HEAD)
    idle = UnitFactory(superior=world.commission)
    ParticipantFactory(unit=idle, tasks=1, exempted=1)
    return world


def _address(page: str, world) -> str:
    return page.format(
        unit=world.towns[0].pk,
        entry=world.entry.pk,
        objection=world.objection.pk,
        proposal=world.proposal.pk,
        remark=world.remark.pk,
    )


@pytest.mark.parametrize("page", PAGES)
def test_everybody_finds_what_is_theirs_and_nothing_else(october, client, page):
    found = {
        role: signed_in(client, getattr(october, role)).get(_address(page, october)).status_code
        for role in ROLES
    }
    assert found == {role: 200 if role in PAGES[page] else 404 for role in ROLES}


def test_without_sign_in_one_is_asked_to_sign_in(october, client):
    assert client.get("/scores/2026-10/").status_code == 302


@pytest.mark.parametrize("page", ["/scores/", "/ranking/"])
def test_a_unit_is_led_to_its_own_score(october, client, page):
    response = signed_in(client, october.clerk).get(page, follow=True)
    assert response.redirect_chain[-1][0] == f"/scores/2026-10/{october.towns[0].pk}/"
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("page", "there"), [("/scores/", "/scores/2026-10/"), ("/ranking/?period=2026Q3", "/ranking/2026Q3/")]
)
def test_scorers_are_led_to_the_latest_month_or_the_one_they_chose(october, client, page, there):
    response = signed_in(client, october.scorer).get(page, follow=True)
    assert response.redirect_chain[-1][0].startswith(there)


def test_every_entry_says_its_sentence_its_arithmetic_and_until_when_it_may_be_contested(october, client):
    EntryFactory(unit=october.towns[0], weight=2)
    page = _text(signed_in(client, october.clerk).get(f"/scores/2026-10/{october.towns[0].pk}/"))
    assert "-10 = -5 × 权重 2" in page
    assert "截止 2026-10-20, 至 2026-11-02 统计时未通过审核" in page
    assert "申诉 (至 11-09)" in page
    assert "已更正" in page


def test_a_unit_sees_no_other_unit_by_name(october, client):
    page = _text(signed_in(client, october.unit_head).get(f"/scores/2026-10/{october.towns[0].pk}/"))
    assert "本组得分分布" in page
    assert october.towns[0].name in page
    assert not [town.name for town in october.towns[1:] if town.name in page]


def test_an_objection_is_filed_once_and_shown(october, client):
    signed_in(client, october.clerk)
    response = client.post(f"/entries/{october.entry.pk}/objection/", {"reason": "材料按时提交"}, follow=True)
    assert "材料按时提交" in _text(response)
    again = client.post(f"/entries/{october.entry.pk}/objection/", {"reason": "再提一次"})
    assert again.status_code == 409
    assert "已提出过异议" in _text(again)


def test_an_objection_without_a_reason_is_returned_to_be_written(october, client):
    address = f"/entries/{october.entry.pk}/objection/"
    response = signed_in(client, october.clerk).post(address, {"reason": ""})
    assert response.status_code == 422
    assert not Objection.objects.filter(entry=october.entry).exists()


def test_after_the_window_an_objection_is_refused_with_its_reason(october, client):
    signed_in(client, october.clerk)
    with clock.standing_at(date(2026, 11, 10)):
        page = client.get(f"/entries/{october.entry.pk}/objection/")
        response = client.post(f"/entries/{october.entry.pk}/objection/", {"reason": "迟了"})
    assert "异议期已过" in _text(page)
    assert response.status_code == 409


def test_an_upheld_objection_leaves_a_correction_beside_the_entry(october, client):
    signed_in(client, october.scorer)
    address = f"/objections/{october.objection.pk}/"
    answer = {"answer": "核实属实", "charged": "2", "outcome": "uphold"}
    page = _text(client.post(f"{address}answer/", answer, follow=True))
    october.objection.refresh_from_db()
    assert october.objection.state == ObjectionState.UPHELD
    assert october.objection.entry.correction.points == 3
    assert "核实属实" in page


@pytest.mark.parametrize("typed", [{"answer": "核实属实", "charged": "-1"}, {"answer": "核实属实"}])
def test_an_answer_that_does_not_say_which_way_keeps_what_was_typed(october, client, typed):
    response = signed_in(client, october.scorer).post(f"/objections/{october.objection.pk}/answer/", typed)
    assert response.status_code == 422
    assert "核实属实" in _text(response)


def test_who_reviewed_the_task_cannot_answer(october, client):
    signed_in(client, october.leader)
    assert "审核过该任务的人不能答复异议" in _text(client.get(f"/objections/{october.objection.pk}/"))
    answer = {"answer": "维持", "outcome": "dismiss"}
    assert client.post(f"/objections/{october.objection.pk}/answer/", answer).status_code == 409


def test_an_error_found_without_an_objection_is_corrected_by_a_line_of_its_own(october, client):
    response = signed_in(client, october.scorer).post(
        f"/entries/{october.entry.pk}/correction/", {"reason": "误记"}, follow=True
    )
    assert "误记" in _text(response)
    assert october.entry.correction.points == 5


def test_an_adjustment_is_decided_after_hearing_and_committee_only(october, client):
    signed_in(client, october.leader)
    address = f"/proposals/{october.proposal.pk}/"
    assert "尚未听取本人意见, 不能决定" in _text(client.get(address))
    decided = {"reason": "两次后三位", "outcome": "adopt"}
    assert client.post(f"{address}decision/", decided).status_code == 409
    heard = client.post(f"{address}hearing/", {"on": "2026-11-04", "statement": "接受"}, follow=True)
    assert "接受" in _text(heard)
    client.post(f"{address}committee/", {"on": "2026-11-05", "decision": "常委会第 9 次会议同意"})
    assert "同意并说明理由" in _text(client.get(address))
    client.post(f"{address}decision/", decided)
    october.proposal.refresh_from_db()
    assert october.proposal.state == ProposalState.ADOPTED


@pytest.mark.parametrize(
    ("noun", "typed", "kept"),
    [
        ("hearing", {"on": "", "statement": "本人认为不妥"}, "本人认为不妥"),
        ("committee", {"on": "昨天", "decision": "同意调整"}, "同意调整"),
        ("decision", {"outcome": "adopt", "reason": "", "ground_facts": "现任职满五年"}, "不能提交"),
        ("decision", {"reason": "写了理由没选结论"}, "写了理由没选结论"),
    ],
)
def test_what_was_typed_about_a_proposal_is_kept(october, client, noun, typed, kept):
    october.proposal.heard_on, october.proposal.committee_decided_on = date(2026, 11, 4), date(2026, 11, 5)
    october.proposal.save()
    response = signed_in(client, october.leader).post(f"/proposals/{october.proposal.pk}/{noun}/", typed)
    assert response.status_code == 422
    assert kept in _text(response)


def test_a_yellow_card_comes_with_what_cures_it(october, client):
    card = ProposalFactory(unit=october.towns[3], kind=ProposalKind.YELLOW_CARD, period="2026Q3")
    signed_in(client, october.leader)
    form = {"cures-TOTAL_FORMS": "3", "cures-INITIAL_FORMS": "0", "reason": "两季偏低", "outcome": "adopt"}
    half = client.post(f"/proposals/{card.pk}/decision/", form | {"cures-0-title": "补齐台账"})
    assert half.status_code == 422
    assert "补齐台账" in _text(half)
    none = client.post(f"/proposals/{card.pk}/decision/", form)
    assert none.status_code == 422
    assert "请写明整改任务" in _text(none)
    assert "两季偏低" in _text(none)
    whole = form | {"cures-0-title": "补齐台账", "cures-0-due_on": "2026-12-31"}
    client.post(f"/proposals/{card.pk}/decision/", whole)
    assert list(CureTask.objects.filter(card__proposal=card).values_list("title", flat=True)) == ["补齐台账"]
    assert october.towns[3].name in _text(client.get("/cards/"))


def test_declining_a_card_needs_no_cure(october, client):
    card = ProposalFactory(unit=october.towns[3], kind=ProposalKind.YELLOW_CARD, period="2026Q3")
    form = {"cures-TOTAL_FORMS": "1", "cures-INITIAL_FORMS": "0", "cures-0-title": "半句"}
    signed_in(client, october.leader).post(
        f"/proposals/{card.pk}/decision/", form | {"reason": "已改进", "outcome": "decline"}
    )
    assert Proposal.objects.get(pk=card.pk).state == ProposalState.DECLINED


def test_a_cure_is_confirmed_by_a_scorer_and_by_nobody_else(october, client):
    address = f"/cures/{october.cure.pk}/confirmation/"
    assert signed_in(client, october.unit_head).post(address).status_code == 409
    assert signed_in(client, october.other_unit).post(address).status_code == 404
    signed_in(client, october.scorer).post(address)
    october.cure.refresh_from_db()
    assert october.cure.done_on == date(2026, 11, 5)


@pytest.mark.parametrize(
    "page",
    ["/scores/2026-10/?peer_class=x&search=%00&sort=-score&page=abc", "/ranking/2026-10/?peer_class=x&page=9",
     "/objections/?state=nonsense&page=999999999", "/scores/overview/?page=9"],
)  # fmt: skip
def test_a_strange_question_gets_a_plain_page(october, client, page):
    assert signed_in(client, october.leader).get(page).status_code == 200


@pytest.mark.parametrize("page", ["/scores/2026-13/", "/ranking/2026Q5/", "/scores/2026/", "/ranking/0000/"])
def test_a_month_that_is_none_is_not_found(october, client, page):
    assert signed_in(client, october.leader).get(page).status_code == 404


def _text(response) -> str:
    return response.content.decode()


class TestFilesOfAnObjection:
    """Both sides may lay papers on the table; exactly those who see the objection read them."""

    PAPER = pdf("the line was down")

    @pytest.fixture(autouse=True)
    def _files(self, tmp_path, monkeypatch):
        monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))

    def test_what_the_unit_attaches_is_read_by_those_who_may_see_the_objection(self, october, client):
        signed_in(client, october.clerk)
        said = {"reason": "专网中断", "uploads": [SimpleUploadedFile("中断通知.pdf", self.PAPER)]}
        page = _text(client.post(f"/entries/{october.entry.pk}/objection/", said, follow=True))
        assert "中断通知.pdf" in page
        link = re.search(r"/files/\d+/", page)[0]
        found = {role: self._read(client, getattr(october, role), link) for role in ROLES}
        assert found == {role: 200 if role in OVERSEERS | OWN else 404 for role in ROLES}

    def _read(self, client, person, link: str) -> int:
        answer = signed_in(client, person).get(link)
        b"".join(answer)
        return answer.status_code

    def test_an_answer_carries_its_own(self, october, client):
        signed_in(client, october.scorer)
        address = f"/objections/{october.objection.pk}/"
        said = {"answer": "核实如附件", "outcome": "dismiss"}
        said["uploads"] = [SimpleUploadedFile("核实情况.pdf", self.PAPER)]
        page = _text(client.post(f"{address}answer/", said, follow=True))
        assert page.index("核实如附件") < page.index("核实情况.pdf")
        link = re.search(r"/files/\d+/", page)[0]
        assert self._read(client, october.clerk, link) == 200
        assert self._read(client, october.other_unit, link) == 404

    def test_a_file_that_cannot_be_kept_is_named_and_nothing_is_filed(self, october, client):
        wrong = SimpleUploadedFile("程序.pdf", b"MZ\x90\x00\x03" * 20)
        said = {"reason": "专网中断", "uploads": [wrong]}
        answer = signed_in(client, october.clerk).post(f"/entries/{october.entry.pk}/objection/", said)
        assert answer.status_code == 422
        assert "程序.pdf" in _text(answer)
        assert "专网中断" in _text(answer)
        assert not Objection.objects.filter(entry=october.entry).exists()
