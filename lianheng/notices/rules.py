"""Rules of messages: when the digest is due, how often a message outside is tried, what is an address."""

import re
from datetime import datetime, time, timedelta

from lianheng.kernel.workdays import WorkCalendar
from lianheng.kernel.workflow import Workflow

from .terms import DispatchMove, DispatchState

MORNING, NOON = time(8), time(12)
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20))
CODE_VALID = timedelta(minutes=30)
CODE_AGAIN = timedelta(minutes=1)
MOST_TRIES = 5
_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._+-]{2,99}")

DISPATCH_WORKFLOW: Workflow[DispatchState, DispatchMove] = Workflow(
    start=DispatchState.WAITING,
    moves={
        # One that was taken when the worker was killed stays taken: better not at all than twice.
        DispatchMove.TAKE: ({DispatchState.WAITING}, DispatchState.SENDING),
        DispatchMove.ARRIVE: ({DispatchState.SENDING}, DispatchState.SENT),
        DispatchMove.PUT_BACK: ({DispatchState.SENDING}, DispatchState.WAITING),
        DispatchMove.GIVE_UP: ({DispatchState.WAITING, DispatchState.SENDING}, DispatchState.FAILED),
    },
)


def is_digest_time(now: datetime, calendar: WorkCalendar) -> bool:
    """From eight on a working day; a machine that was off makes up for it until noon, and not after."""
    day = now.date()
    works = calendar.is_workday(day) if calendar.covers(day) else day.weekday() < 5
    return works and MORNING <= now.time() < NOON


def fits(address: str) -> bool:
    """An e-mail address, a number or an account name; nothing that could change where a message goes."""
    return bool(_ADDRESS.fullmatch(address))


def wait_after(attempts: int) -> timedelta | None:
    """How long until the next try; none when it has been tried enough."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
