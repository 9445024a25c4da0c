"""A signed review is changed by a new version that names the old one and says why."""

from django.db import transaction

from lianheng.assessment.models import MonthReview, ReviewSentence
from lianheng.assessment.policy import may_revise_review
from lianheng.assessment.terms import AssessmentEvent
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor

from .reasons import need
from .reviews import locked

COPIED = (
    "section", "place", "key", "text", "drafted_text", "basis", "proposal_id", "is_left_out", "explanation",
    "edited_at", "edited_by_id",
)  # fmt: skip


@transaction.atomic
def revise_review(review: MonthReview, *, because: str, by: Actor) -> MonthReview:
    """The next version begins as a copy of the one that was signed, which stays as it is."""
    review = locked(review)
    may_revise_review(by, review).or_refuse()
    need(because)
    revised = MonthReview.objects.create(
        month=review.month,
        version=review.version + 1,
        replaces=review,
        because=because.strip(),
        drafted_at=clock.now(),
        drafted_by_id=by.id,
    )
    ReviewSentence.objects.bulk_create(
        ReviewSentence(review=revised, **{name: getattr(sentence, name) for name in COPIED})
        for sentence in review.sentences.all()
    )
    month = str(review.month.period)
    record(AssessmentEvent.REVIEW_REVISED, revised.ref, by=by, month=month, version=revised.version)
    return revised
