"""Which letters the typefaces have: what none of them can draw is spelt out, never left as an empty box."""

import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unicodedata import category

from .terms import UNKNOWN

SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x200C, 0x200D}
FACES = (".ttf", ".otf")


@cache
def drawn(folders: tuple[str, ...]) -> frozenset[int]:
    """Every letter that some typeface in these folders has."""
    files = [file for folder in folders for file in sorted(Path(folder).glob("*"))]
    return frozenset().union(*(_letters(file) for file in files if file.suffix.lower() in FACES))


def spelt(text: str, known: frozenset[int]) -> str:
    """The text with every letter that nobody can draw written as its number."""
    if all(ord(letter) in known for letter in text):
        return text
    return "".join(_spelt(letter, known) for letter in text if ord(letter) not in SELECTORS)


def _spelt(letter: str, known: frozenset[int]) -> str:
    if ord(letter) in known or category(letter)[0] in "ZC":
        return letter
    return UNKNOWN.format(ord(letter))


def _letters(file: Path) -> set[int]:
    """The letters of one file: its table `cmap`, in the two forms that reach beyond one byte."""
    content = file.read_bytes()
    tables = {
        content[at : at + 4]: struct.unpack(">LL", content[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", content[4:6])[0], 16)
    }
    start, length = tables[b"cmap"]
    cmap = content[start : start + length]
    offsets = [
        struct.unpack(">L", cmap[at + 4 : at + 8])[0]
        for at in range(4, 4 + 8 * struct.unpack(">H", cmap[2:4])[0], 8)
    ]
    return set().union(*(_subtable(cmap[offset:]) for offset in set(offsets)))


def _subtable(table: bytes) -> set[int]:
    form = struct.unpack(">H", table[:2])[0]
    if form == 12:
        count = struct.unpack(">L", table[12:16])[0]
        groups = struct.iter_unpack(">LLL", table[16 : 16 + 12 * count])
        return {letter for first, last, _ in groups for letter in range(first, last + 1)}
    return _segments(table) if form == 4 else set()


def _segments(table: bytes) -> set[int]:
    doubled = struct.unpack(">H", table[6:8])[0]
    columns: list[Sequence[int]] = [
        struct.unpack(f">{doubled // 2}H", table[at : at + doubled])
        for at in (14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled)
    ]
    found = set()
    for at, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
        for letter in range(first, min(last, 0xFFFE) + 1):
            glyph = letter
            if offset:
                place = 16 + 3 * doubled + 2 * at + offset + 2 * (letter - first)
                glyph = struct.unpack(">H", table[place : place + 2])[0]
            if glyph and (glyph + delta) % 65536:
                found.add(letter)
    return found
