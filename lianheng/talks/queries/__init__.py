"""What people read of talks: those within sight, one with everything around it, what may be chosen."""

from .letters import notice_letter_or_404, record_letter_or_404
from .sheets import choices, commitment_or_404, proposed_notice, sheet, talk_or_404
from .talks import cause_of, talk_rows, talks_of_cause

__all__ = [
    "cause_of",
    "choices",
    "commitment_or_404",
    "notice_letter_or_404",
    "proposed_notice",
    "record_letter_or_404",
    "sheet",
    "talk_or_404",
    "talk_rows",
    "talks_of_cause",
]
