"""A kept back-test is worked off by the worker, month by month, and its findings are kept with it."""

from lianheng.assessment.actions import backtesting
from lianheng.assessment.actions.drafting import Standard
from lianheng.instance import context
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as

from .outcome import Outcome
from .standards import Tried
from .trying import backtest

MOST_UNITS = 500


def run(number: int) -> None:
    """Take up the back-test, tell how far it is, keep what it found; taken up again after a crash."""
    with acting_as(SYSTEM):
        row = backtesting.begin(number)
    if row is None:
        return
    said = row.tested
    tried = Tried(said["peer_class"], Standard(said["points"], said["limits"], said["year"]))
    try:
        with context.acting_as(SYSTEM.id):  # no transaction around it: how far it is must be seen meanwhile
            found = backtest(
                tried, row.first, row.last, lambda done: backtesting.advance(row, months_done=done)
            )
            kept = found.as_json(named(found), only_moved=True, most=MOST_UNITS)
        with acting_as(SYSTEM):
            backtesting.finish_backtest(row, kept, by=SYSTEM)
    except Exception as failure:
        with acting_as(SYSTEM):
            backtesting.fail(row, failure=f"{type(failure).__name__}: {failure}")


def named(found: Outcome) -> list[tuple[int, str, str]]:
    """Number, code and name of every unit in it, in official order."""
    return organisation.named_in_official_order(found.units)
