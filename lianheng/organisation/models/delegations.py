"""A role that somebody lends to a colleague while he is away."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import DelegationState, Role

from .absences import stood_above
from .people import Person
from .posts import TermQuerySet
from .units import Unit


class DelegationQuerySet(TermQuerySet):
    """Delegations as one speaks of them."""

    def approved(self) -> Self:
        """Agreed to, and not taken back."""
        return self.filter(state=DelegationState.APPROVED)

    def visible_to(self, actor: Actor) -> Self:
        """Both concerned, whoever is above the unit, and the security administrator."""
        if actor.holds(Role.SECURITY_ADMIN) or actor.is_system:
            return self
        own = Q(principal=actor.id) | Q(substitute=actor.id) if actor.id else Q(pk__in=())
        return self.filter(own | stood_above(actor))


class Delegation(models.Model):
    """A person lends a role for a unit to a named colleague from a day to a day; somebody above agrees."""

    principal = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="lending", verbose_name="被代理人"
    )
    substitute = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="standing_in", verbose_name="代理人"
    )
    role = models.CharField("角色", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("截止日期")
    reason = models.CharField("原因", max_length=300)
    state = models.CharField("状态", max_length=10, choices=DelegationState, default=DelegationState.ASKED)
    asked_at = models.DateTimeField("提出时间")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="提出人")
    decided_at = models.DateTimeField("批准时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    answer = models.CharField("批准意见", max_length=300, blank=True)
    revoked_at = models.DateTimeField("收回时间", null=True)
    revoked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="收回人"
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "代理"
        ordering = ("-from_on", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="delegation_days_in_order"),
            models.CheckConstraint(
                condition=~Q(principal=F("substitute")), name="nobody_stands_in_for_himself"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("principal")) & ~Q(decided_by=F("substitute")),
                name="delegation_agreed_by_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(DelegationState.APPROVED, DelegationState.REFUSED))
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="delegation_decided_by_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.substitute_id} for {self.principal_id}: {self.role}"

    @property
    def ref(self) -> Ref:
        """How other packages name this delegation."""
        return Ref("organisation.delegation", self.pk)
