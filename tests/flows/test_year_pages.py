"""The pages of the year, of drafts and of documented items: what was typed stays, a refusal says why."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianheng.assessment.models import Backtest, Documented, SchemeDraft, Year, YearObjection
from lianheng.assessment.terms import BacktestState, DraftState, YearState
from lianheng.checklists.models import UnitTask
from lianheng.flows import year_end
from lianheng.flows.backtest import running
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role
from tests.factories.organisation import actor_in, signed_in
from tests.stories.conftest import district as district

YEAR = Period.parse("2025")
JANUARY_12, FEBRUARY_5 = date(2026, 1, 12), date(2026, 2, 5)


@pytest.fixture
def lived(district):
    """December 2025 published; the first township missed two tasks."""
    district.second_scorer = actor_in(district.commission, Role.SCORER)
    district.month("2025-12", {0: 2})
    return district


def as_(actor) -> Client:
    return signed_in(Client(), Person.objects.get(pk=actor.id))


def text(response) -> str:
    return response.content.decode()


def test_a_year_goes_from_preparation_over_an_objection_to_publication(lived):
    scorer, leader, clerk = as_(lived.scorer), as_(lived.leader), as_(lived.clerk(lived.towns[0]))
    with clock.standing_at(JANUARY_12):
        assert "核算年度得分" in text(scorer.get("/years/2025/"))
        assert scorer.post("/years/2025/preparation/").status_code == 302
        own = f"/years/2025/scores/{lived.towns[0].pk}/"
        assert clerk.get("/years/", follow=True).redirect_chain[-1][0] == own
        assert "不适用" in text(clerk.get(own))
        assert clerk.get(f"/years/2025/scores/{lived.towns[1].pk}/").status_code == 404
        item = lived.towns[0].year_scores.get().items.get(code="on_time")
        address = f"/years/items/{item.pk}/objection/"
        assert clerk.post(address, {"reason": ""}).status_code == 422
        assert clerk.post(address, {"reason": "专网中断"}).status_code == 302
        assert clerk.post(address, {"reason": "再说一次"}).status_code == 409
        answer = f"/years/objections/{YearObjection.objects.get().pk}/answer/"
        assert leader.post(answer, {"outcome": "uphold", "answer": "属实"}).status_code == 422
        assert leader.post(answer, {"outcome": "uphold", "answer": "属实", "points": "9"}).status_code == 409
        assert leader.post(answer, {"outcome": "uphold", "answer": "属实", "points": "5"}).status_code == 302
        assert leader.post("/years/2025/publication/").status_code == 409
    with clock.standing_at(FEBRUARY_5):
        assert leader.post("/years/2025/publication/").status_code == 302
        assert "更正为 5 分" in text(clerk.get(own))
    assert Year.objects.get().state == YearState.PUBLISHED


def test_both_numbers_of_a_year_are_named_on_their_pages(lived):
    with clock.standing_at(JANUARY_12):
        year_end.prepare(YEAR, by=lived.scorer)
        leader = as_(lived.leader)
        assert "只含月度清单一部分" in text(leader.get("/ranking/2025/"))
        assert "另一个数" in text(leader.get(f"/years/2025/scores/{lived.towns[0].pk}/"))
        assert "是两个数" in text(leader.get("/years/2025/scores/?sort=-score"))


def test_what_stands_in_the_way_of_a_year_is_said_on_its_button(district):
    with clock.standing_at(JANUARY_12):
        assert "本年各月尚未全部公布" in text(as_(district.leader).get("/years/2025/"))
        assert as_(district.leader).post("/years/2025/preparation/").status_code == 409


def test_a_deputy_is_led_nowhere_he_may_not_go(district):
    with clock.standing_at(JANUARY_12):
        deputy = as_(district.deputy)
        assert "/evaluations/" not in text(deputy.get("/years/")) + text(deputy.get("/years/2025/"))
        assert "/documented/new/" not in text(deputy.get("/years/2025/"))
        assert "/evaluations/" in text(as_(district.scorer).get("/years/2025/"))


def test_a_bonus_is_proposed_with_its_record_and_confirmed_by_another(lived):
    task = UnitTask.objects.filter(unit=lived.towns[0], state="accepted").first()
    scorer, second = as_(lived.scorer), as_(lived.second_scorer)
    address = f"/years/2025/documented/new/?unit={lived.towns[0].pk}"
    said = {"kind": "bonus", "title": "做法被转发", "points": "2", "record": str(task.ref), "reason": "简报"}
    with clock.standing_at(JANUARY_12):
        assert "先选单位" in text(scorer.get("/years/2025/documented/new/"))
        assert task.task.title in text(scorer.get(address))
        assert scorer.post(address, said | {"record": ""}).status_code == 422
        assert scorer.post(address, said | {"kind": "leaked_case"}).status_code == 422
        assert scorer.post(address, said).status_code == 302
        page = f"/documented/{Documented.objects.get().pk}/"
        assert "须由提出人以外的人复核" in text(scorer.get(page))
        assert second.post(page + "decision/", {"outcome": "confirm", "answer": ""}).status_code == 422
        assert scorer.post(page + "decision/", {"outcome": "confirm", "answer": "属实"}).status_code == 409
        assert second.post(page + "decision/", {"outcome": "confirm", "answer": "属实"}).status_code == 302
        assert "属实" in text(as_(lived.clerk(lived.towns[0])).get(page))
        assert as_(lived.clerk(lived.towns[1])).get(page).status_code == 404


@pytest.fixture
def no_queue(monkeypatch):
    """The worker does at once what it would do by and by."""
    monkeypatch.setattr("lianheng.flows.backtest.views.job.defer", lambda number: running.run(number))


def typed(client: Client, **said) -> dict[str, str]:
    """The form of a draft as it stands, with what somebody changed."""
    form = client.get("/schemes/drafts/new/").context["form"]
    fields = {bound.html_name: bound.value() for bound in form}
    for part in [form.items.management_form, *form.items.forms]:
        fields |= {bound.html_name: bound.value() for bound in part}
    shown = {name: str(value) for name, value in fields.items() if value not in (None, False)}
    return shown | {"from_month": "2026-03"} | said


@pytest.mark.usefixtures("no_queue")
def test_a_draft_is_typed_tried_and_dropped(lived):
    leader = as_(lived.leader)
    with clock.standing_at(FEBRUARY_5):
        posted = typed(leader, points_not_done="-12", reason="拟提高扣分")
        assert leader.post("/schemes/drafts/new/", posted | {"points_not_done": "12"}).status_code == 422
        refused = leader.post("/schemes/drafts/new/", posted | {"items-0-points": "40"})
        assert (refused.status_code, "合计须为 100" in text(refused)) == (422, True)
        page = leader.post("/schemes/drafts/new/", posted).headers["Location"]
        assert "-12" in text(leader.get(page))
        assert leader.post(page + "trials/", {"first": "2025-12", "last": "2025-11"}).status_code == 422
        found = leader.post(page + "trials/", {"first": "2025-12", "last": "2025-12"}, follow=True)
        assert "未完成 ×2: -10 → -24" in text(found)
        assert leader.post(page + "removal/", {"why": ""}).status_code == 422
        assert leader.post(page + "removal/", {"why": "影响面过大"}).status_code == 302
        assert leader.post(page + "adoption/").status_code == 409
    assert SchemeDraft.objects.get().state == DraftState.DROPPED
    assert Backtest.objects.get().state == BacktestState.DONE


def test_a_draft_is_changed_and_adopted_and_the_standard_shows_it(lived):
    leader = as_(lived.leader)
    with clock.standing_at(FEBRUARY_5):
        posted = typed(leader, points_late="-3", reason="逾期较多")
        page = leader.post("/schemes/drafts/new/", posted).headers["Location"]
        changed = posted | {"points_late": "-4", "items-9-part": "日常监督", "items-9-name": "飞行检查"}
        added = {"items-9-points": "5", "items-9-by": "per_case", "items-9-measure": "checklists.minutes"}
        changed |= added | {"items-7-points": "0.01", "items-6-points": "4.99"}
        assert leader.post(page + "facts/", changed).status_code == 302
        assert "飞行检查" in text(leader.get(page))
        assert as_(lived.scorer).post(page + "adoption/").status_code == 409
        assert leader.post(page + "adoption/").status_code == 302
        standard = text(leader.get("/schemes/"))
    assert "待生效" in standard
    assert "飞行检查" in standard


def test_a_scheme_from_a_file_stands_in_the_form(lived):
    leader = as_(lived.leader)

    def sent(said: object):
        file = SimpleUploadedFile("scheme.json", json.dumps(said).encode())
        return leader.post("/schemes/drafts/file/", {"file": file})

    with clock.standing_at(FEBRUARY_5):
        assert 'value="-7"' in text(sent({"points": {"late": "-7"}}))
        wrong = sent({"points": {"absent": "-7"}})
        assert (wrong.status_code, "没有这样的事项" in text(wrong)) == (422, True)
    assert not SchemeDraft.objects.exists()


def test_whoever_neither_scores_nor_leads_finds_no_draft(lived):
    with clock.standing_at(FEBRUARY_5):
        for actor in (lived.deputy, lived.clerk(lived.towns[0])):
            assert as_(actor).get("/schemes/drafts/new/").status_code == 404


def test_the_ranking_and_the_heat_map_show_what_stands_around_a_number(lived):
    with clock.standing_at(FEBRUARY_5):
        for page in ("/ranking/2025-12/", "/scores/overview/"):
            said = text(as_(lived.leader).get(page))
            assert "在岗" in said
            assert "覆盖" in said


def test_a_unit_finds_its_own_place_in_the_quarter_and_nobody_elses(lived):
    with clock.standing_at(FEBRUARY_5):
        said = text(as_(lived.clerk(lived.towns[0])).get(f"/scores/2025-12/{lived.towns[0].pk}/"))
    assert "2025年第四季度" in said
    assert str(lived.towns[1]) not in said
