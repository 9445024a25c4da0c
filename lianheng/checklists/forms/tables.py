"""The lists of units' tasks, issued tasks, closings, requests and findings: columns and filters."""

from typing import Any

from django.urls import reverse

from lianheng.checklists.terms import FalsityState, ReliefKind, TaskState, UnitTaskState
from lianheng.ui.parts import light, link, pill
from lianheng.ui.table import Column, Filter, Table

UNIT = ("unit__name__icontains", "unit__short_name__icontains")
TONES = {FalsityState.WAITING: "amber", FalsityState.CONFIRMED: "red", FalsityState.DISMISSED: "plain"}
ISSUED_STATES = [(str(state), state.label) for state in (TaskState.ISSUED, TaskState.WITHDRAWN)]
OF_UNIT_TASK = tuple(f"unit_task__{lookup}" for lookup in UNIT)


def _url(row: Any) -> str:
    return reverse("checklists:unit_task", args=[row.pk])


def _relief_url(row: Any) -> str:
    return reverse("checklists:relief_answer", args=[row.pk])


def _falsity_url(row: Any) -> str:
    return reverse("checklists:falsity", args=[row.pk])


def _falsity_state(row: Any) -> FalsityState:
    found = {None: FalsityState.WAITING, True: FalsityState.CONFIRMED, False: FalsityState.DISMISSED}
    return found[row.is_confirmed]


def _falsity_pill(row: Any) -> str:
    state = _falsity_state(row)
    return pill(state, state.label, TONES[state])


def _in_falsity_state(rows: Any, said: str) -> Any:
    meant = {FalsityState.WAITING: None, FalsityState.CONFIRMED: True, FalsityState.DISMISSED: False}
    return rows.filter(is_confirmed=meant[FalsityState(said)])


UNIT_TASKS = Table(
    "unit-tasks",
    columns=(
        Column("title", "任务", value="task.title", link=_url),
        Column("unit", "承办单位", keep=True, sort="unit__position"),
        Column("office", "下达科室", keep=True, sort="office__position"),
        Column("light", "进度", value=lambda row: light(row.light, row.days_left)),
        Column("due_on", "截止日期", sort="due_on", keep=True),
        Column("state", "状态", value=lambda row: pill(row.state, row.get_state_display()), sort="state"),
        Column("weight", "权重", value="task.weight", align="end"),
        Column("submitted_at", "提交时间", keep=True, hide=True),
        Column("times_returned", "退回", align="end", unit="次", hide=True),
        Column("minutes", "预计用时", value="task.minutes", align="end", unit="分钟", hide=True),
        Column("is_key", "关键任务", value="task.is_key", hide=True),
        Column("is_taken_over", "补录", hide=True),
    ),
    filters=(
        Filter("search", "任务名称", lookup="task__title__icontains", kind="text"),
        Filter("unit", "承办单位", lookup=UNIT, kind="text"),
        Filter("state", "状态", choices=UnitTaskState.choices),
        Filter("office", "下达科室", lookup="office__name__icontains", kind="text", more=True),
        Filter("due_on", "截止日期", kind="date", more=True),
        Filter("weight", "权重", lookup="task__weight", choices=((1, 1), (2, 2), (3, 3)), more=True),
    ),
    order=("due_on",),
)


def _how(row: Any) -> str:
    if not row.is_closed_by_system:
        return "引用记录"
    return "指标达标" if row.measured is not None else "依据已通过的任务"


CLOSINGS = Table(
    "closings",
    columns=(
        Column("title", "任务", value="task.title", link=_url),
        Column("unit", "承办单位", keep=True, sort="unit__position"),
        Column("office", "下达科室", keep=True, hide=True),
        Column("how", "办结方式", value=_how, keep=True),
        Column("records", "记录", align="end", unit="条"),
        Column("measured", "指标值", align="end"),
        Column("accepted_at", "办结时间", keep=True, sort="accepted_at"),
    ),
    filters=(
        Filter("search", "任务名称", lookup="task__title__icontains", kind="text"),
        Filter("unit", "承办单位", lookup=UNIT, kind="text"),
        Filter("is_closed_by_system", "办结方式", choices=(("True", "系统办结"), ("False", "引用记录"))),
    ),
    order=("-accepted_at",),
)


def _issued_url(row: Any) -> str:
    return reverse("checklists:task", args=[row.task.pk])


def _issued_state(row: Any) -> str:
    return pill(row.task.state, row.task.get_state_display())


def _reminding(row: Any) -> str | int | None:
    """Where the units that have not handed in are reminded; how many they are, when one may not."""
    if not row.may_remind:
        return row.to_remind or None
    return link(reverse("checklists:reminders", args=[row.task.pk]), f"催办 {row.to_remind} 个")


def _titled(rows: Any, said: str) -> Any:
    return rows.narrow(lambda row: said in row.task.title)


def _of_office(rows: Any, said: str) -> Any:
    return rows.narrow(lambda row: said in (row.task.office.code, str(row.task.office)))


def _in_state(rows: Any, said: str) -> Any:
    return rows.narrow(lambda row: row.task.state == said)


ISSUED = Table(
    "issued",
    columns=(
        Column("title", "任务", value="task.title", link=_issued_url),
        Column("office", "下达科室", value="task.office", keep=True, sort="task__office__position"),
        Column("due_on", "截止日期", value="task.due_on", sort="task__due_on", keep=True),
        Column("units", "单位", value="task.units", align="end", unit="个", sort="task__units"),
        Column("minutes", "用时", value="task.minutes", align="end", unit="分钟", sort="task__minutes"),
        Column("weight", "权重", value="task.weight", align="end", sort="task__weight"),
        Column("is_key", "关键任务", value="task.is_key", sort="task__is_key"),
        Column("state", "状态", value=_issued_state, sort="task__state"),
        Column("to_remind", "未提交", value=_reminding, plain="to_remind", sort="to_remind", keep=True),
        Column("proof", "证明方式", value=lambda row: row.task.get_proof_display(), hide=True),
        Column("issued_at", "下达时间", value="task.issued_at", sort="task__issued_at", keep=True, hide=True),
    ),
    filters=(
        Filter("search", "任务名称", kind="text", apply=_titled),
        Filter("office", "下达科室", kind="text", apply=_of_office),
        Filter("state", "状态", choices=ISSUED_STATES, apply=_in_state),
    ),
    order=("task__due_on",),
)

RELIEFS = Table(
    "reliefs",
    columns=(
        Column("task", "任务", value="unit_task.task.title", link=_relief_url),
        Column("unit", "申请单位", value="unit_task.unit", keep=True, sort="unit_task__unit__position"),
        Column("kind", "申请事项", value=lambda row: row.get_kind_display(), keep=True, sort="kind"),
        Column("until", "延期至", keep=True, sort="until"),
        Column("reason", "理由"),
        Column("light", "进度", value=lambda row: light(row.unit_task.light, row.unit_task.days_left)),
        Column("due_on", "截止日期", value="unit_task.due_on", keep=True, sort="unit_task__due_on"),
        Column("asked_at", "申请时间", keep=True, sort="asked_at"),
        Column("asked_by", "申请人", keep=True, hide=True),
        Column("office", "下达科室", value="unit_task.office", keep=True, hide=True),
    ),
    filters=(
        Filter("search", "任务名称", lookup="unit_task__task__title__icontains", kind="text"),
        Filter("unit", "申请单位", lookup=OF_UNIT_TASK, kind="text"),
        Filter("kind", "申请事项", choices=ReliefKind.choices),
    ),
    order=("unit_task__due_on",),
)

FALSITIES = Table(
    "falsities",
    columns=(
        Column("task", "任务", value="unit_task.task.title", link=_falsity_url),
        Column("unit", "承办单位", value="unit_task.unit", keep=True, sort="unit_task__unit__position"),
        Column("month", "月份", value="unit_task.period", keep=True, sort="unit_task__month"),
        Column("because", "事实"),
        Column("state", "状态", value=_falsity_pill, keep=True),
        Column("found_by", "认定人", keep=True),
        Column("found_at", "认定时间", keep=True, sort="found_at"),
        Column("decided_by", "复核人", keep=True, hide=True),
        Column("decided_at", "复核时间", keep=True, sort="decided_at", hide=True),
    ),
    filters=(
        Filter("search", "任务名称", lookup="unit_task__task__title__icontains", kind="text"),
        Filter("unit", "承办单位", lookup=OF_UNIT_TASK, kind="text"),
        Filter("state", "状态", choices=FalsityState.choices, apply=_in_falsity_state),
    ),
    order=("-decided_at", "-id"),
)
