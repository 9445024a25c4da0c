"""The worker's queue: what it shall do is named, so that whoever asks need not know the jobs."""

from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def enqueue(job: str, lock: str, **said: Any) -> None:
    """The worker shall do this, one at a time under this lock; what waits already is not asked for twice."""
    try:
        with transaction.atomic():  # inside somebody else's transaction a refusal must not spoil it
            app.configure_task(job, allow_unknown=False, lock=lock, queueing_lock=lock).defer(**said)
    except AlreadyEnqueued:
        return
