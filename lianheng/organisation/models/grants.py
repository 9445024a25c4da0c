"""Roles entrusted to people, and roles lent to whoever stands in for them."""

from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

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


_FACTS = ("person_id", "role", "unit_id", "from_on", "granted_by_id", "lent_from_id", "request_id")

# The machine at its command line is whoever is signed in as nobody and entrusts in nobody's name. Everybody
# else: in his own name or by an approved request, with a reason, and without a post here only for a term.
_ENTRUSTED_IN_ORDER = """
    IF TG_OP <> 'INSERT' THEN
        IF TG_OP = 'UPDATE' AND ROW({facts}) IS DISTINCT FROM ROW({known}) THEN
            RAISE EXCEPTION 'what was entrusted to whom stays' USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.role IN ({roles}) AND jc.uid() IS NOT NULL AND (TG_OP = 'DELETE' OR NOT EXISTS (
            SELECT 1 FROM organisation_grantrequest WHERE grant_id = OLD.id AND state = 'approved'
        ) OR coalesce(NEW.to_on, 'infinity') > coalesce(OLD.to_on, 'infinity')) THEN
            RAISE EXCEPTION 'one person alone takes back no such role' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.changed_at IS NOT DISTINCT FROM OLD.changed_at THEN
            NEW.changed_at := now();
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.lent_from_id IS NOT NULL OR (NEW.granted_by_id IS NULL AND jc.uid() IS NULL) THEN
        RETURN NEW;
    END IF;
    IF NEW.request_id IS NULL THEN
        IF NEW.role IN ({roles}) OR (NEW.role = 'leader' AND EXISTS (
            SELECT 1 FROM organisation_grant AS other
            WHERE other.role = 'leader' AND other.lent_from_id IS NULL
                AND daterange(other.from_on, other.to_on + 1) && daterange(NEW.from_on, NEW.to_on + 1)
        )) THEN
            RAISE EXCEPTION 'one person alone entrusts no such role' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.granted_by_id IS DISTINCT FROM coalesce(jc.uid(), NEW.granted_by_id) THEN
            RAISE EXCEPTION 'entrusted by whoever is signed in' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NOT EXISTS (
        SELECT 1 FROM organisation_grantrequest AS asked
        WHERE asked.id = NEW.request_id AND asked.state = 'approved' AND asked.grant_id IS NULL
            AND asked.asked_by_id = NEW.granted_by_id AND asked.person_id = NEW.person_id
            AND asked.role = NEW.role AND asked.unit_id = NEW.unit_id
            AND asked.to_on IS NOT DISTINCT FROM NEW.to_on
    ) THEN
        RAISE EXCEPTION 'entrusted as it was approved' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.reason = '' THEN
        RAISE EXCEPTION 'entrusted with a reason' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.to_on IS NULL AND (NOT EXISTS (
        SELECT 1 FROM organisation_appointment
        WHERE person_id = NEW.person_id AND (to_on IS NULL OR to_on >= NEW.from_on)
    ) OR EXISTS (
        SELECT 1 FROM organisation_absence
        WHERE person_id = NEW.person_id AND kind = 'secondment' AND state IN ('reported', 'confirmed')
            AND (to_on IS NULL OR to_on >= NEW.from_on)
    )) THEN
        RAISE EXCEPTION 'entrusted for a term' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
""".format(  # nosec B608 # names of ours
    roles=", ".join(f"'{role}'" for role in sorted(ADMINISTRATORS)),
    facts=", ".join(f"NEW.{name}" for name in _FACTS),
    known=", ".join(f"OLD.{name}" for name in _FACTS),
)


class GrantQuerySet(TermQuerySet):
    """Grants as one speaks of them."""

    def running(self, on: date) -> Self:
        """In force on that day; a role that was lent, only as long as whoever lent it holds it."""
        lender_holds = Q(lent_from=None) | Q(lent_from__to_on=None) | Q(lent_from__to_on__gte=on)
        return super().running(on).filter(lender_holds)

    def led(self, on: date) -> bool:
        """Whether anybody leads in his own right on that day."""
        return self.running(on).own().filter(role=Role.LEADER).exists()

    def held_by(self, said: str) -> Self:
        """Held by people of such a name or number."""
        return self.filter(Q(person__name__icontains=said) | Q(person__number__istartswith=said))

    def held_at(self, said: str) -> Self:
        """Held for units of such a name or code."""
        return self.filter(unit__in=Unit.objects.named(said))

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
    reason = models.CharField("原因", max_length=300, blank=True)
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    changed_at = models.DateTimeField("变更时间", null=True, blank=True, editable=False)
    request = models.OneToOneField(
        "GrantRequest",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="granted",
        verbose_name="授权申请",
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
            pgtrigger.Trigger(
                name="entrusted_in_order",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_ENTRUSTED_IN_ORDER,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person_id} @ {self.unit_id}"
