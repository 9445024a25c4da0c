"""Sentences of a month-end review: which numbers they state, and whether something stands behind each."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lianheng.assessment.rules.numerals import value_of
from lianheng.assessment.rules.reviews import (
    Basis,
    Checked,
    Reading,
    flaws,
    names_in,
    numbers_in,
    stated,
    unfounded,
)
from lianheng.assessment.terms import SentenceFlaw


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("下达任务184项次，按时通过率97.37%。", ["184", "97.37"]),
        ("2026年10月，38个单位计分。", ["38"]),
        ("《2026年第3批线索核查》扣2分；于9月20日前完成。", ["2"]),
        ("第3次退回，扣１０分", ["10"]),
        ("共1,250项，一项未完成。", ["1,250"]),
        ("各单位按要求推进。", []),
        ("三个单位逾期，共十二项次，扣五分", ["三", "十二", "五"]),
        ("扣十分；38个单位中二十三个按时", ["十", "38", "二十三"]),
        ("两名干部、一百零五件信访", ["两", "一百零五"]),
        ("十分重视中央八项规定精神，做到“两个维护”", []),
        ("列后三位的开展第三次谈话，三季度得分居前三名", []),
        ("数十个村、几百件、三分之二的单位", []),
        ("三务公开，五大方面工作，十月二十日前办结", []),
        ("一项重要工作，一个时期以来", []),
    ],
)
def test_days_ordinals_and_titles_count_nothing(said, numbers):
    assert numbers_in(said) == numbers


@given(some.decimals(min_value=0, max_value=100000, places=2))
def test_what_a_measure_says_is_found_again_in_its_sentence(value):
    assert unfounded(f"得{stated(value)}分", [value]) == []
    assert unfounded(f"得{stated(value + 1)}分", [value]) == [stated(value + 1)]


def written(number):
    """The number as it is read aloud, below a hundred million."""
    digits, out, gap = "零一二三四五六七八九", "", False
    for place, value in (("万", 10**4), ("", 1)):
        part = number // value % 10**4
        gap = gap or bool(out and part < 1000 and number % 10**8)
        for ten, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // ten % 10
            if digit:
                out += ("零" if gap and out else "") + digits[digit] + name
                gap = False
            elif out:
                gap = True
        out += place if part else ""
    return out[1:] if out.startswith("一十") else out


@given(some.integers(min_value=2, max_value=10**8 - 1))
def test_a_number_in_chinese_is_the_same_number(value):
    assert value_of(written(value)) == value
    assert unfounded(f"共{written(value)}项逾期", [Decimal(value)]) == []
    assert unfounded(f"共{written(value)}项逾期", [Decimal(value + 1)]) == [written(value)]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("二〇二六", 2026),
        ("一百二", 120),
        ("两千零五", 2005),
        ("三千五", 3500),
        ("十", 10),
        ("一万二", 12000),
    ],
)
def test_numerals_are_read_as_people_say_them(said, value):
    assert value_of(said) == value


def test_a_figure_in_chinese_that_nothing_gives_is_a_flaw():
    basis = Basis(Reading.COUNT, "assessment.score", "2026-10", value="3")
    assert flaws(Checked("三个单位逾期", False), [basis], ()) == []
    assert flaws(Checked("四个单位逾期", False), [basis], ()) == [(SentenceFlaw.NUMBER, "四")]


def test_a_thousand_with_its_comma_is_the_same_number():
    assert unfounded("共1,250项", [Decimal(1250)]) == []


def test_the_limit_at_which_was_counted_may_be_named():
    basis = Basis(Reading.BELOW, "assessment.score", "2026-10", limit="80", value="2")
    assert flaws(Checked("低于80分的2个", False), [basis], ()) == []


def test_a_number_that_nothing_gives_is_a_flaw():
    basis = Basis(Reading.VALUE, "assessment.score", "2026-10", unit=1, value="92")
    assert flaws(Checked("得93分", False), [basis], ()) == [(SentenceFlaw.NUMBER, "93")]


def test_the_words_of_an_office_head_are_not_checked_number_by_number():
    assert flaws(Checked("3项逾期，要说明原因", True), [], ()) == []


def test_a_persons_name_is_a_flaw_also_in_somebodys_words():
    assert flaws(Checked("李建国分管的任务逾期", True), [], {"李建国"}) == [(SentenceFlaw.NAME, "李建国")]
    assert names_in("《李建国同志先进事迹学习》已完成", {"李建国"}) == []


def test_a_basis_is_kept_and_read_again_as_it_was():
    basis = Basis(Reading.RISE, "assessment.score", "2026-10", unit=7, value="12")
    assert Basis.kept(basis.to_keep()) == basis
    assert "limit" not in basis.to_keep()
