"""What the ladder proposes, and what a person decided."""

from typing import Self

from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import ProposalKind, ProposalState
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role

from .months import SCORING
from .schemes import Scheme


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals as one speaks of them."""

    def open(self) -> Self:
        """Nobody has decided yet."""
        return self.filter(state=ProposalState.OPEN)

    def visible_to(self, actor: Actor) -> Self:
        """Those who decide, score or lead; the person concerned; the head of the unit; heads of office.

        An adjustment concerns a person, and no other head of the unit; offices see what they remark on.
        """
        seen = Q(unit__in=Unit.objects.within(actor.paths(*SCORING)))
        if headed := actor.paths(Role.UNIT_HEAD):
            of_the_unit = ~Q(kind=ProposalKind.ADJUSTMENT) | Q(person=None)
            seen |= Q(unit__in=Unit.objects.within(headed)) & of_the_unit
        if actor.id is not None:
            seen |= Q(person=actor.id)
        if actor.holds(Role.OFFICE_HEAD):
            seen |= Q(kind=ProposalKind.REMARK)
        return self.filter(seen)


class Proposal(models.Model):
    """What the ladder proposes, its facts, what the one concerned said, and what a named person decided."""

    kind = models.CharField("建议", max_length=20, choices=ProposalKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proposals", verbose_name="单位")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="proposals", verbose_name="涉及人员"
    )
    period = models.CharField("触发期间", max_length=7)
    periods = models.JSONField("依据期间")
    facts = models.JSONField("事实")
    notes = models.JSONField("情况说明", default=list)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="考核方案")
    card = models.ForeignKey(
        "YellowCard", on_delete=models.PROTECT, null=True, related_name="lift_proposals", verbose_name="黄牌"
    )
    state = models.CharField("状态", max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    proposed_at = models.DateTimeField("提出时间")
    heard_on = models.DateField("听取意见日期", null=True)
    heard_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="听取人"
    )
    statement = models.TextField("本人意见", blank=True)
    own_statement = models.TextField("本人书面陈述", blank=True)
    own_statement_at = models.DateTimeField("陈述时间", null=True)
    committee_decided_on = models.DateField("常委会决定日期", null=True)
    committee_decision = models.CharField("常委会决定", max_length=500, blank=True)
    legal_ground = models.CharField("法定依据", max_length=300, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    reason = models.CharField("理由", max_length=1000, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "研判建议"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["kind", "unit", "period"], name="proposed_once"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at=None)
                | ~Q(state=ProposalState.OPEN)
                & Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(reason=""),
                name="decided_by_a_person_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ProposalKind.ADJUSTMENT, state=ProposalState.ADOPTED)
                | Q(heard_on__isnull=False, committee_decided_on__isnull=False)
                & ~Q(statement="")
                & ~Q(committee_decision=""),
                name="adjusted_only_after_hearing_and_committee",
            ),
        )
        indexes = (
            models.Index(
                fields=["proposed_at", "id"],
                condition=Q(state=ProposalState.OPEN),
                name="open_proposals_oldest_first",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit_id} {self.period}"

    @property
    def ref(self) -> Ref:
        """How other packages name this proposal."""
        return Ref("assessment.proposal", self.pk)
