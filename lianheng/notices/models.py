"""What a person is told and when it was read; the morning digest, and the channel outside."""

from typing import Self

from django.db import models

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person

from .terms import DispatchState


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


class Digest(models.Model):
    """What waited for somebody on the morning of a working day; one a day, and none when nothing waits."""

    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="收件人")
    day = models.DateField("日期")
    waiting = models.PositiveIntegerField("待办")
    overdue = models.PositiveIntegerField("逾期", default=0)
    due_today = models.PositiveIntegerField("今日到期", default=0)
    given_at = models.DateTimeField("发出时间")

    class Meta:
        verbose_name = "每日待办提醒"
        ordering = ("-day", "-id")
        constraints = (models.UniqueConstraint(fields=["to", "day"], name="one_digest_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.waiting}"

    @property
    def ref(self) -> Ref:
        """How a notice names this digest."""
        return Ref("notices.digest", self.pk)


class Channel(models.Model):
    """An address outside the system that somebody gave for himself; silent until he confirmed it."""

    owner = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="channel", verbose_name="所有人"
    )
    gateway = models.CharField("通道", max_length=30)
    address = models.CharField("地址", max_length=100)
    code = models.CharField("验证码摘要", max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    set_at = models.DateTimeField("登记时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = "外部通道"

    def __str__(self) -> str:
        return self.gateway

    @property
    def ref(self) -> Ref:
        """How the journal names this channel."""
        return Ref("notices.channel", self.pk)


class Dispatch(models.Model):
    """A message on its way outside: tried a few times, and never sent twice."""

    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="dispatches", verbose_name="外部通道"
    )
    text = models.CharField("内容", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=DispatchState, default=DispatchState.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    next_at = models.DateTimeField("下次发送时间")
    until = models.DateTimeField("最迟发送时间")

    class Meta:
        verbose_name = "外发消息"
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=["next_at"],
                condition=models.Q(state=DispatchState.WAITING),
                name="dispatch_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.attempts}"

    @property
    def ref(self) -> Ref:
        """How the journal names this message."""
        return Ref("notices.dispatch", self.pk)
