"""Tally and replay, timed in a process of their own so that its memory can be read."""

import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from lianheng.cli.ready import instance, prepare
from lianheng.kernel import clock
from lianheng.kernel.period import Period

from .people import LEADER


def timed(what: str, work: Callable[[], object]) -> None:
    """Print how long the work took and the process's peak memory so far."""
    start = time.perf_counter()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what}: {time.perf_counter() - start:.2f} s, peak {peak} MB", flush=True)


def main(first: str, last: str) -> None:
    """Tally every month of the year (the last one timed), publish all, replay the year (timed)."""
    with instance() as where:
        prepare(where)
        from lianheng.flows.month_end import replay

        months = _months(Period.parse(first), Period.parse(last))
        for month in months[:-1]:
            _close(month)
        timed("tally of a month", lambda: _tally(months[-1]))
        timed("publication of a month", lambda: _publish(months[-1]))
        differences = []
        timed("replay of a year", lambda: differences.extend(replay(months[0], months[-1])))
        print(f"differences: {len(differences)}")


def _months(first: Period, last: Period) -> list[Period]:
    found = [first]
    while found[-1] < last:
        found.append(found[-1].shift(1))
    return found


def _tally(month: Period) -> None:
    from lianheng.flows.month_end import tally
    from lianheng.organisation.actor import SYSTEM

    with clock.standing_at(month.last_day + timedelta(days=1)):
        tally(month, by=SYSTEM)


def _publish(month: Period) -> None:
    from lianheng.flows.month_end import publish
    from lianheng.organisation.queries import actor_by_number

    leader = actor_by_number(LEADER)
    assert leader is not None, "load first: python -m bench"
    with clock.standing_at(month.last_day + timedelta(days=20)):
        publish(month, by=leader)


def _close(month: Period) -> None:
    _tally(month)
    _publish(month)


if __name__ == "__main__":
    clock.allow_setting()
    main(*sys.argv[1:3])
