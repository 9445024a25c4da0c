"""Reading single cells as people write them: texts, codes, days, months, yes and no, numbers, words."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import TextChoices

from lianheng.kernel.period import Period

from .terms import DAY_MARKS, GAPS_IN_DAYS, NO_WORDS, SEPARATORS, YES_WORDS, CellProblem

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Reader = Callable[[Cell], Any]

_KEPT_INVISIBLE = {"\u200c", "\u200d"}  # joiners inside emoji and Indic scripts
_EXCEL_ESCAPE = re.compile(r"_x(?:000[0-9A-F]|001[0-9A-F]|D[89A-F][0-9A-F]{2})_", re.IGNORECASE)
_FIRST_SERIAL, _LAST_SERIAL = 367, 73415  # 1901-01-01 and 2100-12-31 as Excel counts days
_EPOCH = date(1899, 12, 30)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+\d{1,2}:\d{2}.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})-?")
_SEPARATORS = re.compile(SEPARATORS)
_GAPS = re.compile(GAPS_IN_DAYS)
_MOST_DIGITS = 15


class Unreadable(ValueError):
    """The cell does not say what its column asks for; carries the sentence for the person."""

    def __init__(self, problem: TextChoices, **said: object) -> None:
        super().__init__(str(problem.label).format(**said))


def plain(cell: Cell) -> str:
    """The cell as text: trimmed, without characters that no eye sees and no database takes."""
    if isinstance(cell, str):
        return cell.strip() if cell.isprintable() and "_x" not in cell else _cleaned(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def is_empty(cell: Cell) -> bool:
    """Whether nothing is written there."""
    return cell is None or (isinstance(cell, str) and plain(cell) == "")


def _cleaned(said: str) -> str:
    lines = _EXCEL_ESCAPE.sub("", said).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(map(_seen, lines)).strip()


def _seen(letter: str) -> str:
    if letter in "\n\t" or letter in _KEPT_INVISIBLE:
        return letter
    kind = unicodedata.category(letter)
    if kind == "Zs":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") else letter


def _narrow(cell: Cell) -> str:
    """Text with full-width letters, digits and signs made ordinary."""
    return unicodedata.normalize("NFKC", plain(cell)).strip()


def text(limit: int) -> Reader:
    """A short text on one line."""
    return _text(limit, keeps_lines=False)


def long_text(limit: int = 20_000) -> Reader:
    """A text of several lines."""
    return _text(limit, keeps_lines=True)


def _text(limit: int, *, keeps_lines: bool) -> Reader:
    def read(cell: Cell) -> str:
        said = plain(cell) if keeps_lines else re.sub(r"\s*\n\s*", "", plain(cell)).replace("\t", " ")
        if len(said) > limit:
            raise Unreadable(CellProblem.TOO_LONG, limit=limit, length=len(said))
        return said

    return read


def code(limit: int = 30) -> Reader:
    """A code: letters and digits as they stand, also when Excel made a number of them."""

    def read(cell: Cell) -> str:
        if isinstance(cell, bool | date | time | timedelta):
            raise Unreadable(CellProblem.NOT_CODE, said=plain(cell))
        if isinstance(cell, int | float):
            if abs(cell) >= 10**_MOST_DIGITS:
                raise Unreadable(CellProblem.CODE_LOST)
            if cell < 0 or not float(cell).is_integer():
                raise Unreadable(CellProblem.NOT_CODE, said=plain(cell))
        said = re.sub(r"\s+", "", _narrow(cell)).lstrip("'")
        if re.fullmatch(r"\d(\.\d+)?E\+\d+", said):
            raise Unreadable(CellProblem.CODE_LOST)
        if len(said) > limit:
            raise Unreadable(CellProblem.TOO_LONG, limit=limit, length=len(said))
        return said

    return read


def codes(limit: int) -> Reader:
    """Several codes or names in one cell, apart by semicolons, each once, in their order."""
    one = code(60)

    def read(cell: Cell) -> tuple[str, ...]:
        parts = _SEPARATORS.split(plain(cell)) if isinstance(cell, str) else [cell]
        found = tuple(dict.fromkeys(one(part) for part in parts if part))
        if (length := len(";".join(found))) > limit:
            raise Unreadable(CellProblem.TOO_LONG, limit=limit, length=length)
        return found

    return read


def day(cell: Cell) -> date:
    """A day as written: a date cell, 2026-10-08, 2026/10/8, 2026年10月8日, 20261008, or Excel's number."""
    found, is_whole = _day(cell)
    if not is_whole:
        raise Unreadable(CellProblem.ONLY_MONTH, said=plain(cell))
    return found


def day_or_month(cell: Cell) -> date:
    """A day; a mere month such as 2020.03 stands for its first day."""
    return _day(cell)[0]


def month(cell: Cell) -> Period:
    """A month as written: 2026-10, 2026年10月, 202610, or any day in it."""
    try:
        return Period.month_of(_day(cell)[0])
    except Unreadable as problem:
        if problem.args[0].startswith(CellProblem.NOT_DAY.label.format(said=plain(cell))):
            raise Unreadable(CellProblem.NOT_MONTH, said=plain(cell)) from None
        raise


def _day(cell: Cell) -> tuple[date, bool]:
    """The day, and whether it was written to the day."""
    if isinstance(cell, datetime):
        return _in_range(cell.date(), cell), True
    if isinstance(cell, date):
        return _in_range(cell, cell), True
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _numbered(cell)
    said = _GAPS.sub("", _narrow(cell)).translate(DAY_MARKS)
    if re.fullmatch(r"\d{8}", said):
        said = f"{said[:4]}-{said[4:6]}-{said[6:]}"
    elif re.fullmatch(r"\d{6}", said):
        said = f"{said[:4]}-{said[4:]}"
    if found := _DAY.fullmatch(said):
        return _made(cell, found[1], found[2], found[3]), True
    if found := _MONTH.fullmatch(said):
        return _made(cell, found[1], found[2], "1"), False
    raise Unreadable(CellProblem.NOT_DAY, said=plain(cell))


def _numbered(number: float) -> tuple[date, bool]:
    """Digits run together, the days that Excel counts, or a month that Excel took for a decimal."""
    if float(number).is_integer():
        whole = int(number)
        if 1900_01_01 <= whole <= 2100_12_31:
            return _made(number, str(whole)[:4], str(whole)[4:6], str(whole)[6:]), True
        if 1900_01 <= whole <= 2100_12:
            return _made(number, str(whole)[:4], str(whole)[4:], "1"), False
    elif 1900 <= number < 2101:
        year, _, after = f"{number:.2f}".partition(".")
        if after == "10":  # typed as .1 or as .10, Excel keeps the same number
            raise Unreadable(CellProblem.JANUARY_OR_OCTOBER, said=plain(number), year=year)
        if abs(number - float(f"{year}.{after}")) < 1e-9:
            return _made(number, year, after, "1"), False
    if _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        return _EPOCH + timedelta(days=int(number)), True
    raise Unreadable(CellProblem.NOT_DAY, said=plain(number))


def _made(cell: Cell, year: str, month: str, day: str) -> date:
    try:
        return _in_range(date(int(year), int(month), int(day)), cell)
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable(CellProblem.NO_SUCH_DAY, said=plain(cell)) from None


def _in_range(found: date, cell: Cell) -> date:
    if not 1900 <= found.year <= 2100:
        raise Unreadable(CellProblem.DAY_OUT_OF_RANGE, said=plain(cell))
    return found


def yes_no(cell: Cell) -> bool:
    """Yes or no, as people tick it."""
    said = _narrow(cell).lower()
    if said in YES_WORDS:
        return True
    if said in NO_WORDS:
        return False
    raise Unreadable(CellProblem.NOT_YES_NO, said=plain(cell))


def whole(low: int, high: int) -> Reader:
    """A whole number within these bounds."""

    def read(cell: Cell) -> int:
        said = _narrow(cell).replace(",", "")
        if isinstance(cell, bool | date | time | timedelta) or not re.fullmatch(
            r"[+-]?\d{1,18}(\.0*)?", said
        ):
            raise Unreadable(CellProblem.NOT_WHOLE, said=plain(cell))
        number = int(said.partition(".")[0])
        if not low <= number <= high:
            raise Unreadable(CellProblem.OUT_OF_RANGE, said=plain(cell), low=low, high=high)
        return number

    return read


def word(known: Mapping[str, str], listed: str) -> Reader:
    """One word of a list, by its code or any of its names."""

    def read(cell: Cell) -> str:
        return _known(cell, plain(cell), known, listed)

    return read


def words(known: Mapping[str, str], listed: str) -> Reader:
    """Several words of a list in one cell, apart by semicolons."""

    def read(cell: Cell) -> tuple[str, ...]:
        parts = [part for part in _SEPARATORS.split(plain(cell)) if part]
        return tuple(dict.fromkeys(_known(part, part, known, listed) for part in parts))

    return read


def _known(cell: Cell, said: str, known: Mapping[str, str], listed: str) -> str:
    key = re.sub(r"\s+", "", _narrow(cell)).lower()
    if key not in known:
        raise Unreadable(CellProblem.NOT_LISTED, said=said, listed=listed)
    return known[key]
