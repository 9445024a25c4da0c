"""Posts in units, and who holds them from when to when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from lianheng.kernel.ref import Ref

from .units import Unit


class Post(models.Model):
    """A post in a unit; work belongs to the post and stays when the person leaves."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name="单位")
    name = models.CharField("岗位", max_length=60)
    position = models.IntegerField("顺序", default=0)

    class Meta:
        verbose_name = "岗位"
        ordering = ("unit_id", "position", "id")
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="post_once_in_a_unit"),)

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """How other packages name this post."""
        return Ref("organisation.post", self.pk)


class TermQuerySet(models.QuerySet):
    """Rows that run from a day to a day."""

    def running(self, on: date) -> Self:
        """In force on that day."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)

    def since(self, first: date, last: date) -> Self:
        """In force on some day from the first to the last."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=first), from_on__lte=last)


class Appointment(models.Model):
    """A person on a post from a day to a day."""

    person = models.ForeignKey(
        "Person", on_delete=models.PROTECT, related_name="appointments", verbose_name="人员"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments", verbose_name="岗位")
    from_on = models.DateField("任职时间")
    to_on = models.DateField("免职时间", null=True, blank=True)
    is_dedicated = models.BooleanField("专职", default=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        ordering = ("from_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="appointment_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(to_on=None), name="appointed_once_to_a_post"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.post_id}"

    def is_running(self, on: date) -> bool:
        """In force on that day."""
        return self.from_on <= on and (self.to_on is None or self.to_on >= on)
