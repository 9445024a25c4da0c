"""When a duty falls due, how it stands, and how one version of the duty checklist differs from another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from lianheng.checklists.asked import Wording as Wording
from lianheng.checklists.terms import DutyChange, DutyFrequency, DutyReason, Light, Proof
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.kernel.workdays import WorkCalendar

from .tasks import NEAR_WORKDAYS

EVERY_MONTH = tuple(range(1, 13))
LENGTHS: dict[str, int] = {
    DutyFrequency.MONTHLY: 1,
    DutyFrequency.QUARTERLY: 3,
    DutyFrequency.HALF_YEARLY: 6,
    DutyFrequency.YEARLY: 12,
}
COUNTABLE = (DutyFrequency.MONTHLY, DutyFrequency.QUARTERLY, DutyFrequency.YEARLY)
LAST_DAY = 31
_PLACE = ("key", "number")


@dataclass(frozen=True, slots=True)
class Due:
    """One time that a duty is to be done: the month that counts it, since when, and by which day."""

    month: Period
    since: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Difference:
    """How one item differs between two versions, and in which columns."""

    change: DutyChange
    before: Wording | None
    after: Wording | None
    columns: tuple[str, ...] = ()

    @property
    def item(self) -> Wording:
        """The item as it will be; as it was when it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


def months_fit(frequency: str, months: Sequence[int]) -> bool:
    """One month in each span that the frequency cuts out of the year; none when it is done as needed."""
    if frequency not in LENGTHS:
        return not months
    length = LENGTHS[frequency]
    spans = [(month - 1) // length for month in months]
    return set(months) <= set(EVERY_MONTH) and sorted(spans) == list(range(12 // length))


def fits(item: Wording) -> Verdict:
    """Whether the item can be kept as it is worded, or why not."""
    if not months_fit(item.frequency, item.months):
        return no(DutyReason.MONTHS_DO_NOT_FIT)
    if not 1 <= item.day <= LAST_DAY:
        return no(DutyReason.NO_SUCH_DAY)
    if item.proof == Proof.MEASURE:
        if not item.measure or item.target is None:
            return no(DutyReason.MEASURE_MISSING)
        if item.frequency not in COUNTABLE:
            return no(DutyReason.HALF_YEAR_UNCOUNTED)
    return YES


def due_in(month: Period, *, frequency: str, months: Sequence[int], day: int) -> Due | None:
    """The time that falls due in this month, or none; a day that the month has not is its last."""
    number = month.first_day.month
    if frequency not in LENGTHS or number not in months:
        return None
    length = LENGTHS[frequency]
    since = month.first_day.replace(month=(number - 1) // length * length + 1)
    due_on = month.first_day.replace(day=min(day, month.last_day.day))
    return Due(month, since, due_on)


def counted_over(due: Due, frequency: str) -> Period:
    """The period over which a measure proves it."""
    return Period(due.since, LENGTHS[frequency])


def falls_due_for(due: Due, *, founded_on: date | None, closed_on: date | None) -> bool:
    """A unit founded after the month began, or gone by the day, owes nothing."""
    if founded_on is not None and founded_on > due.month.first_day:
        return False
    return closed_on is None or closed_on > due.due_on


def duty_light(
    *, is_done: bool, was_late: bool, due_on: date, today: date, is_closed: bool, calendar: WorkCalendar
) -> Light:
    """Green done in time, yellow three working days before, red overdue."""
    if is_done:
        return Light.LATE if was_late else Light.DONE
    if is_closed or today > due_on:
        return Light.OVERDUE
    return Light.NEAR if calendar.estimate_before(due_on, NEAR_WORKDAYS) <= today else Light.CALM


def differences(before: Iterable[Wording], after: Iterable[Wording]) -> list[Difference]:
    """What the new version changes, in its own order; what it leaves out comes last."""
    old = {item.key: item for item in before}
    new = {item.key: item for item in after}
    found = [_difference(old.get(key), item) for key, item in new.items()]
    gone = [Difference(DutyChange.REMOVED, item, None) for key, item in old.items() if key not in new]
    return [each for each in found if each is not None] + gone


def _difference(before: Wording | None, after: Wording) -> Difference | None:
    if before is None:
        return Difference(DutyChange.ADDED, None, after)
    names = [field.name for field in fields(Wording) if field.name not in _PLACE]
    changed = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    return Difference(DutyChange.CHANGED, before, after, changed) if changed else None


def key_of(area: str, number: int) -> str:
    """The lasting name of an item: A1-01; it never passes to another item."""
    return f"{area.upper()}-{number:02}"


def number_in(key: str) -> int:
    """The number within the area that a lasting name holds."""
    return int(key.rpartition("-")[2])
