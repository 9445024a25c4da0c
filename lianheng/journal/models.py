"""Event and Pending: what happened, which nobody can alter, and what must still follow from it."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from lianheng.kernel.ref import Ref

# Length-prefixed, so that a verifier outside needs no JSON: each field as octet length, colon, text.
_LEAF = """
    NEW.at := clock_timestamp();
    NEW.signed_by := jc.uid();
    NEW.leaf := sha256('\\x00'::bytea || convert_to(concat(
        journal_field(NEW.id::text),
        journal_field(to_char(NEW.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')),
        journal_field(to_char(NEW.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')),
        journal_field(NEW.kind),
        journal_field(NEW.ref_kind),
        journal_field(NEW.ref_id::text),
        journal_field(NEW.actor_id::text),
        journal_field(NEW.actor_name),
        journal_field(NEW.signed_by::text),
        journal_field(NEW.detail::text)
    ), 'UTF8'));
    RETURN NEW;
"""


def keep_all(name: str) -> pgtrigger.Trigger:
    """A trigger under which a table cannot be emptied at a stroke."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'this table is only added to';",
    )


class Event(models.Model):
    """One thing that happened: what, to which record, by whom, in real time and in the authority's time."""

    at = models.DateTimeField("记录时间", db_default=Now(), editable=False)
    happened_at = models.DateTimeField("发生时间")
    kind = models.CharField("事项", max_length=60)
    ref_kind = models.CharField("对象类别", max_length=60)
    ref_id = models.BigIntegerField("对象编号")
    actor_id = models.BigIntegerField("经办人编号", null=True)
    actor_name = models.CharField("经办人", max_length=60)
    signed_by = models.BigIntegerField("会话签名人", null=True, editable=False)
    detail = models.JSONField("细目", default=dict)
    leaf = models.BinaryField("校验值", db_default=b"", editable=False)

    class Meta:
        verbose_name = "经过"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["ref_kind", "ref_id", "id"], name="event_by_ref"),
            models.Index(fields=["actor_id", "-id"], name="event_by_actor"),
        )
        triggers = (
            pgtrigger.Trigger(name="seal", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_LEAF),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            keep_all("journal_stays"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    @property
    def ref(self) -> Ref:
        """The record to which it happened."""
        return Ref(self.ref_kind, self.ref_id)


class SentForm(models.Model):
    """A form that was sent and done: the same one, sent again, leads there again and does nothing."""

    digest = models.CharField("摘要", max_length=64, unique=True)
    at = models.DateTimeField("收到时间", db_default=Now(), db_index=True, editable=False)
    led_to = models.CharField("办理后的页面", max_length=2000, blank=True)

    class Meta:
        verbose_name = "已收表单"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.digest[:12]


class Pending(models.Model):
    """What must still follow from an event; deleted once it has followed."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, verbose_name="经过")
    failed_at = models.DateTimeField("失败时间", null=True)
    failure = models.TextField("失败原因", blank=True)

    class Meta:
        verbose_name = "待跟进"
        ordering = ("event_id",)

    def __str__(self) -> str:
        return f"pending {self.event_id}"
