"""What can be said of the running installation without looking into anybody's work."""

import shutil
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.http import Http404

from lianheng.flows.reactions import REACTIONS
from lianheng.instance import home
from lianheng.journal import sweeps as journal
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor

from .terms import JobName

SHOWN = 20
SERVER = "select current_setting('server_version'), pg_database_size(current_database())"
WORKERS = """
    select max(last_heartbeat), max(last_heartbeat) > now() - interval '2 minutes' from procrastinate_workers
"""
FAILED = """
    select task_name, attempts, (select max(at) from procrastinate_events where job_id = job.id)
    from procrastinate_jobs as job where status = 'failed' order by id desc limit %s
"""
WAITING = "select count(*) from procrastinate_jobs where status = 'todo' and scheduled_at is null"


@dataclass(frozen=True, slots=True)
class FailedJob:
    """Something that the worker could not do."""

    name: str
    attempts: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Stuck:
    """Something that had to follow from an event and could not; only its kind and the kind of failure."""

    kind: str
    failure: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class State:
    """How the installation runs."""

    kind: str
    server: str
    database_bytes: int
    free_bytes: int
    disk_bytes: int
    worker_seen_at: datetime | None
    is_worker_alive: bool
    waiting: int
    failed: list[FailedJob]
    stuck: list[Stuck]


def state_or_404(actor: Actor) -> State:
    """For whoever keeps the installation, and nobody else."""
    if not organisation.may_manage_accounts(actor):
        raise Http404
    disk = shutil.disk_usage(home.current().root)
    with connection.cursor() as cursor:
        cursor.execute(SERVER)
        server, size = cursor.fetchone()
        cursor.execute(WORKERS)
        seen, is_alive = cursor.fetchone()
        cursor.execute(WAITING)
        (waiting,) = cursor.fetchone()
        cursor.execute(FAILED, [SHOWN])
        failed = [FailedJob(_in_words(name), attempts, at) for name, attempts, at in cursor.fetchall()]
    return State(
        kind=str(organisation.instance_kind().label),
        server=server.partition(" ")[0],
        database_bytes=size,
        free_bytes=disk.free,
        disk_bytes=disk.total,
        worker_seen_at=seen,
        is_worker_alive=bool(is_alive),
        waiting=waiting,
        failed=failed,
        stuck=[Stuck(_event_in_words(kind), failure, at) for kind, failure, at in journal.stuck(SHOWN)],
    )


def _event_in_words(kind: str) -> str:
    return next((str(known.label) for known in REACTIONS if known == kind), kind)  # type: ignore[attr-defined]


def _in_words(task: str) -> str:
    return str(JobName(task).label) if task in JobName.values else task
