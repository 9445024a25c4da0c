"""Tasks of the monthly list, and each unit's part of them."""

from decimal import Decimal
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.checklists.rules import OPEN, UNSETTLED, is_late, light
from lianheng.checklists.terms import Light, Proof, TaskState, UnitTaskState
from lianheng.kernel import clock
from lianheng.kernel.measure import Measure, known
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
        """The issuing office and those above it see drafts too; units and offices served what was issued."""
        seen = Q(pk__in=())
        if reviewing := actor.paths(*REVIEWERS):
            seen |= Q(
                pk__in=Merger.objects.filter(office__in=Unit.objects.within(reviewing)).values("task_id")
            )
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
    threshold = models.DecimalField("达标值", max_digits=12, decimal_places=2, null=True, blank=True)
    cites = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name="引用任务",
        help_text="该任务通过的单位, 本任务即依据其记录办结",
    )
    cites_duty = models.ForeignKey(
        "DutyItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name="引用职责",
        help_text="单位当月登记了该职责条目的, 本任务即依据其履职记录办结",
    )
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
            models.CheckConstraint(
                condition=Q(cites=None) | Q(proof=Proof.RECORD), name="cited_task_proves_by_record"
            ),
            models.CheckConstraint(
                condition=Q(cites_duty=None) | Q(proof=Proof.RECORD, cites=None),
                name="cited_duty_proves_by_record_alone",
            ),
            models.CheckConstraint(
                condition=Q(threshold=None) | Q(proof=Proof.MEASURE), name="threshold_only_of_a_measure"
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="frozen_once_issued",
                operation=pgtrigger.UpdateOf(
                    "month", "office_id", "title", "requirement", "scope", "due_on", "weight", "proof",
                    "measure", "threshold", "cites_id", "cites_duty_id", "minutes", "is_key",
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

    @property
    def demands_record(self) -> bool:
        """A record must be cited; but where another task or a duty is, not every unit has that one."""
        return self.proof == Proof.RECORD and self.cites_id is None and self.cites_duty_id is None

    @property
    def proving(self) -> Measure | None:
        """The measure that proves the task."""
        return known().get(self.measure) if self.measure else None

    @property
    def goal(self) -> Decimal | None:
        """From where on the measure proves it: what the task says, or else the measure."""
        if self.threshold is not None or self.proving is None:
            return self.threshold
        return self.proving.threshold


class Merger(models.Model):
    """What an office wanted to ask was asked by another already: one task serves both."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="mergers", verbose_name="任务")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="并入科室")
    title = models.CharField("原任务名称", max_length=200)
    requirement = models.TextField("原任务要求", blank=True)
    units = models.PositiveIntegerField("不再另行要求的单位数")
    merged_at = models.DateTimeField("合并时间")
    merged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="合并人"
    )

    class Meta:
        verbose_name = "合并下达"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.title} -> {self.task_id}"


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
        """Its unit, the issuing office, an office that the task serves too, and the unit's overseers."""
        seen = Q(pk__in=())
        if units := actor.paths(*ASSESSED, *OVERSEERS):
            seen |= Q(unit__in=Unit.objects.within(units))
        if offices := actor.paths(*REVIEWERS):
            own = Unit.objects.within(offices)
            seen |= Q(office__in=own)
            # Read first, so that the few tasks that serve another office do not slow every list.
            if served := list(Merger.objects.filter(office__in=own).values_list("task_id", flat=True)):
                seen |= Q(task__in=served)
        return self.filter(seen)

    def reviewed_by(self, actor: Actor) -> Self:
        """Issued by the offices for which the actor reviews; each of these is within sight."""
        return self.filter(office__in=Unit.objects.within(actor.paths(*REVIEWERS)))


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
    is_closed_by_system = models.BooleanField("系统依据记录办结", default=False)
    measured = models.DecimalField("办结时的指标值", max_digits=16, decimal_places=2, null=True)
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
            models.CheckConstraint(
                condition=Q(is_closed_by_system=False) | Q(state=UnitTaskState.ACCEPTED, accepted_by=None),
                name="closed_by_system_stays_closed",
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
