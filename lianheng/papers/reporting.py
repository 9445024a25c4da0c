"""A workbook that is printed as it is: merged title, heads in two rows, sums, and where it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
import xlsxwriter.utility

from .terms import PAGE_OF, ROWS, TOTAL
from .writing import LONGEST, SAFELY, Value

SIZES = {"title": 16, "head": 11, "cell": 10.5}
A4 = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what stands above it together with its neighbours, and what its last row says."""

    name: str
    width: float = 10
    group: str = ""
    sums: str = ""  # "", "sum" or "mean"
    form: str = "0"


@dataclass(frozen=True, slots=True)
class Report:
    """What is said above, in and below the table."""

    name: str
    title: str
    columns: Sequence[Column]
    source: Sequence[tuple[str, str]]  # query, moment, operator: what it is, and what it says


def write_report(out: BinaryIO, report: Report, rows: Iterable[Sequence[Value]]) -> int:
    """Row by row, so that memory stays flat; says how many rows it wrote."""
    book = xlsxwriter.Workbook(out, SAFELY)
    sheet = book.add_worksheet(report.name)
    pen = _Pen(book, sheet, report)
    pen.head()
    for row in rows:
        pen.row(row)
    count = pen.at - pen.first
    pen.foot(count)
    book.close()
    return count


class _Pen:
    """Writes one sheet from its title down to where it comes from; never back."""

    def __init__(self, book: Any, sheet: Any, report: Report) -> None:
        self.sheet, self.report, self.columns = sheet, report, report.columns
        self.last, self.at, self.first = len(report.columns) - 1, 0, 0
        self.summed = [(Decimal(0), 0) for _ in report.columns]
        plain = {"font_size": SIZES["cell"], "valign": "vcenter", "border": 1, "text_wrap": True}
        self.title = book.add_format(
            {"bold": True, "font_size": SIZES["title"], "align": "center", "valign": "vcenter"}
        )
        strong = {**plain, "bold": True, "bg_color": "#F3EEEA"}
        self.heading = book.add_format({**strong, "align": "center"})
        self.text = book.add_format({**plain, "num_format": "@"})
        self.numbers = [book.add_format({**plain, "num_format": column.form}) for column in self.columns]
        self.totals = [book.add_format({**strong, "num_format": column.form}) for column in self.columns]
        self.small = book.add_format({"font_size": 9, "font_color": "#555555"})

    def head(self) -> None:
        """Title, heads in two rows; frozen, repeated on each printed page, A4 across."""
        sheet = self.sheet
        for at, column in enumerate(self.columns):
            sheet.set_column(at, at, column.width)
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, self.last, self.report.title, self.title)
        for first, last, group in self._groups():
            if group and last > first:
                sheet.merge_range(1, first, 1, last, group, self.heading)
            else:
                sheet.write_string(1, first, group or self.columns[first].name, self.heading)
        for at, column in enumerate(self.columns):
            sheet.write_string(2, at, column.name if column.group else "", self.heading)
            if not column.group:  # merge_range would write below and go back, which flat memory forbids
                sheet.merge.append([1, at, 2, at])
        sheet.freeze_panes(3, 3)
        sheet.repeat_rows(0, 2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer(PAGE_OF)
        self.at = self.first = 3

    def _groups(self) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        for at, column in enumerate(self.columns):
            if found and column.group and found[-1][2] == column.group:
                found[-1] = (found[-1][0], at, column.group)
            else:
                found.append((at, at, column.group))
        return found

    def row(self, values: Sequence[Value]) -> None:
        """One row; numbers as numbers, words as words."""
        for at, value in enumerate(values):
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                self.sheet.write_number(self.at, at, float(value), self.numbers[at])
                total, count = self.summed[at]
                self.summed[at] = (total + Decimal(str(value)), count + 1)
            else:
                self.sheet.write_string(self.at, at, str(value or "")[:LONGEST], self.text)
        self.at += 1

    def foot(self, rows: int) -> None:
        """Sums as formulas that Excel reckons anew, then where the sheet comes from."""
        if rows:
            self._totals()
        self.sheet.print_area(0, 0, self.at + len(self.report.source) + 1, self.last)
        for label, said in (*self.report.source, (ROWS, str(rows))):
            self.at += 1
            self.sheet.write_string(self.at, 0, f"{label}: {said}", self.small)

    def _totals(self) -> None:
        self.sheet.write_string(self.at, 0, TOTAL, self.heading)
        for at, column in enumerate(self.columns):
            area = f"{_letters(at)}{self.first + 1}:{_letters(at)}{self.at}"
            if column.sums:
                self.sheet.write_formula(self.at, at, *self._reckoned(at, column, area))
            elif at:
                self.sheet.write_blank(self.at, at, None, self.totals[at])
        self.at += 1

    def _reckoned(self, at: int, column: Column, area: str) -> tuple[str, Any, float]:
        """The formula for Excel, and its value for whoever only looks."""
        total, count = self.summed[at]
        if column.sums == "sum":
            return f"=SUM({area})", self.totals[at], float(total)
        mean = float(total / count) if count else 0.0
        return f'=IFERROR(AVERAGE({area}),"")', self.totals[at], mean


def _letters(at: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(at))
