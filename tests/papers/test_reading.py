"""Files are what their content says; what is no table is refused with what to do."""

import io
import zipfile

import pytest

from lianheng.kernel.verdict import Refused
from lianheng.papers import reading
from lianheng.papers.reading import read
from lianheng.papers.terms import PaperReason
from tests.papers.sheets import text_file, workbook

ROWS = [["单位编码", "单位名称"], ["T01", "梅林镇纪委"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def with_sheet(content: bytes, sheet: bytes) -> bytes:
    """The same workbook with another first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_whatever_letters_excel_saved_it(encoding):
    assert read(text_file(ROWS, encoding))[0].rows == ROWS


def test_a_workbook_is_read_with_its_rows_where_they_stand():
    rows = read(workbook([[None], [None], *ROWS]))[0].rows
    assert rows[2] == ROWS[0]
    assert rows[3] == ROWS[1]


def test_empty_sheets_are_passed_over():
    assert len(read(workbook(ROWS, sheets=3))) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", PaperReason.EMPTY),
        (b"\xef\xbb\xbf\r\n ", PaperReason.EMPTY),
        (zipped(word__document_xml=b"<w/>"), PaperReason.WORD),
        (zipped(readme=b"x"), PaperReason.NOT_A_TABLE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), PaperReason.ENCRYPTED),
        (OLE + "Workbook".encode("utf-16-le"), PaperReason.OLD_EXCEL),
        (b"PK\x03\x04 broken", PaperReason.BROKEN),
        (b"%PDF-1.7 \n%\xe2", PaperReason.NOT_A_TABLE),
        (b"\x89PNG\r\n\x1a\n\0\0", PaperReason.NOT_A_TABLE),
        (b"<html><table><tr><td>1</td></tr></table>", PaperReason.WEB_PAGE),
        (b"\x81\xff\x81\xff,1\n", PaperReason.UNKNOWN_LETTERS),
        ('单位编码,名称\n"T01,甲\n'.encode(), PaperReason.OPEN_QUOTE),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content, reason):
    with pytest.raises(Refused) as refusal:
        read(content)
    assert refusal.value.reason == reason


def test_a_file_that_unpacks_beyond_measure_is_refused():
    with pytest.raises(Refused) as refusal:
        read(zipped(xl__workbook_xml=b"<w/>", big=b" " * (reading.MOST_UNPACKED + 1)))
    assert refusal.value.reason == PaperReason.TOO_LARGE_UNPACKED


def test_two_far_cells_do_not_fill_the_memory():
    far = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>
    </sheetData></worksheet>"""
    with pytest.raises(Refused) as refusal:
        read(with_sheet(workbook(ROWS), far))
    assert refusal.value.reason == PaperReason.TOO_WIDE


def test_more_rows_than_can_be_handled_are_refused():
    with pytest.raises(Refused) as refusal:
        read(text_file([["a", "b"]] * 100), most_rows=50)
    assert refusal.value.reason == PaperReason.TOO_MANY_ROWS


def test_an_october_that_excel_took_for_a_decimal_stays_open_in_a_csv_file():
    assert read(text_file([["月份", "名称"], ["2026.1", "x"]]))[0].rows[1][0] == 2026.1
