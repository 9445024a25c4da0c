"""Lists come in whole or not at all, tell everything that is wrong, and twice is once."""

from datetime import date, timedelta

import pytest

from lianheng.checklists.models import Relief, Task, UnitTask
from lianheng.checklists.terms import UnitTaskState
from lianheng.flows.imports import running
from lianheng.flows.imports.importers import IMPORTERS
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Appointment, Grant, Person, Unit
from lianheng.organisation.terms import Role, UnitKind
from tests.factories.checklists import UnitTaskFactory
from tests.factories.organisation import (
    AppointmentFactory,
    CommissionFactory,
    GrantFactory,
    OfficeFactory,
    PersonFactory,
    UnitFactory,
    actor_in,
)
from tests.papers.sheets import text_file, workbook

pytestmark = pytest.mark.django_db

UNITS = ["单位编码", "单位名称", "上级编码", "类别"]
PEOPLE = ["人员编号", "姓名", "单位编码", "岗位", "任职时间", "角色"]
TASKS = ["月份", "下达室编码", "任务名称", "接收范围", "截止日期", "证明方式"]
OUTCOMES = ["月份", "任务名称", "单位编码", "完成日期", "退回次数", "免除", "免除理由", "缺材料", "弄虚作假"]


def take_in(kind, header, *rows, by=SYSTEM, **more):
    return running.run(text_file([header, *rows]), "list.csv", IMPORTERS[kind], by=by, **more)


def told(result):
    return [(one.row, one.field) for one in result.errors]


def counted(result):
    return result.rows, result.created, result.updated, result.unchanged


@pytest.fixture
def commission():
    return CommissionFactory(code="C0")


@pytest.fixture
def office(commission):
    return OfficeFactory(code="O1", superior=commission)


@pytest.fixture
def towns(commission):
    return [UnitFactory(code=code, superior=commission) for code in ("T1", "T2", "T3")]


# Units


def test_superiors_may_come_later_in_the_same_list():
    rows = [["V1", "甲村", "T1", "村"], ["T1", "甲镇纪委", "C0", "镇"], ["C0", "区纪委监委", "", "纪委监委"]]
    assert counted(take_in("units", UNITS, *rows)) == (3, 3, 0, 0)
    village = Unit.objects.get(code="V1")
    assert village.path == "".join(f"{Unit.objects.get(code=code).pk}." for code in ("C0", "T1", "V1"))
    assert Unit.objects.get(code="T1").peer_class == "乡镇"
    assert counted(take_in("units", UNITS, *rows)) == (3, 0, 0, 3)


def test_a_grassroots_body_without_superior_stands_under_the_only_commission(commission):
    take_in("units", UNITS, ["T1", "甲镇", "", "乡镇"], ["H1", "财政局", "", "驻在单位"])
    assert Unit.objects.get(code="T1").superior == commission
    assert Unit.objects.get(code="H1").superior is None


def test_everything_wrong_with_units_is_told_at_once_and_nothing_comes_in():
    """F36: all or nothing, with every wrong row."""
    result = take_in(
        "units",
        [*UNITS, "建制顺序", "成立日期", "驻在单位编码", "规模较大"],
        ["A", "甲", "B", "乡镇", "", "", "", ""],
        ["B", "乙", "A", "乡镇", "", "", "", ""],
        ["A", "丙", "", "乡镇", "", "", "", ""],
        ["X", "", "NOPE", "不明", "第一", "2026.13", "H9;X", "也许"],
    )
    assert told(result) == [
        (2, "上级编码"), (3, "上级编码"), (4, "单位编码"), (5, "单位名称"), (5, "类别"), (5, "建制顺序"),
        (5, "成立日期"), (5, "规模较大"), (5, "上级编码"), (5, "驻在单位编码"), (5, "驻在单位编码"),
    ]  # fmt: skip
    assert counted(result)[1:3] == (0, 0)
    assert not Unit.objects.exists()


def test_a_moved_unit_takes_along_what_the_list_does_not_name(commission, towns):
    village = UnitFactory(superior=towns[0], kind=UnitKind.VILLAGE)
    office = OfficeFactory(code="O9", superior=commission)
    result = take_in("units", UNITS, ["T1", towns[0].name, "O9", "乡镇"])
    village.refresh_from_db()
    assert counted(result) == (1, 0, 1, 0)
    assert village.path == f"{office.path}{towns[0].pk}.{village.pk}."


def test_a_circle_through_a_unit_that_the_list_does_not_name_is_found(commission, towns):
    middle = UnitFactory(code="M", superior=towns[0])
    assert middle.superior == towns[0]
    result = take_in("units", UNITS, ["T1", towns[0].name, "M", "乡镇"])
    assert told(result) == [(2, "上级编码")]


def test_columns_that_the_list_lacks_change_nothing(commission, towns):
    Unit.objects.filter(code="T1").update(is_larger=True, position=7)
    take_in("units", UNITS, ["T1", "新名", "C0", "乡镇"])
    unit = Unit.objects.get(code="T1")
    assert (unit.name, unit.is_larger, unit.position) == ("新名", True, 7)


def test_hosts_of_a_group_are_put_right(commission):
    header = [*UNITS, "驻在单位编码"]
    group = ["D1", "派驻一组", "C0", "派驻机构"]
    hosts = [["H1", "财政局", "", "驻在单位", ""], ["H2", "审计局", "", "驻在单位", ""]]
    take_in("units", header, [*group, "H1;H2"], *hosts)
    assert take_in("units", header, [*group, "H2"], *hosts).updated == 1
    assert [host.code for host in Unit.objects.get(code="D1").hosts.all()] == ["H2"]


# People


def test_people_come_with_their_post_and_their_roles(commission, towns):
    row = ["P1", "曾国", "T1", "纪委书记", "2024-03", "基层负责人;unit_clerk"]
    assert counted(take_in("people", PEOPLE, row)) == (1, 1, 0, 0)
    person = Person.objects.get(number="P1")
    assert person.sort_key.startswith("zeng1")
    assert str(person.appointments.get().post) == "纪委书记"
    assert set(person.grants.values_list("role", "unit__code")) == {("unit_head", "T1"), ("unit_clerk", "T1")}
    assert counted(take_in("people", PEOPLE, row)) == (1, 0, 0, 1)


def test_leaders_and_scorers_serve_the_whole_district(commission, office):
    take_in("people", PEOPLE, ["P1", "甲", "O1", "主任", "2024-03-01", "室主任;考核办"])
    assert set(Grant.objects.values_list("role", "unit__code")) == {("office_head", "O1"), ("scorer", "C0")}


def test_another_post_ends_the_old_one_and_its_roles_the_day_before(commission, towns):
    take_in("people", PEOPLE, ["P1", "甲", "T1", "书记", "2020-01-01", "基层负责人"])
    result = take_in("people", PEOPLE, ["P1", "甲", "T2", "书记", "2026-03-01", "基层负责人"])
    assert counted(result) == (1, 0, 1, 0)
    old, new = Appointment.objects.order_by("from_on")
    assert (old.to_on, new.from_on, new.to_on) == (date(2026, 2, 28), date(2026, 3, 1), None)
    ends = dict(Grant.objects.values_list("unit__code", "to_on"))
    assert ends == {"T1": date(2026, 2, 28), "T2": None}


def test_a_person_twice_in_a_list_names_the_other_row(towns):
    rows = [["P1", "甲", "T1", "书记", "2020-01-01", ""], ["P1", "乙", "T2", "书记", "2020-01-01", ""]]
    result = take_in("people", PEOPLE, *rows)
    assert told(result) == [(3, "人员编号")]
    assert "第 2 行" in result.errors[0].reason


def test_an_administrator_holds_nothing_else(commission, towns):
    result = take_in("people", PEOPLE, ["P1", "甲", "C0", "管理员", "2020-01-01", "系统管理员;审计管理员"])
    assert told(result) == [(2, "角色")]
    admin = PersonFactory(number="P2", name="乙")
    AppointmentFactory(person=admin, unit=commission, post__name="管理员")
    GrantFactory(person=admin, unit=commission, role=Role.SYSTEM_ADMIN)
    result = take_in("people", PEOPLE, ["P2", "乙", "T1", "书记", "2026-01-01", "基层负责人"])
    assert told(result) == [(2, "角色")]


def test_roles_come_in_only_through_whoever_may_entrust_them(commission, towns):
    scorer = actor_in(commission, Role.SCORER)
    with_roles = ["P1", "甲", "T1", "书记", "2020-01-01", "基层负责人"]
    assert told(take_in("people", PEOPLE, with_roles, by=scorer)) == [(2, "角色")]
    without = [*with_roles[:5], ""]
    assert take_in("people", PEOPLE, without, by=scorer).created == 1
    security = actor_in(commission, Role.SECURITY_ADMIN)
    assert counted(take_in("people", PEOPLE, with_roles, by=security)) == (1, 0, 1, 0)


def test_dates_that_cannot_be_are_told(towns):
    header = [*PEOPLE, "出生年月", "参加工作时间"]
    tomorrow = clock.today() + timedelta(days=1)
    row = ["P1", "甲", "T1", "书记", "2020-01-01", "", tomorrow, "1990-01"]
    assert told(take_in("people", header, row)) == [(2, "出生年月"), (2, "参加工作时间")]


def test_an_unknown_unit_and_an_unknown_role_are_told_in_one_pass():
    result = take_in("people", PEOPLE, ["P1", "甲", "T9", "书记", "昨天", "皇帝"])
    assert told(result) == [(2, "任职时间"), (2, "角色"), (2, "单位编码")]


# Tasks


def test_the_operators_tasks_are_issued_as_they_come_in(office, towns):
    rows = [
        ["2026-01", "O1", "公开检查", "T1;T2", "2026-01-20", "材料"],
        ["2026年1月", "O1", "学习", "全部", "2026/1/25", "自动: checklists.in_time ≥ 3"],
    ]
    assert counted(take_in("tasks", TASKS, *rows)) == (2, 2, 0, 0)
    assert UnitTask.objects.count() == 5
    learned = Task.objects.get(title="学习")
    assert (learned.measure, learned.threshold) == ("checklists.in_time", 3)
    assert counted(take_in("tasks", TASKS, *rows)) == (2, 0, 0, 2)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("自动:education.learned", "没有指标“education.learned”; 可用的指标: "),
        ("自动:checklists.minutes>=3", "只供参考"),
        ("自动:checklists.in_time", "没有默认达标值"),
        ("自动:checklists.late>=0", "达标方向写反了"),
        ("自动:checklists.in_time>3", "没有指标"),
    ],
)
def test_a_measure_that_cannot_prove_anything_is_told_with_what_could(office, towns, said, problem):
    result = take_in("tasks", TASKS, ["2026-01", "O1", "学习", "全部", "2026-01-25", said])
    assert told(result) == [(2, "证明方式")]
    assert problem in result.errors[0].reason


@pytest.mark.parametrize("said", ["自动:checklists.late", "自动：checklists.late<=2"])
def test_what_should_be_little_is_written_with_at_most(office, towns, said):
    assert take_in("tasks", TASKS, ["2026-01", "O1", "学习", "全部", "2026-01-31", said]).created == 1


def test_everything_wrong_with_tasks_is_told_at_once(office, towns):
    header = [*TASKS, "权重"]
    rows = [
        ["2026-01", "O9", "甲", "T1", "2026-02-01", "材料", "1"],
        ["2026-01", "T1", "乙", "T1;T9", "2026-01-10", "材料", "1"],
        ["2026-13", "O1", "丙", "全部", "2026-01-10", "口头", "4"],
        ["2026-01", "O1", "丁", "T1", "2026-01-10", "记录", "1"],
        ["2026-01", "O1", "丁", "T1;T2", "2026-01-11", "记录", "1"],
    ]
    assert told(take_in("tasks", header, *rows)) == [
        (2, "下达室编码"), (2, "截止日期"), (3, "下达室编码"), (3, "接收范围"), (4, "月份"), (4, "证明方式"),
        (4, "权重"), (6, "任务名称"),
    ]  # fmt: skip


def test_a_task_of_the_same_name_to_the_same_units_must_be_withdrawn_first(office, towns):
    take_in("tasks", TASKS, ["2026-01", "O1", "检查", "T1", "2026-01-20", "材料"])
    result = take_in("tasks", TASKS, ["2026-01", "O1", "检查", "T1;T2", "2026-01-22", "材料"])
    assert told(result) == [(2, "任务名称")]
    result = take_in("tasks", TASKS, ["2026-01", "O1", "检查", "T3", "2026-01-22", "材料"])
    assert result.created == 1


def test_an_offices_tasks_come_in_as_its_drafts(office, towns):
    clerk = actor_in(office, Role.OFFICE_CLERK)
    row = ["2026-01", "O1", "检查", "T1", "2026-01-20", "材料"]
    assert take_in("tasks", TASKS, row, by=clerk).created == 1
    assert (Task.objects.get().state, UnitTask.objects.count()) == ("draft", 0)
    assert take_in("tasks", TASKS, row, by=clerk).unchanged == 1


def test_an_office_brings_in_its_own_tasks_only(office, towns, commission):
    OfficeFactory(code="O2", superior=commission)
    clerk = actor_in(office, Role.OFFICE_CLERK)
    row = ["2026-01", "O2", "检查", "T1", "2026-01-20", "材料"]
    assert told(take_in("tasks", TASKS, row, by=clerk)) == [(2, "下达室编码")]


def test_a_list_comes_in_through_those_entitled_to_it_alone(towns):
    with pytest.raises(Refused):
        take_in("units", UNITS, ["T1", "甲", "", "乡镇"], by=actor_in(towns[0], Role.UNIT_HEAD))


# Outcomes


@pytest.fixture
def january(office, towns):
    take_in("tasks", TASKS, ["2026-01", "O1", "检查", "全部", "2026-01-20", "材料"])


def outcome(code, *rest):
    return ["2026-01", "检查", code, *rest, *[""] * (6 - len(rest))]


def test_outcomes_are_taken_over_from_paper(january):
    rows = [
        outcome("T1", "2026-01-22", "2", "否", "", "是"),
        outcome("T2", "", "", "是", "抗洪"),
        outcome("T3", "", "", "", "", "", "是"),
    ]
    assert counted(take_in("outcomes", OUTCOMES, *rows)) == (3, 3, 0, 0)
    parts = {part.unit.code: part for part in UnitTask.objects.select_related("unit")}
    assert {part.is_taken_over for part in parts.values()} == {True}
    late = parts["T1"]
    assert (late.state, late.done_on, late.times_returned) == ("accepted", date(2026, 1, 22), 2)
    assert late.is_evidence_missing
    assert parts["T2"].state == UnitTaskState.EXEMPTED
    assert Relief.objects.get().reason == "抗洪"
    assert parts["T3"].state == UnitTaskState.ISSUED
    assert parts["T3"].falsity.is_confirmed
    assert counted(take_in("outcomes", OUTCOMES, *rows)) == (3, 0, 0, 3)


def test_a_changed_outcome_is_put_right(january):
    take_in("outcomes", OUTCOMES, outcome("T1", "", "", "是", "抗洪", "", "是"))
    result = take_in("outcomes", OUTCOMES, outcome("T1", "2026-01-10"))
    part = UnitTask.objects.get(unit__code="T1")
    assert counted(result) == (1, 0, 1, 0)
    assert (part.state, hasattr(part, "falsity"), part.reliefs.count()) == ("accepted", False, 0)


def test_everything_wrong_with_outcomes_is_told_at_once(january, towns):
    village = UnitFactory(code="V1", superior=towns[0], kind=UnitKind.VILLAGE)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    result = take_in(
        "outcomes",
        OUTCOMES,
        outcome("T1", tomorrow, "许多", "也许"),
        outcome("T9", ""),
        outcome(village.code, ""),
        ["2026-01", "没有", "T1", *[""] * 6],
        outcome("T2", ""),
        outcome("T2", ""),
    )
    assert told(result) == [
        (2, "退回次数"), (2, "免除"), (2, "完成日期"), (3, "单位编码"), (4, "单位编码"), (5, "任务名称"),
        (7, "任务名称"),
    ]  # fmt: skip


def test_a_task_of_two_offices_is_not_guessed(january, commission):
    OfficeFactory(code="O2", superior=commission)
    take_in("tasks", TASKS, ["2026-01", "O2", "检查", "T1", "2026-01-20", "材料"])
    result = take_in("outcomes", OUTCOMES, outcome("T1", ""))
    assert "2 个室" in result.errors[0].reason


def test_what_was_worked_on_here_is_not_taken_over_from_paper(office):
    part = UnitTaskFactory(task__office=office, state=UnitTaskState.RETURNED, times_returned=1)
    row = ["2026-10", part.task.title, part.unit.code, *[""] * 6]
    assert told(take_in("outcomes", OUTCOMES, row)) == [(2, "任务名称")]


# The file


def test_a_rehearsal_changes_nothing(commission):
    result = take_in("units", UNITS, ["T1", "甲", "", "乡镇"], is_rehearsal=True)
    assert (result.created, Unit.objects.count(), Event.objects.count()) == (1, 1, 0)


def test_a_batch_is_one_event_whatever_its_size(commission):
    take_in("units", UNITS, *([f"T{n}", f"第{n}镇", "", "乡镇"] for n in range(30)))
    event = Event.objects.get()
    assert (event.kind, event.detail) == (
        "organisation.imported",
        {"list": "units", "created": 30, "updated": 0},
    )


def test_the_same_list_twice_leaves_no_second_event(commission):
    """F36: the second time changes nothing."""
    for _ in range(2):
        take_in("units", UNITS, ["T1", "甲", "", "乡镇"])
    assert Event.objects.count() == 1


def test_columns_that_nobody_knows_are_told_and_passed_over(commission):
    result = take_in("units", [*UNITS, "电话"], ["T1", "甲", "", "乡镇", "110"])
    assert (result.ignored, result.created) == (["电话"], 1)


def test_a_form_with_title_and_merged_cells_is_understood(office, towns):
    rows = [
        ["2026年1月任务表", None, None, None, None, None],
        ["任务", None, None, "要求", None, None],
        ["月份", "下达室编码", "任务名称", "接收范围", "截止日期", "证明方式"],
        ["2026-01", "O1", "检查", "T1", date(2026, 1, 20), "材料"],
        [None, "O1", "学习", "T2", date(2026, 1, 21), "记录"],
        ["注：请按时完成", None, None, None, None, None],
    ]
    content = workbook(rows, merged=["A1:F1", "A2:C2", "D2:F2", "A4:A5"])
    result = running.run(content, "x.xlsx", IMPORTERS["tasks"], by=SYSTEM)
    assert (told(result), result.created, result.notes) == ([], 2, (6,))


def test_a_file_that_is_no_table_is_an_error_of_the_whole_file():
    result = running.run(b"%PDF-1.7\0", "x.xlsx", IMPORTERS["units"], by=SYSTEM)
    assert [one.row for one in result.errors] == [0]
    assert result.as_json()["rows"] == 0
