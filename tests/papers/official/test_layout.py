"""What follows from the standard before anything is drawn."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lianheng.papers.official import Grid, Heading, Paper, Text, layout


@pytest.mark.parametrize(
    "said", ["某纪发[2026]1号", "某纪发（2026）1号", "某纪发【2026】1号", "某纪发〔2026〕1号"]
)
def test_the_year_of_a_number_stands_in_six_corner_brackets(said):
    assert layout.numbered(said) == "某纪发〔2026〕1号"


@pytest.mark.parametrize(
    ("said", "becomes"), [("各镇纪委", "各镇纪委："), ("各镇纪委:", "各镇纪委："), (" ", "")]
)
def test_the_recipients_are_followed_by_a_colon(said, becomes):
    assert layout.addressed(said) == becomes


def test_the_date_is_in_arabic_digits_without_leading_zeros():
    assert layout.day(date(2026, 1, 5)) == "2026年1月5日"
    assert layout.day(None) == ""


def test_headings_count_anew_below_each_higher_one():
    body = [
        Heading(1, "甲"),
        Heading(2, "乙"),
        Heading(2, "丙"),
        Heading(1, "丁"),
        Heading(2, "戊"),
        Heading(3, "己"),
    ]
    said = [block.text for block in layout.settled(body)]
    assert said == ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "1. 己"]


@pytest.mark.parametrize(
    "said", ["一、总体情况", "（二）问题", "3. 其他", "（4）其他", "第一章 总则", "十二、附则"]
)
def test_a_heading_that_brings_its_number_keeps_it(said):
    assert [block.text for block in layout.settled([Heading(2, said)])] == [said]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_chinese_numerals(number, said):
    assert layout.numeral(number) == said


def test_each_line_of_a_text_is_a_paragraph():
    assert list(layout.settled([Text("一\n\n 二 \r\n三")])) == [Text("一"), Text("二"), Text("三")]


def test_a_row_that_is_too_short_or_too_long_is_set_to_its_heads():
    (grid,) = layout.settled([Grid(("甲", "乙"), (("1",), ("1", "2", "3")))])
    assert grid.rows == (("1", ""), ("1", "2"))


def test_numbers_stand_right_words_in_the_middle_sentences_left():
    grid = Grid(("a", "b", "c"), (("92.00", "梅林镇", "未按时完成三务公开核查"), ("—", "城关", "")))
    assert layout.alignments(grid) == ["right", "center", "left"]


def test_one_attachment_has_no_number_several_have():
    assert layout.attached(["甲"]) == [("", "甲")]
    assert layout.attached(["甲", "", "乙"]) == [("1.", "甲"), ("2.", "乙")]


@given(some.text(max_size=60), some.dates())
def test_neither_signature_nor_date_passes_the_edge(signed, on):
    said = layout.day(on)
    place = layout.place(signed, said)
    assert place.signed >= 0
    assert place.on >= layout.FROM_RIGHT
    if layout.em(signed) < 28:
        centres = place.signed + layout.em(signed) / 2, place.on + layout.em(said) / 2
        assert centres[0] == pytest.approx(centres[1])


@given(some.text(min_size=1, max_size=200))
def test_the_lines_of_a_title_have_room(title):
    assert 0 <= layout.title_side(title) < layout.WIDE / layout.TITLE / 2


def test_the_red_name_stays_on_one_line():
    for name in ("某区纪委", "中共某某自治县纪律检查委员会某某县监察委员会"):
        assert layout.agency_size(name) * layout.em(name) < layout.WIDE


def test_an_attachment_that_is_bound_in_is_named_once():
    paper = Paper("", "通报", "", "题", "", (), "", None, attachments=("得分表", "名次表"))
    assert layout.attachment_names(paper) == ("得分表", "名次表")
