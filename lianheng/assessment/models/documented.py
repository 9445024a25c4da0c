"""What two persons document about a unit's year: a bonus with its record, or a negative ground."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from lianheng.assessment.terms import DocumentedKind, DocumentedState
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit

from .months import ASSESSED, SCORING


class DocumentedQuerySet(models.QuerySet["Documented"]):
    """Documented items as one speaks of them."""

    def open(self) -> Self:
        """No second person has decided yet."""
        return self.filter(state=DocumentedState.PROPOSED)

    def confirmed(self) -> Self:
        """Two persons stand for it."""
        return self.filter(state=DocumentedState.CONFIRMED)

    def visible_to(self, actor: Actor) -> Self:
        """Scorers and leaders within their charge; a unit sees its own once it was decided."""
        in_charge = Q(unit__in=Unit.objects.within(actor.paths(*SCORING)))
        own = Q(unit__in=Unit.objects.within(actor.paths(*ASSESSED))) & ~Q(state=DocumentedState.PROPOSED)
        return self.filter(in_charge | own)


class Documented(models.Model):
    """Proposed by one person with its record, confirmed or declined by a second, with a reason either way."""

    kind = models.CharField("类别", max_length=24, choices=DocumentedKind, default=DocumentedKind.BONUS)
    year = models.PositiveSmallIntegerField("年份")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documented", verbose_name="单位")
    title = models.CharField("事项", max_length=200)
    points = models.DecimalField("分值", max_digits=4, decimal_places=2, default=0)
    record_kind = models.CharField("依据记录类别", max_length=60, blank=True)
    record_id = models.BigIntegerField("依据记录编号", null=True)
    document = models.CharField("依据文件", max_length=200, blank=True)
    reason = models.CharField("理由", max_length=600)
    state = models.CharField("状态", max_length=10, choices=DocumentedState, default=DocumentedState.PROPOSED)
    proposed_at = models.DateTimeField("提出时间")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="提出人")
    decided_at = models.DateTimeField("复核时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    answer = models.CharField("复核理由", max_length=400, blank=True)

    objects = DocumentedQuerySet.as_manager()

    class Meta:
        verbose_name = "记实事项"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=DocumentedState.PROPOSED, decided_by=None)
                | ~Q(state=DocumentedState.PROPOSED)
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(answer=""),
                name="documented_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="documented_by_two"
            ),
            models.CheckConstraint(
                condition=Q(kind=DocumentedKind.BONUS, points__gt=0, record_id__isnull=False)
                | ~Q(kind=DocumentedKind.BONUS) & Q(points=0) & ~Q(document=""),
                name="bonus_names_its_record",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="documented_stands",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=DocumentedState.PROPOSED),
            ),
            pgtrigger.Protect(name="documented_stays", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """How other packages name this item."""
        return Ref("assessment.documented", self.pk)

    @property
    def record(self) -> Ref | None:
        """The record that bears it out."""
        return Ref(self.record_kind, self.record_id) if self.record_id is not None else None
