"""The morning's digests were given to everybody for whom something waits."""

from datetime import date

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.ref import Ref
from lianheng.notices.sweeps import number_of
from lianheng.notices.terms import NoticeEvent
from lianheng.organisation.actor import Actor


@transaction.atomic
def close_day(day: date, *, given: int, by: Actor) -> None:
    """Everybody has been looked after; the rest of the day brings no other digest."""
    record(NoticeEvent.DIGESTS_GIVEN, Ref("notices.day", number_of(day)), by=by, given=given)
