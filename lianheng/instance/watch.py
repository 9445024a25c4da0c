"""How long somebody stays signed in, or locked out: counted in real seconds."""

from collections.abc import MutableMapping
from time import time
from typing import Any

IDLE = 15 * 60
WHOLE = 8 * 60 * 60
WRITTEN_EVERY = 60  # a busy person costs one write a minute
LOCKED = 30 * 60  # after too many failures
FRESH = 5 * 60  # whoever proved himself so lately need not again

BEGAN, SEEN = "began", "seen"


def is_over(session: MutableMapping[str, Any]) -> bool:
    """Whether the time is up; otherwise it is noted that somebody is there."""
    moment = now()
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        session[BEGAN] = session[SEEN] = moment
        return False
    if not -WRITTEN_EVERY <= moment - seen <= IDLE or moment - began > WHOLE:
        return True
    if moment - seen >= WRITTEN_EVERY:
        session[SEEN] = moment
    return False


def now() -> int:
    """The second that it really is."""
    return int(time())
