"""The PDF is measured: margins, lines, letters, head, date, page numbers, as GB/T 9704-2012 says them."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
import typst
from django.test import override_settings

from lianheng.kernel.verdict import Refused
from lianheng.papers.official import Annex, Grid, Heading, Paper, Text, as_pdf, pdf
from lianheng.papers.official.glyphs import drawn, spelt

from .pages import pages

PAPER = Paper(
    agency="",
    kind="通报",
    number="",
    title="关于十月份工作情况的通报",
    to="",
    body=(Text("测" * 28 * 60),),
    signed="",
    on=date(2026, 11, 5),
)
RED_HEADED = replace(
    PAPER,
    agency="中共某区纪律检查委员会",
    number="某纪发[2026]12号",
    to="各镇纪委",
    body=(Text("现将有关情况通报如下。"),),
    signed="中共某区纪律检查委员会",
)
LETTER = 15.75 * 25.4 / 72


def test_a_page_has_the_margins_of_the_standard():
    full = pages(as_pdf(PAPER))[1]
    assert (round(full.wide), round(full.high)) == (210, 297)
    text = full.lines[:22]
    assert min(line[0].left for line in text) == pytest.approx(28, abs=0.1)
    assert max(line[-1].right for line in text) == pytest.approx(184, abs=1)  # 26 from the edge
    assert text[0][0].middle - LETTER / 2 == pytest.approx(37, abs=0.5)
    assert text[-1][0].middle + LETTER / 2 == pytest.approx(297 - 35, abs=5)  # the last line's own leading


def test_a_page_has_22_lines_of_28_letters():
    full = pages(as_pdf(PAPER))[1]
    assert [len(line) for line in full.lines[:-1]] == [28] * 22
    middles = [line[0].middle for line in full.lines[:-1]]
    steps = {round(below - above, 2) for above, below in pairwise(middles)}
    assert steps <= {10.21, 10.22}  # 28.95 points
    assert {round(line[0].size, 2) for line in full.lines[:-1]} == {15.75}


def test_page_numbers_stand_outside_with_dashes():
    found = pages(as_pdf(PAPER))
    assert len(found) > 2
    odd, even = found[0].lines[-1], found[1].lines[-1]
    assert ["".join(each.text for each in line) for line in (odd, even)] == ["— 1 —", "— 2 —"]
    assert odd[-1].right == pytest.approx(184 - 14 * 25.4 / 72, abs=1.5)
    assert even[0].left == pytest.approx(28 + 14 * 25.4 / 72, abs=1.5)
    assert odd[0].size == pytest.approx(14, abs=0.1)
    assert odd[0].middle == pytest.approx(262 + 7 + 2.5, abs=1)


def test_a_paper_of_an_agency_has_a_red_head_and_a_rule():
    page = pages(as_pdf(RED_HEADED))[0]
    name = page.lines[0]
    assert page.texts()[0] == "中共某区纪律检查委员会"
    assert name[0].colour[0] > 0.8
    assert name[0].colour[1] < 0.1
    assert name[0].middle - name[0].size * 25.4 / 72 / 2 == pytest.approx(37 + 35, abs=1.5)
    number = page.line("某纪发〔2026〕12号")
    (rule,) = page.strokes
    assert rule[:2] == (pytest.approx(28, abs=0.1), pytest.approx(184, abs=0.1))
    assert rule[2] - number[0].middle - LETTER / 2 == pytest.approx(4, abs=0.5)


def test_without_an_agency_there_is_no_head():
    assert pages(as_pdf(PAPER))[0].strokes == []


def test_the_title_is_large_and_in_the_middle():
    title = pages(as_pdf(RED_HEADED))[0].line("关于十月份工作情况的通报")
    assert title[0].size == pytest.approx(22, abs=0.1)
    assert (title[0].left + title[-1].right) / 2 == pytest.approx(28 + 78, abs=0.3)


def test_a_very_long_title_stays_within_the_page_in_lines_alike():
    said = "关于" + "二〇二六年十月份全区基层纪检监察组织月度清单完成情况" * 3 + "的通报"
    lines = [line for line in pages(as_pdf(replace(PAPER, title=said)))[0].lines if line[0].size > 20]
    assert "".join(each.text for line in lines for each in line) == said
    assert all(line[0].left >= 27.9 and line[-1].right <= 184.1 for line in lines)
    assert min(len(line) for line in lines) > 10


def test_the_date_ends_four_letters_from_the_right():
    page = pages(as_pdf(RED_HEADED))[0]
    on, signed = page.line("2026年11月5日"), page.lines[-3]
    assert 184 - on[-1].right == pytest.approx(4 * LETTER, abs=0.3)
    centre = (on[0].left + on[-1].right) / 2
    assert (signed[0].left + signed[-1].right) / 2 == pytest.approx(centre, abs=2)


def test_headings_have_their_faces_and_stand_two_letters_in():
    levels = tuple(Heading(level, "情况") for level in (1, 2, 3, 4))
    page = pages(as_pdf(replace(PAPER, body=levels)))[0]
    found = [page.line(said) for said in ("一、情况", "（一）情况", "1. 情况", "（1）情况")]
    assert ["Sans" in line[0].face for line in found] == [True, False, False, False]
    assert found[2][0].left == pytest.approx(28 + 2 * LETTER, abs=0.3)


def test_a_table_over_several_pages_repeats_its_heads():
    rows = tuple((str(at), f"第{at}纪委", "90.00") for at in range(1, 91))
    found = pages(as_pdf(replace(PAPER, body=(Grid(("序号", "单位", "得分"), rows),))))
    assert len(found) == 4
    assert all("序号单位得分" in page.texts() for page in found)
    said = "".join("".join(page.texts()) for page in found)
    assert all(f"{at}第{at}纪委90.00" in said for at in range(1, 91))


def test_a_cell_longer_than_a_page_is_not_cut():
    row = (("单位", "长" * 3000),)
    found = pages(as_pdf(replace(PAPER, body=(Grid(("名称", "说明"), row),))))
    assert sum(text.count("长") for page in found for text in page.texts()) == 3000


def test_a_draft_is_marked_across_every_page():
    assert {"".join(sorted(page.turned)) for page in pages(as_pdf(replace(PAPER, is_draft=True)))} == {"稿草"}
    assert {page.turned for page in pages(as_pdf(PAPER))} == {""}


def test_an_annex_begins_on_a_page_of_its_own_and_is_named_before_the_signature():
    annex = Annex("得分表", (Grid(("单位", "得分"), (("梅林镇", "92.00"),)),))
    first, second = pages(as_pdf(replace(RED_HEADED, annexes=(annex,))))
    assert "附件：得分表" in first.texts()
    assert second.texts()[:3] == ["附件", "得分表", "单位得分"]


def test_letters_beyond_gbk_are_drawn():
    said = "㐂䶮𬭎龘镕𫟹"
    known = drawn(pdf._folders())
    assert all(ord(letter) in known for letter in said)
    page = pages(as_pdf(replace(PAPER, body=(Text(said),))))[0]
    assert said in page.texts()


def test_a_letter_that_no_typeface_has_is_spelt_out():
    page = pages(as_pdf(replace(PAPER, body=(Text("王\U00030000🙂"),))))[0]
    assert "王〔U+30000〕〔U+1F642〕" in page.texts()
    assert spelt("甲\ufe0f乙", frozenset(map(ord, "甲乙"))) == "甲乙"


def test_every_letter_of_the_common_character_set_is_drawn():
    known = drawn(pdf._folders())
    common = [bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    letters = [code.decode("gb2312", errors="ignore") for code in common]
    assert len([letter for letter in letters if letter]) == 6763
    assert [letter for letter in letters if letter and ord(letter) not in known] == []


def test_what_people_write_is_never_read_as_source():
    said = '#panic("x") $x$ *粗* _斜_ @名 `码` <b> \\ //注 = 题 [ ]'
    page = pages(as_pdf(replace(PAPER, title=said[:12], body=(Text(said),))))[0]
    assert said.replace(" ", "") in "".join(page.texts()).replace(" ", "")


def test_the_template_says_nothing_to_warn_of():
    paper = replace(RED_HEADED, is_draft=True, attachments=("甲", "乙"), note="此件不公开")
    compiler = typst.Compiler(
        str(pdf.HERE / "official.typ"), font_paths=list(pdf._folders()), ignore_system_fonts=True
    )
    _, warnings = compiler.compile_with_warnings(sys_inputs={"paper": json.dumps(pdf._said(paper))})
    assert [warning.message for warning in warnings] == []


def test_the_same_paper_is_the_same_file():
    assert as_pdf(RED_HEADED) == as_pdf(RED_HEADED)


def test_without_typefaces_a_pdf_is_refused_with_what_to_do(tmp_path):
    with override_settings(TYPEFACES=[tmp_path]), pytest.raises(Refused, match="字体"):
        as_pdf(PAPER)
