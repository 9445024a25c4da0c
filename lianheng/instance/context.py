"""Who acts in this thread of work, as the database will be told under signature."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

BLOCK = 64
VALID_SECONDS = 60

current_actor: ContextVar[int | None] = ContextVar("current_actor", default=None)


@contextmanager
def acting_as(uid: int | None) -> Iterator[None]:
    """Do this block's work as that person; transactions begun inside tell the database so."""
    token = current_actor.set(uid)
    try:
        yield
    finally:
        current_actor.reset(token)


def signed(key: str, uid: int, pid: int) -> tuple[int, int, bytes]:
    """The arguments of jc.enter: valid for this person, this connection and one minute."""
    expires = int(time.time()) + VALID_SECONDS
    return uid, expires, hmac.digest(bytes.fromhex(key), f"{uid}.{pid}.{expires}".encode(), hashlib.sha256)


def pads(key: str) -> tuple[bytes, bytes]:
    """The two HMAC pads that the database keeps instead of the key itself."""
    padded = bytes.fromhex(key).ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded)
