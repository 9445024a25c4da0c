"""A second factor that was lost: one person asks for the reset, another agrees, never the one concerned."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.rules import RESET_READERS
from lianheng.organisation.terms import FactorResetState as State

from .people import Person


class FactorResetQuerySet(models.QuerySet["FactorReset"]):
    """Resets as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and for the three administrators all."""
        if actor.is_system or any(actor.holds(role) for role in RESET_READERS):
            return self
        return self.filter(person=actor.id)

    def due(self) -> Self:
        """Agreed to, but not carried out."""
        return self.filter(state=State.APPROVED)


class FactorReset(models.Model):
    """Somebody has lost what he signs in with; two administrators answer for the reset."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    reason = models.CharField("原因", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审批人"
    )
    decided_at = models.DateTimeField("审批时间", null=True)
    answer = models.CharField("审批意见", max_length=300, blank=True)
    effective_at = models.DateTimeField("生效时间", null=True)
    ended_at = models.DateTimeField("办结时间", null=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = "验证方式重置"
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")), name="nobody_asks_to_reset_his_own_factor"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")) & ~Q(decided_by=F("asked_by")),
                name="factor_reset_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.APPROVED, State.REFUSED, State.DONE))
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="factor_reset_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.APPROVED, State.DONE))
                | Q(effective_at__isnull=False, effective_at__gte=F("decided_at")),
                name="factor_reset_not_before_it_was_agreed",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=(State.ASKED, State.APPROVED)),
                name="one_factor_reset_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"

    @property
    def ref(self) -> Ref:
        """How other packages name this reset."""
        return Ref("organisation.factor_reset", self.pk)
