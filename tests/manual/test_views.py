"""The manual beside the work: chapters, the passage about a page, a word looked up, the walks on a drill."""

import pytest
from django.conf import settings
from django.test import Client

from lianheng.manual import queries
from lianheng.organisation.terms import InstanceKind, Role
from tests.factories.organisation import (
    AccountFactory,
    CommissionFactory,
    GrantFactory,
    InstanceFactory,
    OfficeFactory,
    UnitFactory,
    actor_in,
    actor_of,
    person_in,
    signed_in,
)


@pytest.fixture
def commission(db):
    return CommissionFactory()


@pytest.fixture
def town(commission):
    return UnitFactory(superior=commission)


@pytest.fixture
def clerk(client, town) -> Client:
    return signed_in(client, person_in(town, Role.UNIT_CLERK))


def test_the_contents_put_ones_own_chapter_first(clerk):
    page = clerk.get("/manual/").content.decode()
    assert page.index("您的章节") < page.index("/manual/unit-clerk/") < page.index("<h2>从这里开始")


def test_whoever_has_two_roles_has_two_chapters(town):
    person = person_in(town, Role.UNIT_HEAD)
    GrantFactory(person=person, role=Role.UNIT_CLERK, unit=town)
    assert [each.code for each in queries.own_chapters(actor_of(person))] == ["unit-head", "unit-clerk"]


def test_a_line_of_ones_menu_is_a_link_and_that_of_another_is_not(clerk):
    page = clerk.get("/manual/leader/").content.decode()
    assert '<a href="/tasks/" class="place">清单 › 任务</a>' in page
    assert "<strong>考核 › 月度统计</strong>" in page


def test_pictures_and_chapters_are_found_beside_each_other(clerk):
    page = clerk.get("/manual/scorer/").content.decode()
    assert 'src="/manual/images/objection-answer.png"' in page
    assert 'href="/manual/imports/"' in page
    picture = clerk.get("/manual/images/objection-answer.png")
    assert picture.getvalue().startswith(b"\x89PNG")


@pytest.mark.parametrize("address", ["/manual/nothing/", "/manual/images/nothing.png", "/manual/README/"])
def test_what_is_not_in_the_book_is_not_found(clerk, address):
    assert clerk.get(address).status_code == 404


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/tasks/months/2026-10/7/", "/manual/unit-clerk/#提交"),
        ("/scores/2026-10/7/", "/manual/unit-clerk/#看得分-提异议"),
        ("/imports/3/rows/", "/manual/imports/#四步"),
        ("/views/", "/manual/unit-clerk/"),
        ("//evil.example/", "/manual/unit-clerk/"),
    ],
)
def test_a_page_finds_the_passage_about_it_in_ones_own_chapter_first(town, path, to):
    assert queries.guidance(actor_in(town, Role.UNIT_CLERK), path) == to


def test_a_question_mark_on_every_page_leads_to_the_passage(clerk):
    assert "/manual/guidance/?at=/notices/" in clerk.get("/notices/").content.decode()
    answer = clerk.get("/manual/guidance/", {"at": "/notices/"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/manual/")


def test_a_word_is_found_where_it_stands(clerk):
    page = clerk.get("/manual/", {"q": "中位分"}).content.decode()
    assert "<mark>中位分</mark>" in page
    assert "/manual/scores/#后三位" in page


def test_a_word_that_is_nowhere_is_said_to_be_nowhere(clerk):
    assert "手册里没有这个词" in clerk.get("/manual/", {"q": "<script>"}).content.decode()


def test_in_earnest_there_are_no_walks(clerk):
    assert clerk.get("/walks/").status_code == 404
    assert clerk.get("/walks/leader/").status_code == 404
    assert "walk:" not in clerk.get("/manual/walk-leader/").content.decode()


@pytest.fixture
def drill(db):
    InstanceFactory(kind=InstanceKind.DEMO)


def test_on_a_drill_a_walk_says_as_whom_it_is_gone(drill, clerk, commission):
    leader = AccountFactory(person=person_in(commission, Role.LEADER, name="周正明")).person
    page = clerk.get("/walks/leader/").content.decode()
    assert "以书记/主任 周正明 的身份进入" in page
    assert f"/account/drill/{leader.number}/" in page


def test_on_a_drill_a_step_leads_only_where_the_reader_may_go(drill, clerk, town, commission):
    OfficeFactory(superior=commission)
    page = clerk.get("/walks/leader/").content.decode()
    assert '<a href="/">工作台</a>' in page
    assert "您现在的身份打不开这一页" in page
    assert "/ranking/" not in page.partition("<main")[2]


def test_on_a_drill_one_click_leads_into_the_walk(drill, client, commission, monkeypatch):
    monkeypatch.setattr(settings, "LOOPBACK", True, raising=False)
    leader = AccountFactory(person=person_in(commission, Role.LEADER)).person
    answer = client.post(f"/account/drill/{leader.number}/", {"next": "/walks/leader/"})
    assert answer["Location"] == "/walks/leader/"


def test_on_a_drill_nobody_is_led_to_another_site(drill, client, commission, monkeypatch):
    monkeypatch.setattr(settings, "LOOPBACK", True, raising=False)
    leader = AccountFactory(person=person_in(commission, Role.LEADER)).person
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post(f"/account/drill/{leader.number}/", {"next": elsewhere})
        assert answer["Location"] == "/"
