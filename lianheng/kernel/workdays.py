"""The Chinese working-day calendar: weekends, legal holidays, working days that make up for them (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

DAY = timedelta(days=1)
_COVERED_UNTIL = date(max(day.year for day in chinese_calendar.holidays), 12, 31)
_COVERED_FROM = date(min(day.year for day in chinese_calendar.holidays), 1, 1)


class NotCovered(LookupError):
    """The State Council has not published that year's days off yet, or the year is too old."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no published calendar for {day}")
        self.day = day


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day reached by counting, each day skipped on the way, and whether the count had to guess (暂估)."""

    day: date
    skipped: tuple[date, ...] = ()
    provisional: bool = False


@dataclass(frozen=True)
class WorkCalendar:
    """Published working days, with the overrides that the authority entered by hand."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    covered_from: date = _COVERED_FROM
    covered_until: date = _COVERED_UNTIL

    def covers(self, day: date) -> bool:
        """Whether that day's nature is published."""
        return day in self.overrides or self.covered_from <= day <= self.covered_until

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day; raises `NotCovered` beyond the published years."""
        if day in self.overrides:
            return self.overrides[day]
        if not self.covers(day):
            raise NotCovered(day)
        return bool(chinese_calendar.is_workday(day))

    def after(self, start: date, workdays: int) -> date:
        """The last of that many working days; the start day itself is day zero."""
        due = self.estimate_after(start, workdays)
        if due.provisional:
            raise NotCovered(due.day)
        return due.day

    def estimate_after(self, start: date, workdays: int) -> DueDay:
        """As `after`, guessing by weekends beyond the published years and saying so."""
        day, skipped, provisional, left = start, [], False, workdays
        while left > 0:
            day += DAY
            works = self.is_workday(day) if self.covers(day) else day.weekday() < 5
            provisional = provisional or not self.covers(day)
            if works:
                left -= 1
            else:
                skipped.append(day)
        return DueDay(day, tuple(skipped), provisional)

    def estimate_before(self, end: date, workdays: int) -> date:
        """The day so many working days before; guesses by weekends beyond the published years."""
        day, left = end, workdays
        while left > 0:
            day -= DAY
            left -= self.is_workday(day) if self.covers(day) else day.weekday() < 5
        return day

    def count_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; guesses by weekends beyond coverage."""
        days = (start + DAY * n for n in range(1, (end - start).days + 1))
        return sum(self.is_workday(day) if self.covers(day) else day.weekday() < 5 for day in days)

    def first_of_month(self, month_start: date) -> date:
        """The first working day of the month that begins on that day."""
        return self.estimate_after(month_start - DAY, 1).day


CALENDAR = WorkCalendar()
