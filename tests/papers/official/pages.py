"""Pages of a PDF as they were measured: each letter with its place, in millimetres from the corner."""

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTCurve, LTLine, LTPage, LTRect

POINT = 25.4 / 72


@dataclass(frozen=True)
class Letter:
    """A letter on the page."""

    text: str
    left: float
    right: float
    middle: float
    size: float
    face: str
    colour: object


@dataclass(frozen=True)
class Page:
    """A page: its letters line by line, upright ones only, and its rules."""

    wide: float
    high: float
    lines: list[list[Letter]]
    strokes: list[tuple[float, float, float]]  # left, right, from the top
    turned: str

    def texts(self) -> list[str]:
        """What each line says."""
        return ["".join(letter.text for letter in line) for line in self.lines]

    def line(self, said: str) -> list[Letter]:
        """The letters of the one line that says so."""
        (found,) = [line for line, text in zip(self.lines, self.texts(), strict=True) if said in text]
        return found


def pages(content: bytes) -> list[Page]:
    """Every page of the PDF."""
    return [_page(page) for page in extract_pages(BytesIO(content), laparams=LAParams(all_texts=True))]


def _page(page: LTPage) -> Page:
    found = list(_inside(page))
    letters = [one for one in found if isinstance(one, LTChar)]
    rows = defaultdict(list)
    for one in letters:
        if one.upright and not one.matrix[1]:
            middle = (page.height - (one.y0 + one.y1) / 2) * POINT
            said = Letter(
                one.get_text(),
                one.x0 * POINT,
                one.x1 * POINT,
                middle,
                one.size,
                one.fontname,
                one.graphicstate.ncolor,
            )
            rows[round(one.matrix[5], 1)].append(said)
    lines = [sorted(rows[at], key=lambda one: one.left) for at in sorted(rows, reverse=True)]
    strokes = [
        (one.x0 * POINT, one.x1 * POINT, (page.height - one.y0) * POINT)
        for one in found
        if isinstance(one, LTLine | LTRect | LTCurve) and one.width > one.height
    ]
    turned = "".join(one.get_text() for one in letters if one.matrix[1])
    return Page(page.width * POINT, page.height * POINT, lines, strokes, turned)


def _inside(thing: object):
    yield thing
    if hasattr(thing, "__iter__"):
        for one in thing:
            yield from _inside(one)
