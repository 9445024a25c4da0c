"""What still has to follow, taken one at a time by whoever works it off."""

from .models import Pending


def next_pending(after: int = 0) -> Pending | None:
    """The oldest thing that must still follow and that nobody else holds; locked for this transaction."""
    waiting = Pending.objects.filter(event_id__gt=after, failed_at=None)
    return waiting.select_for_update(skip_locked=True, of=("self",)).select_related("event").first()
