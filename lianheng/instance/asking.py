"""The number of the request that is being answered: it brings page, file and line of the log together."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NOT_ASKED = "-"

_number: ContextVar[str] = ContextVar("request_number", default="")


@contextmanager
def begun() -> Iterator[str]:
    """As long as one request is answered it has a number of its own."""
    token = _number.set(secrets.token_hex(4).upper())
    try:
        yield _number.get()
    finally:
        _number.reset(token)


def number() -> str:
    """The number of the request; nothing outside of one."""
    return _number.get()


class Numbered(logging.Filter):
    """Every line of the log says in which request it was written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Nothing is held back; only the number is added."""
        asked = getattr(record, "request", None)  # the server itself speaks when the answer is given already
        record.request_number = number() or getattr(asked, "number", NOT_ASKED)
        return True
