"""Cells as people write them."""

from contextlib import nullcontext, suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.kernel.period import Period
from lianheng.papers import cells
from lianheng.papers.cells import Unreadable
from lianheng.papers.terms import NO_WORDS, YES_WORDS

OCTOBER_8 = date(2026, 10, 8)
MIDNIGHT = datetime.combine(OCTOBER_8, time.min)
FULL_WIDTH = "".join(chr(ord(letter) + 0xFEE0) for letter in "2026-10-08")
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ANYTHING = (
    st.text() | st.integers() | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.times()
    | st.timedeltas() | st.none()
)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "2026-10-08", "2026/10/8", "2026.10.8", "2026年10月8日", "2026年10月08号", "20261008", 20261008.0,
        FULL_WIDTH, " 2026 年 10 月 8 日", "2026-10-08 00:00:00", "2026/10/8  14:30", 46303.0,
        MIDNIGHT, OCTOBER_8, "\u200b2026-10-08\xa0",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(said):
    assert cells.day(said) == OCTOBER_8


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2026-13-01", "没有"),
        ("2026-02-29", "没有"),
        ("2026.10", "没有写到日"),
        (2026.1, "分不清"),
        ("明天", "不是日期"),
        ("26-10-08", "不是日期"),
        ("1812-01-01", "1900"),
        (True, "不是日期"),
        (-1.0, "不是日期"),
        (float("nan"), "不是日期"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(said, why):
    with pytest.raises(Unreadable, match=why):
        cells.day(said)


@pytest.mark.parametrize("said", ["1985.03", "1985-3", "1985年3月", 198503.0, "198503", 1985.03, "1985.3.1"])
def test_a_month_stands_for_its_first_day_where_a_month_is_enough(said):
    assert cells.day_or_month(said) == date(1985, 3, 1)


@pytest.mark.parametrize(
    "said", ["2026-10", "2026年10月", "202610", 202610.0, date(2026, 10, 31), "2026/10", "2026-10-08"]
)
def test_a_month_is_read_however_it_is_written(said):
    assert cells.month(said) == Period.month("2026-10")


def test_a_month_without_its_year_is_refused():
    with pytest.raises(Unreadable, match="请写成 2026-10"):
        cells.month("10月")


@given(DAYS)
def test_every_day_survives_every_way_of_writing_it(day):
    assert cells.day(day.isoformat()) == day
    assert cells.day(f"{day.year}年{day.month}月{day.day}日") == day
    assert cells.day(datetime.combine(day, time.min)) == day
    assert cells.day(float(day.strftime("%Y%m%d"))) == day
    assert cells.month(day) == Period.month_of(day)


@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)))
def test_a_day_that_excel_counted_is_the_same_day(day):
    assert cells.day(float((day - date(1899, 12, 30)) / timedelta(days=1))) == day


@given(ANYTHING)
def test_no_cell_whatever_breaks_a_reader(said):
    readers = (
        cells.day, cells.day_or_month, cells.month, cells.yes_no, cells.code(), cells.codes(100),
        cells.text(20), cells.long_text(), cells.whole(0, 9), cells.word({"a": "b"}, ""), cells.words({}, ""),
    )  # fmt: skip
    for read in readers:
        with suppress(Unreadable):
            read(said)
    assert "\0" not in cells.plain(said)


@pytest.mark.parametrize("said", ["是", "有", "√", "Y", "yes", "1", 1.0, True, " 是 "])
def test_yes_is_read_however_it_is_ticked(said):
    assert cells.yes_no(said) is True


@pytest.mark.parametrize("said", ["否", "无", "×", "n", "0", 0.0, False, "没有"])
def test_no_is_read_however_it_is_ticked(said):
    assert cells.yes_no(said) is False


@given(st.text())
def test_yes_or_no_never_guesses(said):
    known = said.strip().lower() in YES_WORDS | NO_WORDS
    with nullcontext() if known else suppress(Unreadable):
        assert isinstance(cells.yes_no(said), bool)


def test_a_code_stays_what_it_is_when_excel_made_a_number_of_it():
    assert cells.code()(360704100.0) == "360704100"
    assert cells.code()("00123") == "00123"
    assert cells.code()("\uff34\uff10\uff11 ") == "T01"


@pytest.mark.parametrize("said", [1.2345678901234568e17, "1.23E+17"])
def test_a_code_whose_digits_excel_lost_is_refused(said):
    with pytest.raises(Unreadable, match="15 位"):
        cells.code()(said)


def test_several_codes_are_read_with_any_separator():
    assert cells.codes(100)("T01;T02；T03、T01\nT04") == ("T01", "T02", "T03", "T04")


def test_text_keeps_rare_characters_and_loses_unseen_ones():
    family = "👨\u200d👩"
    assert cells.text(60)(f"\u200b𠮷\x07野{family}\x00_x0007_") == f"𠮷野{family}"


def test_a_text_that_is_too_long_says_how_long_it_may_be():
    with pytest.raises(Unreadable, match="超过 5 个字"):
        cells.text(5)("一二三四五六")
