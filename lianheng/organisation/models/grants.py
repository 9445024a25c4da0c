"""Roles entrusted to people, and roles lent to whoever stands in for them."""

from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from lianheng.organisation.rules import ADMINISTRATORS
from lianheng.organisation.terms import Role

from .posts import TermQuerySet
from .units import Unit

# The person's row is locked first, so that two grants at the same moment cannot each miss the other.
_THREE_ADMINISTRATORS = """
    PERFORM 1 FROM organisation_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM organisation_grant AS other
        WHERE other.person_id = NEW.person_id AND other.id <> NEW.id AND other.role <> NEW.role
            AND (NEW.role IN ({roles}) OR other.role IN ({roles}))
            AND daterange(other.from_on, other.to_on + 1) && daterange(NEW.from_on, NEW.to_on + 1)
    ) THEN
        RAISE EXCEPTION 'an administrator holds no other role' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
""".format(  # nosec B608 # codes of roles, which stand in our terms
    roles=", ".join(f"'{role}'" for role in sorted(ADMINISTRATORS))
)


class GrantQuerySet(TermQuerySet):
    """Grants as one speaks of them."""

    def running(self, on: date) -> Self:
        """In force on that day; a role that was lent, only as long as whoever lent it holds it."""
        lender_holds = Q(lent_from=None) | Q(lent_from__to_on=None) | Q(lent_from__to_on__gte=on)
        return super().running(on).filter(lender_holds)

    def own(self) -> Self:
        """Held in one's own right, not in somebody's stead."""
        return self.filter(lent_from=None)


class Grant(models.Model):
    """A role entrusted to a person for a unit and all below it, from a day to a day."""

    person = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="grants", verbose_name="人员")
    role = models.CharField("角色", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants", verbose_name="单位")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("截止日期", null=True, blank=True)
    granted_by = models.ForeignKey(
        "Person", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="授予人"
    )
    lent_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lent",
        verbose_name="代理自",
        help_text="代理所得的角色随被代理人的角色一并结束",
    )
    delegation = models.ForeignKey(
        "Delegation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="代理",
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "角色授予"
        ordering = ("from_on", "id")
        constraints = (
            models.CheckConstraint(
                # A role taken back on its first day was held on no day at all.
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on") - timedelta(days=1)),
                name="grant_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit"], condition=Q(to_on=None), name="granted_once"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("person")), name="nobody_grants_to_himself"
            ),
            models.CheckConstraint(
                condition=Q(lent_from=None, delegation=None)
                | Q(lent_from__isnull=False, delegation__isnull=False, to_on__isnull=False),
                name="a_role_is_lent_for_a_term",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="three_administrators",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_THREE_ADMINISTRATORS,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person_id} @ {self.unit_id}"
