"""Drafting and signing: all departments' measures are read here, the assessment keeps what they said."""

from typing import TYPE_CHECKING

from django.db import transaction

from lianheng.assessment import actions as assessment
from lianheng.assessment import sweeps as ledger
from lianheng.assessment.rules.reviews import Basis
from lianheng.kernel.period import Period
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor

from .drafting import Draft
from .numbers import Numbers

if TYPE_CHECKING:
    from lianheng.assessment.models import MonthReview


@transaction.atomic
def draft(month: Period, *, by: Actor) -> "MonthReview":
    """Draft the month's review, or draft it anew around what people changed."""
    assessment.lock_month(month)
    return assessment.draft_review(month, Draft(month).sentences(), by=by)


@transaction.atomic
def sign(review: "MonthReview", *, by: Actor) -> "MonthReview":
    """Read every number once more, then sign."""
    month = review.month.period
    assessment.lock_month(month)
    numbers = Numbers(month)
    values = {
        sentence.pk: [basis.value for basis in numbers.read_all(Basis.kept(each) for each in sentence.basis)]
        for sentence in ledger.review_sentences(review.pk)
    }
    return assessment.sign_review(review, values, names=organisation.names_of_people(), by=by)
