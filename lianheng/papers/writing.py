"""Writing workbooks: a frozen header, codes as text, nothing that Excel could take for a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import BinaryIO

import xlsxwriter

from .terms import NO_WORD, YES_WORD

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767
SAFELY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Value = str | int | float | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a workbook: what stands above it, how wide it is, what one should write in it."""

    name: str
    width: float = 14
    is_required: bool = False
    hint: str = ""


def write(
    out: BinaryIO, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Value]], *, above: str = ""
) -> int:
    """One sheet, row by row, so that memory stays flat; says how many rows it wrote."""
    book = xlsxwriter.Workbook(out, SAFELY)
    sheet = book.add_worksheet(_sheet_name(name))
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "bg_color": "#F3EEEA", "bottom": 1, "text_wrap": True})
    for at, one in enumerate(heads):
        sheet.set_column(at, at, one.width, text)
    top = 0
    if above:
        sheet.write_string(0, 0, above)
        top = 1
    for at, one in enumerate(heads):
        sheet.write_string(top, at, one.name + ("*" if one.is_required else ""), head)
    sheet.freeze_panes(top + 1, 0)
    count = 0
    for count, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            _write(sheet, top + count, at, value, text)
    for at, one in enumerate(heads):
        if one.hint:
            sheet.write_comment(top, at, one.hint)
    book.close()
    return count


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, value: Value, text: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, at, YES_WORD if value else NO_WORD, text)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, at, float(value))
    elif isinstance(value, datetime):
        sheet.write_string(row, at, value.isoformat(" ", "minutes"), text)
    elif isinstance(value, date):
        sheet.write_string(row, at, value.isoformat(), text)
    else:
        sheet.write_string(row, at, value[:LONGEST], text)


def as_bytes(name: str, heads: Sequence[Head], rows: Iterable[Sequence[Value]], *, above: str = "") -> bytes:
    """A small workbook at once."""
    out = BytesIO()
    write(out, name, heads, rows, above=above)
    return out.getvalue()


def _sheet_name(name: str) -> str:
    return "".join(letter for letter in name if letter not in "[]:*?/\\'")[:31] or "Sheet1"
