"""At most two passwords are computed at once in a process, however many sign in together."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

from lianheng.kernel.verdict import Busy

AT_ONCE = 2
PATIENCE_SECONDS = 10.0

_places = BoundedSemaphore(AT_ONCE)


class CappedArgon2(Argon2PasswordHasher):
    """Argon2 as Django has it, with a queue before it."""

    def encode(self, password: str, salt: str) -> str:
        """What is kept of a password."""
        with _place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password."""
        with _place():
            return super().verify(password, encoded)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _places.release()
