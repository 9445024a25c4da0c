"""How long somebody stays signed in: a quarter of an hour idle, eight hours in all, in real seconds."""

from collections.abc import MutableMapping
from time import time
from typing import Any

IDLE = 15 * 60
WHOLE = 8 * 60 * 60
WRITTEN_EVERY = 60  # a busy person costs one write a minute

BEGAN, SEEN = "began", "seen"


def is_over(session: MutableMapping[str, Any]) -> bool:
    """Whether the time is up; otherwise it is noted that somebody is there."""
    now = int(time())
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        session[BEGAN] = session[SEEN] = now
        return False
    if not -WRITTEN_EVERY <= now - seen <= IDLE or now - began > WHOLE:
        return True
    if now - seen >= WRITTEN_EVERY:
        session[SEEN] = now
    return False
