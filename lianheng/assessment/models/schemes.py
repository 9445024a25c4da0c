"""The scoring standard, version by version."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person


class Scheme(models.Model):
    """A version of the scoring standard for one class, in force from a month; frozen on what it scored."""

    peer_class = models.CharField("考核分组", max_length=40, blank=True, help_text="空为通用")
    version = models.PositiveIntegerField("版本")
    from_month = models.DateField("自何月起")
    points = models.JSONField("分值")
    limits = models.JSONField("界线")
    year = models.JSONField("年度计分")
    adopted_at = models.DateTimeField("发布时间")
    adopted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    reason = models.CharField("说明", max_length=300, blank=True)
    countersigned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="起草人"
    )
    count_reason = models.CharField("以数量计分的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "考核方案"
        ordering = ("peer_class", "version")
        constraints = (
            models.UniqueConstraint(fields=["peer_class", "version"], name="scheme_version_once"),
            models.CheckConstraint(
                condition=Q(countersigned_by=None)
                | ~Q(countersigned_by=F("adopted_by")) & ~Q(count_reason=""),
                name="counts_are_scored_by_two",
            ),
        )
        triggers = (pgtrigger.Protect(name="scheme_frozen", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.peer_class or '通用'} {self.version}"

    @property
    def ref(self) -> Ref:
        """How other packages name this scheme."""
        return Ref("assessment.scheme", self.pk)

    @property
    def may_count(self) -> bool:
        """Two persons stand for scoring by a bare count of petitions or cases."""
        return self.countersigned_by_id is not None
