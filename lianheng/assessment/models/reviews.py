"""The month-end review, version by version, sentence by sentence."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import ReviewSection, ReviewState
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role

from .months import ASSESSED, SCORING, Month
from .proposals import Proposal

REVIEW_READERS = (*SCORING, *ASSESSED, Role.OFFICE_HEAD, Role.OFFICE_CLERK)

_REFUSE_AFTER_SIGNATURE = """
    PERFORM 1 FROM assessment_monthreview
        WHERE id = COALESCE(NEW.review_id, OLD.review_id) AND state = 'drafting' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'review % is signed: it stands as it is', COALESCE(NEW.review_id, OLD.review_id)
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class ReviewQuerySet(models.QuerySet["MonthReview"]):
    """Reviews as one speaks of them."""

    def drafting(self) -> Self:
        """Not signed yet."""
        return self.filter(state=ReviewState.DRAFTING)

    def visible_to(self, actor: Actor) -> Self:
        """Scorers and leaders read drafts too; units and offices what was signed."""
        if actor.paths(*SCORING):
            return self
        return self.filter(state=ReviewState.SIGNED) if actor.paths(*REVIEW_READERS) else self.none()


class MonthReview(models.Model):
    """A version of a month's review: drafted from facts, signed by somebody else, then frozen."""

    month = models.ForeignKey(Month, on_delete=models.PROTECT, related_name="reviews", verbose_name="月份")
    version = models.PositiveSmallIntegerField("版次", default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name="替代"
    )
    because = models.CharField("另出新版的理由", max_length=500, blank=True)
    state = models.CharField("状态", max_length=10, choices=ReviewState, default=ReviewState.DRAFTING)
    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="起草人"
    )
    signed_at = models.DateTimeField("签发时间", null=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="签发人"
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "月底点评"
        ordering = ("-month_id", "-version")
        constraints = (
            models.UniqueConstraint(fields=["month", "version"], name="review_version_once"),
            models.UniqueConstraint(
                fields=["month"], condition=Q(state=ReviewState.DRAFTING), name="one_draft_of_a_review"
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.DRAFTING, signed_at=None)
                | Q(state=ReviewState.SIGNED, signed_at__isnull=False, signed_by__isnull=False)
                & ~Q(signed_by=models.F("drafted_by")),
                name="review_signed_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None)
                | Q(version__gt=1, replaces__isnull=False) & ~Q(because=""),
                name="new_version_names_the_old_and_why",
            ),
        )
        triggers = (
            pgtrigger.FSM(
                name="review_only_signed",
                field="state",
                transitions=[(ReviewState.DRAFTING, ReviewState.SIGNED)],
            ),
            pgtrigger.Protect(
                name="signed_review_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=ReviewState.SIGNED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.month.period} {self.version}"

    @property
    def ref(self) -> Ref:
        """How other packages name this review."""
        return Ref("assessment.review", self.pk)

    @property
    def is_signed(self) -> bool:
        """It stands as it is."""
        return self.state == ReviewState.SIGNED


class ReviewSentence(models.Model):
    """A sentence of a review, what the machine wrote, and on which numbers it rests."""

    review = models.ForeignKey(
        MonthReview, on_delete=models.PROTECT, related_name="sentences", verbose_name="月底点评"
    )
    section = models.CharField("部分", max_length=12, choices=ReviewSection)
    place = models.PositiveIntegerField("次序")
    key = models.CharField("起草依据", max_length=60, blank=True)
    text = models.TextField("文字")
    drafted_text = models.TextField("起草文字", blank=True)
    basis = models.JSONField("数字依据", default=list)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="研判建议"
    )
    is_left_out = models.BooleanField("不采用", default=False)
    explanation = models.CharField("说明", max_length=300, blank=True)
    edited_at = models.DateTimeField("修改时间", null=True)
    edited_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="修改人"
    )

    class Meta:
        verbose_name = "点评语句"
        ordering = ("review_id", "place", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["review", "key"], condition=~Q(key=""), name="drafted_sentence_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="sentence_says_something"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="signed_sentences_stand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_REFUSE_AFTER_SIGNATURE,
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_own(self) -> bool:
        """Written by a person from the start."""
        return not self.key

    @property
    def is_edited(self) -> bool:
        """A person changed what the machine wrote."""
        return bool(self.key) and self.text != self.drafted_text
