"""Tasks of the monthly list, each unit's task, what was handed in, what was asked for, what was found."""

from typing import Self

import pgtrigger
from django.db import connection, models
from django.db.models import F, Q

from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role

from .rules import OPEN, UNSETTLED, is_late, light
from .terms import Light, Proof, ReliefKind, TaskState, UnitTaskState

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


class Submission(models.Model):
    """What a unit handed in once, and how it was answered."""

    unit_task = models.ForeignKey(
        UnitTask, on_delete=models.PROTECT, related_name="submissions", verbose_name="单位任务"
    )
    number = models.PositiveSmallIntegerField("第几次")
    text = models.TextField("完成情况", blank=True)
    submitted_at = models.DateTimeField("提交时间")
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提交人"
    )
    returned_at = models.DateTimeField("退回时间", null=True)
    returned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="退回人"
    )
    returned_because = models.CharField("退回原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "提交"
        ordering = ("unit_task_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["unit_task", "number"], name="submission_numbered_once"),
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(returned_because=""), name="return_gives_its_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_task_id} #{self.number}"

    @property
    def ref(self) -> Ref:
        """How other packages name this submission; files are attached to it."""
        return Ref("checklists.submission", self.pk)


class Evidence(models.Model):
    """A record already in the system that proves a submission; one record may prove several."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="evidence", verbose_name="提交"
    )
    ref_kind = models.CharField("记录类别", max_length=60)
    ref_id = models.BigIntegerField("记录编号")
    label = models.CharField("记录", max_length=200)

    class Meta:
        verbose_name = "证明"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["submission", "ref_kind", "ref_id"], name="record_cited_once"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def cited(self) -> Ref:
        """The record that is cited."""
        return Ref(self.ref_kind, self.ref_id)


class Relief(models.Model):
    """A unit asks to be exempted from a task or for a later deadline; the office's head decides."""

    unit_task = models.ForeignKey(
        UnitTask, on_delete=models.PROTECT, related_name="reliefs", verbose_name="单位任务"
    )
    kind = models.CharField("申请事项", max_length=10, choices=ReliefKind)
    until = models.DateField("延期至", null=True, blank=True)
    reason = models.CharField("理由", max_length=500)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申请人"
    )
    decided_at = models.DateTimeField("答复时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    is_granted = models.BooleanField("同意", null=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "免除或延期申请"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["unit_task"], condition=Q(decided_at=None), name="one_open_relief_for_a_task"
            ),
            models.CheckConstraint(
                condition=Q(kind=ReliefKind.EXTENSION, until__isnull=False)
                | Q(kind=ReliefKind.EXEMPTION, until__isnull=True),
                name="extension_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_granted=None)
                | Q(decided_at__isnull=False, is_granted__isnull=False),
                name="relief_decided_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_task_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this request."""
        return Ref("checklists.relief", self.pk)


class Falsity(models.Model):
    """False evidence: found by one person, and nothing until a second person confirms it."""

    unit_task = models.OneToOneField(
        UnitTask, on_delete=models.PROTECT, related_name="falsity", verbose_name="单位任务"
    )
    because = models.CharField("事实", max_length=1000)
    found_at = models.DateTimeField("认定时间")
    found_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="认定人"
    )
    decided_at = models.DateTimeField("复核时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    is_confirmed = models.BooleanField("确认", null=True)
    is_from_paper = models.BooleanField("补录", default=False)

    class Meta:
        verbose_name = "弄虚作假认定"
        constraints = (
            models.CheckConstraint(
                condition=Q(is_from_paper=True) | Q(decided_by=None) | ~Q(decided_by=F("found_by")),
                name="falsity_confirmed_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=None)
                | Q(is_from_paper=True)
                | Q(decided_by__isnull=False, found_by__isnull=False),
                name="falsity_decided_by_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"falsity {self.unit_task_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this finding."""
        return Ref("checklists.falsity", self.pk)


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Closures as one asks for them."""

    def of_month(self, month: Period) -> Self:
        """Of that month."""
        return self.filter(month=month.first_day)

    def hold(self, month: Period, *, alone: bool = False) -> bool:
        """Hold the month's list as it is to the end of the transaction; whether it is closed.

        Many may hold it together and work on its tasks; whoever issues or closes holds it alone.
        """
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"select {lock}(hashtext('checklists.closure'), %s)", [number_of(month)])
        return self.of_month(month).exists()


def number_of(month: Period) -> int:
    """The month as a number: 202610."""
    return month.first_day.year * 100 + month.first_day.month


class Closure(models.Model):
    """The month's list is closed: it was tallied, nothing can be issued, handed in or reviewed any more."""

    month = models.DateField("月份", primary_key=True)
    closed_at = models.DateTimeField("截止时间")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = "清单截止"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def ref(self) -> Ref:
        """How other packages name this month's list."""
        return Ref("checklists.month", number_of(Period(self.month, 1)))
