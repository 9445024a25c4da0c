"""Tasks of the monthly list, and each unit's part of them."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.checklists.rules import OPEN, UNSETTLED, is_late, light
from lianheng.checklists.terms import Light, Proof, TaskState, UnitTaskState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role

ASSESSED = (Role.UNIT_HEAD, Role.UNIT_CLERK)
REVIEWERS = (Role.OFFICE_HEAD, Role.OFFICE_CLERK)
OVERSEERS = (Role.LEADER, Role.DEPUTY, Role.SCORER)


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks as one speaks of them."""

    def of_month(self, month: Period) -> Self:
        """Tasks of that month."""
        return self.filter(month=month.first_day)

    def issued(self) -> Self:
        """Tasks that were issued and stand."""
        return self.filter(state=TaskState.ISSUED)

    def visible_to(self, actor: Actor) -> Self:
        """The issuing office and those above it see drafts too; a unit what was issued to it."""
        seen = Q(pk__in=())
        if offices := actor.paths(*REVIEWERS, *OVERSEERS):
            seen |= Q(office__in=Unit.objects.within(offices))
        if units := actor.paths(*ASSESSED):
            own = UnitTask.objects.filter(unit__in=Unit.objects.within(units))
            seen |= ~Q(state=TaskState.DRAFT) & Q(pk__in=own.values("task_id"))
        return self.filter(seen)


class Task(models.Model):
    """What an office asks of units in a month."""

    month = models.DateField("月份", help_text="当月第一日")
    office = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="issued_tasks", verbose_name="下达科室"
    )
    title = models.CharField("任务名称", max_length=200)
    requirement = models.TextField("任务要求", blank=True)
    scope = models.CharField(
        "接收范围", max_length=4000, help_text="单位编码用分号隔开, 或考核分组名称, 或“全部”"
    )
    due_on = models.DateField("截止日期")
    weight = models.PositiveSmallIntegerField("权重", default=1)
    proof = models.CharField("证明方式", max_length=10, choices=Proof, default=Proof.MATERIAL)
    measure = models.CharField("自动指标", max_length=60, blank=True)
    minutes = models.PositiveIntegerField("预计用时 (分钟)", default=30)
    is_key = models.BooleanField("关键任务", default=False)
    state = models.CharField("状态", max_length=10, choices=TaskState, default=TaskState.DRAFT)
    drafted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="起草人"
    )
    issued_at = models.DateTimeField("下达时间", null=True)
    issued_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="下达人"
    )
    cap_lifted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="超上限批准人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_because = models.CharField("撤回原因", max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "任务"
        ordering = ("-month", "due_on", "id")
        indexes = (
            models.Index(fields=["month", "office", "due_on"], name="task_by_month_and_office"),
            models.Index(fields=["month", "title"], name="task_by_month_and_title"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(weight__in=(1, 2, 3)), name="weight_is_1_to_3"),
            models.CheckConstraint(
                condition=Q(state=TaskState.DRAFT) | Q(issued_at__isnull=False), name="issued_task_says_when"
            ),
            models.CheckConstraint(
                condition=Q(proof=Proof.MEASURE) & ~Q(measure="") | ~Q(proof=Proof.MEASURE) & Q(measure=""),
                name="measure_named_when_it_proves",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="frozen_once_issued",
                operation=pgtrigger.UpdateOf(
                    "month", "office_id", "title", "requirement", "scope", "due_on", "weight", "proof",
                    "measure", "minutes", "is_key",
                ),
                condition=pgtrigger.Q(old__state__in=[TaskState.ISSUED, TaskState.WITHDRAWN]),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """How other packages name this task."""
        return Ref("checklists.task", self.pk)

    @property
    def period(self) -> Period:
        """The month to which the task belongs."""
        return Period(self.month, 1)


class UnitTaskQuerySet(models.QuerySet["UnitTask"]):
    """Units' tasks as one speaks of them."""

    def of_month(self, month: Period) -> Self:
        """Of that month."""
        return self.filter(month=month.first_day)

    def open(self) -> Self:
        """The unit has to do something."""
        return self.filter(state__in=OPEN)

    def unsettled(self) -> Self:
        """Neither accepted nor exempted, lapsed or withdrawn."""
        return self.filter(state__in=UNSETTLED)

    def standing(self) -> Self:
        """Not withdrawn."""
        return self.exclude(state=UnitTaskState.WITHDRAWN)

    def visible_to(self, actor: Actor) -> Self:
        """Its unit, the issuing office, and those who oversee either."""
        seen = Q(pk__in=())
        if units := actor.paths(*ASSESSED, *OVERSEERS):
            seen |= Q(unit__in=Unit.objects.within(units))
        if offices := actor.paths(*REVIEWERS):
            seen |= Q(office__in=Unit.objects.within(offices))
        return self.filter(seen)


class UnitTask(models.Model):
    """One unit's part of a task: from issuing to acceptance, exemption or lapse."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="unit_tasks", verbose_name="任务")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="unit_tasks", verbose_name="承办单位"
    )
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="下达科室")
    month = models.DateField("月份")
    due_on = models.DateField("截止日期", help_text="经批准延期的, 为延期后的日期")
    state = models.CharField("状态", max_length=10, choices=UnitTaskState, default=UnitTaskState.ISSUED)
    submitted_at = models.DateTimeField("提交时间", null=True)
    accepted_at = models.DateTimeField("通过时间", null=True)
    accepted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    times_returned = models.PositiveSmallIntegerField("退回次数", default=0)
    is_evidence_missing = models.BooleanField("缺材料且未说明", default=False)
    is_taken_over = models.BooleanField("补录", default=False)
    done_on = models.DateField("补录的完成日期", null=True)

    objects = UnitTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "单位任务"
        ordering = ("due_on", "id")
        indexes = (
            models.Index(fields=["unit", "month", "due_on", "id"], name="unit_task_by_unit"),
            models.Index(fields=["office", "state", "due_on", "id"], name="unit_task_by_office"),
            models.Index(fields=["month", "unit", "id"], name="unit_task_by_month"),
            models.Index(fields=["month", "due_on", "id"], name="unit_task_by_month_due"),
        )
        constraints = (
            models.UniqueConstraint(fields=["task", "unit"], name="task_once_for_a_unit"),
            models.CheckConstraint(
                condition=~Q(state=UnitTaskState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="submitted_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=UnitTaskState.ACCEPTED) | Q(accepted_at__isnull=False),
                name="accepted_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.unit_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this unit's task."""
        return Ref("checklists.unittask", self.pk)

    @property
    def was_late(self) -> bool:
        """Handed in after the deadline: by the server's time, or by the paper that was taken over."""
        if self.is_taken_over:
            return self.done_on is not None and self.done_on > self.due_on
        return self.submitted_at is not None and is_late(self.submitted_at, self.due_on)

    @property
    def light(self) -> Light:
        """How it stands today."""
        return light(
            state=self.state,
            due_on=self.due_on,
            was_late=self.was_late,
            today=clock.today(),
            calendar=CALENDAR,
        )

    @property
    def days_left(self) -> int:
        """Days until the deadline; negative when it has passed."""
        return (self.due_on - clock.today()).days

    @property
    def period(self) -> Period:
        """The month to which it belongs."""
        return Period(self.month, 1)
