"""The lists of units' tasks, and of those closed without an upload: their columns and filters."""

from typing import Any

from django.urls import reverse

from lianheng.checklists.terms import UnitTaskState
from lianheng.ui.parts import light, pill
from lianheng.ui.table import Column, Filter, Table


def _url(row: Any) -> str:
    return reverse("checklists:unit_task", args=[row.pk])


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
        Filter(
            "unit", "承办单位", lookup=("unit__name__icontains", "unit__short_name__icontains"), kind="text"
        ),
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
        Filter(
            "unit", "承办单位", lookup=("unit__name__icontains", "unit__short_name__icontains"), kind="text"
        ),
        Filter("is_closed_by_system", "办结方式", choices=(("True", "系统办结"), ("False", "引用记录"))),
    ),
    order=("-accepted_at",),
)
