"""What somebody promised in a talk, and whether it was kept."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from lianheng.kernel import clock
from lianheng.kernel.due import Due, due_light
from lianheng.kernel.ref import Ref
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.talks.rules import FROZEN, is_running, was_kept

from .talks import Talk


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments as one speaks of them."""

    def standing(self) -> Self:
        """Those in a record that the person concerned has answered."""
        return self.filter(talk__state__in=FROZEN)

    def open(self) -> Self:
        """Promised, and not confirmed as done."""
        return self.standing().filter(done_on=None)

    def kept(self) -> Self:
        """Done by their day."""
        return self.filter(done_on__lte=F("due_on"))

    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the talk sees what was promised in it."""
        return self.filter(talk__in=Talk.objects.visible_to(actor))


class Commitment(models.Model):
    """What the person concerned promised, until when; reported by that person, confirmed by who talked."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="commitments", verbose_name="谈话")
    what = models.CharField("承诺事项", max_length=200)
    due_on = models.DateField("完成期限")
    report = models.TextField("完成情况", blank=True)
    reported_at = models.DateTimeField("报告时间", null=True)
    returned_because = models.CharField("退回原因", max_length=500, blank=True)
    returned_at = models.DateTimeField("退回时间", null=True)
    returned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="退回人"
    )
    done_on = models.DateField("完成日期", null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "承诺事项"
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=["due_on"], name="commitment_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(done_on=None, confirmed_at=None)
                | Q(done_on__isnull=False, confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="kept_is_confirmed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def ref(self) -> Ref:
        """How other packages name this commitment."""
        return Ref("talks.commitment", self.pk)

    @property
    def waits(self) -> bool:
        """Reported, and neither confirmed nor returned since."""
        if self.done_on is not None or self.reported_at is None:
            return False
        return self.returned_at is None or self.returned_at < self.reported_at

    @property
    def was_kept(self) -> bool:
        """Done by its day."""
        return was_kept(self.due_on, self.done_on)

    @property
    def is_running(self) -> bool:
        """Neither done nor past its day."""
        return is_running(self.due_on, self.done_on, clock.today())

    @property
    def light(self) -> Due:
        """Green when kept, yellow three working days before, red once the day has passed."""
        return due_light(self.due_on, self.done_on, today=clock.today(), calendar=CALENDAR)

    @property
    def days_left(self) -> int | None:
        """Days until it is due; negative once the day has passed; none once it is done."""
        return None if self.done_on else (self.due_on - clock.today()).days
