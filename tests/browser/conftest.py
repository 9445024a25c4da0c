"""A small district, served to a real browser; each journey leaves a picture when it fails."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role
from tests.browser.serving import House
from tests.browser.visiting import Visitor
from tests.factories.organisation import (
    CommissionFactory,
    InstanceFactory,
    OfficeFactory,
    UnitFactory,
    person_in,
    signed_in,
)

HERE = Path(__file__).parent
SHOTS = HERE / "shots"
CHECKOUT = HERE.parent.parent
QUIET = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
PATIENCE = 10_000  # milliseconds; only a failure waits so long

Enter = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies here needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """The journey's end is known to the fixtures that close its pages."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    path = os.environ.get("CHROMIUM") or _found()
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread; nothing of ours is asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def _found() -> str:
    script = [sys.executable, "scripts/browser.py"]
    return subprocess.run(script, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def house(transactional_db) -> Iterator[House]:
    """The product, served on this machine."""
    with House().open() as served:
        yield served


@dataclass
class Place:
    """The commission, an office, the townships, and the people by what they are to the journeys."""

    commission: Unit
    office: Unit
    towns: list[Unit]
    people: dict[str, Person] = field(default_factory=dict)


@pytest.fixture
def place(transactional_db) -> Place:
    """Three townships under a commission with one office."""
    InstanceFactory()
    commission = CommissionFactory(code="C0", name="云溪区纪委监委")
    office = OfficeFactory(superior=commission, name="党风政风监督室")
    towns = [
        UnitFactory(superior=commission, name=f"{name}镇纪委", short_name=f"{name}镇")
        for name in ("梅林", "石桥", "青杠坪")
    ]
    people = {
        "leader": person_in(commission, Role.LEADER, name="周正明"),
        "scorer": person_in(commission, Role.SCORER, name="陈准"),
        "head": person_in(office, Role.OFFICE_HEAD, name="林审"),
        "office clerk": person_in(office, Role.OFFICE_CLERK, name="吴拟"),
        "clerk": person_in(towns[0], Role.UNIT_CLERK, name="何报"),
        "neighbour": person_in(towns[1], Role.UNIT_CLERK, name="邓邻"),
        "keeper": person_in(commission, Role.SYSTEM_ADMIN, name="钱管"),
        "guardian": person_in(commission, Role.SECURITY_ADMIN, name="孙安"),
    }
    return Place(commission, office, towns, people)


@pytest.fixture
def anybody(request, browser, house) -> Iterator[Enter]:
    """Somebody comes to the sign-in page; at the end nobody's browser has complained."""
    visitors: list[Visitor] = []

    def comes(**options: object) -> Visitor:
        context = browser.new_context(base_url=house.url, locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE)
        visitors.append(Visitor(context.new_page()))
        return visitors[-1]

    yield comes
    if request.node.stash.get(FAILED, False):
        _keep_pictures(request.node.name, visitors)
    for visitor in visitors:
        visitor.page.context.close()
    assert [said for visitor in visitors for said in visitor.complaints] == []


@pytest.fixture
def enter(anybody, house, place) -> Enter:
    """Somebody of the district, already signed in."""

    def enters(who: str, **options: object) -> Visitor:
        visitor = anybody(**options)
        cookies = signed_in(Client(), place.people[who]).cookies
        kept = [{"name": name, "value": said.value, "url": house.url} for name, said in cookies.items()]
        visitor.page.context.add_cookies(kept)
        return visitor

    return enters


def _keep_pictures(name: str, visitors: list[Visitor]) -> None:
    SHOTS.mkdir(exist_ok=True)
    for at, visitor in enumerate(visitors):
        visitor.page.screenshot(path=SHOTS / f"{name}-{at}.png", full_page=True)
