"""Yellow cards, and what cures them."""

from django.db import models

from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person, Unit

from .proposals import Proposal


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
