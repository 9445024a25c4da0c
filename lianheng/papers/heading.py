"""Finding the header: titles above it are passed over, header rows above each other become one."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import Cell, is_empty, plain
from .reading import Sheet, column_letters
from .terms import (
    BETWEEN,
    BRACKETED,
    HINT_WORDS,
    LISTED,
    NOTE_WORDS,
    NUMBERED,
    REQUIRED_MARKS,
    HeadingProblem,
)

SEARCHED_ROWS = 30
MOST_LEVELS = 3
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A column that a list may have: what it is called, and what else people call it."""

    field: str
    name: str
    is_required: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the header stands, what its columns are called, and which field each one is."""

    row: int  # of the lowest header row, from 0
    titles: tuple[str, ...]
    mapping: dict[int, str]
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def ignored(self) -> list[str]:
        """The columns that are no field of this list."""
        return [title for at, title in enumerate(self.titles) if title and at not in self.mapping]


def best(sheets: Sequence[Sheet], names: Sequence[Name]) -> tuple[Sheet, Heading]:
    """The sheet that looks most like this list, and its header."""
    found = [(sheet, heading(sheet, names)) for sheet in sheets]
    return max(found, key=lambda one: (len(one[1].mapping), not one[1].problems))


def heading(sheet: Sheet, names: Sequence[Name]) -> Heading:
    """The header with the most known columns; where columns are missing, what was found instead."""
    known = _known(names)
    top = _filled(sheet, min(len(sheet.rows), SEARCHED_ROWS))
    best_so_far: tuple[int, int, tuple[str, ...], dict[int, str]] | None = None
    for last in range(len(top)):
        for levels in range(1, min(MOST_LEVELS, last + 1) + 1):
            titles = _titles(top[last - levels + 1 : last + 1])
            mapping = _mapped(titles, known)
            fields = len(set(mapping.values()))
            if fields and (best_so_far is None or fields > best_so_far[0]):
                best_so_far = fields, last, titles, mapping
    if best_so_far is None or (best_so_far[0] < 2 <= len(names)):
        return _unfound(top, names)
    _, row, titles, mapping = best_so_far
    return Heading(row, titles, mapping, tuple(problems(row, titles, mapping, names)))


def problems(
    row: int, titles: Sequence[str], mapping: dict[int, str], names: Sequence[Name]
) -> list[tuple[str, str]]:
    """Required columns that are missing and columns that come twice: the column and the sentence."""
    listed = LISTED.join([title for title in titles if title][: SHOWN * 2])
    found = [
        (one.name, HeadingProblem.MISSING.label.format(name=one.name, row=row + 1, found=listed))
        for one in names
        if one.is_required and one.field not in mapping.values()
    ]
    first: dict[str, int] = {}
    for at, field in sorted(mapping.items()):
        if (before := first.setdefault(field, at)) != at:
            said = next(one.name for one in names if one.field == field)
            places = {"first": column_letters(before), "second": column_letters(at)}
            found.append((said, HeadingProblem.TWICE.label.format(name=said, **places)))
    return found


def _unfound(top: list[list[str]], names: Sequence[Name]) -> Heading:
    wanted = LISTED.join(one.name for one in names if one.is_required)
    rows = [[cell for cell in dict.fromkeys(row) if cell][:SHOWN] for row in top]
    found = " / ".join(LISTED.join(row) for row in [row for row in rows if row][:3])
    said = HeadingProblem.NO_HEADER.label.format(wanted=wanted, found=found[:300])
    at = max(range(len(rows)), key=lambda row: len(rows[row]), default=0)
    return Heading(at, tuple(top[at]) if top else (), {}, (("", said),))


def _filled(sheet: Sheet, height: int) -> list[list[str]]:
    """The first rows as text, with every cell of a merged area saying what the area says."""
    width = max((len(row) for row in sheet.rows[:height]), default=0)
    grid = [[_flat(cell) for cell in row] + [""] * (width - len(row)) for row in sheet.rows[:height]]
    for first_row, first, last_row, last in sheet.merged:
        if first_row < height and first < width:
            for row in range(first_row, min(last_row, height - 1) + 1):
                for at in range(first, min(last, width - 1) + 1):
                    grid[row][at] = grid[first_row][first]
    return grid


def _flat(cell: Cell) -> str:
    return re.sub(r"\s+", " ", plain(cell)) if isinstance(cell, str) else plain(cell)


def _titles(rows: list[list[str]]) -> tuple[str, ...]:
    """One name for each column: the levels from above, each said once, joined by a stroke."""
    return tuple(
        "/".join(part for part in dict.fromkeys(column) if part) for column in zip(*rows, strict=True)
    )


def _known(names: Sequence[Name]) -> dict[str, str]:
    known: dict[str, str] = {}
    for one in names:
        for said in (one.name, *one.aliases):
            known.setdefault(_key(said), one.field)
    return known


def _mapped(titles: Sequence[str], known: dict[str, str]) -> dict[int, str]:
    return {at: field for at, title in enumerate(titles) if (field := _field(title, known))}


def _field(title: str, known: dict[str, str]) -> str | None:
    """By the whole name, by its lowest level, then by either without what stands in brackets."""
    lowest = title.rpartition("/")[2]
    for said in (title, lowest, _unbracketed(title), _unbracketed(lowest)):
        if field := known.get(_key(said)):
            return field
    return None


def _unbracketed(said: str) -> str:
    return re.sub(BRACKETED, "", said)


def _key(said: str) -> str:
    narrow = unicodedata.normalize("NFKC", said).strip(REQUIRED_MARKS + " ")
    return re.sub(BETWEEN, "", narrow).lower()


def is_note(row: Sequence[Cell]) -> bool:
    """A row that says something about the table instead of standing in it: a remark below, hints above."""
    said = [plain(cell) for cell in row if not is_empty(cell)]
    if len(said) == 1 and (said[0].startswith(NOTE_WORDS) or re.match(NUMBERED, said[0])):
        return True
    hints = sum(one.startswith(HINT_WORDS) for one in said)
    return hints >= 2 and hints * 2 >= len(said)
