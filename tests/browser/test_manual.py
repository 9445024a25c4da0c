"""What the manual tells, done on the drill: the walks walked, the menus opened, the pictures taken.

With MANUAL_SHOTS=1 the pictures are kept in docs/manual/images; else they are only looked for.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Locator

from lianheng.manual import book, walks
from lianheng.manual.terms import Walk
from lianheng.organisation.terms import Role
from tests.browser import axe
from tests.browser.drill import TODAY, Drill, lived
from tests.browser.visiting import Visitor
from tests.conftest import wipe
from tests.house.tree import none
from tests.papers.sheets import workbook

KEPT = os.environ.get("MANUAL_SHOTS") == "1"
CLAIM = re.compile(r"「([^」]+)」")
UNITS = workbook(
    [
        ["单位编码", "单位名称", "上级编码", "类别", "备注"],
        ["T01", "龙潭镇纪委", "360704", "乡镇", "新设"],
        ["T02", "凤鸣街道纪工委", "360704", "街到", ""],
        ["T03", "", "360704", "乡镇", ""],
    ]
)


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker, database_server, browser, tmp_path_factory) -> Iterator[Drill]:
    """The drill, for all tests of this file."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANHENG_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(settings, "LOOPBACK", True, raising=False)
        with lived(browser) as drill:
            yield drill
        wipe(database_server)


@pytest.fixture
def drill(year) -> Iterator[Drill]:
    """As each test finds it, on its day; at the end no browser has complained."""
    yield year
    year.house.day = TODAY
    assert year.complaints() == []


@pytest.mark.parametrize("walk", Walk)
def test_every_step_of_a_walk_shows_what_it_says(drill, walk):
    visitor = drill.stranger()
    visitor.opens(f"/walks/{walk}/")
    drill.clicks_in(visitor, walks.PEOPLE[walk])
    visitor.heads("五分钟")
    _, *steps = book.chapters()[walks.CHAPTER.format(walk=walk)].sections
    assert visitor.page.locator(".walk > li").count() == len(steps)
    for number, step in enumerate(steps):
        visitor.page.locator(".walk > li").nth(number).get_by_role("link").first.click()
        visitor.page.wait_for_load_state()
        said = " ".join(visitor.page.locator("main").inner_text().split())
        none(f"{step.title}: {claim}" for claim in CLAIM.findall(step.text) if claim not in said)
        visitor.opens(f"/walks/{walk}/")
    assert "跳过" not in visitor.page.locator("main").inner_text()


def test_every_page_of_every_menu_can_be_read_by_its_people(drill):
    seen: set[str] = set()
    for role in (*walks.PEOPLE.values(), Role.DEPUTY, Role.SCORER, Role.OFFICE_CLERK):
        visitor = drill.enters(role)
        visitor.opens("/")
        addresses = visitor.menu()
        assert len(addresses) > 5
        for address in addresses:
            assert visitor.opens(address) == 200, address
            if address not in seen:
                none(f"{role} {address}: {found}" for found in axe.hindrances(visitor.page))
        seen |= set(addresses)
    assert len(seen) > 18


# The pictures: who looks at what, and what was done before.
Drive = Callable[[Drill], Visitor]


def page(role: Role, address: str) -> Drive:
    """Somebody opens a page."""

    def drive(drill: Drill) -> Visitor:
        visitor = drill.enters(role)
        assert visitor.opens(address) == 200
        return visitor

    return drive


def step(role: Role, name: str, on: date = TODAY) -> Drive:
    """Somebody goes where a step of a walk leads."""

    def drive(drill: Drill) -> Visitor:
        visitor = drill.enters(role)
        chapter = next(
            code
            for code, each in book.chapters().items()
            if any(f"walk:{name}" in s.links for s in each.sections)
        )
        visitor.opens(f"/manual/{chapter}/")
        section = next(each for each in book.chapters()[chapter].sections if f"walk:{name}" in each.links)
        address = visitor.page.locator(f'[id="{section.anchor}"] + p a').first.get_attribute("href")
        drill.house.day = on
        assert visitor.opens(address) == 200
        return visitor

    return drive


def sign_in(drill: Drill) -> Visitor:
    """Somebody comes."""
    visitor = drill.stranger()
    visitor.opens("/account/login/")
    return visitor


def issuing(drill: Drill) -> Visitor:
    """Last month's task is taken over as a draft, and its burden is looked at."""
    visitor = drill.enters(Role.OFFICE_HEAD)
    visitor.opens("/tasks/issuing/")
    if visitor.page.locator(".ticks input").count():
        visitor.page.locator(".ticks input").first.check()
        visitor.presses("带入为草稿")
    ticked: Locator = visitor.page.locator('input[name="task"][aria-label]').first
    ticked.check()
    visitor.page.locator("#burden .burden").wait_for()
    return visitor


def import_check(drill: Drill) -> Visitor:
    """A list of units with mistakes is checked."""
    visitor = drill.enters(Role.LEADER)
    visitor.opens("/imports/units/")
    visitor.page.locator("input[type=file]").set_input_files(
        {"name": "单位.xlsx", "mimeType": "application/octet-stream", "buffer": UNITS}
    )
    visitor.presses("上传并对应列")
    visitor.presses("检查全部行")
    visitor.reads("有问题")
    return visitor


def objection(drill: Drill) -> Visitor:
    """Somebody is about to object, while there is time."""
    drill.house.day = date(2026, 11, 4)
    visitor = drill.enters(Role.UNIT_HEAD)
    visitor.opens("/scores/")
    visitor.page.get_by_role("link", name="申诉").first.click()
    visitor.page.wait_for_load_state()
    return visitor


def objection_answer(drill: Drill) -> Visitor:
    """The scoring office is about to answer."""
    visitor = drill.enters(Role.SCORER)
    visitor.opens("/objections/")
    visitor.page.locator("table a").first.click()
    visitor.page.wait_for_load_state()
    return visitor


PICTURES: dict[str, Drive] = {
    "sign-in": sign_in,
    "workbench-leader": page(Role.LEADER, "/"),
    "workbench-unit": page(Role.UNIT_HEAD, "/"),
    "overview": page(Role.LEADER, "/scores/overview/"),
    "ranking": step(Role.LEADER, "quarter"),
    "proposal": step(Role.LEADER, "adjustment"),
    "period": step(Role.SCORER, "month"),
    "objection-answer": objection_answer,
    "objection-new": objection,
    "issuing": issuing,
    "draft": page(Role.OFFICE_CLERK, "/tasks/issuing/new/"),
    "review": step(Role.OFFICE_HEAD, "review"),
    "own-month": step(Role.UNIT_HEAD, "own_month"),
    "score": step(Role.UNIT_HEAD, "own_score"),
    "submission": step(Role.UNIT_CLERK, "submission"),
    "returned": step(Role.UNIT_CLERK, "returned"),
    "relief": step(Role.UNIT_HEAD, "relief", on=date(2026, 11, 12)),
    "import-check": import_check,
    "review-circular": step(Role.LEADER, "circular"),
}


def test_every_picture_of_the_manual_is_one_of_these():
    assert {path.stem for path in book.IMAGES.iterdir()} == PICTURES.keys()


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_shows_a_page_that_there_is(drill, name):
    visitor = PICTURES[name](drill)
    visitor.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    picture = visitor.page.screenshot(path=book.IMAGES / f"{name}.png" if KEPT else None)
    assert 10_000 < len(picture) < 200_000
