"""The wizard: a file is uploaded, matched, checked, put right, taken in and taken back."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianheng.checklists.models import Task
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role
from lianheng.papers.models import ImportBatch
from lianheng.papers.reading import read
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, person_in, signed_in
from tests.papers.sheets import text_file, workbook

pytestmark = pytest.mark.django_db
HEADER = ["单位编码", "单位名称", "上级编码", "类别"]
GOOD, BAD = ["T1", "甲镇", "C0", "乡镇"], ["T2", "乙镇", "C9", "不明"]


@pytest.fixture
def commission():
    return CommissionFactory(code="C0")


@pytest.fixture
def scorer(client, commission):
    return signed_in(client, person_in(commission, Role.SCORER))


def upload(client, *rows, kind="units", header=HEADER, content=None):
    content = content or text_file([header, *rows])
    file = SimpleUploadedFile("list.csv", content)
    return client.post(reverse("imports:upload", args=[kind]), {"file": file})


def matched(client):
    """The columns as they were proposed are agreed to."""
    batch = ImportBatch.objects.latest("id")
    said = {f"column_{at}": field for at, field in batch.mapping.items()}
    return client.post(reverse("imports:columns", args=[batch.pk]), said)


def moved(client, move, **cells):
    batch = ImportBatch.objects.latest("id")
    return client.post(reverse("imports:rows", args=[batch.pk]), {"move": move, **cells})


def shown(client):
    return client.get(reverse("imports:import", args=[ImportBatch.objects.latest("id").pk]), follow=True)


def test_a_good_list_goes_through_in_three_steps(scorer):
    assert upload(scorer, GOOD).status_code == 302
    assert "前几行" in shown(scorer).content.decode()
    assert matched(scorer).status_code == 302
    assert "全部可以导入" in shown(scorer).content.decode()
    assert moved(scorer, "all").status_code == 302
    assert Unit.objects.filter(code="T1").exists()
    assert "撤销本次导入" in shown(scorer).content.decode()


def test_a_bad_row_is_put_right_in_its_place(scorer):
    upload(scorer, GOOD, BAD)
    matched(scorer)
    page = shown(scorer).content.decode()
    assert page.index("乙镇") < page.index("甲镇")
    refused = moved(scorer, "all")
    assert refused.status_code == 422
    assert not Unit.objects.filter(code="T1").exists()
    assert moved(scorer, "recheck", c3_2="C0").status_code == 200
    assert moved(scorer, "all", c3_3="街道").status_code == 302
    assert Unit.objects.get(code="T2").peer_class == "街道"


def test_the_good_rows_come_in_alone_and_the_bad_ones_come_back_with_their_reasons(scorer):
    upload(scorer, GOOD, BAD)
    matched(scorer)
    moved(scorer, "good")
    assert list(Unit.objects.filter(code__in=["T1", "T2"]).values_list("code", flat=True)) == ["T1"]
    batch = ImportBatch.objects.get()
    assert batch.counts["left_out"] == 1
    answer = scorer.get(reverse("imports:problems", args=[batch.pk]))
    rows = read(b"".join(answer.streaming_content))[0].rows
    assert rows[0] == [*HEADER, "问题"]
    assert rows[1][:4] == BAD
    assert "C9" in rows[1][4]


def test_rows_that_rest_on_a_bad_row_stay_out_with_it(scorer):
    upload(scorer, ["V1", "甲村", "T2", "村"], BAD)
    matched(scorer)
    refused = moved(scorer, "good")
    assert refused.status_code == 422
    assert "没有可以导入的行" in refused.content.decode()
    assert not Unit.objects.filter(code="V1").exists()


def test_what_nobody_has_used_can_be_taken_back(scorer):
    Unit.objects.filter(code="C0").update(name="旧名")
    upload(scorer, GOOD, ["C0", "新名", "", "区纪委监委"])
    matched(scorer)
    moved(scorer, "all")
    assert Unit.objects.get(code="C0").name == "新名"
    batch = ImportBatch.objects.get()
    assert scorer.post(reverse("imports:withdrawal", args=[batch.pk])).status_code == 302
    assert Unit.objects.get().name == "旧名"
    assert scorer.post(reverse("imports:withdrawal", args=[batch.pk])).status_code == 409


def test_what_was_used_since_cannot_be_taken_back(scorer):
    upload(scorer, GOOD)
    matched(scorer)
    moved(scorer, "all")
    UnitFactory(superior=Unit.objects.get(code="T1"))
    answer = scorer.post(reverse("imports:withdrawal", args=[ImportBatch.objects.get().pk]))
    assert answer.status_code == 409
    assert Unit.objects.filter(code="T1").exists()


def test_what_was_changed_since_is_not_put_back_over(scorer):
    upload(scorer, ["C0", "新名", "", "区纪委监委"])
    matched(scorer)
    moved(scorer, "all")
    Unit.objects.filter(code="C0").update(name="更新的名")
    answer = scorer.post(reverse("imports:withdrawal", args=[ImportBatch.objects.get().pk]))
    assert answer.status_code == 409
    assert Unit.objects.get(code="C0").name == "更新的名"


def test_people_with_posts_and_changed_posts_can_be_taken_back(scorer, commission):
    header = ["人员编号", "姓名", "单位编码", "岗位", "任职时间"]
    for rows in ([["P1", "甲", "C0", "干事", "2020-01-01"]], [["P1", "甲", "C0", "主任", "2024-01-01"]]):
        upload(scorer, *rows, kind="people", header=header)
        matched(scorer)
        moved(scorer, "all")
    person = Person.objects.get(number="P1")
    latest = ImportBatch.objects.latest("id")
    assert scorer.post(reverse("imports:withdrawal", args=[latest.pk])).status_code == 302
    appointment = person.appointments.get()
    assert (appointment.post.name, appointment.to_on) == ("干事", None)


def test_a_file_without_known_columns_is_matched_by_hand(scorer):
    upload(scorer, ["T1", "甲镇", "镇"], header=["代号", "叫什么", "哪一类"])
    page = shown(scorer).content.decode()
    assert "还缺必填的列" in page
    batch = ImportBatch.objects.get()
    url = reverse("imports:columns", args=[batch.pk])
    assert scorer.post(url, {"column_0": "code"}).status_code == 422
    said = {
        "column_0": "code",
        "column_1": "name",
        "column_2": "kind",
        "column_9": "hosts",
        "column_3": "evil",
    }
    assert scorer.post(url, said).status_code == 302
    assert moved(scorer, "all").status_code == 302
    assert Unit.objects.get(code="T1").name == "甲镇"


@pytest.mark.parametrize("content", [b"%PDF-1.4 \0", b"", b"PK\x03\x04"])
def test_what_is_no_table_is_refused_beside_the_field(scorer, content):
    file = SimpleUploadedFile("list.xlsx", content)
    answer = scorer.post(reverse("imports:upload", args=["units"]), {"file": file})
    assert answer.status_code == 422
    assert not ImportBatch.objects.exists()


def test_numbers_and_dates_of_a_workbook_survive_the_wait(scorer):
    rows = [[*HEADER, "建制顺序", "成立日期"], [101.0, "甲镇", "C0", "乡镇", 3, date(2020, 3, 5)]]
    upload(scorer, content=workbook(rows))
    matched(scorer)
    moved(scorer, "all")
    unit = Unit.objects.get(code="101")
    assert (unit.position, unit.founded_on) == (3, date(2020, 3, 5))


def test_an_import_is_its_makers_own(client, scorer, commission):
    upload(scorer, GOOD)
    batch = ImportBatch.objects.get()
    other = signed_in(client, person_in(commission, Role.LEADER))
    for name in ("import", "columns", "rows", "problems"):
        assert other.get(reverse(f"imports:{name}", args=[batch.pk])).status_code == 404


def test_whoever_is_not_entitled_is_told_so(client, commission):
    head = signed_in(client, person_in(UnitFactory(superior=commission), Role.UNIT_HEAD))
    assert head.get(reverse("imports:upload", args=["units"])).status_code == 409
    assert head.get(reverse("imports:imports")).status_code == 200
    assert head.get(reverse("imports:upload", args=["divisions"])).status_code == 404


def test_an_office_brings_in_its_list_as_drafts(client, commission):
    office = OfficeFactory(code="O1", superior=commission)
    UnitFactory(code="T1", superior=commission)
    clerk = signed_in(client, person_in(office, Role.OFFICE_CLERK))
    header = ["月份", "下达室编码", "任务名称", "接收范围", "截止日期", "证明方式"]
    upload(clerk, ["2026-10", "O1", "检查", "T1", "2026-10-20", "材料"], kind="tasks", header=header)
    matched(clerk)
    assert moved(clerk, "all").status_code == 302
    assert Task.objects.get().state == "draft"


def test_the_empty_workbook_can_be_filled_and_imported(scorer):
    answer = scorer.get(reverse("imports:example", args=["people"]))
    sheet = read(BytesIO(b"".join(answer.streaming_content)).getvalue())[0]
    assert sheet.rows[0][:3] == ["人员编号*", "姓名*", "性别"]
