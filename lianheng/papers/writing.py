"""Writing workbooks: a frozen header, codes as text, nothing that Excel could take for a formula."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

import xlsxwriter

from lianheng.kernel.moments import ZONE
from lianheng.ui.sheet import Sheet
from lianheng.ui.sheet import Value as Value

from .terms import NO_WORD, YES_WORD, SheetWord

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767
SAFELY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS = 1_000_000  # what a sheet of Excel holds, with room for what stands around them
MOST_DIGITS = 10**15
TOLD_EVERY = 500


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
    text, head, day, moment = _formats(book)
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
            _write(sheet, (top + count, at), value, (text, day, moment))
    for at, one in enumerate(heads):
        if one.hint:
            sheet.write_comment(top, at, one.hint)
    book.close()
    return count


def _formats(book: xlsxwriter.Workbook) -> tuple[Any, Any, Any, Any]:
    """Text, header, day, moment."""
    return (
        book.add_format({"num_format": "@"}),
        book.add_format({"bold": True, "bg_color": "#F3EEEA", "bottom": 1, "text_wrap": True}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
    )


def _write(sheet: Any, where: tuple[int, int], value: Value, formats: tuple[Any, Any, Any]) -> None:
    """A cell as what it is: a number a number, a day a day, everything else text and nothing but text."""
    text, day, moment = formats
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(*where, YES_WORD if value else NO_WORD, text)
    elif isinstance(value, int | float | Decimal) and abs(float(value)) < MOST_DIGITS:
        sheet.write_number(*where, float(value))
    elif isinstance(value, datetime):
        local = value.astimezone(ZONE) if value.tzinfo else value
        sheet.write_datetime(*where, local.replace(tzinfo=None), moment)
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(*where, value, day)
    else:
        sheet.write_string(*where, str(value)[:LONGEST], text)


def write_sheet(
    out: BinaryIO,
    sheet: Sheet,
    *,
    by: str,
    at: datetime,
    number: str = "",
    tell: Callable[[int], None] = lambda rows: None,
) -> int:
    """A list as it is shown, row by row, with who took it along above it; says how many rows it has."""
    book = xlsxwriter.Workbook(out, SAFELY)
    writer = _Writer(book, sheet, by, at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"), number)
    for row in sheet.rows():
        writer.add(row)
        if writer.count % TOLD_EVERY == 0:
            tell(writer.count)
    writer.close()
    book.close()
    return writer.count


@dataclass
class _Writer:
    """Writes the rows; where a sheet is full it goes on to the next."""

    book: xlsxwriter.Workbook
    sheet: Sheet
    by: str
    at: str
    number: str = ""
    count: int = 0
    row: int = MOST_ROWS
    page: Any = None
    sums: dict[int, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text, self.head, self.day, self.moment = _formats(self.book)
        self._turn()

    def add(self, row: Sequence[Value]) -> None:
        """The next row, its number first."""
        if self.row >= MOST_ROWS:
            self._turn()
        self.count += 1
        self.row += 1
        for place, value in enumerate((self.count, *row)):
            _write(self.page, (self.row, place), value, (self.text, self.day, self.moment))
        for place, column in enumerate(self.sheet.columns):
            value = row[place]
            if column.is_summed and isinstance(value, int | Decimal):
                self.sums[place] = self.sums.get(place, Decimal(0)) + value

    def _turn(self) -> None:
        if self.page is not None:
            self.page.autofilter(1, 0, self.row, len(self.sheet.columns))
        number = len(self.book.worksheets())
        name = _sheet_name(self.sheet.title)
        self.page, self.row = self.book.add_worksheet(f"{name[:28]}-{number + 1}" if number else name), 1
        self._set_up()
        self.page.write_string(0, 0, self._above())
        for place, title in enumerate(
            (str(SheetWord.ORDINAL.label), *(each.title for each in self.sheet.columns))
        ):
            self.page.write_string(1, place, title, self.head)

    def _set_up(self) -> None:
        """Widths, and how it comes out of a printer."""
        self.page.set_column(0, 0, 6)
        for place, column in enumerate(self.sheet.columns, 1):
            self.page.set_column(place, place, column.width, self.text)
        self.page.freeze_panes(2, 2)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.repeat_rows(1)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer(str(SheetWord.PAGE.label).format(by=self.by.replace("&", "&&"), at=self.at))

    def _above(self) -> str:
        said = "; ".join(f"{label} {text}" for label, text in self.sheet.conditions)
        under = str(SheetWord.CONDITIONS.label).format(said=said) if said else SheetWord.NO_CONDITION.label
        made = str(SheetWord.MADE.label).format(at=self.at, by=self.by)
        if self.number:
            made += str(SheetWord.NUMBERED.label).format(number=self.number)
        return f"{self.sheet.title} · {under} · {made}"

    def close(self) -> None:
        """The sums, and how many rows there are."""
        self.page.autofilter(1, 0, max(self.row, 2), len(self.sheet.columns))
        end = self.row + 1
        if self.sums:
            self.page.write_string(end, 1, str(SheetWord.TOTAL.label), self.head)
            for place, total in self.sums.items():
                self.page.write_number(end, place + 1, float(total), self.head)
            end += 1
        self.page.write_string(end, 0, str(SheetWord.COUNT.label).format(rows=self.count))


def as_bytes(name: str, heads: Sequence[Head], rows: Iterable[Sequence[Value]], *, above: str = "") -> bytes:
    """A small workbook at once."""
    out = BytesIO()
    write(out, name, heads, rows, above=above)
    return out.getvalue()


def _sheet_name(name: str) -> str:
    return "".join(letter for letter in name if letter not in "[]:*?/\\'")[:31] or "Sheet1"
