"""The pages of the monthly lists: who finds what, what was typed stays, a refusal says why."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianheng.checklists import actions
from lianheng.checklists.models import CapRequest, Falsity, Relief, Task, UnitTask
from lianheng.checklists.terms import ChecklistReason, Proof, TaskState, UnitTaskState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import SYSTEM
from tests.factories.checklists import IssuedTaskFactory, TaskFactory, UnitTaskFactory
from tests.factories.documents import picture
from tests.factories.organisation import signed_in

PNG = picture()
COMMISSION = {"leader", "scorer", "deputy"}
OFFICE = {"head", "clerk"}
TOWN = {"town", "town_clerk"}
EVERYBODY = COMMISSION | OFFICE | TOWN | {"other_head", "neighbour"}

PAGES = {
    "/tasks/": EVERYBODY,
    "/tasks/?month=2026-09&state=submitted&search=检查&sort=-due_on&print=1": EVERYBODY,
    "/tasks/{part}/": COMMISSION | OFFICE | TOWN,
    "/tasks/months/2026-10/{town}/": COMMISSION | OFFICE | TOWN,
    "/tasks/months/2026-02/{town}/": COMMISSION | TOWN,
    "/tasks/issued/": EVERYBODY,
    "/tasks/issued/{task}/": COMMISSION | OFFICE | TOWN | {"neighbour"},
    "/tasks/issued/{draft}/": COMMISSION | OFFICE,
    "/tasks/issuing/": EVERYBODY,
    "/tasks/issuing/?month=2026-11&chosen=1&task=7": EVERYBODY,
    "/tasks/issuing/confirmation/?task={draft}": EVERYBODY,
    "/tasks/issuing/new/": EVERYBODY,
    "/tasks/issuing/{draft}/": COMMISSION | OFFICE,
    "/tasks/caps/": EVERYBODY,
    "/tasks/closings/": EVERYBODY,
    "/tasks/issuing/cap-request/": EVERYBODY,
    "/tasks/issued/{task}/reminders/": COMMISSION | OFFICE | TOWN | {"neighbour"},
    "/tasks/reliefs/": EVERYBODY,
    "/tasks/reliefs/{relief}/": COMMISSION | OFFICE | TOWN,
    "/tasks/falsities/": EVERYBODY,
    "/tasks/falsities/{falsity}/": COMMISSION | OFFICE,
    "/tasks/review/opened/": EVERYBODY,
}


@pytest.fixture
def october(place) -> dict[str, int]:
    """A draft; a task handed in by one township; a request; a finding that nobody has confirmed."""
    task = IssuedTaskFactory(office=place.office, title="村级财务公开检查")
    part = UnitTaskFactory(task=task, unit=place.towns[0])
    UnitTaskFactory(task=task, unit=place.towns[1])
    actions.submit(part, text="已核对 12 个村", by=place.town_clerk)
    asked = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    relief = actions.ask_relief(asked, kind="exemption", reason="本镇没有该类项目", by=place.town)
    falsity = actions.find_falsity(part, because="照片与上月相同", by=place.clerk)
    return {
        "task": task.pk,
        "part": part.pk,
        "open": asked.pk,
        "relief": relief.pk,
        "falsity": falsity.pk,
        "draft": TaskFactory(office=place.office, title="信访月报").pk,
        "town": place.towns[0].pk,
    }


@pytest.fixture
def browser(place):
    """A browser in which one of them is signed in."""
    return lambda who: signed_in(Client(), place.people[who])


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_found_by_those_whom_it_concerns(place, october, browser, page):
    found = {who for who in EVERYBODY if browser(who).get(page.format(**october)).status_code == 200}
    assert found == PAGES[page]


def test_whoever_is_not_signed_in_is_asked_to(place, october, client):
    assert client.get("/tasks/").headers["Location"].startswith("/account/login/")


def test_a_unit_is_led_to_its_own_month(place, october, browser):
    assert browser("town").get("/tasks/months/").headers["Location"].endswith(f"2026-10/{october['town']}/")
    assert browser("head").get("/tasks/months/").headers["Location"] == "/tasks/"


def test_a_unit_s_month_says_what_comes_next(place, october, browser):
    page = browser("town").get(f"/tasks/months/2026-10/{october['town']}/").content.decode()
    assert "10月20日前完成 1 项" in page
    assert "申请在办" in page


def test_a_finding_is_kept_from_the_unit_until_it_is_confirmed(place, october, browser):
    url = f"/tasks/{october['part']}/"
    assert "照片与上月相同" in browser("head").get(url).content.decode()
    assert "照片与上月相同" not in browser("town").get(url).content.decode()
    browser("scorer").post(f"/tasks/falsities/{october['falsity']}/", {"outcome": "confirm"})
    assert "照片与上月相同" in browser("town").get(url).content.decode()


class TestHandingIn:
    """A unit hands in."""

    def test_it_is_handed_in_once(self, place, october, browser):
        url = f"/tasks/{october['open']}/submission/"
        client = browser("town_clerk")
        assert client.get(url).status_code == 200
        assert (
            client.post(url, {"text": "本月无该类项目"}).headers["Location"] == f"/tasks/{october['open']}/"
        )
        assert UnitTask.objects.get(pk=october["open"]).state == UnitTaskState.SUBMITTED
        again = client.post(url, {"text": "又一次"})
        assert again.status_code == 409
        assert ChecklistReason.WRONG_STATE.label in again.content.decode()

    def test_nothing_is_refused_and_says_why(self, place, october, browser):
        answer = browser("town").post(f"/tasks/{october['open']}/submission/", {"text": " "})
        assert answer.status_code == 422
        assert ChecklistReason.NOTHING_SUBMITTED.label in answer.content.decode()

    def test_what_was_typed_stays_when_something_is_wrong(self, place, october, browser):
        _accepted(place, october)
        typed = {"text": "见台账", "cited": ["organisation.unit:1"]}
        answer = browser("town").post(f"/tasks/{october['open']}/submission/", typed)
        assert answer.status_code == 422
        assert "见台账" in answer.content.decode()

    def test_a_record_already_there_can_be_cited(self, place, october, browser):
        part = _accepted(place, october)
        url = f"/tasks/{october['open']}/submission/"
        assert "村级财务公开检查" in browser("town").get(url).content.decode()
        answer = browser("town").post(url, {"cited": [str(part.ref)]})
        assert answer.status_code == 302
        assert "引用已有记录" in browser("head").get(f"/tasks/{october['open']}/").content.decode()

    def test_files_come_with_it_and_are_read_by_whoever_may_see_the_task(self, place, october, browser):
        url, client = f"/tasks/{october['open']}/submission/", browser("town")
        files = [SimpleUploadedFile("台账.txt", "一村一账".encode()), SimpleUploadedFile("照片.png", PNG)]
        assert client.post(url, {"uploads": files}).status_code == 302
        page = browser("head").get(f"/tasks/{october['open']}/").content.decode()
        assert "台账.txt" in page
        assert "照片.png" in page
        link = re.search(r"/files/\d+/", page)[0]
        assert b"".join(browser("head").get(link)) == "一村一账".encode()
        assert browser("neighbour").get(link).status_code == 404

    def test_a_file_that_cannot_be_kept_is_named(self, place, october, browser):
        wrong = SimpleUploadedFile("程序.pdf", b"MZ\x90\x00\x03" * 20)
        typed = {"text": "见附件", "uploads": [wrong]}
        answer = browser("town").post(f"/tasks/{october['open']}/submission/", typed)
        assert answer.status_code == 422
        assert "程序.pdf" in answer.content.decode()
        assert "见附件" in answer.content.decode()

    def test_where_a_record_is_asked_for_words_are_not_enough(self, place, october, browser):
        part = UnitTaskFactory(
            task=IssuedTaskFactory(office=place.office, proof=Proof.RECORD), unit=place.towns[0]
        )
        answer = browser("town").post(f"/tasks/{part.pk}/submission/", {"text": "已完成"})
        assert answer.status_code == 422
        assert ChecklistReason.RECORD_MISSING.label in answer.content.decode()

    def test_another_unit_finds_nothing(self, place, october, browser):
        answer = browser("neighbour").post(f"/tasks/{october['open']}/submission/", {"text": "x"})
        assert answer.status_code == 404

    def test_after_the_tally_it_says_so(self, place, october, browser):
        actions.close_month(Period.month("2026-10"), by=SYSTEM)
        answer = browser("town").get(f"/tasks/{october['open']}/submission/")
        assert answer.status_code == 409
        assert ChecklistReason.MONTH_TALLIED.label in answer.content.decode()


def _accepted(place, october) -> UnitTask:
    part = UnitTask.objects.get(pk=october["part"])
    return actions.accept(part, by=place.clerk)


class TestReviewing:
    """An office works through what was handed in."""

    def test_the_queue_leads_to_the_first_and_says_where_one_is(self, place, october, browser):
        second = UnitTask.objects.get(task=october["task"], unit=place.towns[1])
        actions.submit(second, text="已完成", by=place.neighbour)
        client = browser("clerk")
        answer = client.get("/tasks/review/", follow=True)
        assert answer.redirect_chain[-1][0] == f"/tasks/review/{october['part']}/"
        page = answer.content.decode()
        assert "第 1 / 2 项" in page
        assert f"/tasks/review/{second.pk}/" in page

    def test_accepting_leads_to_the_next_and_at_the_end_to_nothing(self, place, october, browser):
        second = UnitTask.objects.get(task=october["task"], unit=place.towns[1])
        actions.submit(second, text="已完成", by=place.neighbour)
        client = browser("clerk")
        after = client.post(f"/tasks/{october['part']}/acceptance/?task={october['task']}")
        assert after.headers["Location"] == f"/tasks/review/{second.pk}/?task={october['task']}"
        last = client.post(f"/tasks/{second.pk}/acceptance/", {"is_evidence_missing": "on"}, follow=True)
        assert "没有待审核的任务" in last.content.decode()
        second.refresh_from_db()
        assert (second.state, second.is_evidence_missing) == (UnitTaskState.ACCEPTED, True)

    def test_a_return_without_reason_shows_the_item_again(self, place, october, browser):
        client = browser("clerk")
        answer = client.post(f"/tasks/{october['part']}/return/", {"because": "", "until": "2026-10-25"})
        assert answer.status_code == 422
        assert "2026-10-25" in answer.content.decode()
        assert client.post(f"/tasks/{october['part']}/return/", {"because": "缺 3 个村"}).status_code == 302
        assert "缺 3 个村" in browser("town").get(f"/tasks/{october['part']}/").content.decode()

    def test_what_does_not_wait_any_more_is_shown_as_it_is(self, place, october, browser):
        _accepted(place, october)
        answer = browser("clerk").get(f"/tasks/review/{october['part']}/")
        assert answer.headers["Location"] == f"/tasks/{october['part']}/"
        assert browser("neighbour").get(f"/tasks/review/{october['part']}/").status_code == 404

    def test_accepting_twice_is_refused_once(self, place, october, browser):
        client = browser("clerk")
        assert client.post(f"/tasks/{october['part']}/acceptance/").status_code == 302
        assert client.post(f"/tasks/{october['part']}/acceptance/").status_code == 409

    def test_only_what_was_opened_is_accepted_together(self, place, october, browser):
        second = UnitTask.objects.get(task=october["task"], unit=place.towns[1])
        actions.submit(second, text="已完成", by=place.neighbour)
        client = browser("clerk")
        client.get(f"/tasks/review/{october['part']}/")
        both = {"unit_task": [october["part"], second.pk]}
        client.post("/tasks/review/opened/", both)
        second.refresh_from_db()
        assert second.state == UnitTaskState.SUBMITTED
        assert UnitTask.objects.get(pk=october["part"]).state == UnitTaskState.ACCEPTED


class TestDeciding:
    """Requests and findings."""

    def test_the_unit_asks_and_the_head_answers(self, place, october, browser):
        url = f"/tasks/reliefs/{october['relief']}/"
        assert "本镇没有该类项目" in browser("head").get("/tasks/reliefs/").content.decode()
        wrong = browser("head").post(url, {"outcome": "refuse", "answer": ""})
        assert wrong.status_code == 422
        assert browser("clerk").post(url, {"outcome": "grant"}).status_code == 409
        assert browser("head").post(url, {"outcome": "grant"}).status_code == 302
        assert UnitTask.objects.get(pk=october["open"]).state == UnitTaskState.EXEMPTED

    def test_more_time_needs_a_day(self, place, october, browser):
        Relief.objects.all().delete()
        url = f"/tasks/{october['open']}/relief/"
        client = browser("town")
        assert client.get(url).status_code == 200
        wrong = client.post(url, {"kind": "extension", "reason": "换届"})
        assert wrong.status_code == 422
        assert "换届" in wrong.content.decode()
        said = {"kind": "extension", "reason": "换届", "until": "2026-10-27"}
        assert client.post(url, said).status_code == 302
        assert Relief.objects.get().until == date(2026, 10, 27)
        assert client.get(url).status_code == 409

    def test_a_finding_needs_its_facts_and_a_second_person(self, place, october, browser):
        Falsity.objects.all().delete()
        url = f"/tasks/{october['part']}/falsity/"
        assert browser("scorer").get(url).status_code == 200
        assert browser("scorer").post(url, {"because": ""}).status_code == 422
        made = browser("scorer").post(url, {"because": "照片与上月相同"}).headers["Location"]
        assert browser("scorer").post(made, {"outcome": "confirm"}).status_code == 409
        assert browser("leader").post(made, {"outcome": "dismiss"}).status_code == 302
        assert Falsity.objects.get().is_confirmed is False


class TestIssuing:
    """An office drafts, weighs and issues."""

    TYPED = {
        "month": "2026-10",
        "title": "三务公开核查",
        "requirement": "逐村核对",
        "groups": ["全部"],
        "codes": "",
        "due_on": "2026-10-23",
        "weight": "2",
        "proof": "material",
        "minutes": "45",
    }

    def test_a_draft_is_written_changed_and_dropped(self, place, october, browser):
        client = browser("clerk")
        typed = self.TYPED | {"office": str(place.office.pk)}
        assert client.post("/tasks/issuing/new/", typed).status_code == 302
        task = Task.objects.get(title="三务公开核查")
        assert (task.scope, task.weight, task.state) == ("全部", 2, TaskState.DRAFT)
        page = client.get(f"/tasks/issuing/{task.pk}/").content.decode()
        assert "三务公开核查" in page
        client.post(f"/tasks/issuing/{task.pk}/", typed | {"codes": place.towns[0].code, "groups": []})
        task.refresh_from_db()
        assert task.scope == place.towns[0].code
        client.post(f"/tasks/issuing/{task.pk}/removal/")
        assert not Task.objects.filter(pk=task.pk).exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"due_on": "2026-11-01"},
            {"groups": [], "codes": ""},
            {"groups": [], "codes": "X99"},
            {"month": "2026-13"},
            {"title": ""},
            {"minutes": "0"},
            {"weight": "4"},
            {"office": "999999"},
        ],
    )
    def test_what_was_typed_stays_when_something_is_wrong(self, place, october, browser, wrong):
        typed = self.TYPED | {"office": str(place.office.pk)} | wrong
        answer = browser("clerk").post("/tasks/issuing/new/", typed)
        assert answer.status_code == 422
        assert "逐村核对" in answer.content.decode()
        assert not Task.objects.filter(title="三务公开核查").exists()

    def test_the_desk_shows_what_the_drafts_would_add(self, place, october, browser):
        other = IssuedTaskFactory(title="信访月报表", minutes=200)
        UnitTaskFactory(task=other, unit=place.towns[0])
        page = browser("head").get("/tasks/issuing/").content.decode()
        assert "4 项 380 分钟" in page
        assert "信访月报表" in page

    def test_nothing_is_counted_that_was_not_chosen(self, place, october, browser):
        page = browser("head").get("/tasks/issuing/?chosen=1").content.decode()
        assert "勾选草稿后" in page

    def test_it_is_said_to_whom_it_goes_before_it_goes(self, place, october, browser):
        client = browser("head")
        page = client.get(f"/tasks/issuing/confirmation/?task={october['draft']}").content.decode()
        assert "下达 1 项任务给 3 个单位" in page
        answer = client.post("/tasks/issuing/confirmation/?month=2026-10", {"task": october["draft"]})
        assert answer.headers["Location"] == "/tasks/issued/?month=2026-10"
        assert UnitTask.objects.filter(task=october["draft"]).count() == 3
        again = client.post("/tasks/issuing/confirmation/?month=2026-10", {"task": october["draft"]})
        assert again.status_code == 409

    def test_the_clerk_is_told_that_the_head_issues(self, place, october, browser):
        page = browser("clerk").get(f"/tasks/issuing/confirmation/?task={october['draft']}").content.decode()
        assert ChecklistReason.NOT_OFFICE_HEAD.label in page

    def test_last_month_is_drafted_again(self, place, october, browser):
        old = IssuedTaskFactory(
            office=place.office, month=date(2026, 9, 1), due_on=date(2026, 9, 30), title="季度小结"
        )
        client = browser("clerk")
        assert "季度小结" in client.get("/tasks/issuing/").content.decode()
        client.post("/tasks/issuing/again/?month=2026-10", {"task": [old.pk, "x"]})
        drafted = Task.objects.get(title="季度小结", state=TaskState.DRAFT)
        assert drafted.due_on == date(2026, 10, 30)

    def test_the_deputy_agrees_beyond_the_cap(self, place, october, browser):
        for _ in range(9):
            UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
        asked = f"/tasks/issuing/cap-request/?task={october['draft']}"
        head, deputy = browser("head"), browser("deputy")
        assert "信访月报" in head.get(asked).content.decode()
        assert head.post(asked, {"task": october["draft"], "reason": " "}).status_code == 422
        assert head.post(asked, {"task": october["draft"], "reason": "巡察整改"}).status_code == 302
        assert "申请, 等待答复" in head.get("/tasks/issuing/").content.decode()
        assert "信访月报" in deputy.get("/tasks/caps/").content.decode()
        url = f"/tasks/caps/{CapRequest.objects.get().pk}/"
        assert "巡察整改" in deputy.get(url).content.decode()
        assert deputy.post(url, {"outcome": "grant", "answer": ""}).status_code == 422
        assert head.post(url, {"outcome": "grant", "answer": "同意"}).status_code == 409
        assert deputy.post(url, {"outcome": "grant", "answer": "同意"}).status_code == 302
        issued = browser("head").post(
            "/tasks/issuing/confirmation/?month=2026-10", {"task": october["draft"]}
        )
        assert issued.status_code == 302

    def test_a_task_is_withdrawn_with_its_reason(self, place, october, browser):
        url = f"/tasks/issued/{october['task']}/withdrawal/"
        client = browser("head")
        assert client.get(url).status_code == 200
        assert client.post(url, {"because": ""}).status_code == 422
        assert client.post(url, {"because": "重复要求"}).status_code == 302
        assert "重复要求" in browser("town").get(f"/tasks/{october['part']}/").content.decode()
        assert browser("clerk").get(url).status_code == 409
