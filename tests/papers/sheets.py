"""Small workbooks in the shapes that people hand in."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter


def workbook(rows: Sequence[Sequence[object]], *, merged: Sequence[str] = (), sheets: int = 1) -> bytes:
    """The rows on the last sheet; ranges such as A1:A3 are merged, keeping what stands top left."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for _ in range(sheets - 1):
        book.add_worksheet()
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, row in enumerate(rows):
        for column, said in enumerate(row):
            if isinstance(said, date):
                sheet.write_datetime(at, column, said, day)
            elif said is not None:
                sheet.write(at, column, said)
    for area in merged:
        first = area.partition(":")[0]
        row, column = int(first[1:]) - 1, ord(first[0]) - 65
        sheet.merge_range(area, rows[row][column])
    book.close()
    return out.getvalue()


def text_file(rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> bytes:
    """The rows as a CSV file."""
    lines = (",".join("" if said is None else str(said) for said in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)
