"""Lists as somebody likes to see them."""

from typing import Self

from django.db import models
from django.db.models import Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

from .people import Person
from .units import Unit


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own and those that others shared with one's unit; private means private."""
        if actor.id is None:
            return self.none()
        shared = Q(shared_with_id=actor.unit_id) if actor.unit_id else Q(pk__in=())
        return self.filter(Q(owner_id=actor.id) | shared)


class SavedView(models.Model):
    """A list as somebody likes to see it: filters, sort and columns under a name."""

    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="saved_views", verbose_name="所有人"
    )
    page = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=1000, blank=True)
    shared_with = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="共用单位"
    )
    is_start = models.BooleanField("打开列表时先显示", default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "我的视图"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["owner", "page", "name"], name="view_name_once"),
            models.UniqueConstraint(
                fields=["owner", "page"], condition=Q(is_start=True), name="one_view_to_start_with"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """How the journal names this view."""
        return Ref("organisation.savedview", self.pk)
