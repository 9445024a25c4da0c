"""Imports: the list as it was handed in, what is wrong with it, and what it takes to undo it."""

from typing import Self

from django.db import models
from django.db.models import Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person

from .terms import BatchState


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
