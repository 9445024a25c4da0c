"""Month-end reviews: the months and their versions, one version with its sentences, what may be done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from lianheng.assessment.models import (
    ASSESSED,
    REVIEW_READERS,
    SCORING,
    Entry,
    Month,
    MonthReview,
    Objection,
    ReviewSentence,
)
from lianheng.assessment.policy import (
    may_draft_review,
    may_edit_review,
    may_revise_review,
    may_sign_review,
)
from lianheng.assessment.terms import MonthState
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .months import CHOICES, oversees


@dataclass(frozen=True, slots=True)
class ReviewMonth:
    """A month and its versions within sight, the newest first."""

    period: Period
    is_published: bool
    versions: list[MonthReview]

    @property
    def latest(self) -> MonthReview | None:
        """The newest version."""
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True)
class ReviewRights:
    """What may be done with a version."""

    edit: Verdict
    sign: Verdict
    revise: Verdict


def review_months(actor: Actor) -> list[ReviewMonth]:
    """The latest months with a review; for those who draft also the tallied months that have none yet."""
    if not actor.paths(*REVIEW_READERS):
        return []
    found: dict[object, list[MonthReview]] = {}
    rows = MonthReview.objects.visible_to(actor).select_related("month", "drafted_by", "signed_by")
    for review in rows.order_by("-month_id", "-version"):
        found.setdefault(review.month_id, []).append(review)
    months = Month.objects.exclude(state=MonthState.OPEN).order_by("-first_day")[:CHOICES]
    return [
        ReviewMonth(month.period, month.state == MonthState.PUBLISHED, found.get(month.pk, []))
        for month in months
        if month.pk in found or oversees(actor)
    ]


def review_month_or_404(actor: Actor, period: Period) -> tuple[ReviewMonth, Verdict]:
    """A month with its versions within sight, and whether one may draft it."""
    month = Month.objects.filter(first_day=period.first_day).exclude(state=MonthState.OPEN).first()
    if month is None:
        raise Http404
    rows = MonthReview.objects.visible_to(actor).filter(month=month).order_by("-version")
    versions = list(rows.select_related("month", "drafted_by", "signed_by", "replaces", "replaced_by"))
    if not versions and not oversees(actor):
        raise Http404
    is_published = month.state == MonthState.PUBLISHED
    return ReviewMonth(period, is_published, versions), may_draft_review(actor, month)


def review_or_404(actor: Actor, review_id: int) -> MonthReview:
    """A version within sight."""
    rows = MonthReview.objects.visible_to(actor)
    rows = rows.select_related("month", "drafted_by", "signed_by", "replaces", "replaced_by")
    return get_object_or_404(rows, pk=review_id)


def review_sentences(actor: Actor, review: MonthReview) -> list[ReviewSentence]:
    """The sentences of a version within sight, in their order; those left out only for who edits."""
    rows = review.sentences.select_related("edited_by").order_by("place", "id")
    return list(rows if oversees(actor) else rows.filter(is_left_out=False))


def sentence_or_404(actor: Actor, sentence_id: int) -> ReviewSentence:
    """A sentence of a version within sight."""
    rows = ReviewSentence.objects.filter(review__in=MonthReview.objects.visible_to(actor))
    if not oversees(actor):
        rows = rows.filter(is_left_out=False)
    return get_object_or_404(rows.select_related("review__month", "edited_by", "proposal"), pk=sentence_id)


def review_rights(actor: Actor, review: MonthReview, *, flaws: int, sentences: int) -> ReviewRights:
    """What the actor may do with a version."""
    return ReviewRights(
        may_edit_review(actor, review),
        may_sign_review(actor, review, flaws=flaws, sentences=sentences),
        may_revise_review(actor, review),
    )


def units_in_sight(actor: Actor, unit_ids: Collection[int]) -> dict[int, Unit]:
    """Which of these units' numbers the actor may open, in official order."""
    units = Unit.objects.within(actor.paths(*SCORING, *ASSESSED)).filter(pk__in=unit_ids)
    return {unit.pk: unit for unit in units.order_by("position", "code")}


def entries_in_sight(actor: Actor, entry_ids: Iterable[int]) -> Mapping[int, Entry]:
    """Those of these lines that the actor may see."""
    return Entry.objects.visible_to(actor).select_related("unit", "month").in_bulk(list(entry_ids))


def objections_in_sight(actor: Actor, objection_ids: Iterable[int]) -> Mapping[int, Objection]:
    """Those of these objections that the actor may see."""
    rows = Objection.objects.visible_to(actor).select_related("entry__unit", "entry__month")
    return rows.in_bulk(list(objection_ids))
