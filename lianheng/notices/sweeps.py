"""What the system reads of messages: whether a day's digests were given."""

from datetime import date

from lianheng.journal.sweeps import has_happened
from lianheng.kernel.ref import Ref

from .models import Digest
from .terms import NoticeEvent


def number_of(day: date) -> int:
    """The number by which the journal knows a day: 20261008."""
    return day.year * 10_000 + day.month * 100 + day.day


def is_closed(day: date) -> bool:
    """Whether everybody has been given that day's digest."""
    return has_happened(NoticeEvent.DIGESTS_GIVEN, Ref("notices.day", number_of(day)))


def given_on(day: date) -> set[int]:
    """The people who have that day's digest already."""
    return set(Digest.objects.filter(day=day).order_by().values_list("to_id", flat=True))
