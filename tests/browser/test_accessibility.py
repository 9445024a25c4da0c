"""Every page, for everybody: by eye or ear, by day and by night, on a telephone, on paper."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from playwright.sync_api import Error

from lianheng.manual.terms import Walk
from lianheng.organisation.terms import InstanceKind, Role
from tests.browser import axe
from tests.browser.visiting import Visitor
from tests.factories.organisation import InstanceFactory, signed_in
from tests.house import access
from tests.house.test_urls import TABLE
from tests.house.tree import none

WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
PAPER = {"width": 673, "height": 980}  # what the margins leave of a sheet of A4
NO_TABLE = "found => found.some(one => getComputedStyle(one).display !== 'table')"
OVERSEEING = (Role.LEADER, Role.SCORER, Role.OFFICE_HEAD, Role.UNIT_HEAD, Role.UNIT_CLERK, Role.DEPUTY)
OF_LISTS = (Role.OFFICE_HEAD, Role.UNIT_CLERK, *OVERSEEING)
STRANGER = "anonymous"
# Only on a drill, which the table of addresses is not; and what is answered when something is wrong.
BESIDE = ("/ui/", "/walks/", *(f"/walks/{walk}/" for walk in Walk.values))
WRONG = {"/units/0/": 404, "/tasks/issued/{task_id}/withdrawal/": 409}
ANSWERED_SO = re.compile(r"status of (404|409)")
ON_SCREEN_ONLY = "nav, button, .btn, header.top, footer, input[type=search], .drill a"


@dataclass
class Round:
    """What was found on all pages, by page."""

    looked_at: list[str] = field(default_factory=list)
    by_day: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_night: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    too_wide: dict[str, int] = field(default_factory=dict)
    printed: dict[str, list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def look(self, visitor: Visitor, route: str) -> None:
        """One page, looked at in every way."""
        page = visitor.page
        page.set_viewport_size(WIDE)
        self.by_day[route] += axe.hindrances(page)
        page.emulate_media(color_scheme="dark")
        self.by_night[route] += axe.hindrances(page, axe.CONTRAST)
        page.emulate_media(color_scheme="light", media="print")
        page.set_viewport_size(PAPER)
        shown = "found => found.filter(one => one.checkVisibility()).map(one => one.className || one.tagName)"
        self.printed[route] = page.locator(ON_SCREEN_ONLY).evaluate_all(shown)
        if page.locator(".data").evaluate_all(NO_TABLE) or visitor.overflow() > 0:
            self.printed[route].append("a table that is none, or too wide for the sheet")
        page.emulate_media(media="screen")
        page.set_viewport_size(NARROW)
        if too_much := visitor.overflow():
            self.too_wide[route] = too_much
        self.looked_at.append(route)


DONE: list[Round] = []


@pytest.fixture
def seen(transactional_db, browser, house, tmp_path, monkeypatch) -> Round:
    """Every page was looked at once, by whichever of these tests came first."""
    if not DONE:
        monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
        DONE.append(_round(browser, house))
    return DONE[0]


def _round(browser, house) -> Round:
    """The whole product, page by page, each as somebody who may open it."""
    InstanceFactory(kind=InstanceKind.DEMO)
    world, house.day, found = access.world(), access.TODAY, Round()
    visitors: dict[str, Visitor] = {}
    try:
        for who, route, address, status in _pages(world):
            if who not in visitors:
                visitors[who] = _visitor(browser, house, world, who)
            if _opened(visitors[who], address, status):
                found.look(visitors[who], f"{route} ({who})")
    finally:
        for visitor in visitors.values():
            visitor.page.context.close()
    said = [complaint for visitor in visitors.values() for complaint in visitor.complaints]
    found.complaints += [complaint for complaint in said if not ANSWERED_SO.search(complaint)]
    return found


def _pages(world: access.World) -> Iterator[tuple[str, str, str, int]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        order = OF_LISTS if row["route"].startswith("tasks/") else OVERSEEING
        who = next((one for one in (*order, *access.WHO) if row.get(one) == "200"), None)
        if who and not row["route"].endswith(".png"):
            yield who, row["route"], world.address(row["route"]), 200
    for address in BESIDE:
        yield Role.LEADER, address, address, 200
    for address, status in WRONG.items():
        yield Role.LEADER, address, address.format(**world.examples), status


def _visitor(browser, house, world: access.World, who: str) -> Visitor:
    context = browser.new_context(
        base_url=house.url, locale="zh-CN", color_scheme="light", reduced_motion="reduce"
    )
    if who != STRANGER:
        cookies = signed_in(Client(), world.people[who]).cookies
        kept = [{"name": name, "value": said.value, "url": house.url} for name, said in cookies.items()]
        context.add_cookies(kept)
    return Visitor(context.new_page())


def _opened(visitor: Visitor, address: str, status: int) -> bool:
    """Whether a page came; what is downloaded is none."""
    try:
        assert visitor.opens(address) == status, address
    except Error as refused:
        if "Download is starting" in str(refused):
            return False
        raise
    return "text/html" in visitor.page.evaluate("document.contentType")


def test_every_page_can_be_read_and_used_by_everybody(seen):
    assert len(seen.looked_at) > 60
    none(f"{route} {found}" for route, all_found in seen.by_day.items() for found in all_found)


def test_every_page_can_be_read_at_night(seen):
    none(f"{route} {found}" for route, all_found in seen.by_night.items() for found in all_found)


def test_no_page_is_wider_than_a_telephone(seen):
    assert seen.too_wide == {}


def test_on_paper_there_are_tables_and_nothing_to_click(seen):
    none(f"{route} {shown}" for route, shown in seen.printed.items() if shown)


def test_the_browser_complains_of_no_page(seen):
    assert seen.complaints == []
