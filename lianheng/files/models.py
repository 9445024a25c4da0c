"""Stored files: one content kept once, named and attached wherever it serves."""

from typing import Self

import pgtrigger
from django.db import models

from lianheng.journal.models import keep_all
from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person, Unit

NEAR = 4  # of 64 points: saved anew or scaled, not another picture
ALL_POINTS = (1 << 64) - 1
PLAIN = 8  # fewer edges than that are a white wall, of which there are many


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Contents as one speaks of them."""

    def looking_like(self, file: "StoredFile") -> Self:
        """Other pictures that show the same, as far as a machine can say."""
        if file.look is None or not PLAIN <= (file.look & ALL_POINTS).bit_count() <= 64 - PLAIN:
            return self.none()
        apart = models.F("look").bitxor(file.look)
        return self.exclude(pk=file.pk).alias(apart=_Points(apart)).filter(apart__lte=NEAR)


class _Points(models.Func):
    """In how many of 64 points two pictures differ."""

    template = "bit_count((%(expressions)s)::bit(64))"
    output_field = models.IntegerField()


class StoredFile(models.Model):
    """A content, addressed by its hash; the bytes lie in the instance's folder, not in the database."""

    sha256 = models.CharField("校验值", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("大小")
    media_type = models.CharField("类型", max_length=100)
    stored_at = models.DateTimeField("存入时间")
    cleaned = models.CharField(
        "交付副本校验值", max_length=64, blank=True, help_text="空: 交付的就是收到的原件"
    )
    look = models.BigIntegerField("画面特征", null=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "文件"
        triggers = (
            pgtrigger.Protect(name="file_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            keep_all("files_stay"),
        )

    def __str__(self) -> str:
        return self.sha256[:12]


class Attachment(models.Model):
    """A stored file under the name it was handed in with, attached to a record."""

    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="attachments", verbose_name="文件"
    )
    name = models.CharField("文件名", max_length=200)
    ref_kind = models.CharField("对象类别", max_length=60)
    ref_id = models.BigIntegerField("对象编号")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="单位")
    attached_at = models.DateTimeField("上传时间")
    attached_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )

    class Meta:
        verbose_name = "附件"
        ordering = ("id",)
        indexes = (models.Index(fields=["ref_kind", "ref_id"], name="attachment_by_ref"),)
        constraints = (
            models.UniqueConstraint(fields=["file", "ref_kind", "ref_id", "name"], name="attached_once"),
        )
        triggers = (
            pgtrigger.Protect(name="attachment_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            keep_all("attachments_stay"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """How other packages name this attachment."""
        return Ref("files.attachment", self.pk)
