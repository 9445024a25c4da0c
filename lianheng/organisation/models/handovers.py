"""What a post passes on when it changes hands, and who signed for it."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import HandoverCause, HandoverState

from .absences import stood_above
from .grants import Grant
from .people import Person
from .posts import Post
from .units import Unit

SIGNED_ONCE = """
    IF OLD.state <> 'opened' AND (NEW.open_work, NEW.figures, NEW.risks, NEW.listed_at, NEW.signed_at)
        IS DISTINCT FROM (OLD.open_work, OLD.figures, OLD.risks, OLD.listed_at, OLD.signed_at) THEN
        RAISE EXCEPTION 'what was signed is not changed any more' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers as one speaks of them."""

    def open(self) -> Self:
        """Neither completed nor cancelled."""
        return self.exclude(state__in=(HandoverState.CLOSED, HandoverState.CANCELLED))

    def visible_to(self, actor: Actor) -> Self:
        """Those who sign it, and whoever heads or is in charge of the unit."""
        signing = Q(leaver=actor.id) | Q(successor=actor.id) | Q(witness=actor.id)
        return self.filter((signing if actor.id else Q(pk__in=())) | stood_above(actor))


class Handover(models.Model):
    """A post changes hands: from whom, to whom, what is open at that moment, and the three signatures."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handovers", verbose_name="单位")
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="handovers", verbose_name="岗位"
    )
    grants = models.ManyToManyField(Grant, related_name="handovers", verbose_name="移交的角色")
    cause = models.CharField("缘由", max_length=10, choices=HandoverCause)
    leaver = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="handed_over", verbose_name="移交人"
    )
    left_on = models.DateField("最后在任日")
    successor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="taken_over", verbose_name="接收人"
    )
    witness = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="监交人"
    )
    state = models.CharField("状态", max_length=10, choices=HandoverState, default=HandoverState.OPENED)
    opened_at = models.DateTimeField("开始时间")
    listed_at = models.DateTimeField("清单形成时间")
    open_work = models.JSONField("未办结事项", default=list)
    figures = models.JSONField("近十二个月情况", default=list)
    risks = models.TextField("风险和提示", blank=True)
    signed_at = models.DateTimeField("移交签字时间", null=True)
    signed_instead_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="代为移交人"
    )
    instead_because = models.CharField("代为移交的原因", max_length=300, blank=True)
    taken_over_at = models.DateTimeField("接收签字时间", null=True)
    cancelled_because = models.CharField("取消的原因", max_length=300, blank=True)
    closed_at = models.DateTimeField("监交签字时间", null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "工作交接"
        ordering = ("-left_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["leaver", "unit", "post", "left_on"],
                nulls_distinct=False,
                name="handed_over_once",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("leaver")), name="handed_over_to_another"
            ),
            models.CheckConstraint(
                condition=Q(witness=None)
                | ~Q(witness=F("leaver"))
                & (Q(successor=None) | ~Q(witness=F("successor")))
                & (Q(signed_instead_by=None) | ~Q(witness=F("signed_instead_by"))),
                name="witnessed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(signed_instead_by=None) | ~Q(instead_because=""),
                name="signed_instead_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=HandoverState.CLOSED)
                | Q(
                    signed_at__isnull=False,
                    taken_over_at__isnull=False,
                    closed_at__isnull=False,
                    successor__isnull=False,
                    witness__isnull=False,
                ),
                name="closed_handover_is_signed",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="signed_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=SIGNED_ONCE,
            ),
            pgtrigger.Protect(name="handover_stays", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"handover {self.leaver_id} {self.left_on}"

    @property
    def ref(self) -> Ref:
        """How other packages name this handover."""
        return Ref("organisation.handover", self.pk)
