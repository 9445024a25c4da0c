"""A list goes out as it is shown: to whom it is shown, at once or through the download centre, once."""

import re
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils.html import strip_tags
from procrastinate.contrib.django.models import ProcrastinateJob

from lianheng.assessment.terms import MonthState
from lianheng.checklists.terms import UnitTaskState
from lianheng.flows.downloads import exporting, writing
from lianheng.flows.downloads.lists import LISTS
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.organisation.models import Grant
from lianheng.organisation.terms import Role
from lianheng.papers import shelf
from lianheng.papers.models import Download
from lianheng.papers.reading import read
from lianheng.papers.terms import DownloadReason, DownloadState
from lianheng.ui.table import Table
from tests.factories import assessment as scored
from tests.factories import checklists as listed
from tests.factories.organisation import (
    CommissionFactory,
    OfficeFactory,
    UnitFactory,
    actor_of,
    person_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
NOW = clock.at_hour(date(2026, 11, 5), 10)
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def place():
    """A commission, an office, three townships; October tallied, with something on every list."""
    commission = CommissionFactory(name="云溪区纪委监委")
    office = OfficeFactory(superior=commission, name="党风室")
    towns = [UnitFactory(superior=commission, name=f"{name}镇纪委") for name in ("梅林", "石桥", "=青杠坪")]
    people = {
        "scorer": person_in(commission, Role.SCORER, name="陈准"),
        "head": person_in(office, Role.OFFICE_HEAD, name="林审"),
        "clerk": person_in(towns[0], Role.UNIT_CLERK, name="何报"),
        "leader": person_in(commission, Role.LEADER, name="周正明"),
    }
    tasks = [listed.IssuedTaskFactory(office=office, month=OCTOBER, title=f"第{n}项") for n in (1, 2)]
    for task in tasks:
        for town in towns:
            listed.UnitTaskFactory(task=task, unit=town, month=OCTOBER, due_on=date(2026, 10, 20))
    part = listed.UnitTaskFactory(
        unit=towns[1], task__office=office, state=UnitTaskState.SUBMITTED, submitted_at=listed.OCTOBER_19
    )
    listed.ReliefFactory(unit_task=listed.UnitTaskFactory(unit=towns[0], task__office=office))
    listed.FalsityFactory(unit_task=part)
    month = scored.MonthFactory(first_day=OCTOBER, state=MonthState.TALLIED)
    for town in towns:
        scored.ParticipantFactory(month=month, unit=town)
    scored.ObjectionFactory(entry=scored.EntryFactory(month=month, unit=towns[0]))
    scored.CureTaskFactory(card=scored.YellowCardFactory(proposal__unit=towns[2], proposal__period="2026Q3"))
    scored.ProposalFactory(unit=towns[0])
    return people


PAGES = {
    "unit-tasks": ("/tasks/?month=2026-10&sort=-due_on&columns=unit,due_on,light,weight", "head"),
    "issued": ("/tasks/issued/?month=2026-10&sort=-minutes&columns=office,due_on,units,minutes", "head"),
    "reliefs": ("/tasks/reliefs/", "head"),
    "falsities": ("/tasks/falsities/?state=waiting", "scorer"),
    "units": ("/units/?q=镇&sort=-code", "scorer"),
    "people": ("/people/?columns=number,unit", "scorer"),
    "scores": ("/scores/2026-10/?search=镇&sort=-score", "scorer"),
    "objections": ("/objections/", "scorer"),
}


def exported(client, page):
    """The workbook that the button of this page brings."""
    form = re.search(r'<form class="export".*?</form>', page, re.DOTALL)[0]
    said = dict(re.findall(r'name="(list|query)" value="([^"]*)"', form))
    answer = client.post("/downloads/", {name: text.replace("&amp;", "&") for name, text in said.items()})
    assert answer.status_code == 200, answer
    return read(b"".join(answer.streaming_content))[0]


def screen(page):
    """The rows of the page's table as text."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[1]
    cells = [re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL) for row in re.findall(r"<tr>.*?</tr>", body)]
    return [[strip_tags(cell).replace("&quot;", '"').strip() for cell in row] for row in cells]


def as_read(cell):
    """A cell of the workbook as the screen writes it."""
    if isinstance(cell, float):
        return f"{cell:g}"
    if isinstance(cell, date) and hasattr(cell, "hour"):
        return cell.strftime("%Y-%m-%d %H:%M")
    return "–" if cell in ("", None) else str(cell)


@pytest.mark.parametrize("code", PAGES)
def test_the_workbook_holds_what_the_screen_shows(place, client, code):
    address, who = PAGES[code]
    page = signed_in(client, place[who]).get(address).content.decode()
    sheet = exported(client, page)
    shown = screen(page)
    assert shown
    width = len(shown[0])
    rows = [
        [as_read(cell) for cell in (row + [""] * width)[:width]] for row in sheet.rows[2 : 2 + len(shown)]
    ]
    as_text = [[cell.split(" / ")[0] if code == "scores" else cell for cell in row] for row in shown]
    zero = {"0": "–"} if code == "scores" else {}
    assert [[zero.get(c, c) for c in row] for row in rows] == [
        [zero.get(c, c) for c in row] for row in as_text
    ]
    assert sheet.rows[-1][0] == f"共 {len(shown)} 行"


def test_the_sheet_says_which_list_under_which_conditions_when_and_by_whom(place, client):
    page = signed_in(client, place["scorer"]).get("/units/?q=梅林").content.decode()
    above = exported(client, page).rows[0][0]
    said, _, number = above.rpartition(" · 编号 ")
    assert said == "单位 · 条件: 名称或编码 梅林 · 导出时间 2026-11-05 10:00 · 操作人 陈准"
    assert re.fullmatch("[0-9A-F]{8}", number)


def test_numbers_are_numbers_days_are_days_and_nothing_is_a_formula(place, client):
    page = signed_in(client, place["head"]).get("/tasks/?month=2026-10&sort=-unit").content.decode()
    row = exported(client, page).rows[2]
    assert row[2] == "=青杠坪镇纪委"
    assert row[5] == date(2026, 10, 20)
    assert isinstance(row[-1], float)


@pytest.mark.parametrize(
    ("code", "query", "who", "says"),
    [
        ("ranking", "period=2026-10&peer_class=乡镇", "scorer", "2026年10月乡镇排名"),
        ("overview", "peer_class=乡镇", "scorer", "乡镇月度总览"),
        ("proposals", "state=open", "leader", "研判建议 (待决定)"),
        ("cards", "", "scorer", "黄牌 (未解除)"),
    ],
)
def test_lists_that_are_no_plain_tables_are_exported_too(place, client, code, query, who, says):
    answer = signed_in(client, place[who]).post("/downloads/", {"list": code, "query": query})
    rows = read(b"".join(answer.streaming_content))[0].rows
    assert rows[0][0].startswith(says)
    assert len(rows) > 3


@pytest.mark.parametrize("code", LISTS)
def test_every_list_is_exported_by_its_code_for_whoever_may_see_it(place, client, code):
    system = person_in(UnitFactory(), Role.SYSTEM_ADMIN)
    signed_in(client, system if code == "accounts" else place["leader"])
    said = {"list": code, "query": "period=2026-10&month=2026-10"}
    assert client.post("/downloads/", said).status_code == 200
    assert Event.objects.filter(kind="papers.exported", detail__list=code).count() == 1


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_an_administrator_takes_no_list_of_business_along(place, client, role):
    signed_in(client, person_in(CommissionFactory(), role))
    said = dict.fromkeys(LISTS, "period=2026-10&month=2026-10")
    taken = {
        code
        for code, query in said.items()
        if client.post("/downloads/", {"list": code, "query": query}).status_code == 200
    }
    own = {"accounts"} if role == Role.SYSTEM_ADMIN else {"grants"}
    assert taken == {"units", "people", *own}


def test_nobody_exports_what_he_may_not_see(place, client):
    signed_in(client, place["clerk"])
    for code in ("scores", "ranking", "overview"):
        assert client.post("/downloads/", {"list": code, "query": "period=2026-10"}).status_code == 404
    answer = client.post("/downloads/", {"list": "unit-tasks", "query": "month=2026-10"})
    units = {row[2] for row in read(b"".join(answer.streaming_content))[0].rows[2:-1]}
    assert units == {"梅林镇纪委"}


@pytest.mark.parametrize("said", [{}, {"list": "no such"}, {"list": "scores", "query": "period=x"}])
def test_a_list_that_there_is_not_is_not_found(place, client, said):
    assert signed_in(client, place["scorer"]).post("/downloads/", said).status_code == 404


@pytest.mark.parametrize("query", ["%00", "page=9&sort=--", "q=" + "长" * 3000, "columns=,", "a=b=c&&&"])
def test_nonsense_in_the_conditions_breaks_nothing(place, client, query):
    answer = signed_in(client, place["scorer"]).post("/downloads/", {"list": "units", "query": query})
    assert answer.status_code == 200


@pytest.fixture
def long(monkeypatch):
    """Two rows are long already."""
    monkeypatch.setattr(exporting, "AT_ONCE", 1)


def asked(client, place, query="q=镇"):
    signed_in(client, place["scorer"])
    answer = client.post("/downloads/", {"list": "units", "query": query})
    assert answer.status_code == 302
    return Download.objects.latest("id")


def test_a_long_list_is_written_in_the_background_and_fetched_by_its_owner_alone(place, client, long):
    made = asked(client, place)
    page = client.get("/downloads/").content.decode()
    assert "排队中" in page
    assert "every 2s" in page
    assert ProcrastinateJob.objects.get(task_name="write_download").args == {"number": made.pk}
    assert client.get(f"/downloads/{made.pk}/file/").status_code == 409
    writing.write(made.pk)
    page = client.get("/downloads/").content.decode()
    assert "可下载" in page
    assert "every 2s" not in page
    answer = client.get(f"/downloads/{made.pk}/file/")
    rows = read(b"".join(answer.streaming_content))[0].rows
    assert rows[-1][0] == "共 3 行"
    assert Download.objects.get().rows == 3
    signed_in(client, place["leader"])
    assert client.get(f"/downloads/{made.pk}/file/").status_code == 404
    assert "单位" not in re.search(r'id="downloads".*', client.get("/downloads/").content.decode())[0]


def test_asked_twice_it_is_written_once_and_retried_twice_gives_one_file(place, client, long):
    made = asked(client, place)
    assert asked(client, place) == made
    assert ProcrastinateJob.objects.filter(task_name="write_download").count() == 1
    writing.write(made.pk)
    first = shelf.place(made.pk).stat().st_mtime_ns
    writing.write(made.pk)
    assert shelf.place(made.pk).stat().st_mtime_ns == first
    assert [path.name for path in shelf.place(made.pk).parent.iterdir()] == [f"{made.pk}.xlsx"]
    assert Event.objects.filter(kind="papers.exported").count() == 1


def test_an_export_whose_worker_was_killed_is_taken_up_again(place, client, long, monkeypatch):
    made = asked(client, place)
    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_sheet", lambda *a, **k: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            writing.write(made.pk)
    assert Download.objects.get().state == DownloadState.WRITING
    assert not shelf.place(made.pk).exists()
    with clock.standing_at(NOW + timedelta(minutes=5)):
        writing.catch_up()
        writing.write(made.pk)
    assert Download.objects.get().state == DownloadState.READY


def test_an_export_that_fails_three_times_says_so_and_is_not_tried_for_ever(place, client, long, monkeypatch):
    made = asked(client, place)
    monkeypatch.setattr(writing, "write_sheet", lambda *a, **k: 1 / 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            writing.write(made.pk)
    writing.write(made.pk)
    found = Download.objects.get()
    assert (found.state, found.reason) == (DownloadState.FAILED, DownloadReason.BROKEN)
    assert "生成时出错" in client.get("/downloads/").content.decode()


def test_whoever_lost_the_right_before_it_was_written_gets_no_row(place, client, long):
    signed_in(client, place["scorer"])
    client.post("/downloads/", {"list": "scores", "query": "period=2026-10"})
    made = Download.objects.get()
    Grant.objects.filter(person=place["scorer"]).update(to_on=date(2026, 11, 4))
    writing.write(made.pk)
    found = Download.objects.get()
    assert (found.state, found.reason) == (DownloadState.FAILED, DownloadReason.NOT_ENTITLED)


def test_whoever_lost_the_right_since_it_was_written_does_not_get_it(place, client, long):
    made = asked(client, place)
    writing.write(made.pk)
    Grant.objects.filter(person=place["scorer"]).update(to_on=date(2026, 11, 4))
    assert client.get("/downloads/").status_code == 302  # out, as the rights are others than before
    answer = signed_in(client, place["scorer"]).get(f"/downloads/{made.pk}/file/")
    assert answer.status_code == 409
    assert "请重新导出" in answer.content.decode()


def test_a_file_is_kept_for_seven_days(place, client, long):
    made = asked(client, place)
    writing.write(made.pk)
    with clock.standing_at(NOW + timedelta(days=7, minutes=1)):
        writing.catch_up()
        assert client.get(f"/downloads/{made.pk}/file/").status_code == 409
    assert Download.objects.get().state == DownloadState.EXPIRED
    assert not shelf.place(made.pk).exists()


def test_nobody_fills_the_queue(place, client, long):
    signed_in(client, place["scorer"])
    for n in range(5):
        assert client.post("/downloads/", {"list": "units", "query": f"n={n}"}).status_code == 302
    answer = client.post("/downloads/", {"list": "units", "query": "n=5"})
    assert answer.status_code == 409
    assert Download.objects.count() == 5


def test_longer_lists_ask_for_no_more_queries(place, django_assert_max_num_queries):
    actor = actor_of(place["scorer"])
    UnitFactory.create_batch(60, superior=place["scorer"].appointments.get().post.unit)
    with django_assert_max_num_queries(4), transaction.atomic():
        assert len(list(LISTS["units"].sheet(actor, QueryDict("")).rows())) > 60


def test_a_sheet_that_is_full_goes_on_on_the_next(place, monkeypatch):
    from lianheng.papers import writing as papers

    monkeypatch.setattr(papers, "MOST_ROWS", 3)
    book = exporting.export("units", "", by=actor_of(place["scorer"]))
    sheets = read(book.content)
    assert [sheet.name for sheet in sheets] == ["单位", "单位-2", "单位-3"]
    assert sheets[-1].rows[-1][0] == "共 5 行"


def test_every_list_that_offers_an_export_has_one():
    modules = (
        "lianheng.organisation.tables",
        "lianheng.assessment.tables",
        "lianheng.checklists.forms.tables",
    )
    tables = [
        each for name in modules for each in vars(import_module(name)).values() if isinstance(each, Table)
    ]
    assert len(tables) > 8
    assert {table.code for table in tables} <= LISTS.keys()
