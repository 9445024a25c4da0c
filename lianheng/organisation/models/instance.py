"""What an installation is for."""

from django.db import models
from django.db.models import Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.terms import InstanceKind


class Instance(models.Model):
    """What this installation is for, said once when it was prepared."""

    one = models.BooleanField(primary_key=True, default=True, editable=False)
    kind = models.CharField("用途", max_length=10, choices=InstanceKind, default=InstanceKind.LIVE)
    prepared_at = models.DateTimeField("启用时间", auto_now_add=True)

    class Meta:
        verbose_name = "系统用途"
        constraints = (models.CheckConstraint(condition=Q(one=True), name="only_one_instance"),)

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def ref(self) -> Ref:
        """How the journal names this installation."""
        return Ref("organisation.instance", int(self.one))
