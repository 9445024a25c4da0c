"""Tasks of October 2026, what units did with them, and what was found; the test states what matters."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianheng.checklists.models import (
    CapRequest,
    Closure,
    Evidence,
    Falsity,
    Merger,
    Relief,
    Reminded,
    Reminder,
    Submission,
    Task,
    UnitTask,
)
from lianheng.checklists.terms import ReliefKind, TaskState
from lianheng.kernel import clock
from tests.factories.organisation import OfficeFactory, UnitFactory

OCTOBER = date(2026, 10, 1)
DUE = date(2026, 10, 20)
OCTOBER_5 = clock.at_hour(date(2026, 10, 5), 9)
OCTOBER_19 = clock.at_hour(date(2026, 10, 19), 16)


class TaskFactory(DjangoModelFactory):
    """A draft of an office for all units, due on the 20th."""

    class Meta:
        model = Task

    month = OCTOBER
    office = factory.SubFactory(OfficeFactory)
    title = factory.Sequence(lambda n: f"第 {n} 项检查")
    requirement = "逐村核对, 列明问题"
    scope = "全部"
    due_on = DUE
    minutes = 60


class IssuedTaskFactory(TaskFactory):
    """A task that was issued on the 5th."""

    state = TaskState.ISSUED
    issued_at = OCTOBER_5


class UnitTaskFactory(DjangoModelFactory):
    """One township's part of an issued task, not begun."""

    class Meta:
        model = UnitTask

    task = factory.SubFactory(IssuedTaskFactory)
    unit = factory.SubFactory(UnitFactory)
    office = factory.LazyAttribute(lambda part: part.task.office)
    month = factory.LazyAttribute(lambda part: part.task.month)
    due_on = factory.LazyAttribute(lambda part: part.task.due_on)


class SubmissionFactory(DjangoModelFactory):
    """What was handed in on the 19th; the state of the unit's task is the test's to say."""

    class Meta:
        model = Submission

    unit_task = factory.SubFactory(UnitTaskFactory)
    number = 1
    text = "已核对 12 个村, 发现 3 个问题"
    submitted_at = OCTOBER_19


class EvidenceFactory(DjangoModelFactory):
    """Another task of the unit, cited."""

    class Meta:
        model = Evidence

    submission = factory.SubFactory(SubmissionFactory)
    ref_kind = "checklists.unittask"
    ref_id = factory.Sequence(lambda n: n + 1)
    label = "上月村级财务公开检查"


class ReliefFactory(DjangoModelFactory):
    """An exemption that was asked for."""

    class Meta:
        model = Relief

    unit_task = factory.SubFactory(UnitTaskFactory)
    kind = ReliefKind.EXEMPTION
    reason = "本镇没有该类项目"
    asked_at = OCTOBER_19


class FalsityFactory(DjangoModelFactory):
    """A finding that nobody has confirmed yet."""

    class Meta:
        model = Falsity

    unit_task = factory.SubFactory(UnitTaskFactory)
    because = "照片与上月相同"
    found_at = OCTOBER_19


class ClosureFactory(DjangoModelFactory):
    """October is closed."""

    class Meta:
        model = Closure

    month = OCTOBER
    closed_at = clock.at_hour(date(2026, 11, 2), 9)


class MergerFactory(DjangoModelFactory):
    """Another office gave up its draft for this task."""

    class Meta:
        model = Merger

    task = factory.SubFactory(IssuedTaskFactory)
    office = factory.SubFactory(OfficeFactory)
    title = "三务公开情况"
    units = 3
    merged_at = OCTOBER_5


class CapRequestFactory(DjangoModelFactory):
    """An office asks to go beyond the cap; nobody has answered."""

    class Meta:
        model = CapRequest

    task = factory.SubFactory(TaskFactory)
    reason = "巡察整改须在本月完成"
    asked_at = OCTOBER_5


class ReminderFactory(DjangoModelFactory):
    """A reminder of the 19th."""

    class Meta:
        model = Reminder

    task = factory.SubFactory(IssuedTaskFactory)
    words = "请尽快提交"
    reminded_at = OCTOBER_19


class RemindedFactory(DjangoModelFactory):
    """A unit that was reminded and had nobody to tell."""

    class Meta:
        model = Reminded

    reminder = factory.SubFactory(ReminderFactory)
    unit_task = factory.LazyAttribute(lambda told: UnitTaskFactory(task=told.reminder.task))
