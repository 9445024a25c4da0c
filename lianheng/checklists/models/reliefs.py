"""What a unit asks for when it cannot do a task as issued."""

from django.db import models
from django.db.models import Q

from lianheng.checklists.terms import ReliefKind
from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person

from .tasks import UnitTask


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
