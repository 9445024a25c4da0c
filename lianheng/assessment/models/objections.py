"""What a unit contests: an entry of a month, an item of its year; both are filed and answered alike."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import ObjectionState
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit

from .ledger import Entry
from .months import ASSESSED, SCORING

Contested = TypeVar("Contested", bound="Contest")


class ContestQuerySet(models.QuerySet[Contested]):
    """Objections of either kind as one speaks of them."""

    of_unit = "unit"  # where the unit is found that filed it

    def open(self) -> Self:
        """Not answered yet."""
        return self.filter(state=ObjectionState.FILED)

    def visible_to(self, actor: Actor) -> Self:
        """The unit that filed it, and whoever may score or decide there."""
        units = Unit.objects.within(actor.paths(*SCORING, *ASSESSED))
        return self.filter(**{f"{self.of_unit}__in": units})


class Contest(models.Model):
    """What every objection has: its reason, when it is to be answered, and the answer."""

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

    class Meta:
        abstract = True


def answer_says_why(name: str) -> models.CheckConstraint:
    """Answered with words, or not answered yet."""
    return models.CheckConstraint(
        condition=Q(state=ObjectionState.FILED, answered_at=None)
        | ~Q(state=ObjectionState.FILED) & Q(answered_at__isnull=False) & ~Q(answer=""),
        name=name,
    )


class ObjectionQuerySet(ContestQuerySet["Objection"]):
    """Objections to entries as one speaks of them."""

    of_unit = "entry__unit"


class Objection(Contest):
    """A unit contests an entry; somebody who did not review the task answers."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="objection", verbose_name="得分记录"
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        ordering = ("id",)
        constraints = (answer_says_why("answered_objection_says_why"),)

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
