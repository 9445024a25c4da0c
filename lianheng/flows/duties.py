"""Duties that need nobody: the standard checklist comes into force, and measures prove what they can."""

from collections.abc import Iterable

from lianheng.checklists import actions as checklists
from lianheng.checklists import sweeps as lists
from lianheng.kernel import clock
from lianheng.kernel.measure import known
from lianheng.kernel.period import Period
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as
from lianheng.organisation.sweeps import is_founded


def begin() -> None:
    """A new installation has the standard checklist, before there is any unit."""
    with acting_as(SYSTEM):
        checklists.adopt_standard_duties(by=SYSTEM)


def keep_up() -> int:
    """Once units are founded there is a checklist; then every measure is looked at; how much was counted."""
    if not is_founded():
        return 0
    begin()
    with acting_as(SYSTEM):
        return count(open_months())


def count(months: Iterable[Period]) -> int:
    """Of what falls due in these months, record what measures prove; nothing changes in a closed month."""
    counted = 0
    for item, due, period, units in lists.counted_duties(months, clock.today()):
        measure = known().get(item.measure)
        if measure and units:
            values = measure.values(period, units)
            counted += checklists.count_duty(item, due, measure, values, by=SYSTEM)
    return counted


def open_months() -> list[Period]:
    """Where something may still be counted: the month before, this one, and what is left of the year."""
    this_month = Period.month_of(clock.today())
    ahead = [month for month in this_month.year.months if month >= this_month]
    return [this_month.shift(-1), *ahead]
