"""The drill of a whole year, lived once and served; and its people, who sign in with one click."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from playwright.sync_api import Browser

from lianheng.flows.demo import live
from lianheng.kernel.moments import at_hour
from lianheng.organisation.identity import drill_people
from lianheng.organisation.models import Instance
from lianheng.organisation.terms import InstanceKind, Role
from tests.browser.serving import House
from tests.browser.visiting import Visitor

TODAY = date(2026, 11, 25)
MOMENT: datetime = at_hour(TODAY, 10)
WIDE = {"width": 1366, "height": 768}


class Drill:
    """A year that ends on that day, with the house in which it can be visited."""

    def __init__(self, house: House, browser: Browser) -> None:
        self.house, self._browser = house, browser
        self.numbers = {Role(grant.role): grant.person.number for grant in drill_people()}
        self.visitors: list[Visitor] = []
        self._inside: dict[Role, Visitor] = {}

    def stranger(self, **options: object) -> Visitor:
        """Somebody who has not signed in."""
        said = {"viewport": WIDE, "color_scheme": "light", "reduced_motion": "reduce"} | options
        context = self._browser.new_context(base_url=self.house.url, locale="zh-CN", **said)
        context.set_default_timeout(20_000)
        self.visitors.append(Visitor(context.new_page()))
        return self.visitors[-1]

    def enters(self, role: Role) -> Visitor:
        """The person of that role, come in by the sign-in page; whoever is inside stays inside."""
        if role not in self._inside:
            self._inside[role] = self.stranger()
            self._inside[role].opens("/account/login/")
            self.clicks_in(self._inside[role], role)
        return self._inside[role]

    def clicks_in(self, visitor: Visitor, role: Role) -> None:
        """One click on the name."""
        with visitor.page.expect_navigation():
            visitor.page.locator(f'form[action$="/{self.numbers[role]}/"] button').click()

    def complaints(self) -> list[str]:
        """What the browsers complained of since this was last asked."""
        said = [complaint for visitor in self.visitors for complaint in visitor.complaints]
        for visitor in self.visitors:
            visitor.complaints.clear()
        return said

    def leave(self) -> None:
        """Everybody goes home."""
        for visitor in self.visitors:
            visitor.page.context.close()


@contextmanager
def lived(browser: Browser) -> Iterator[Drill]:
    """A year, lived up to that day."""
    mark = Instance.objects.create(kind=InstanceKind.DEMO)
    Instance.objects.filter(pk=mark.pk).update(prepared_at=MOMENT)
    live()
    house = House()
    house.day = TODAY
    with house.open():
        drill = Drill(house, browser)
        try:
            yield drill
        finally:
            drill.leave()
