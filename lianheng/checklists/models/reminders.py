"""Reminders (催办): that somebody reminded, with which words, and whom."""

from django.db import models

from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person

from .tasks import Task, UnitTask


class Reminder(models.Model):
    """An office reminds the units that have not handed in; each person is told by a message."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reminders", verbose_name="任务")
    words = models.CharField("催办内容", max_length=200)
    reminded_at = models.DateTimeField("催办时间")
    reminded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="催办人"
    )
    event_id = models.BigIntegerField("事件编号", null=True, help_text="送达的消息以此对应")

    class Meta:
        verbose_name = "催办"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.task_id} {self.reminded_at:%Y-%m-%d}"

    @property
    def ref(self) -> Ref:
        """How other packages name this reminder."""
        return Ref("checklists.reminder", self.pk)


class Reminded(models.Model):
    """One person of a unit that was reminded; nobody, when the unit had nobody to tell."""

    reminder = models.ForeignKey(
        Reminder, on_delete=models.PROTECT, related_name="reminded", verbose_name="催办"
    )
    unit_task = models.ForeignKey(
        UnitTask, on_delete=models.PROTECT, related_name="reminded", verbose_name="单位任务"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="被催办人"
    )

    class Meta:
        verbose_name = "催办对象"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["reminder", "unit_task", "person"], name="reminded_once_by_a_reminder"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reminder_id} {self.unit_task_id}"
