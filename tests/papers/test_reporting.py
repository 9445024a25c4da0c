"""A workbook that is printed as it is: numbers as numbers, sums below, where it comes from at the end."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from lianheng.papers.reading import read
from lianheng.papers.reporting import Column, Report, write_report

REPORT = Report(
    name="得分表",
    title="2026年10月得分表",
    columns=(
        Column("序号", 6),
        Column("单位", 20),
        Column("下达", group="任务", sums="sum"),
        Column("免除", group="任务", sums="sum"),
        Column("得分", group="结果", sums="mean", form="0.00"),
    ),
    source=(("查询", "2026年10月"), ("操作人", "胡雪")),
)
ROWS = (
    [1, "梅林镇", 5, 0, Decimal("92.50")],
    [2, "=1+1", 4, 1, Decimal("97.50")],
    [3, "沙地镇", 0, 0, "未计分"],
)


@pytest.fixture(name="content")
def _content():
    out = BytesIO()
    assert write_report(out, REPORT, ROWS) == 3
    return out.getvalue()


def part(content, name):
    with ZipFile(BytesIO(content)) as parts:
        return parts.read(name).decode()


def test_the_title_and_the_heads_are_merged(content):
    (sheet,) = read(content)
    assert sheet.rows[0][0] == "2026年10月得分表"
    assert [sheet.rows[1][at] for at in (0, 1, 2, 4)] == ["序号", "单位", "任务", "结果"]
    assert sheet.rows[2][2:5] == ["下达", "免除", "得分"]
    assert {(0, 0, 0, 4), (1, 2, 1, 3), (1, 0, 2, 0)} <= set(sheet.merged)


def test_numbers_are_numbers_and_words_are_words(content):
    (sheet,) = read(content)
    assert sheet.rows[3][4] == 92.5
    assert sheet.rows[4][1] == "=1+1"
    assert sheet.rows[5][4] == "未计分"


def test_the_last_row_sums_up_and_leaves_out_who_has_no_number(content):
    (sheet,) = read(content)
    assert sheet.rows[6][0] == "合计"
    assert sheet.rows[6][2:5] == [9, 1, 95]
    said = part(content, "xl/worksheets/sheet1.xml")
    assert "SUM(C4:C6)" in said
    assert "AVERAGE(E4:E6)" in said


def test_it_says_which_query_who_and_how_many_rows(content):
    (sheet,) = read(content)
    assert [row[0] for row in sheet.rows[-3:]] == ["查询: 2026年10月", "操作人: 胡雪", "行数: 3"]


def test_it_is_printed_across_on_a4_with_its_heads_on_each_page(content):
    said = part(content, "xl/worksheets/sheet1.xml")
    assert 'paperSize="9"' in said
    assert 'orientation="landscape"' in said
    assert 'state="frozen"' in said
    names = part(content, "xl/workbook.xml")
    assert "$A$1:$E$11" in names.replace("'", "")
    assert "_xlnm.Print_Titles" in names


def test_a_sheet_without_rows_says_so():
    out = BytesIO()
    assert write_report(out, REPORT, ()) == 0
    (sheet,) = read(out.getvalue())
    assert sheet.rows[-1][0] == "行数: 0"
