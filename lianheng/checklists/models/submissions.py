"""What a unit handed in, and the records that prove it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from lianheng.checklists.terms import UnitTaskState
from lianheng.files.models import Attachment
from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person

from .tasks import UnitTask, UnitTaskQuerySet


class Submission(models.Model):
    """What a unit handed in once, and how it was answered."""

    unit_task = models.ForeignKey(
        UnitTask, on_delete=models.PROTECT, related_name="submissions", verbose_name="单位任务"
    )
    number = models.PositiveSmallIntegerField("第几次")
    text = models.TextField("完成情况", blank=True)
    submitted_at = models.DateTimeField("提交时间")
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提交人"
    )
    returned_at = models.DateTimeField("退回时间", null=True)
    returned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="退回人"
    )
    returned_because = models.CharField("退回原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "提交"
        ordering = ("unit_task_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["unit_task", "number"], name="submission_numbered_once"),
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(returned_because=""), name="return_gives_its_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_task_id} #{self.number}"

    @property
    def ref(self) -> Ref:
        """How other packages name this submission; files are attached to it."""
        return Ref("checklists.submission", self.pk)


class Evidence(models.Model):
    """A record already in the system that proves a submission; one record may prove several."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="evidence", verbose_name="提交"
    )
    ref_kind = models.CharField("记录类别", max_length=60)
    ref_id = models.BigIntegerField("记录编号")
    label = models.CharField("记录", max_length=200)

    class Meta:
        verbose_name = "证明"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["submission", "ref_kind", "ref_id"], name="record_cited_once"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def cited(self) -> Ref:
        """The record that is cited."""
        return Ref(self.ref_kind, self.ref_id)


def without_upload(rows: UnitTaskQuerySet) -> UnitTaskQuerySet:
    """Of these, what records alone proved: closed by the machine, or citing and without a file."""
    citing = Evidence.objects.filter(submission__unit_task=OuterRef("pk"), submission__returned_at=None)
    of_it = Submission.objects.filter(unit_task=OuterRef(OuterRef("pk"))).values("pk")
    files = Attachment.objects.filter(ref_kind="checklists.submission", ref_id__in=of_it)
    by_record = Q(Exists(citing)) & ~Q(Exists(files))
    return rows.filter(state=UnitTaskState.ACCEPTED).filter(Q(is_closed_by_system=True) | by_record)
