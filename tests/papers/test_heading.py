"""Headers are found below titles, across merged cells and several rows, or it is said what is missing."""

from lianheng.papers.heading import Name, best, heading, is_note
from lianheng.papers.importing import data_rows
from lianheng.papers.reading import read
from tests.papers.sheets import text_file, workbook

NAMES = (
    Name("code", "单位编码", is_required=True, aliases=("单位代码",)),
    Name("name", "单位名称", is_required=True),
    Name("founded_on", "成立日期"),
)


def test_titles_above_the_header_are_passed_over():
    rows = [
        ["某区单位名单", None, None],
        ["2026年10月", None, None],
        ["单位编码", "单位名称", "备注"],
        ["T01", "甲", ""],
    ]
    found = heading(read(workbook(rows, merged=["A1:C1"]))[0], NAMES)
    assert (found.row, found.mapping, found.ignored) == (2, {0: "code", 1: "name"}, ["备注"])


def test_two_rows_of_header_become_one():
    rows = [["基本情况", None, "成立日期"], ["单位编码", "单位名称", None], ["T01", "甲", "2020-01-01"]]
    found = heading(read(workbook(rows, merged=["A1:B1", "C1:C2"]))[0], NAMES)
    assert found.row == 1
    assert found.mapping == {0: "code", 1: "name", 2: "founded_on"}
    assert found.problems == ()


def test_three_rows_of_header_without_merged_cells_become_one():
    rows = [
        ["成立日期", "名单", ""],
        ["", "单位", ""],
        ["", "单位编码*", "单位 名称（全称）"],
        ["2020-01-01", "T01", "甲"],
    ]
    found = heading(read(text_file(rows))[0], NAMES)
    assert (found.row, sorted(found.mapping.values())) == (2, ["code", "founded_on", "name"])


def test_columns_stand_in_any_order_under_other_names():
    found = heading(read(text_file([["单位名称", "怪列", "单位代码"], ["甲", "", "T01"]]))[0], NAMES)
    assert found.mapping == {0: "name", 2: "code"}


def test_a_missing_column_is_named_with_what_was_found_instead():
    found = heading(read(text_file([["单位编码", "成立日期", "怪列"], ["T01", "", ""]]))[0], NAMES)
    assert [column for column, _ in found.problems] == ["单位名称"]
    assert "怪列" in found.problems[0][1]


def test_a_column_that_comes_twice_is_named_with_both_places():
    found = heading(read(text_file([["单位编码", "单位名称", "单位编码"], ["T01", "甲", "T02"]]))[0], NAMES)
    assert "A 列和 C 列" in found.problems[0][1]


def test_without_any_header_it_is_said_what_should_be_there():
    found = heading(read(text_file([["甲", "乙"], ["1", "2"]]))[0], NAMES)
    assert found.mapping == {}
    assert "单位编码、单位名称" in found.problems[0][1]


def test_the_sheet_that_looks_most_like_the_list_is_taken():
    sheets = [
        *read(text_file([["说明", "其他"], ["1", "2"]])),
        *read(text_file([["单位编码", "单位名称"], ["1", "2"]])),
    ]
    assert best(sheets, NAMES)[0] is sheets[1]


def test_what_is_merged_downwards_is_said_in_every_row():
    rows = [["单位编码", "单位名称"], ["T01", "甲"], [None, "乙"]]
    sheet = read(workbook(rows, merged=["A2:A3"]))[0]
    assert data_rows(sheet, 0) == [(2, ["T01", "甲"]), (3, ["T01", "乙"])]


def test_remarks_and_hints_are_no_rows():
    assert is_note(["", "注：本表一式两份", ""])
    assert is_note(["1、身份请按系统已有的填写", None])
    assert is_note(["必填", "必填，与系统内一致", ""])
    assert not is_note(["T01", "说明镇"])
    assert not is_note([1.0, "说明镇"])
