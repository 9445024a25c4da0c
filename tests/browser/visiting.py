"""One person before one screen."""

from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import ConsoleMessage, Page, expect


@dataclass
class Visitor:
    """A person's page, with the complaints that the browser made about it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        """Errors, among them what the content security policy forbids; a form that comes back is none."""
        if message.type == "error" and "status of 422" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def opens(self, address: str) -> int:
        """Goes there; the status of what comes."""
        response = self.page.goto(address)
        assert response, address
        return response.status

    def follows(self, link: str) -> None:
        """Clicks the first link that says so."""
        self.page.get_by_role("link", name=link).first.click()

    def presses(self, button: str) -> None:
        """Clicks the button that says so."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def confirms(self, button: str) -> None:
        """Opens what asks once more, and says yes."""
        asking = self.page.locator("details.confirm").filter(has_text=button)
        asking.locator("summary").click()
        asking.get_by_role("button", name=button, exact=True).click()

    def writes(self, label: str, said: str | date) -> None:
        """Fills the field."""
        self.page.get_by_label(label, exact=True).fill(str(said))

    def dates(self, label: str, day: date) -> None:
        """Fills the field with a day."""
        self.writes(label, day)

    def attaches(self, label: str, file: dict) -> None:
        """Puts the file into the field of files."""
        self.page.get_by_label(label, exact=True).set_input_files(file)

    def ticks(self, label: str) -> None:
        """Ticks the box or the choice."""
        self.page.get_by_label(label, exact=True).check()

    def keys(self, key: str) -> None:
        """Strikes a key, on no field."""
        self.page.keyboard.press(key)

    def reads(self, text: str) -> None:
        """The page says so."""
        expect(self.page.locator("main")).to_contain_text(text)

    def misses(self, text: str) -> None:
        """The page does not say so."""
        expect(self.page.locator("main")).not_to_contain_text(text)

    def heads(self, text: str) -> None:
        """The page's headline says so."""
        expect(self.page.locator("h1")).to_contain_text(text)

    def menu(self) -> list[str]:
        """The addresses that the main menu leads to."""
        links = self.page.locator(".side .menu a")
        links.first.wait_for(state="attached")
        return links.evaluate_all("links => links.map(link => link.getAttribute('href'))")

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
