"""Reading a workbook or a CSV file into sheets; what it is, its content says, never its name."""

import csv
import gzip
import io
import re
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from lianheng.kernel.verdict import Refused

from .cells import Cell, is_empty, plain
from .terms import PaperReason

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_ROWS = 50_000
MOST_CELLS = 5_000_000
LONGEST_CELL = 32_767 * 4  # Excel's limit in characters, in the longest UTF-8

_OLE, _ZIP, _GZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK", b"\x1f\x8b"
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ADDRESS = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Za-z]{1,3})(\d{1,7})\"")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"mime-version")
_DEFINED = re.compile(rb"<!\s*(?:doctype|entity)", re.IGNORECASE)  # no spreadsheet program writes any
_OCTOBER = re.compile(r"\d{4}\.1")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands: every row from the first, empty ones too, and what is merged (counted from 0)."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written anywhere."""
        return all(is_empty(cell) for row in self.rows for cell in row)


def read(content: bytes, *, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES) -> list[Sheet]:
    """The sheets of a file that have anything in them; refuses whatever is no table, with what to do."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused(PaperReason.EMPTY)
    if len(content) > most_bytes:
        raise Refused(PaperReason.TOO_LARGE)
    sheets = _workbook(content) if content.startswith(_ZIP) else [_csv(_decoded(content), most_rows)]
    found = [sheet for sheet in sheets if not sheet.is_empty]
    if not found:
        raise Refused(PaperReason.EMPTY)
    if any(len(sheet.rows) > most_rows for sheet in found):
        raise Refused(PaperReason.TOO_MANY_ROWS)
    return found


def unzipped(content: bytes, most: int) -> bytes:
    """The content of a gzip file, up to that many bytes; anything else as it is."""
    if not content.startswith(_GZIP):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            found = packed.read(most + 1)
    except (OSError, EOFError, zlib.error) as broken:
        raise Refused(PaperReason.BROKEN) from broken
    if len(found) > most:
        raise Refused(PaperReason.TOO_LARGE_UNPACKED)
    return found


def _workbook(content: bytes) -> list[Sheet]:
    try:
        _check_parts(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        return [_sheet(book.get_sheet_by_name(name)) for name in shown or book.sheet_names]
    except (CalamineError, BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
        raise Refused(PaperReason.BROKEN) from broken


def _check_parts(content: bytes) -> None:
    """Whether it is a workbook that can be unpacked without harm: sizes lie, so each part is read."""
    with ZipFile(io.BytesIO(content)) as parts:
        names = {info.filename for info in parts.infolist()}
        if "word/document.xml" in names:
            raise Refused(PaperReason.WORD)
        if "xl/workbook.xml" not in names:
            raise Refused(PaperReason.NOT_A_TABLE)
        if any(info.flag_bits & 1 for info in parts.infolist()):
            raise Refused(PaperReason.ENCRYPTED)
        if sum(info.file_size for info in parts.infolist()) > MOST_UNPACKED:
            raise Refused(PaperReason.TOO_LARGE_UNPACKED)
        for info in parts.infolist():
            part = parts.read(info)
            if _DEFINED.search(part.replace(b"\0", b"")):
                raise Refused(PaperReason.BROKEN)
            if _SHEET_PART.fullmatch(info.filename):
                _check_area(part)
            elif info.filename.lower() == "xl/sharedstrings.xml":
                _check_strings(part)


def _check_area(part: bytes) -> None:
    """Two far cells make a huge rectangle: the reader would allocate all of it."""
    rows, columns = [], []
    for letters, row in _ADDRESS.findall(part):
        rows.append(int(row))
        columns.append(_column_number(letters.decode().upper()))
    if rows and max(rows) * max(columns) > MOST_CELLS:
        raise Refused(PaperReason.TOO_WIDE)


def _check_strings(part: bytes) -> None:
    longest = max((len(one) for one in part.split(b"</si>")), default=0)
    if longest > LONGEST_CELL * 4:  # with the markup of rich text
        raise Refused(PaperReason.TOO_LARGE_UNPACKED)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(index: int) -> str:
    """How Excel names the column at this index, counted from 0."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(found: CalamineSheet) -> Sheet:
    rows: list[list[Cell]] = [list(row) for row in found.to_python(skip_empty_area=False)]
    while rows and all(is_empty(cell) for cell in rows[-1]):
        rows.pop()
    ranges = found.merged_cell_ranges or ()
    return Sheet(found.name, rows, tuple((*first, *last) for first, last in ranges))


def _decoded(content: bytes) -> str:
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused(PaperReason.ENCRYPTED if is_locked else PaperReason.OLD_EXCEL)
    if head.startswith(_MARKUP):
        raise Refused(PaperReason.WEB_PAGE)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _by(content, "utf-16")
    if b"\0" in content or head.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z")):
        raise Refused(PaperReason.NOT_A_TABLE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _by(content, "gb18030")


def _by(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as unknown:
        raise Refused(PaperReason.UNKNOWN_LETTERS) from unknown


def decoded(content: bytes) -> str:
    """The text of a CSV file in whatever letters it was saved; refuses what is no text."""
    return _decoded(content)


def _csv(said: str, most_rows: int) -> Sheet:
    head = said[:4096]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(said, newline=""), delimiter=delimiter, strict=True):
            rows.append([_typed(cell) for cell in row])
            if len(rows) > most_rows + 20:
                raise Refused(PaperReason.TOO_MANY_ROWS)
    except csv.Error as broken:
        raise Refused(PaperReason.OPEN_QUOTE) from broken
    while rows and all(is_empty(cell) for cell in rows[-1]):
        rows.pop()
    if max(map(len, rows), default=0) < 2:
        raise Refused(PaperReason.NOT_A_TABLE if len(rows) > 1 else PaperReason.NO_ROWS)
    return Sheet("", rows)


def _typed(cell: str) -> Cell:
    """Excel writes the October that it took for a decimal as 2026.1; as a number it will be asked about."""
    return float(cell) if _OCTOBER.fullmatch(cell) else cell


def as_kept(cell: Cell) -> str | int | float | bool | None:
    """The cell as JSON can keep it, read the same afterwards."""
    if isinstance(cell, date | datetime | time | timedelta):
        return plain(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)
    if isinstance(cell, str):
        return cell.replace("\0", "")
    return cell
