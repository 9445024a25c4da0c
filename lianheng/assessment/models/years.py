"""The year score: its years, each unit's score, the items of which it is made, and what a unit contests."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import Grade, NotApplicable, YearItemKind, YearState
from lianheng.journal.models import keep_all
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit

from .months import ASSESSED, SCORING
from .objections import Contest, ContestQuerySet, answer_says_why
from .schemes import Scheme

_IN_AN_OPEN_YEAR = """
    PERFORM 1 FROM assessment_year WHERE first_day = {year} AND state <> 'published' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the year is published: its scores are closed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""
_YEAR_OF_SCORE = "(SELECT year_id FROM assessment_yearscore WHERE id = NEW.score_id)"


class Year(models.Model):
    """A year of the year score: open, prepared with its objection window, published for good."""

    first_day = models.DateField("年份", primary_key=True)
    state = models.CharField("状态", max_length=10, choices=YearState, default=YearState.OPEN)
    prepared_at = models.DateTimeField("核算时间", null=True)
    prepared_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="核算人"
    )
    objections_until = models.DateField("异议期至", null=True)
    is_window_provisional = models.BooleanField("暂估", default=False)
    published_at = models.DateTimeField("公布时间", null=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="公布人"
    )

    class Meta:
        verbose_name = "考核年"
        ordering = ("-first_day",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=YearState.OPEN)
                | Q(prepared_at__isnull=False, objections_until__isnull=False),
                name="prepared_year_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=YearState.PUBLISHED)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="year_published_by_a_person",
            ),
        )
        triggers = (
            pgtrigger.FSM(
                name="year_only_onwards",
                field="state",
                transitions=[
                    (YearState.OPEN, YearState.PREPARED),
                    (YearState.PREPARED, YearState.PUBLISHED),
                ],
            ),
            pgtrigger.Protect(
                name="published_year_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=YearState.PUBLISHED),
            ),
            pgtrigger.Protect(
                name="years_stay",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state=YearState.OPEN),
            ),
        )

    def __str__(self) -> str:
        return str(self.period)

    @property
    def period(self) -> Period:
        """The year as a period."""
        return Period(self.first_day, 12)

    @property
    def ref(self) -> Ref:
        """How other packages name this year: by its number."""
        return Ref("assessment.year", self.first_day.year)


class YearScoreQuerySet(models.QuerySet["YearScore"]):
    """Year scores as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """A unit sees its own; scorers and leaders those within their charge."""
        return self.filter(unit__in=Unit.objects.within(actor.paths(*SCORING, *ASSESSED)))


class YearScore(models.Model):
    """A unit's year: what its items make of a hundred, its bonus, its grade."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="scores", verbose_name="年份")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="year_scores", verbose_name="单位")
    peer_class = models.CharField("考核分组", max_length=40, blank=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="考核方案")
    earned = models.DecimalField("适用项得分", max_digits=9, decimal_places=4, default=0)
    most = models.DecimalField("适用项满分", max_digits=7, decimal_places=2, default=0)
    base = models.DecimalField("折算得分", max_digits=6, decimal_places=2, null=True)
    bonus = models.DecimalField("加分", max_digits=5, decimal_places=2, default=0)
    score = models.DecimalField("年度得分", max_digits=6, decimal_places=2, null=True)
    grade = models.CharField("等次", max_length=10, choices=Grade, blank=True)
    is_observed = models.BooleanField("观察期", default=False)
    grounds = models.JSONField("负面清单事由", default=list)

    objects = YearScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "年度得分"
        ordering = ("year_id", "unit__position", "unit__code")
        constraints = (models.UniqueConstraint(fields=["year", "unit"], name="one_score_in_a_year"),)
        triggers = (
            pgtrigger.Trigger(
                name="year_score_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_IN_AN_OPEN_YEAR.format(year="NEW.year_id"),
            ),
            pgtrigger.Protect(name="year_scores_stay", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.year_id} {self.unit_id}: {self.score}"

    @property
    def is_negative(self) -> bool:
        """It stands on the negative list."""
        return bool(self.grounds)


class YearItemQuerySet(models.QuerySet["YearItem"]):
    """Items of the year as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """A unit sees its own; scorers and leaders those within their charge."""
        return self.filter(score__unit__in=Unit.objects.within(actor.paths(*SCORING, *ASSESSED)))


class YearItem(models.Model):
    """A line of a unit's year: its full points, what it earned, on what it rests; added, never changed."""

    score = models.ForeignKey(
        YearScore, on_delete=models.PROTECT, related_name="items", verbose_name="年度得分"
    )
    part = models.CharField("部分", max_length=40)
    part_name = models.CharField("部分名称", max_length=40)
    code = models.CharField("代码", max_length=40)
    name = models.CharField("名称", max_length=200)
    kind = models.CharField("计分方式", max_length=12, choices=YearItemKind)
    most = models.DecimalField("满分", max_digits=6, decimal_places=2)
    points = models.DecimalField("得分", max_digits=8, decimal_places=4, null=True)
    value = models.DecimalField("依据数值", max_digits=12, decimal_places=2, null=True)
    why_not = models.CharField("不适用的原因", max_length=20, choices=NotApplicable, blank=True)
    measure = models.CharField("指标", max_length=60, blank=True)
    facts = models.JSONField("事实", default=dict)
    reason = models.CharField("说明", max_length=700, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="correction", verbose_name="更正"
    )
    posted_at = models.DateTimeField("记入时间")
    posted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="记入人"
    )

    objects = YearItemQuerySet.as_manager()

    class Meta:
        verbose_name = "年度计分项"
        ordering = ("score_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["score", "code"], condition=Q(corrects=None), name="item_once_in_a_year"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) & ~Q(why_not="") | Q(points__isnull=False, why_not=""),
                name="item_has_points_or_says_why_not",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="year_items_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            keep_all("year_items_stay"),
            pgtrigger.Trigger(
                name="year_items_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_IN_AN_OPEN_YEAR.format(year=_YEAR_OF_SCORE),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.points}"

    @property
    def ref(self) -> Ref:
        """How other packages name this item."""
        return Ref("assessment.yearitem", self.pk)

    @property
    def record_numbers(self) -> list[int]:
        """The units' tasks among the records behind it, as far as they are named."""
        records = (Ref.parse(said) for said in self.facts.get("records", ()))
        return [record.id for record in records if record.kind == "checklists.unittask"]


class YearObjectionQuerySet(ContestQuerySet["YearObjection"]):
    """Objections to items of the year as one speaks of them."""

    of_unit = "item__score__unit"


class YearObjection(Contest):
    """A unit contests an item of its year; somebody who did not score it answers."""

    item = models.OneToOneField(
        YearItem, on_delete=models.PROTECT, related_name="objection", verbose_name="年度计分项"
    )
    answer = models.CharField("答复", max_length=600, blank=True)

    objects = YearObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "年度异议"
        ordering = ("id",)
        constraints = (answer_says_why("answered_year_objection_says_why"),)

    def __str__(self) -> str:
        return f"year objection {self.item_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this objection."""
        return Ref("assessment.yearobjection", self.pk)
