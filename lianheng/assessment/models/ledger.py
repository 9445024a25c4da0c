"""The ledger: added to, never changed."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import EntryCode
from lianheng.journal.models import keep_all
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit

from .months import ASSESSED, SCORING, Month
from .schemes import Scheme

_REFUSE_AFTER_PUBLICATION = """
    PERFORM 1 FROM assessment_month WHERE first_day = NEW.month_id AND state <> 'published' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'month % is published: its ledger is closed', NEW.month_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries as one speaks of them."""

    def of_month(self, month: Period) -> Self:
        """Entries of that month."""
        return self.filter(month_id=month.first_day)

    def visible_to(self, actor: Actor) -> Self:
        """A unit sees its own entries; scorers and leaders see all within their charge."""
        return self.filter(unit__in=Unit.objects.within(actor.paths(*SCORING, *ASSESSED)))


class Entry(models.Model):
    """A line of the ledger: points, their cause and their arithmetic; added, never changed."""

    month = models.ForeignKey(Month, on_delete=models.PROTECT, related_name="entries", verbose_name="月份")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries", verbose_name="单位")
    code = models.CharField("事项", max_length=20, choices=EntryCode)
    points = models.DecimalField("分值", max_digits=7, decimal_places=2)
    base_points = models.DecimalField("单项分值", max_digits=7, decimal_places=2)
    weight = models.PositiveSmallIntegerField("权重", default=1)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="考核方案")
    cause_kind = models.CharField("缘由类别", max_length=60)
    cause_id = models.BigIntegerField("缘由编号")
    ordinal = models.PositiveSmallIntegerField("第几次", default=1)
    task = models.CharField("任务", max_length=200, blank=True)
    facts = models.JSONField("事实", default=dict)
    reason = models.CharField("说明", max_length=600)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="correction", verbose_name="更正"
    )
    posted_at = models.DateTimeField("记入时间")
    posted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="记入人"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "得分记录"
        ordering = ("month_id", "unit_id", "id")
        indexes = (models.Index(fields=["unit", "month", "id"], name="entry_by_unit_and_month"),)
        constraints = (
            models.UniqueConstraint(
                fields=["month", "cause_kind", "cause_id", "code", "ordinal"], name="same_cause_posts_once"
            ),
            models.CheckConstraint(
                condition=Q(code=EntryCode.CORRECTION, corrects__isnull=False)
                | ~Q(code=EntryCode.CORRECTION) & Q(corrects__isnull=True),
                name="correction_names_what_it_corrects",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="ledger_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            keep_all("ledger_stays"),
            pgtrigger.Trigger(
                name="ledger_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REFUSE_AFTER_PUBLICATION,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.points}"

    @property
    def ref(self) -> Ref:
        """How other packages name this entry."""
        return Ref("assessment.entry", self.pk)

    @property
    def cause(self) -> Ref:
        """The record for which the entry was posted."""
        return Ref(self.cause_kind, self.cause_id)
