"""The scheme, the months, the ledger, objections, standings, proposals, yellow cards."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.journal.models import keep_all
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role

from .terms import EntryCode, MonthState, ObjectionState, ProposalKind, ProposalState

SCORING = (Role.LEADER, Role.DEPUTY, Role.SCORER)
ASSESSED = (Role.UNIT_HEAD, Role.UNIT_CLERK)

_REFUSE_AFTER_PUBLICATION = """
    PERFORM 1 FROM assessment_month WHERE first_day = NEW.month_id AND state <> 'published' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'month % is published: its ledger is closed', NEW.month_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""


class Scheme(models.Model):
    """A version of the scoring standard for one class, in force from a month; frozen on what it scored."""

    peer_class = models.CharField("考核分组", max_length=40, blank=True, help_text="空为通用")
    version = models.PositiveIntegerField("版本")
    from_month = models.DateField("自何月起")
    points = models.JSONField("分值")
    limits = models.JSONField("界线")
    adopted_at = models.DateTimeField("发布时间")
    adopted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    reason = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "考核方案"
        ordering = ("peer_class", "version")
        constraints = (models.UniqueConstraint(fields=["peer_class", "version"], name="scheme_version_once"),)
        triggers = (pgtrigger.Protect(name="scheme_frozen", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.peer_class or '通用'} {self.version}"

    @property
    def ref(self) -> Ref:
        """How other packages name this scheme."""
        return Ref("assessment.scheme", self.pk)


class Month(models.Model):
    """A month of the ledger: open, tallied with its objection window, published for good."""

    first_day = models.DateField("月份", primary_key=True)
    state = models.CharField("状态", max_length=10, choices=MonthState, default=MonthState.OPEN)
    is_taken_over = models.BooleanField("补录", default=False)
    tallied_at = models.DateTimeField("统计时间", null=True)
    tallied_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="统计人"
    )
    objections_until = models.DateField("异议期至", null=True)
    is_window_provisional = models.BooleanField("暂估", default=False)
    published_at = models.DateTimeField("公布时间", null=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="公布人"
    )
    taken_over_because = models.CharField("不待异议期满的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "考核月"
        ordering = ("-first_day",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=MonthState.OPEN)
                | Q(tallied_at__isnull=False, objections_until__isnull=False),
                name="tallied_month_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=MonthState.PUBLISHED)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="published_by_a_person",
            ),
        )
        triggers = (
            pgtrigger.FSM(
                name="only_onwards",
                field="state",
                transitions=[
                    (MonthState.OPEN, MonthState.TALLIED),
                    (MonthState.TALLIED, MonthState.PUBLISHED),
                ],
            ),
            pgtrigger.Protect(
                name="published_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=MonthState.PUBLISHED),
            ),
            pgtrigger.Protect(
                name="months_stay",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state=MonthState.OPEN),
            ),
        )

    def __str__(self) -> str:
        return str(self.period)

    @property
    def period(self) -> Period:
        """The month as a period."""
        return Period(self.first_day, 1)

    @property
    def ref(self) -> Ref:
        """How other packages name this month: by its year and month as a number."""
        return Ref("assessment.month", self.first_day.year * 100 + self.first_day.month)


class Participant(models.Model):
    """A unit's part in a tallied month: its class, whether it is only observed, what it was asked."""

    month = models.ForeignKey(
        Month, on_delete=models.PROTECT, related_name="participants", verbose_name="月份"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    peer_class = models.CharField("考核分组", max_length=40, blank=True)
    is_observed = models.BooleanField("观察期")
    tasks = models.PositiveIntegerField("任务数")
    exempted = models.PositiveIntegerField("免除数")
    minutes = models.PositiveIntegerField("预计用时 (分钟)", default=0)

    class Meta:
        verbose_name = "参评单位"
        constraints = (models.UniqueConstraint(fields=["month", "unit"], name="takes_part_once"),)
        triggers = (
            pgtrigger.Protect(name="participant_frozen", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.month_id} {self.unit_id}"

    @property
    def is_scored(self) -> bool:
        """A unit without a task, or with every task exempted, is not scored."""
        return self.tasks > self.exempted


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries as one speaks of them."""

    def of_month(self, month: Period) -> Self:
        """Entries of that month."""
        return self.filter(month_id=month.first_day)

    def visible_to(self, actor: Actor) -> Self:
        """A unit sees its own entries; scorers and leaders see all within their charge."""
        return self.filter(unit__in=Unit.objects.within(actor.paths(*SCORING, *ASSESSED)))


class Entry(models.Model):
    """A line of the ledger: points, their cause and their arithmetic; added, never changed."""

    month = models.ForeignKey(Month, on_delete=models.PROTECT, related_name="entries", verbose_name="月份")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries", verbose_name="单位")
    code = models.CharField("事项", max_length=20, choices=EntryCode)
    points = models.DecimalField("分值", max_digits=7, decimal_places=2)
    base_points = models.DecimalField("单项分值", max_digits=7, decimal_places=2)
    weight = models.PositiveSmallIntegerField("权重", default=1)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="考核方案")
    cause_kind = models.CharField("缘由类别", max_length=60)
    cause_id = models.BigIntegerField("缘由编号")
    ordinal = models.PositiveSmallIntegerField("第几次", default=1)
    task = models.CharField("任务", max_length=200, blank=True)
    facts = models.JSONField("事实", default=dict)
    reason = models.CharField("说明", max_length=600)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="correction", verbose_name="更正"
    )
    posted_at = models.DateTimeField("记入时间")
    posted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="记入人"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "得分记录"
        ordering = ("month_id", "unit_id", "id")
        indexes = (models.Index(fields=["unit", "month", "id"], name="entry_by_unit_and_month"),)
        constraints = (
            models.UniqueConstraint(
                fields=["month", "cause_kind", "cause_id", "code", "ordinal"], name="same_cause_posts_once"
            ),
            models.CheckConstraint(
                condition=Q(code=EntryCode.CORRECTION, corrects__isnull=False)
                | ~Q(code=EntryCode.CORRECTION) & Q(corrects__isnull=True),
                name="correction_names_what_it_corrects",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="ledger_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            keep_all("ledger_stays"),
            pgtrigger.Trigger(
                name="ledger_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REFUSE_AFTER_PUBLICATION,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.points}"

    @property
    def ref(self) -> Ref:
        """How other packages name this entry."""
        return Ref("assessment.entry", self.pk)

    @property
    def cause(self) -> Ref:
        """The record for which the entry was posted."""
        return Ref(self.cause_kind, self.cause_id)


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections as one speaks of them."""

    def open(self) -> Self:
        """Not answered yet."""
        return self.filter(state=ObjectionState.FILED)

    def visible_to(self, actor: Actor) -> Self:
        """The unit that filed it, and whoever may score or decide there."""
        return self.filter(entry__unit__in=Unit.objects.within(actor.paths(*SCORING, *ASSESSED)))


class Objection(models.Model):
    """A unit contests an entry; somebody who did not review the task answers."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="objection", verbose_name="得分记录"
    )
    reason = models.CharField("异议理由", max_length=1000)
    state = models.CharField("状态", max_length=10, choices=ObjectionState, default=ObjectionState.FILED)
    filed_at = models.DateTimeField("提出时间")
    filed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    answer_due_on = models.DateField("答复期限")
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    answer = models.CharField("答复", max_length=1000, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ObjectionState.FILED, answered_at=None)
                | ~Q(state=ObjectionState.FILED) & Q(answered_at__isnull=False) & ~Q(answer=""),
                name="answered_objection_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.entry_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this objection; files are attached to it."""
        return Ref("assessment.objection", self.pk)


class Standing(models.Model):
    """What was published for a unit in a month, quarter or year: score, place, and why it has none."""

    period = models.CharField("期间", max_length=7)
    first_day = models.DateField("起始日")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standings", verbose_name="单位")
    peer_class = models.CharField("考核分组", max_length=40, blank=True)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True)
    rank = models.PositiveIntegerField("名次", null=True)
    ranked_units = models.PositiveIntegerField("参加排名单位数", default=0)
    is_bottom_three = models.BooleanField("后三位", default=False)
    is_observed = models.BooleanField("观察期", default=False)
    is_negative = models.BooleanField("负面清单", default=False)

    class Meta:
        verbose_name = "名次"
        ordering = ("period", "peer_class", "rank")
        constraints = (models.UniqueConstraint(fields=["period", "unit"], name="one_standing_in_a_period"),)
        indexes = (
            models.Index(fields=["unit", "first_day"], name="standing_by_unit"),
            models.Index(fields=["period", "peer_class", "rank"], name="standing_by_rank"),
        )
        triggers = (pgtrigger.Protect(name="standing_frozen", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.period} {self.unit_id}: {self.score}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals as one speaks of them."""

    def open(self) -> Self:
        """Nobody has decided yet."""
        return self.filter(state=ProposalState.OPEN)

    def visible_to(self, actor: Actor) -> Self:
        """Those who decide, score or lead; the head of the unit concerned; heads of office, who remark."""
        in_charge = Q(unit__in=Unit.objects.within(actor.paths(*SCORING, Role.UNIT_HEAD)))
        remarked = Q(kind=ProposalKind.REMARK) if actor.holds(Role.OFFICE_HEAD) else Q(pk__in=())
        return self.filter(in_charge | remarked)


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

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit_id} {self.period}"

    @property
    def ref(self) -> Ref:
        """How other packages name this proposal."""
        return Ref("assessment.proposal", self.pk)


class YellowCard(models.Model):
    """A yellow card of a unit: valid for six months, with tasks that cure it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="yellow_cards", verbose_name="单位")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="issued_card", verbose_name="研判建议"
    )
    issued_on = models.DateField("亮牌日期")
    expires_on = models.DateField("有效期至")
    lifted_on = models.DateField("解除日期", null=True)
    lifted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="解除人"
    )

    class Meta:
        verbose_name = "黄牌"
        ordering = ("-issued_on", "id")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.issued_on}"

    @property
    def ref(self) -> Ref:
        """How other packages name this card."""
        return Ref("assessment.yellowcard", self.pk)


class CureTask(models.Model):
    """What a unit must put right before its yellow card is lifted."""

    card = models.ForeignKey(
        YellowCard, on_delete=models.PROTECT, related_name="cure_tasks", verbose_name="黄牌"
    )
    title = models.CharField("整改任务", max_length=200)
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )

    class Meta:
        verbose_name = "整改任务"
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.title
