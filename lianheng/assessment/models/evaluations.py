"""Evaluation rounds, who may take part, and the ballots: nothing here or elsewhere joins the last two."""

from typing import Self
from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import F, Q

from lianheng.assessment.terms import BallotForm, GroupKind, RoundState
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role

_WHILE_THE_ROUND_IS_OPEN = """
    PERFORM 1 FROM assessment_evaluationround AS round
        JOIN assessment_evaluationgroup AS grp ON grp.round_id = round.id
        WHERE grp.id = COALESCE(NEW.group_id, OLD.group_id) AND round.state = 'opened' FOR SHARE OF round;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the round is not open: its ballots are sealed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
KEEPERS = (Role.LEADER, Role.SCORER)


class EvaluationRoundQuerySet(models.QuerySet["EvaluationRound"]):
    """Rounds as one speaks of them."""

    def closed(self) -> Self:
        """Over, so that their results may be read."""
        return self.filter(state=RoundState.CLOSED)

    def visible_to(self, actor: Actor) -> Self:
        """Whoever keeps evaluations sees the rounds; who takes part is led to the ballot alone."""
        return self.all() if any(actor.holds(role) for role in KEEPERS) else self.none()


class EvaluationRound(models.Model):
    """A democratic evaluation of the units of some classes, from a day to a day."""

    title = models.CharField("名称", max_length=100)
    year = models.PositiveSmallIntegerField("年份")
    classes = models.JSONField("测评对象")
    form = models.CharField("填写方式", max_length=10, choices=BallotForm, default=BallotForm.CHOICES)
    questions = models.JSONField("测评内容")
    values = models.JSONField("各档分值", default=dict)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    state = models.CharField("状态", max_length=10, choices=RoundState, default=RoundState.PLANNED)
    planned_at = models.DateTimeField("制定时间")
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="制定人")
    opened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="开始人"
    )
    closed_at = models.DateTimeField("结束时间", null=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="结束人"
    )

    objects = EvaluationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "测评"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="evaluation_days_in_order"
            ),
        )
        triggers = (
            pgtrigger.FSM(
                name="round_only_onwards",
                field="state",
                transitions=[
                    (RoundState.PLANNED, RoundState.OPENED),
                    (RoundState.OPENED, RoundState.CLOSED),
                ],
            ),
            pgtrigger.Protect(
                name="closed_round_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=RoundState.CLOSED),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Ballots are taken today."""
        return self.state == RoundState.OPENED and self.opens_on <= clock.today() <= self.closes_on

    @property
    def ref(self) -> Ref:
        """How other packages name this round."""
        return Ref("assessment.evaluationround", self.pk)


class EvaluationGroup(models.Model):
    """One of the groups that evaluate, with its weight."""

    round = models.ForeignKey(
        EvaluationRound, on_delete=models.PROTECT, related_name="groups", verbose_name="测评"
    )
    kind = models.CharField("测评组", max_length=12, choices=GroupKind)
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2)
    slips = models.PositiveSmallIntegerField("每单位测评码数", default=0)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "测评组"
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=["round", "kind"], name="group_once_in_a_round"),)

    def __str__(self) -> str:
        return self.get_kind_display()


class Entitlement(models.Model):
    """Who may take part, once: a person who signs in, or whoever holds an unnamed slip with a code."""

    group = models.ForeignKey(
        EvaluationGroup, on_delete=models.PROTECT, related_name="entitlements", verbose_name="测评组"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="人员"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="测评单位"
    )
    code = models.CharField("测评码摘要", max_length=64, null=True, unique=True)  # noqa: DJ001
    has_voted = models.BooleanField("已测评", default=False)

    class Meta:
        verbose_name = "测评资格"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(person__isnull=False), name="entitled_once"
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="voted_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__has_voted=True, new__has_voted=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.group_id} {self.unit_id or ''}"


class Ballot(models.Model):
    """What somebody of a group said of a unit: no name, no time, no number in a row.

    At each vote the ballots of the group are laid down anew under fresh numbers, so that neither their place
    in the table nor the transaction that wrote them tells whose they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(
        EvaluationGroup, on_delete=models.PROTECT, related_name="ballots", verbose_name="测评组"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    answers = models.JSONField("评价")

    class Meta:
        verbose_name = "测评票"
        ordering = ("id",)
        triggers = (
            pgtrigger.Protect(name="ballots_unaltered", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="ballots_sealed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func=_WHILE_THE_ROUND_IS_OPEN,
            ),
        )

    def __str__(self) -> str:
        return str(self.unit_id)
