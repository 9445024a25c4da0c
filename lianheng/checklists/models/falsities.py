"""False evidence: found by one person, confirmed by a second."""

from django.db import models
from django.db.models import F, Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person

from .tasks import UnitTask


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
