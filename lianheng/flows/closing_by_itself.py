"""The month before is tallied by the machine on the first working day, unless it is being taken over."""

from lianheng.checklists import sweeps as lists
from lianheng.flows import month_end
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as

# A machine that was switched off on the day itself makes up for it within these working days.
DAYS_OF_GRACE = 3


def tally_when_due() -> Period | None:
    """The month that was tallied now, or none; what was tallied before stays as it is."""
    today = clock.today()
    month = Period.month_of(today).shift(-1)
    first = CALENDAR.first_of_month(today.replace(day=1))
    last = CALENDAR.estimate_after(first, DAYS_OF_GRACE).day
    if not first <= today <= last:
        return None
    if month not in lists.months_with_tasks() or lists.is_taken_over(month):
        return None
    with acting_as(SYSTEM):
        month_end.tally(month, by=SYSTEM)
    return month
