"""Whoever acts on others gives a reason."""

from lianheng.assessment.terms import AssessmentReason
from lianheng.kernel.verdict import Refused


def need(reason: str) -> None:
    """Go on when a reason is given; refuse when it is missing."""
    if not reason.strip():
        raise Refused(AssessmentReason.REASON_MISSING)
