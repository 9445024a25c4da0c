"""What people really hand in: each mistake is told, nothing typed is lost, nothing comes in twice."""

import io
import zipfile
from datetime import date
from threading import Thread

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from lianheng.flows.imports import running, working
from lianheng.flows.imports.importers import IMPORTERS
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role
from lianheng.papers.models import ImportBatch
from lianheng.papers.reading import MOST_BYTES
from lianheng.papers.terms import BatchState
from tests.factories.organisation import CommissionFactory, UnitFactory, person_in, signed_in
from tests.papers.sheets import text_file, workbook

UNITS = ["单位编码", "单位名称", "上级编码", "类别"]
PEOPLE = ["人员编号", "姓名", "单位编码", "岗位", "任职时间"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return CommissionFactory(code="C0")


@pytest.fixture
def keeper(client, commission):
    return signed_in(client, person_in(commission, Role.SCORER))


def upload(client, content, kind="units", name="list.xlsx"):
    return client.post(reverse("imports:upload", args=[kind]), {"file": SimpleUploadedFile(name, content)})


def batch():
    return ImportBatch.objects.latest("id")


def checked(client, content, kind="units", name="list.xlsx"):
    """Uploaded, the columns agreed to; the page that follows."""
    answer = upload(client, content, kind, name)
    assert answer.status_code == 302, answer.content.decode()
    said = {f"column_{at}": field for at, field in batch().mapping.items()}
    return client.post(reverse("imports:columns", args=[batch().pk]), said, follow=True).content.decode()


def moved(client, move, **cells):
    return client.post(reverse("imports:rows", args=[batch().pk]), {"move": move, **cells})


def units(count):
    return [[f"T{n:05}", f"第{n}镇纪委", "C0", "乡镇"] for n in range(count)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2026-02-30", "没有“2026-02-30”这一天"),
        ("昨天", "“昨天”不是日期"),
        ("1850-01-01", "不在 1900 年至 2100 年之间"),
        ("99999999", "99999999"),
    ],
)
def test_a_date_that_cannot_be_is_told_and_put_right_in_its_place(keeper, commission, said, why):
    UnitFactory(code="T1", superior=commission)
    page = checked(keeper, text_file([PEOPLE, ["P1", "李明", "T1", "纪委书记", said]]), "people", "p.csv")
    assert why in page
    assert "0 行可导入, 1 行有问题" in page
    assert moved(keeper, "all", c2_4="2026-03-01").status_code == 302
    assert Person.objects.get(number="P1").appointments.get().from_on == date(2026, 3, 1)


def test_an_unknown_unit_is_told_with_the_others_in_one_pass(keeper):
    rows = [["P1", "李明", "无此单位", "书记", "2026-03"], ["P2", "", "C0", "书记", "2026-03"]]
    page = checked(keeper, text_file([PEOPLE, *rows]), "people", "p.csv")
    assert "无此单位" in page
    assert "必填, 请填写“姓名”" in page
    assert "0 行可导入, 2 行有问题" in page


def test_a_doubled_row_names_the_row_that_said_it_first(keeper):
    page = checked(keeper, workbook([UNITS, *units(2), units(1)[0]]))
    assert "第 2 行" in page
    assert "1 行有问题" in page
    assert moved(keeper, "good").status_code == 302
    assert Unit.objects.filter(code__startswith="T").count() == 2


def test_a_file_beyond_the_measure_is_refused_beside_its_field_before_it_is_read(keeper):
    answer = upload(keeper, b"PK" + b"\0" * (MOST_BYTES * 3))
    assert answer.status_code == 422
    assert "文件超过 20 MB" in answer.content.decode()


@pytest.mark.parametrize("count", [10_001, 12_000])
def test_a_form_of_too_many_fields_is_answered_with_a_page_of_ours(keeper, count):
    upload(keeper, workbook([UNITS, *units(1)]))
    answer = moved(keeper, "recheck", **{f"c{n}_0": "x" for n in range(count)})
    assert answer.status_code == 413
    assert "一次提交的内容超过上限" in answer.content.decode()


def test_a_request_of_too_many_bytes_is_answered_with_a_page_of_ours(keeper):
    upload(keeper, workbook([UNITS, *units(1)]))
    answer = moved(keeper, "recheck", c2_1="长" * 3_000_000)
    assert answer.status_code == 413
    assert "一次提交的内容超过上限" in answer.content.decode()


def test_a_formula_comes_in_as_what_it_shows_and_never_as_a_formula(keeper):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, UNITS)
    sheet.write_row(1, 0, ["T1", "", "C0", "乡镇"])
    sheet.write_formula(1, 1, '=CONCATENATE("甲","镇")', None, "甲镇")
    sheet.write_row(2, 0, ["T2", "", "C0", "乡镇"])
    sheet.write_string(2, 1, "=HYPERLINK(1)")
    book.close()
    checked(keeper, out.getvalue())
    assert moved(keeper, "all").status_code == 302
    assert Unit.objects.get(code="T1").name == "甲镇"
    assert Unit.objects.get(code="T2").name == "=HYPERLINK(1)"


def test_a_letter_called_a_workbook_is_refused_with_what_to_do(keeper):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<document/>")
    answer = upload(keeper, out.getvalue())
    assert answer.status_code == 422
    assert "这是 Word 文档" in answer.content.decode()


@pytest.mark.parametrize("rows", [[], [UNITS], [[None]]])
def test_empty_sheets_and_sheets_of_a_header_alone_are_refused_in_words(keeper, rows):
    answer = upload(keeper, workbook(rows))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "文件是空的" in said or "表中没有数据行" in said


@pytest.mark.parametrize("name", ["青㐂坪镇🌾纪委", "𠮷水镇纪委", "草埧镇 ‍纪委"])
def test_letters_that_old_code_pages_lack_come_in_whole_and_go_out_whole(keeper, name):
    checked(keeper, workbook([UNITS, ["T1", name, "C0", "乡镇"]]))
    assert moved(keeper, "all").status_code == 302
    kept = Unit.objects.get(code="T1").name
    assert kept == " ".join(name.split())
    answer = keeper.post("/downloads/", {"list": "units", "query": f"q={kept}"})
    assert answer.status_code == 200


def test_a_cell_of_ten_thousand_letters_is_told_and_does_not_burst_the_form(keeper):
    page = checked(keeper, workbook([UNITS, *([f"T{n}", "长" * 10_000, "C0", "乡镇"] for n in range(60))]))
    assert "超过 100 个字 (现为 10000 个), 请缩短" in page
    assert "共 10000 字, 请在文件中修改" in page
    assert len(page) < 200_000
    assert moved(keeper, "all").status_code == 422
    assert batch().rows[0][1][1] == "长" * 10_000


def test_a_header_of_merged_cells_over_two_rows_is_understood(keeper):
    rows = [
        ["云溪区单位名册", None, None, None],
        ["单位", None, "上级编码", "类别"],
        ["单位编码", "单位名称", None, None],
        ["T1", "甲镇", "C0", "乡镇"],
    ]
    checked(keeper, workbook(rows, merged=["A1:D1", "A2:B2", "C2:C3", "D2:D3"]))
    assert moved(keeper, "all").status_code == 302
    assert Unit.objects.get(code="T1").name == "甲镇"


def test_a_long_list_is_checked_and_taken_in_by_the_worker(keeper, commission):
    page = checked(keeper, workbook([UNITS, *units(800), ["T1", "", "C0", "乡镇"]]))
    assert "检查中" in page
    assert "共 801 行" in page
    assert ProcrastinateJob.objects.filter(task_name="work_import").count() == 1
    assert keeper.post(reverse("imports:rows", args=[batch().pk]), {"move": "good"}).status_code == 302
    assert not Unit.objects.filter(code="T00001").exists()
    working.work(batch().pk)
    page = keeper.get(reverse("imports:import", args=[batch().pk]), follow=True).content.decode()
    assert "800 行可导入, 1 行有问题" in page
    assert moved(keeper, "good").status_code == 302
    assert batch().state == BatchState.IMPORTING
    working.work(batch().pk)
    working.work(batch().pk)
    assert batch().state == BatchState.IMPORTED
    assert Unit.objects.filter(superior=commission).count() == 800


def test_a_worker_that_was_killed_leaves_nothing_behind_and_begins_anew(keeper, monkeypatch):
    """F26: what it had begun is done by another, once."""
    checked(keeper, workbook([UNITS, *units(600)]))
    working.work(batch().pk)
    moved(keeper, "all")
    units_importer = IMPORTERS["units"]

    def killed(*said, **more):
        units_importer.save(*said, **more)
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setitem(IMPORTERS, "units", replace_save(units_importer, killed))
        with pytest.raises(SystemExit):
            working.work(batch().pk)
    assert not Unit.objects.filter(code="T00001").exists()
    assert batch().state == BatchState.IMPORTING
    working.work(batch().pk)
    assert Unit.objects.filter(code__startswith="T").count() == 600


def replace_save(importer, save):
    from dataclasses import replace

    return replace(importer, save=save)


def test_an_error_of_ours_is_told_and_the_list_can_be_tried_again(keeper, monkeypatch):
    checked(keeper, workbook([UNITS, *units(600)]))
    with monkeypatch.context() as patch:
        broken = replace_save(IMPORTERS["units"], None)
        patch.setitem(IMPORTERS, "units", broken)
        working.work(batch().pk)
        moved(keeper, "all")
        with pytest.raises(TypeError):
            working.work(batch().pk)
    page = keeper.get(reverse("imports:import", args=[batch().pk]), follow=True).content.decode()
    assert "后台办理时出错, 没有改动任何数据" in page
    moved(keeper, "all")
    working.work(batch().pk)
    assert batch().state == BatchState.IMPORTED


def test_whoever_lost_the_role_meanwhile_brings_nothing_in(keeper, commission):
    checked(keeper, workbook([UNITS, *units(600)]))
    by = Person.objects.get(pk=batch().uploaded_by_id)
    by.grants.update(to_on=date(2021, 1, 1))
    working.work(batch().pk)
    assert batch().state == BatchState.UPLOADED
    assert batch().trouble == "您的角色不能导入该类名单"


def test_going_back_in_the_browser_and_sending_again_brings_nothing_in_twice(keeper):
    checked(keeper, workbook([UNITS, *units(3)]))
    stale = reverse("imports:rows", args=[batch().pk])
    assert moved(keeper, "all").status_code == 302
    assert keeper.get(stale).status_code == 302
    assert keeper.post(stale, {"move": "all", "c2_1": "改名镇"}).status_code == 302
    columns = reverse("imports:columns", args=[batch().pk])
    assert keeper.post(columns, {"column_0": "name"}).status_code == 302
    assert Unit.objects.filter(code="T00000", name="第0镇纪委").count() == 1
    assert batch().counts["created"] == 3


def test_fifty_thousand_rows_are_read_and_one_more_is_refused(keeper):
    rows = [UNITS, *units(50_001)]
    answer = upload(keeper, text_file(rows), name="long.csv")
    assert answer.status_code == 422
    assert "超过 50000 行" in answer.content.decode()
    assert upload(keeper, text_file(rows[:49_000]), name="long.csv").status_code == 302
    assert len(batch().rows) == 48_999


@pytest.mark.django_db(transaction=True)
def test_two_people_bring_in_the_same_list_at_once_and_it_comes_in_once():
    """F36: the same list, even at the same moment."""
    CommissionFactory(code="C0")
    content = workbook([UNITS, *units(40)])
    came: list[running.Result] = []

    def bring() -> None:
        try:
            came.append(running.run(content, "list.xlsx", IMPORTERS["units"], by=SYSTEM))
        finally:
            connection.close()

    both = [Thread(target=bring) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(result.created for result in came) == [0, 40]
    assert sorted(result.unchanged for result in came) == [0, 40]
    assert Unit.objects.filter(code__startswith="T").count() == 40


@pytest.mark.django_db(transaction=True)
def test_while_somebody_else_is_importing_a_short_list_waits_with_the_worker(client):
    keeper = signed_in(client, person_in(CommissionFactory(code="C0"), Role.SCORER))
    checked(keeper, workbook([UNITS, *units(2)]))
    with another_import():
        assert moved(keeper, "all").status_code == 302
        assert batch().state == BatchState.IMPORTING
    working.work(batch().pk)
    assert Unit.objects.filter(code__startswith="T").count() == 2


class another_import:  # noqa: N801
    """Somebody else's import holds the lock."""

    def __enter__(self):
        other = connection.copy()
        self.other = other
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('papers.import'))")

    def __exit__(self, *said):
        self.other.rollback()
        self.other.close()
