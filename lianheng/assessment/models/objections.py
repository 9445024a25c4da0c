"""What a unit contests."""

from typing import Self

from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import ObjectionState
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit

from .ledger import Entry
from .months import ASSESSED, SCORING


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections as one speaks of them."""

    def open(self) -> Self:
        """Not answered yet."""
        return self.filter(state=ObjectionState.FILED)

    def visible_to(self, actor: Actor) -> Self:
        """The unit that filed it, and whoever may score or decide there."""
        return self.filter(entry__unit__in=Unit.objects.within(actor.paths(*SCORING, *ASSESSED)))


class Objection(models.Model):
    """A unit contests an entry; somebody who did not review the task answers."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="objection", verbose_name="得分记录"
    )
    reason = models.CharField("异议理由", max_length=1000)
    state = models.CharField("状态", max_length=10, choices=ObjectionState, default=ObjectionState.FILED)
    filed_at = models.DateTimeField("提出时间")
    filed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    answer_due_on = models.DateField("答复期限")
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    answer = models.CharField("答复", max_length=1000, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ObjectionState.FILED, answered_at=None)
                | ~Q(state=ObjectionState.FILED) & Q(answered_at__isnull=False) & ~Q(answer=""),
                name="answered_objection_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.entry_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this objection; files are attached to it."""
        return Ref("assessment.objection", self.pk)

    @property
    def answer_ref(self) -> Ref:
        """How its answer is named; files of the answer are attached to it."""
        return Ref("assessment.answer", self.pk)
