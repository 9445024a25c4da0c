"""What the worker does by the clock; every job may be run twice without harm."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

STALLED_SECONDS = 30
TWICE_MORE = RetryStrategy(max_attempts=2, wait=5)


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


@app.periodic(cron="40 * * * *")
@app.task(name="keep_duties", queueing_lock="keep_duties", lock="keep_duties")
def keep_duties(timestamp: int = 0) -> None:
    """The duty checklist is there, and what measures prove is recorded."""
    from .duties import keep_up

    keep_up()


@app.task(name="write_download", retry=TWICE_MORE)
def write_download(number: int) -> None:
    """A long list is written into the download centre."""
    from .downloads import writing

    writing.write(number)


@app.task(name="work_import")
def work_import(number: int) -> None:
    """A long list is checked, or taken in."""
    from .imports import working

    working.work(number)


@app.periodic(cron="* * * * *")
@app.task(name="catch_up", queueing_lock="catch_up", lock="catch_up")
def catch_up(timestamp: int = 0) -> None:
    """Exports that expired go, what was left lying goes, and what should long have been begun is begun."""
    from lianheng.files import shelf

    from .downloads import writing
    from .imports import working

    shelf.tidy()
    writing.catch_up()
    working.catch_up()


@app.periodic(cron="10 3 * * *")
@app.task(name="forget_forms", queueing_lock="forget_forms", lock="forget_forms")
def forget_forms(timestamp: int = 0) -> None:
    """The numbers of forms that were sent days ago go."""
    from lianheng.journal.actions import forget_forms

    forget_forms()


@app.periodic(cron="10 8 * * *")
@app.task(name="list_changes", queueing_lock="list_changes", lock="list_changes")
def list_changes(timestamp: int = 0) -> None:
    """Once a week the auditor is told what changed in accounts and roles."""
    from .administering import list_changes_when_due

    list_changes_when_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="morning_digest", queueing_lock="morning_digest", lock="morning_digest")
def morning_digest(timestamp: int = 0) -> None:
    """At eight on a working day everybody for whom something waits is told once."""
    from .digests import give_when_due

    give_when_due()


@app.periodic(cron="* * * * *")
@app.task(name="deliver", queueing_lock="deliver", lock="deliver")
def deliver(timestamp: int = 0) -> None:
    """Messages outside go out."""
    from .digests import deliver_due

    deliver_due()


@app.task(name="backtest", lock="backtest")
def backtest(number: int) -> None:
    """A draft of the scheme is tried on past months; one at a time."""
    from .backtest.running import run

    run(number)
