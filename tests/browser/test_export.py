"""导出: a list is narrowed, ordered, its columns chosen; the workbook that comes is what the screen shows."""

from datetime import date
from pathlib import Path

from lianheng.checklists.terms import UnitTaskState
from lianheng.flows.downloads import exporting, writing
from lianheng.kernel import clock
from lianheng.papers.models import Download
from lianheng.papers.reading import read
from tests.factories import checklists as listed

MONTH, TODAY = date(2026, 10, 1), date(2026, 10, 8)


def _october(place):
    """Two tasks for three townships; one of them handed in."""
    for n in (1, 2):
        task = listed.IssuedTaskFactory(office=place.office, month=MONTH, title=f"第{n}项检查")
        for town in place.towns:
            listed.UnitTaskFactory(task=task, unit=town, month=MONTH, due_on=date(2026, 10, 20 + n))
    handed_in = {"state": UnitTaskState.SUBMITTED, "submitted_at": listed.OCTOBER_19}
    listed.UnitTaskFactory(task=task, unit=listed.UnitTaskFactory().unit, month=MONTH, **handed_in)


def _on_screen(visitor) -> list[list[str]]:
    rows = visitor.page.locator("table[data-rows] tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def _written(cell) -> str:
    if isinstance(cell, float):
        return f"{cell:g}"
    return "–" if cell in (None, "") else str(cell)


def _in_workbook(path: str) -> list[list[str]]:
    rows = read(Path(path).read_bytes())[0].rows
    width = len([cell for cell in rows[1] if cell])
    return [[_written(cell) for cell in row[:width]] for row in rows[2:] if isinstance(row[0], float)]


def test_the_workbook_of_a_narrowed_list_is_what_the_screen_shows(enter, place):
    _october(place)
    head = enter("head")
    head.opens("/tasks/?month=2026-10")
    head.page.locator("select[name=state]").select_option("issued")
    head.reads("已筛选")
    head.page.get_by_role("link", name="截止日期", exact=True).click()
    head.page.locator("summary", has_text="列").first.click()
    head.page.get_by_label("下达科室", exact=True).last.uncheck()
    head.presses("显示所选列")
    head.misses("党风政风监督室")
    shown = _on_screen(head)
    assert len(shown) == 6
    with head.page.expect_download() as fetched:
        head.presses("导出")
    assert fetched.value.suggested_filename.startswith("2026年10月任务-")
    assert _in_workbook(fetched.value.path()) == shown


def test_a_long_list_appears_in_the_download_centre_while_one_waits(enter, place, monkeypatch, tmp_path):
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    _october(place)
    head = enter("head")
    head.opens("/tasks/?month=2026-10")
    head.presses("导出")
    head.heads("下载中心")
    head.reads("排队中")
    with clock.standing_at(TODAY):
        writing.write(Download.objects.get().pk)
    head.reads("可下载")  # without a click: the page asks again by itself
    with head.page.expect_download() as fetched:
        head.page.locator("main").get_by_role("link", name="下载", exact=True).click()
    head.opens("/tasks/?month=2026-10")
    assert _in_workbook(fetched.value.path()) == _on_screen(head)


def test_a_view_opens_first_and_can_be_left(enter, place):
    head = enter("head")
    head.opens("/units/?q=梅林")
    head.page.locator("summary", has_text="视图").click()
    head.page.get_by_label("把现在的条件、排序和列存为").fill("只看梅林")
    head.ticks("打开本列表时先显示")
    head.presses("保存视图")
    head.opens("/units/")
    head.reads("梅林镇纪委")
    head.misses("石桥镇纪委")
    head.follows("全部")
    head.reads("石桥镇纪委")


def test_a_search_is_walked_with_the_keyboard(enter, place):
    head = enter("head")
    head.opens("/")
    head.keys("/")
    head.page.keyboard.type("镇纪委")
    head.keys("Enter")
    head.reads("梅林镇纪委")
    head.page.locator("h1").click()
    head.keys("j")
    head.keys("j")
    head.keys("Enter")
    head.heads("石桥镇纪委")
