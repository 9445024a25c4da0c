"""What the worker does by the clock; every job may be run twice without harm."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

STALLED_SECONDS = 30


@app.periodic(cron="* * * * *")
@app.task(name="rescue", queueing_lock="rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """A job whose worker was killed is taken up again."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await app.job_manager.retry_job(job)
