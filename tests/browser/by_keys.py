"""Somebody without a mouse: every place is reached by Tab, seen, and used by a key."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, expect

from tests.browser.visiting import Visitor

FARTHEST = 150
# Outline, shadow, or the frame of a field that shows it: somehow one sees where one is.
SEEN = """() => {
    const at = document.activeElement, look = getComputedStyle(at);
    const framed = at.closest(".top-search");
    const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
    return ring || look.boxShadow !== "none" || (framed && getComputedStyle(framed).boxShadow !== "none");
}"""
IS_HERE = "one => one === document.activeElement"


@dataclass
class ByKeys(Visitor):
    """A visitor who has only a keyboard."""

    def comes_to(self, place: Locator) -> None:
        """Tab until one is there; on the way one always sees where one is."""
        expect(place).to_be_attached()
        for _ in range(FARTHEST):
            if place.evaluate(IS_HERE):
                assert self.page.evaluate(SEEN), f"nobody sees the focus on {place}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {place}")

    def follows(self, link: str) -> None:
        """To the first link that says so, and Enter."""
        self._enters(self.page.get_by_role("link", name=link).first)

    def presses(self, button: str) -> None:
        """To the button, and Enter."""
        self._enters(self.page.get_by_role("button", name=button, exact=True))

    def confirms(self, button: str) -> None:
        """To what asks once more; Enter, and again Enter on the yes."""
        asking = self.page.locator("details.confirm").filter(has_text=button)
        self.comes_to(asking.locator("summary"))
        self.page.keyboard.press("Enter")
        self._enters(asking.get_by_role("button", name=button, exact=True))

    def writes(self, label: str, said: str | date) -> None:
        """To the field, and typed."""
        self.comes_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(str(said))

    def dates(self, label: str, day: date) -> None:
        """The parts of a date, one after the other, in the order in which this browser has them."""
        field = self.page.get_by_label(label, exact=True)
        self.comes_to(field)
        for order in (("%m", "%d", "%Y"), ("%Y", "%m", "%d")):
            self._types_parts([f"{day:{part}}" for part in order])
            if field.input_value() == day.isoformat():
                return
        raise AssertionError(f"no order of its parts makes {day} of {field.input_value()}")

    def _types_parts(self, parts: list[str]) -> None:
        for _ in parts:
            self.page.keyboard.press("ArrowLeft")
        for part in parts:
            self.page.keyboard.type(part)
            if len(part) == 4:  # a year may have six figures, so that the browser waits for more
                self.page.keyboard.press("ArrowRight")

    def ticks(self, label: str) -> None:
        """To the box, and the space bar."""
        box = self.page.get_by_label(label, exact=True)
        self.comes_to(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def attaches(self, label: str, file: dict) -> None:
        """To the field of files; the space bar opens the system's own window."""
        self.comes_to(self.page.get_by_label(label, exact=True))
        with self.page.expect_file_chooser() as chosen:
            self.page.keyboard.press("Space")
        chosen.value.set_files(file)

    def _enters(self, place: Locator) -> None:
        self.comes_to(place)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
