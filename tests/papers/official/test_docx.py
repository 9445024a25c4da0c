"""The Word document: measures, typefaces by name, parts that an office finds and can go on writing in."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from lianheng.papers.official import Annex, Grid, Heading, Text, as_docx

from .test_pdf import RED_HEADED

PAPER = replace(
    RED_HEADED,
    body=(
        Text("现将有关情况通报如下。"),
        Heading(1, "总体情况"),
        Heading(2, "得分"),
        Grid(("单位", "得分"), tuple((f"第{at}纪委", "90.00") for at in range(60))),
    ),
    attachments=("名次表",),
    annexes=(Annex("得分表", (Text("略"),)),),
    note="此件不公开",
)


@pytest.fixture(name="opened")
def _opened():
    return docx.Document(BytesIO(as_docx(PAPER)))


def line(opened, said):
    (found,) = [each for each in opened.paragraphs if each.text == said]
    return found


def face(opened, said):
    fonts = line(opened, said).style.element.rPr.rFonts
    return {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")}


def test_the_page_is_that_of_the_standard(opened):
    (section,) = opened.sections
    measured = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    measured += (section.left_margin, section.right_margin)
    assert [round(each.mm) for each in measured] == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:linePitch")) == "579"
    high = section.page_height - section.top_margin - section.bottom_margin
    assert 22 * 28.95 <= high / 12700 < 23 * 28.95


def test_each_part_has_its_typeface_by_name(opened):
    assert face(opened, "现将有关情况通报如下。") == {"仿宋_GB2312"}
    assert face(opened, "一、总体情况") == {"黑体"}
    assert face(opened, "（一）得分") == {"楷体_GB2312"}
    assert face(opened, "关于十月份工作情况的通报") == {"方正小标宋简体"}


def test_sizes_and_spacing_make_28_letters_and_22_lines(opened):
    style = line(opened, "现将有关情况通报如下。").style
    tighter = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert (style.font.size.pt + tighter) * 28 <= 442.2 < (style.font.size.pt + tighter) * 29
    assert style.paragraph_format.line_spacing.pt == pytest.approx(28.95)


def test_the_head_is_red_and_the_number_stands_on_a_red_rule(opened):
    name = opened.paragraphs[0]
    assert (name.text, str(name.style.font.color.rgb)) == ("中共某区纪律检查委员会", "D7000F")
    rule = line(opened, "某纪发〔2026〕12号").style.element.pPr.find(qn("w:pBdr"))[0]
    assert rule.get(qn("w:color")) == "D7000F"


def test_headings_can_be_walked_through(opened):
    levels = [
        line(opened, said).style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for said in ("一、总体情况", "（一）得分")
    ]
    assert levels == ["0", "1"]


def test_a_table_repeats_its_heads_and_keeps_its_rows_whole(opened):
    (table,) = opened.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[60].cells] == ["第59纪委", "90.00"]


def test_attachments_signature_date_and_note_follow_each_other(opened):
    said = [each.text for each in opened.paragraphs if each.text]
    tail = said[said.index("附件：1.得分表") :]
    assert tail == [
        "附件：1.得分表",
        "2.名次表",
        "中共某区纪律检查委员会",
        "2026年11月5日",
        "（此件不公开）",
        "附件1",
        "得分表",
        "略",
    ]
    assert line(opened, "附件1").paragraph_format.page_break_before


def test_odd_pages_are_numbered_at_the_right_and_even_ones_at_the_left(opened):
    (section,) = opened.sections
    assert opened.settings.odd_and_even_pages_header_footer
    sides = [footer.paragraphs[0].alignment.name for footer in (section.footer, section.even_page_footer)]
    assert sides == ["RIGHT", "LEFT"]
    assert 'w:instr=" PAGE "' in section.footer._element.xml


def test_a_draft_is_marked_on_odd_and_even_pages():
    for is_draft in (True, False):
        (section,) = docx.Document(BytesIO(as_docx(replace(PAPER, is_draft=is_draft)))).sections
        marks = ['string="草稿"' in each._element.xml for each in (section.header, section.even_page_header)]
        assert marks == [is_draft, is_draft]


def test_letters_that_no_document_may_hold_are_left_out():
    said = as_docx(replace(PAPER, title="题\x00目\x0b", body=(Text("甲\x07乙"),)))
    texts = [each.text for each in docx.Document(BytesIO(said)).paragraphs]
    assert "题目" in texts
    assert "甲乙" in texts


def test_the_document_names_its_author_and_day():
    said = docx.Document(BytesIO(as_docx(PAPER))).core_properties
    assert (said.author, said.title, said.category) == (PAPER.signed, PAPER.title, "通报")
    assert said.created.date() == PAPER.on
