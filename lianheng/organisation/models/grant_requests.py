"""Roles that nobody entrusts alone: one person asks, another approves, and neither is the one concerned."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.rules import ADMINISTRATORS
from lianheng.organisation.terms import GrantRequestState as State
from lianheng.organisation.terms import Role

from .grants import Grant
from .people import Person
from .units import Unit

READERS = (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.LEADER)

# Who is signed in is what the signed context says, whatever the row claims; two sessions of one person are
# one person. A leader approves in his own right, on the day on which he approves.
_TWO_PERSONS = """
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'asked' OR NEW.asked_by_id <> coalesce(jc.uid(), NEW.asked_by_id) THEN
            RAISE EXCEPTION 'asked for by whoever is signed in' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'asked' OR ROW({facts}) IS DISTINCT FROM ROW({known}) THEN
        RAISE EXCEPTION 'what was asked for stays, and is decided once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decided_by_id <> coalesce(jc.uid(), NEW.decided_by_id) THEN
        RAISE EXCEPTION 'decided by whoever is signed in' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'approved' AND NOT EXISTS (
        SELECT 1 FROM organisation_grant AS held
        WHERE held.person_id = NEW.decided_by_id AND held.role = 'leader' AND held.lent_from_id IS NULL
            AND (NEW.decided_at AT TIME ZONE 'Asia/Shanghai')::date <@ daterange(held.from_on, held.to_on + 1)
    ) THEN
        RAISE EXCEPTION 'approved by a leader' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_FACTS = ("person_id", "role", "unit_id", "from_on", "to_on", "reason", "grant_id", "asked_by_id", "asked_at")


class GrantRequestQuerySet(models.QuerySet["GrantRequest"]):
    """Requests as one speaks of them."""

    def open(self) -> Self:
        """Waiting for the second person."""
        return self.filter(state=State.ASKED)

    def visible_to(self, actor: Actor) -> Self:
        """Whoever asks, whoever approves, and whoever audits."""
        if actor.is_system or any(actor.holds(role) for role in READERS):
            return self
        return self.none()


class GrantRequest(models.Model):
    """A role that one person alone may not entrust or take back: asked for, and decided by a second."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    role = models.CharField("角色", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("截止日期", null=True, blank=True)
    grant = models.ForeignKey(
        Grant,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="拟收回的角色",
        help_text="申请授予的没有",
    )
    reason = models.CharField("原因", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="申请人")
    decided_at = models.DateTimeField("审批时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审批人"
    )
    answer = models.CharField("审批意见", max_length=300, blank=True)

    objects = GrantRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "授权申请"
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=sorted({*ADMINISTRATORS, Role.LEADER})),
                name="a_role_that_needs_a_second",
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("person")), name="nobody_asks_for_his_own_role"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")) & ~Q(decided_by=F("asked_by")),
                name="grant_request_decided_by_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.APPROVED, State.REFUSED))
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="grant_request_decided_by_a_person",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grant_request_says_why"),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(state=State.ASKED), name="asked_for_once_at_a_time"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="two_persons",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_TWO_PERSONS.format(
                    facts=", ".join(f"NEW.{name}" for name in _FACTS),
                    known=", ".join(f"OLD.{name}" for name in _FACTS),
                ),
            ),
            pgtrigger.Protect(name="requests_stay", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person_id} {self.state}"

    @property
    def ref(self) -> Ref:
        """How other packages name this request."""
        return Ref("organisation.grant_request", self.pk)
