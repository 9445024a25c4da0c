"""The time port: what time it is for the authority. Actions ask here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from .moments import ZONE, at_hour, end_of

__all__ = ["ZONE", "ClockIsReal", "allow_setting", "at_hour", "end_of", "now", "standing_at", "today"]

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)
_may_be_set = False


class ClockIsReal(RuntimeError):
    """Time may be set on a demo or test instance only."""


def now() -> datetime:
    """The present moment, aware, in China Standard Time."""
    return _set_to.get() or datetime.now(ZONE)


def today() -> date:
    """The present day in China."""
    return now().date()


def allow_setting() -> None:
    """Said once at start by a demo or test instance, after reading its mark in the database."""
    global _may_be_set
    _may_be_set = True


@contextmanager
def standing_at(moment: datetime | date) -> Iterator[datetime]:
    """Live this block at that moment; a bare day stands at nine in the morning."""
    if not _may_be_set:
        raise ClockIsReal("this instance lives in real time")
    if not isinstance(moment, datetime):
        moment = at_hour(moment, 9)
    token = _set_to.set(moment.astimezone(ZONE))
    try:
        yield moment
    finally:
        _set_to.reset(token)
