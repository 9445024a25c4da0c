"""Where things stand on the page: measures of GB/T 9704-2012 and the arithmetic that follows from them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from lianheng.papers.cells import plain

from . import terms
from .paper import Block, Grid, Heading, Paper, Text

TOP, BOTTOM, INNER, OUTER = 37, 35, 28, 26  # margins, millimetres
LINES, LETTERS = 22, 28
WIDE = 442.2  # the type area, points: 156 mm
PITCH = 28.95  # from line to line, points
BODY, TITLE, CELL, PAGE = 15.75, 22, 12, 14  # sizes, points; 3号 is rounded so that 28 letters fit
FROM_RIGHT = 4  # letters between the date and the right edge
DEEPEST = 4
TALLEST_CELL = 400  # letters; a row with a longer cell may go on over the page


@dataclass(frozen=True, slots=True)
class Place:
    """How far from the right edge the signature and the date end, in letters."""

    signed: float
    on: float


def em(text: str) -> float:
    """How wide a line is, in letters: what is half-width counts half."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def numbered(text: str) -> str:
    """The number of a paper, its year in six-corner brackets."""
    return re.sub(terms.YEAR_IN_NUMBER, terms.YEAR_AS_WRITTEN, plain(text))


def addressed(to: str) -> str:
    """The recipients, with the colon that follows them."""
    said = plain(to)
    return said.rstrip(terms.CLOSED_ALREADY) + terms.COLON if said else ""


def noted(note: str) -> str:
    """The note below the date, in its brackets."""
    said = plain(note)
    return said if not said or said[0] in terms.NOTED_ALREADY else terms.NOTE.format(said)


def day(on: date | None) -> str:
    """The day in Arabic digits, without leading zeros."""
    return terms.DAY.format(on.year, on.month, on.day) if on else ""


def attached(names: Sequence[str]) -> list[tuple[str, str]]:
    """The attachments by their numbers; one alone has none."""
    said = [plain(name) for name in names if plain(name)]
    alone = len(said) == 1
    return [("" if alone else terms.THIRD.format(at).strip(), name) for at, name in enumerate(said, 1)]


def attachment_names(paper: Paper) -> tuple[str, ...]:
    """The names in the note on attachments: those bound with the paper first."""
    bound = tuple(annex.title for annex in paper.annexes)
    return bound + tuple(name for name in paper.attachments if name not in bound)


def annex_label(at: int, paper: Paper) -> str:
    """What stands in the corner of an annex: its number only where there are several attachments."""
    return terms.ATTACHMENT + (str(at) if len(attachment_names(paper)) > 1 else "")


def place(signed: str, on: str) -> Place:
    """The date ends four letters from the right; the signature is centred on it, never past the edge."""
    spare = FROM_RIGHT + (em(on) - em(signed)) / 2
    return Place(max(spare, 0), FROM_RIGHT if spare >= 0 else FROM_RIGHT - spare)


def title_side(title: str) -> float:
    """How many letters of the title's size stay free on either side, so that its lines are alike."""
    room, wide = WIDE / TITLE, em(title)
    if wide <= room:
        return 0
    evenly = ceil(wide / ceil(wide / (room - 1))) + 1
    return max((room - evenly) / 2, 0)


def agency_size(agency: str) -> float:
    """The size of the red name: large, and on one line."""
    return round(min(38, 0.97 * WIDE / max(em(agency), 1)), 1)


def settled(body: Sequence[Block]) -> Iterator[Block]:
    """The body as it is set: headings numbered, each line its own paragraph, tables with their widths."""
    counts = [0] * DEEPEST
    for block in body:
        if isinstance(block, Heading):
            level = min(max(block.level, 1), DEEPEST)
            counts[level - 1] += 1
            counts[level:] = [0] * (DEEPEST - level)
            yield Heading(level, _heading(plain(block.text), level, counts[level - 1]))
        elif isinstance(block, Text):
            yield from (Text(line.strip()) for line in plain(block.text).splitlines() if line.strip())
        else:
            yield _grid(block)


def _heading(text: str, level: int, number: int) -> str:
    if re.match(terms.NUMBERED_ALREADY, text):
        return text
    said = (terms.FIRST, terms.SECOND, terms.THIRD, terms.FOURTH)[level - 1]
    return said.format(numeral(number) if level < 3 else number) + text


def numeral(number: int) -> str:
    """A number below 100 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    ten = terms.NUMERALS[9]
    before = "" if not tens else (ten if tens == 1 else terms.NUMERALS[tens - 1] + ten)
    return before + (terms.NUMERALS[ones - 1] if ones else "")


def _grid(grid: Grid) -> Grid:
    columns = len(grid.heads)
    heads = tuple(plain(head) for head in grid.heads)
    rows = tuple(tuple(plain(cell) for cell in (*row, *[""] * columns)[:columns]) for row in grid.rows)
    return Grid(heads, rows, grid.widths if len(grid.widths) == columns else _widths(heads, rows))


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    wide = [max([em(head), *(em(row[at]) for row in rows)]) for at, head in enumerate(heads)]
    return tuple(max(3, min(ceil(one) + 1, 18)) for one in wide)


def alignments(grid: Grid) -> list[str]:
    """Numbers stand at the right, short words in the middle, sentences at the left."""
    return [_alignment([row[at] for row in grid.rows]) for at in range(len(grid.heads))]


def _alignment(cells: Sequence[str]) -> str:
    said = [cell for cell in cells if cell not in terms.EMPTY_CELLS]
    if said and all(re.fullmatch(terms.NUMBER_CELL, cell) for cell in said):
        return "right"
    return "left" if any(em(cell) > 10 for cell in said) else "center"
