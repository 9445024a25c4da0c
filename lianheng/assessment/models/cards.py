"""Yellow cards, what cures them, and what the unit handed in for it."""

from typing import Self

from django.db import models
from django.db.models import Q

from lianheng.kernel import clock
from lianheng.kernel.due import Due, due_light
from lianheng.kernel.ref import Ref
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit

from .months import ASSESSED, SCORING
from .proposals import Proposal


class YellowCardQuerySet(models.QuerySet["YellowCard"]):
    """Yellow cards as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """The unit that has the card, and whoever scores or leads there."""
        return self.filter(unit__in=Unit.objects.within(actor.paths(*SCORING, *ASSESSED)))


class YellowCard(models.Model):
    """A yellow card of a unit: valid for six months, with tasks that cure it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="yellow_cards", verbose_name="单位")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="issued_card", verbose_name="研判建议"
    )
    issued_on = models.DateField("亮牌日期")
    expires_on = models.DateField("有效期至")
    lifted_on = models.DateField("解除日期", null=True)
    lifted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="解除人"
    )

    objects = YellowCardQuerySet.as_manager()

    class Meta:
        verbose_name = "黄牌"
        ordering = ("-issued_on", "id")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.issued_on}"

    @property
    def ref(self) -> Ref:
        """How other packages name this card."""
        return Ref("assessment.yellowcard", self.pk)


class CureTask(models.Model):
    """What a unit must put right before its yellow card is lifted."""

    card = models.ForeignKey(
        YellowCard, on_delete=models.PROTECT, related_name="cure_tasks", verbose_name="黄牌"
    )
    title = models.CharField("整改任务", max_length=200)
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )

    class Meta:
        verbose_name = "整改任务"
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def light(self) -> Due:
        """Green done in time, yellow three working days before, red once the day has passed."""
        return due_light(self.due_on, self.done_on, today=clock.today(), calendar=CALENDAR)

    @property
    def days_left(self) -> int | None:
        """Days until it is due; negative once the day has passed; none once it is done."""
        return None if self.done_on else (self.due_on - clock.today()).days


class CureProof(models.Model):
    """What a unit handed in for a cure task: words and files; confirmed with the task, or returned."""

    cure = models.ForeignKey(
        CureTask, on_delete=models.PROTECT, related_name="proofs", verbose_name="整改任务"
    )
    text = models.TextField("整改情况", blank=True)
    handed_in_at = models.DateTimeField("报送时间")
    handed_in_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="报送人"
    )
    returned_at = models.DateTimeField("退回时间", null=True)
    returned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="退回人"
    )
    returned_because = models.CharField("退回原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "整改证明"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(returned_because=""), name="returned_proof_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cure_id} {self.handed_in_at}"

    @property
    def ref(self) -> Ref:
        """How other packages name this proof; files are attached to it."""
        return Ref("assessment.cureproof", self.pk)
