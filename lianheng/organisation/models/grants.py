"""Roles entrusted to people, and roles lent to whoever stands in for them."""

from datetime import timedelta

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
""".format(roles=", ".join(f"'{role}'" for role in sorted(ADMINISTRATORS)))


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

    objects = TermQuerySet.as_manager()

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
