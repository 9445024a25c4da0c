"""A close that is killed, repeated or run by two at once ends exactly once, or has not begun."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from lianheng.assessment.models import Entry, Month, Participant, Proposal, Standing
from lianheng.checklists.models import UnitTask
from lianheng.flows import month_end
from lianheng.flows.month_end import replay
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from tests.stories.conftest import make_district

JULY = Period.parse("2026-07")


class Killed(Exception):
    """The process died here."""


class DiesAt:
    """Dies at the n-th statement that does something."""

    def __init__(self, step: int) -> None:
        self.step, self.seen = step, -1

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.seen += 1
            if self.seen == self.step:
                raise Killed
        return execute(sql, params, many, context)


def recorded():
    """Everything that a close writes."""
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Month, Entry, Participant, Standing, Proposal, Event, UnitTask)
    ]


def killed_at_every_step(work) -> int:
    """Do the work, killed at its first statement, then at its second, ... until it is left alone."""
    before = recorded()
    for step in range(1000):
        try:
            with connection.execute_wrapper(DiesAt(step)):
                work()
        except Killed:
            assert recorded() == before, f"something was left behind at step {step}"
        else:
            return step
    raise AssertionError("it never ended")


def test_a_tally_killed_at_any_step_leaves_nothing_behind(district):
    """F03: at every statement that does something."""
    district.issued("2026-07")
    assert killed_at_every_step(lambda: district.tally("2026-07")) > 10
    assert Entry.objects.count() == 9


def test_a_publication_killed_at_any_step_leaves_nothing_behind(district):
    for month in ("2026-07", "2026-08"):
        district.month(month, {0: 6})
    for _ in range(6):
        district.issued("2026-09")
    district.tally("2026-09")
    assert killed_at_every_step(lambda: district.publish("2026-09")) > 20
    assert Standing.objects.filter(period="2026Q3").count() == 9
    assert not list(replay())


def at_once(work, times: int = 2) -> list[BaseException]:
    """The same work by several at the same moment, each on a connection of its own."""
    ready, failed = Barrier(times), []

    def run() -> None:
        ready.wait(10)
        try:
            work()
        except Exception as failure:
            failed.append(failure)
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed


@pytest.mark.django_db(transaction=True)
def test_two_who_close_the_month_at_once_close_it_once():
    """F04: two schedulers, two people, or one of each."""
    district = make_district(9)
    district.issued("2026-07")

    def close() -> None:
        with clock.standing_at(date(2026, 8, 10)):
            month_end.tally(JULY, by=district.scorer)
        with clock.standing_at(date(2026, 8, 25)):
            month_end.publish(JULY, by=district.scorer)

    assert at_once(close, times=3) == []
    assert Entry.objects.count() == 9
    assert Standing.objects.filter(period="2026-07").count() == 9
    assert Event.objects.filter(kind="assessment.tallied").count() == 1
    assert Event.objects.filter(kind="assessment.published").count() == 1
    assert not list(replay())
