"""Where a sentence is found on the page of its review."""

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from lianheng.assessment.models import ReviewSentence


def address(sentence: "ReviewSentence") -> str:
    """Its review's page, opened at this sentence."""
    return f"{reverse('reviews:review', args=[sentence.review_id])}#sentence-{sentence.pk}"
