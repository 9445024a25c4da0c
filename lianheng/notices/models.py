"""What a person is told, and when it was read."""

from typing import Self

from django.db import models

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and nobody else's."""
        return self.filter(to_id=actor.id)

    def unread(self) -> Self:
        """Not read yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something a person is told: what, about which record, where to look."""

    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices", verbose_name="收件人")
    event_id = models.BigIntegerField("事件编号", null=True)
    kind = models.CharField("事项", max_length=60)
    title = models.CharField("标题", max_length=200)
    ref_kind = models.CharField("对象类别", max_length=60)
    ref_id = models.BigIntegerField("对象编号")
    url = models.CharField("链接", max_length=200)
    sent_at = models.DateTimeField("发送时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["to", "read_at", "-id"], name="notice_by_reader"),
            models.Index(fields=["event_id"], name="notice_by_event"),
        )
        constraints = (models.UniqueConstraint(fields=["to", "event_id"], name="told_once_of_an_event"),)

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """The record about which the person is told."""
        return Ref(self.ref_kind, self.ref_id)
