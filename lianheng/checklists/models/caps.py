"""What an office asks of the deputy in charge before it goes beyond the cap."""

from django.db import models
from django.db.models import Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person

from .tasks import Task


class CapRequest(models.Model):
    """An office gives its reason for asking units more than the cap; the deputy in charge decides."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="cap_requests", verbose_name="任务")
    reason = models.CharField("理由", max_length=500)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申请人"
    )
    decided_at = models.DateTimeField("答复时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    is_granted = models.BooleanField("批准", null=True)
    answer = models.CharField("答复理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "超上限申请"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["task"], condition=Q(decided_at=None), name="one_open_cap_request_for_a_task"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_granted=None)
                | Q(decided_at__isnull=False, is_granted__isnull=False) & ~Q(answer=""),
                name="cap_decided_with_its_reason",
            ),
        )

    def __str__(self) -> str:
        return f"cap {self.task_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this request."""
        return Ref("checklists.caprequest", self.pk)
