"""The duty checklist by versions, the posts responsible for its items, and the records that units kept."""

from datetime import timedelta
from typing import Self

import pgtrigger
from django.db import connection, models
from django.db.models import F, Q

from lianheng.checklists.rules import is_late
from lianheng.checklists.rules.duties import Due, Wording, due_in
from lianheng.checklists.terms import DutyArea, DutyFrequency, DutyKind, Proof
from lianheng.kernel.measure import Better, known
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Post, TermQuerySet, Unit

from .tasks import ASSESSED, OVERSEERS, REVIEWERS

_FROZEN_WITH_ITS_VERSION = """
    IF EXISTS (
        SELECT 1 FROM checklists_dutychecklist AS version
        WHERE version.adopted_at IS NOT NULL AND version.id IN (
            CASE WHEN TG_OP = 'INSERT' THEN NEW.checklist_id ELSE OLD.checklist_id END,
            CASE WHEN TG_OP = 'DELETE' THEN OLD.checklist_id ELSE NEW.checklist_id END)
    ) THEN
        RAISE EXCEPTION 'this version of the duty checklist is adopted';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def duty_paths(actor: Actor) -> tuple[str, ...]:
    """Where the actor may see how duties are done: his unit's, those he oversees, those of his commission."""
    offices = (path[: path.rstrip(".").rfind(".") + 1] or path for path in actor.paths(*REVIEWERS))
    return tuple(dict.fromkeys((*actor.paths(*ASSESSED, *OVERSEERS), *offices)))


class DutyChecklistQuerySet(models.QuerySet["DutyChecklist"]):
    """Versions as one speaks of them."""

    def adopted(self) -> Self:
        """Those that are or will be in force, or were."""
        return self.filter(adopted_at__isnull=False)

    def drafts(self) -> Self:
        """Those that nobody has adopted yet."""
        return self.filter(adopted_at=None)

    def hold(self) -> None:
        """Nobody else begins a version until this transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('checklists.duties'))")


class DutyChecklist(models.Model):
    """A version of the five-area duty checklist for units of one kind, in force from a month."""

    kind = models.CharField("适用类别", max_length=12, choices=DutyKind, blank=True, help_text="空为通用")
    version = models.PositiveIntegerField("版本")
    from_month = models.DateField("自何月起", null=True)
    prepared_at = models.DateTimeField("起草时间")
    prepared_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="起草人"
    )
    adopted_at = models.DateTimeField("发布时间", null=True)
    adopted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    reason = models.CharField("说明", max_length=300, blank=True)

    objects = DutyChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = "五大方面工作清单"
        ordering = ("kind", "version")
        constraints = (
            models.UniqueConstraint(fields=["kind", "version"], name="duty_version_once"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(adopted_at=None), name="one_duty_draft_for_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(from_month__isnull=False),
                name="adopted_duties_say_from_when",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="duties_frozen_once_adopted",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__adopted_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    @property
    def ref(self) -> Ref:
        """How other packages name this version."""
        return Ref("checklists.dutychecklist", self.pk)

    @property
    def period(self) -> Period | None:
        """The first month in which it is in force."""
        return Period(self.from_month, 1) if self.from_month else None


class DutyItem(models.Model):
    """One duty of a version: what is done, how often, until when, how it is proved, on what it rests."""

    checklist = models.ForeignKey(
        DutyChecklist, on_delete=models.PROTECT, related_name="items", verbose_name="工作清单"
    )
    area = models.CharField("领域", max_length=2, choices=DutyArea)
    key = models.CharField("条目编号", max_length=10)
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("条目", max_length=100)
    requirement = models.CharField("要求", max_length=300, blank=True)
    frequency = models.CharField("频次", max_length=12, choices=DutyFrequency)
    months = models.JSONField("到期月份", default=list)
    day = models.PositiveSmallIntegerField("到期日", default=25)
    minutes = models.PositiveIntegerField("预计用时 (分钟)", default=30)
    proof = models.CharField("证明方式", max_length=10, choices=Proof, default=Proof.MATERIAL)
    measure = models.CharField("指标", max_length=60, blank=True)
    target = models.DecimalField("目标", max_digits=12, decimal_places=2, null=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    is_unverified = models.BooleanField("依据待核", default=False)

    class Meta:
        verbose_name = "职责条目"
        ordering = ("area", "number", "key")
        constraints = (
            models.UniqueConstraint(fields=["checklist", "key"], name="duty_once_in_a_version"),
            models.CheckConstraint(
                condition=(Q(proof=Proof.MEASURE) & ~Q(measure="") & Q(target__isnull=False))
                | (~Q(proof=Proof.MEASURE) & Q(measure="", target=None)),
                name="duty_names_measure_when_it_proves",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="duty_frozen_with_its_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_FROZEN_WITH_ITS_VERSION,
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """How other packages name this item."""
        return Ref("checklists.dutyitem", self.pk)

    @property
    def is_as_needed(self) -> bool:
        """Done when there is something to do; it never falls due."""
        return self.frequency == DutyFrequency.AS_NEEDED

    @property
    def is_counted(self) -> bool:
        """A measure proves it; nobody records it by hand."""
        return self.proof == Proof.MEASURE

    @property
    def measure_title(self) -> str:
        """What the measure is called; its code, when nobody knows it any more."""
        measure = known().get(self.measure)
        return measure.title if measure else self.measure

    @property
    def goal(self) -> str:
        """Which side of the target is good."""
        measure = known().get(self.measure)
        return "≤" if measure and measure.better == Better.LESS else "≥"

    @property
    def wording(self) -> Wording:
        """What the item says."""
        return Wording(
            area=self.area,
            key=self.key,
            number=self.number,
            title=self.title,
            requirement=self.requirement,
            frequency=self.frequency,
            months=tuple(self.months),
            day=self.day,
            minutes=self.minutes,
            proof=self.proof,
            measure=self.measure,
            target=self.target,
            basis=self.basis,
            is_unverified=self.is_unverified,
        )

    def due_in(self, month: Period) -> Due | None:
        """The time that falls due in this month, or none."""
        return due_in(month, frequency=self.frequency, months=self.months, day=self.day)


class DutyAssignment(models.Model):
    """The post that is responsible for an item in a unit; it stays when the person leaves."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    key = models.CharField("条目编号", max_length=10)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="duties", verbose_name="岗位")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("截止日期", null=True)
    assigned_at = models.DateTimeField("确定时间")
    assigned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确定人"
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "责任岗位"
        ordering = ("unit_id", "key", "from_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "key"], condition=Q(to_on=None), name="one_post_responsible_for_a_duty"
            ),
            models.CheckConstraint(
                # A post replaced on its first day was responsible on no day at all.
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on") - timedelta(days=1)),
                name="duty_assignment_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} @ {self.post_id}"


class DutyRecordQuerySet(models.QuerySet["DutyRecord"]):
    """Records as one speaks of them."""

    def counted(self) -> Self:
        """Those that stand: neither withdrawn nor fallen below their target."""
        return self.filter(is_counted=True)

    def of(self, period: Period) -> Self:
        """Of the duties that fall due in the period, and those done as needed in it."""
        return self.filter(month__in=[month.first_day for month in period.months])

    def visible_to(self, actor: Actor) -> Self:
        """The unit itself, whoever oversees it, and the offices of its commission."""
        paths = duty_paths(actor)
        return self.filter(unit__in=Unit.objects.within(paths)) if paths else self.none()


class DutyRecord(models.Model):
    """What a unit did about an item in one period: the month in which it falls due stands for the period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_records", verbose_name="单位")
    item = models.ForeignKey(DutyItem, on_delete=models.PROTECT, related_name="records", verbose_name="条目")
    key = models.CharField("条目编号", max_length=10)
    month = models.DateField("到期月份")
    due_on = models.DateField("到期日", null=True)
    done_on = models.DateField("完成日期")
    text = models.TextField("履职情况", blank=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    corrected_at = models.DateTimeField("更正时间", null=True)
    corrected_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="更正人"
    )
    is_counted = models.BooleanField("计入", default=True)
    value = models.DecimalField("指标值", max_digits=14, decimal_places=2, null=True)

    objects = DutyRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "履职记录"
        ordering = ("-month", "key", "-id")
        indexes = (models.Index(fields=["month", "unit", "key"], name="duty_record_by_month"),)
        constraints = (
            models.UniqueConstraint(fields=["unit", "month", "key"], name="duty_recorded_once_in_a_period"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.month:%Y-%m} {self.unit_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this record; files are attached to it."""
        return Ref("checklists.dutyrecord", self.pk)

    @property
    def period(self) -> Period:
        """The month in which it fell due, or was done as needed."""
        return Period(self.month, 1)

    @property
    def was_late(self) -> bool:
        """Recorded by hand after the due day, by the server's time."""
        if self.value is not None or self.due_on is None:
            return False
        return is_late(self.recorded_at, self.due_on)


class DutyCitation(models.Model):
    """A record already in the system that shows what was done."""

    record = models.ForeignKey(
        DutyRecord, on_delete=models.PROTECT, related_name="citations", verbose_name="履职记录"
    )
    ref_kind = models.CharField("记录类别", max_length=60)
    ref_id = models.BigIntegerField("记录编号")
    label = models.CharField("记录", max_length=200)

    class Meta:
        verbose_name = "履职引证"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["record", "ref_kind", "ref_id"], name="duty_cites_once"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def cited(self) -> Ref:
        """The record that is cited."""
        return Ref(self.ref_kind, self.ref_id)
