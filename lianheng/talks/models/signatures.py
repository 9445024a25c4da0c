"""What is added to a talk and never changed: who signed its record, and how often it was put off."""

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.organisation.models import Person
from lianheng.talks.terms import Capacity

from .talks import Talk


class Signature(models.Model):
    """Somebody puts the own name under the record of a talk, at a moment."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="signatures", verbose_name="谈话")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="签名人")
    capacity = models.CharField("身份", max_length=10, choices=Capacity)
    signed_at = models.DateTimeField("签名时间")

    class Meta:
        verbose_name = "谈话签名"
        ordering = ("signed_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["talk", "capacity"], name="signed_once_in_a_capacity"),
        )
        triggers = (pgtrigger.Protect(name="signature_stays", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} {self.person_id}"


class Postponement(models.Model):
    """A talk was put off: the day it should have been, and why."""

    talk = models.ForeignKey(
        Talk, on_delete=models.PROTECT, related_name="postponements", verbose_name="谈话"
    )
    was_planned_at = models.DateTimeField("原定时间")
    reason = models.CharField("延期理由", max_length=500)
    postponed_at = models.DateTimeField("延期办理时间")
    postponed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )

    class Meta:
        verbose_name = "谈话延期"
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="put_off_with_a_reason"),)
        triggers = (
            pgtrigger.Protect(name="postponement_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.talk_id} {self.was_planned_at}"
