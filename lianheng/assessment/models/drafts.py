"""Drafts of a new version of the scheme, and their back-tests."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import BacktestState, DraftState
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role

from .schemes import Scheme

READERS = (Role.LEADER, Role.SCORER)


class SchemeDraftQuerySet(models.QuerySet["SchemeDraft"]):
    """Drafts as one speaks of them."""

    def open(self) -> Self:
        """Neither adopted nor dropped."""
        return self.filter(state=DraftState.DRAFTED)

    def visible_to(self, actor: Actor) -> Self:
        """Whoever scores or leads the whole: a back-test shows every unit."""
        return self.all() if any(actor.holds(role) for role in READERS) else self.none()


class SchemeDraft(models.Model):
    """A version of the scoring standard before it is adopted or dropped."""

    peer_class = models.CharField("考核分组", max_length=40, blank=True, help_text="空为通用")
    from_month = models.DateField("自何月起")
    points = models.JSONField("分值")
    limits = models.JSONField("界线")
    year = models.JSONField("年度计分")
    reason = models.CharField("说明", max_length=300)
    count_reason = models.CharField("以数量计分的理由", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=DraftState, default=DraftState.DRAFTED)
    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="起草人")
    settled_at = models.DateTimeField("办结时间", null=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办结人"
    )
    why = models.CharField("放弃的理由", max_length=300, blank=True)
    scheme = models.OneToOneField(
        Scheme, on_delete=models.PROTECT, null=True, related_name="draft", verbose_name="考核方案"
    )

    objects = SchemeDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "方案草案"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=DraftState.DRAFTED, settled_by=None, scheme=None)
                | Q(state=DraftState.ADOPTED, settled_by__isnull=False, scheme__isnull=False)
                | Q(state=DraftState.DROPPED, settled_by__isnull=False, scheme=None) & ~Q(why=""),
                name="draft_is_settled_by_a_person",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="settled_draft_stands",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=DraftState.DRAFTED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.peer_class} {self.from_month:%Y-%m}"

    @property
    def period(self) -> Period:
        """The month from which it would score."""
        return Period(self.from_month, 1)

    @property
    def ref(self) -> Ref:
        """How other packages name this draft."""
        return Ref("assessment.schemedraft", self.pk)


class Backtest(models.Model):
    """A draft tried on past months: what it was given, how far it is, what came of it."""

    draft = models.ForeignKey(
        SchemeDraft, on_delete=models.PROTECT, related_name="backtests", verbose_name="方案草案"
    )
    first_month = models.DateField("起始月份")
    last_month = models.DateField("终止月份")
    tested = models.JSONField("所试方案")
    state = models.CharField("状态", max_length=10, choices=BacktestState, default=BacktestState.WAITING)
    months_done = models.PositiveSmallIntegerField("已算月数", default=0)
    months = models.PositiveSmallIntegerField("月数", default=0)
    outcome = models.JSONField("结果", default=dict)
    failure = models.CharField("未完成的原因", max_length=300, blank=True)
    asked_at = models.DateTimeField("提出时间")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="提出人")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "方案回测"
        ordering = ("-id",)
        triggers = (
            pgtrigger.Protect(
                name="backtest_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=BacktestState.DONE),
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_month:%Y-%m}..{self.last_month:%Y-%m}"

    @property
    def first(self) -> Period:
        """The first month that is tried."""
        return Period(self.first_month, 1)

    @property
    def last(self) -> Period:
        """The last month that is tried."""
        return Period(self.last_month, 1)

    @property
    def ref(self) -> Ref:
        """How other packages name this back-test."""
        return Ref("assessment.backtest", self.pk)
