"""What waits for somebody: counts and lists come from the same queries."""

from lianheng.notices import queries as notices
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor


def unread_count(actor: Actor) -> int:
    """Messages not read yet; nobody has none."""
    return notices.unread_count(actor) if actor.id else 0


def pending_count(actor: Actor) -> int:
    """How much waits for this person."""
    return 0


def instance_kind() -> str:
    """What this installation is for."""
    return organisation.instance_kind()
