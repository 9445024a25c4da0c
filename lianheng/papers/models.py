"""Imports as they were handed in, with what it takes to undo them; exports that take longer."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person

from .rules import UNFINISHED
from .terms import BatchState, DownloadReason, DownloadState


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Imports as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """An import is its maker's own affair: it may hold rows that nobody else may read."""
        return self.filter(uploaded_by_id=actor.id) if actor.id else self.none()


class ImportBatch(models.Model):
    """One list on its way in: uploaded, its columns matched, checked, imported, perhaps undone."""

    kind = models.CharField("名单", max_length=20)
    filename = models.CharField("文件名", max_length=200)
    uploaded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    created_at = models.DateTimeField("上传时间")
    state = models.CharField("状态", max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    header_row = models.PositiveIntegerField("表头行", default=0)
    titles = models.JSONField("列名", default=list)
    mapping = models.JSONField("对应列", default=dict, help_text="列号 -> 字段")
    rows = models.JSONField("行", default=list, help_text="[行号, [单元格...]]")
    findings = models.JSONField("问题", default=list, help_text="[行号, 字段, 说明]")
    counts = models.JSONField("结果", default=dict)
    undo = models.JSONField("撤销所需", default=dict)
    imported_at = models.DateTimeField("导入时间", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)
    began_at = models.DateTimeField("开始办理时间", null=True, help_text="后台检查或导入自何时起")
    is_partial = models.BooleanField("只导入没有问题的行", default=False)
    trouble = models.CharField("后台办理未成的原因", max_length=200, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "导入"
        ordering = ("-id",)
        indexes = (models.Index(fields=["uploaded_by", "-id"], name="import_by_person"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=BatchState.IMPORTED) | Q(imported_at__isnull=False),
                name="imported_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.UNDONE) | Q(undone_at__isnull=False), name="undone_says_when"
            ),
        )

    def __str__(self) -> str:
        return self.filename

    @property
    def ref(self) -> Ref:
        """How other packages name this import."""
        return Ref("papers.importbatch", self.pk)


class DownloadQuerySet(models.QuerySet["Download"]):
    """Exports as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """An export is its owner's alone: it holds what he may see, and others perhaps not."""
        return self.filter(owner_id=actor.id) if actor.id else self.none()

    def unfinished(self) -> Self:
        """Waiting, or being written."""
        return self.filter(state__in=UNFINISHED)


class Download(models.Model):
    """A list that somebody exports in the background: which, under which conditions, and how far it is."""

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="导出人")
    list = models.CharField("列表", max_length=30)
    title = models.CharField("名称", max_length=100)
    page = models.CharField("页面", max_length=100, blank=True)
    query = models.TextField("条件", blank=True)
    state = models.CharField("状态", max_length=10, choices=DownloadState, default=DownloadState.WAITING)
    reason = models.CharField("未能生成的原因", max_length=20, choices=DownloadReason, blank=True)
    asked_at = models.DateTimeField("申请时间")
    began_at = models.DateTimeField("开始时间", null=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    rows = models.PositiveIntegerField("已写行数", default=0)
    size = models.PositiveBigIntegerField("大小", default=0)
    rights = models.CharField("权限标记", max_length=64, blank=True)
    made_at = models.DateTimeField("生成时间", null=True)
    expires_at = models.DateTimeField("保留至", null=True)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = "导出文件"
        ordering = ("-id",)
        indexes = (models.Index(fields=["owner", "-id"], name="download_by_owner"),)
        constraints = (
            models.UniqueConstraint(
                F("owner"),
                F("list"),
                MD5("query"),
                condition=Q(state__in=[DownloadState.WAITING, DownloadState.WRITING]),
                name="same_export_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DownloadState.READY) | Q(made_at__isnull=False, expires_at__isnull=False),
                name="ready_says_until_when",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """How the journal names this export."""
        return Ref("papers.download", self.pk)
