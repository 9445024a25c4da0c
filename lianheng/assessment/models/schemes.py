"""The scoring standard, version by version."""

import pgtrigger
from django.db import models

from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person


class Scheme(models.Model):
    """A version of the scoring standard for one class, in force from a month; frozen on what it scored."""

    peer_class = models.CharField("考核分组", max_length=40, blank=True, help_text="空为通用")
    version = models.PositiveIntegerField("版本")
    from_month = models.DateField("自何月起")
    points = models.JSONField("分值")
    limits = models.JSONField("界线")
    adopted_at = models.DateTimeField("发布时间")
    adopted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    reason = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "考核方案"
        ordering = ("peer_class", "version")
        constraints = (models.UniqueConstraint(fields=["peer_class", "version"], name="scheme_version_once"),)
        triggers = (pgtrigger.Protect(name="scheme_frozen", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.peer_class or '通用'} {self.version}"

    @property
    def ref(self) -> Ref:
        """How other packages name this scheme."""
        return Ref("assessment.scheme", self.pk)
