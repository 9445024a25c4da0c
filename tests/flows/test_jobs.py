"""What the worker does by the clock."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from lianheng.flows.jobs import rescue

pytestmark = pytest.mark.django_db


def worker_seen(seconds_ago: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) "
            "values (now() - make_interval(secs => %s)) returning id",
            [seconds_ago],
        )
        return cursor.fetchone()[0]


def job_in_hands_of(worker: int) -> int:
    number = app.configure_task("rescue").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s", [worker, number]
        )
    return number


def state(job: int) -> str:
    return ProcrastinateJob.objects.get(pk=job).status


@pytest.mark.parametrize(("silent_for", "then"), [(300, "todo"), (5, "doing")])
def test_a_job_is_taken_up_again_only_when_its_worker_fell_silent(silent_for, then):
    """F26: its lease is the silence after which it is given to another."""
    job = job_in_hands_of(worker_seen(silent_for))
    async_to_sync(rescue.func)(None, 0)
    assert state(job) == then
