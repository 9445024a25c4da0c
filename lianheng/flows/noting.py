"""An absence that was confirmed, taken back or ended earlier is noted on what waits to be decided."""

from typing import TYPE_CHECKING

from lianheng.assessment import actions as assessment
from lianheng.organisation.actor import SYSTEM

if TYPE_CHECKING:
    from lianheng.journal.models import Event


def note_on_proposals(event: "Event") -> None:
    """Whoever decides about a person knows when that person was away, also when it is told only now."""
    assessment.note_absences(event.detail["person"], by=SYSTEM)
