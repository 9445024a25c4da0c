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


@app.periodic(cron="* * * * *")
@app.task(name="react", queueing_lock="react", lock="react")
def react(timestamp: int = 0) -> None:
    """What must follow from what happened follows; within a minute, or at once when somebody was nudged."""
    from .reactions import work_off

    work_off()


@app.periodic(cron="*/10 * * * *")
@app.task(name="prove", queueing_lock="prove", lock="prove")
def prove(timestamp: int = 0) -> None:
    """What records show to be done by now is closed, and the units are told."""
    from .reactions import prove_and_tell

    prove_and_tell()


@app.periodic(cron="20 * * * *")
@app.task(name="close_month", queueing_lock="close_month", lock="close_month")
def close_month(timestamp: int = 0) -> None:
    """On the first working day the month before is tallied, if nobody did so yet."""
    from .closing_by_itself import tally_when_due

    tally_when_due()


@app.task(name="backtest", lock="backtest")
def backtest(number: int) -> None:
    """A draft of the scheme is tried on past months; one at a time."""
    from .backtest.running import run

    run(number)
