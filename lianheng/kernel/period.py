"""The periods that are scored: a month, a quarter, a year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Self

from . import terms

_WRITTEN = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4]))?")
_LENGTHS = (1, 3, 12)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A run of 1, 3 or 12 calendar months, written `2026-10`, `2026Q3` or `2026`."""

    first_day: date
    length: int

    def __post_init__(self) -> None:
        if self.length not in _LENGTHS or self.first_day.day != 1 or (self.first_day.month - 1) % self.length:
            raise ValueError(f"no such period: {self.length} months from {self.first_day}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period written as `2026-10`, `2026Q3` or `2026`; raises ValueError otherwise."""
        found = _WRITTEN.fullmatch(text.strip())
        if not found:
            raise ValueError(f"not a period: {text!r}")
        year = int(found["year"])
        if found["month"]:
            return cls(date(year, int(found["month"]), 1), 1)
        if found["quarter"]:
            return cls(date(year, int(found["quarter"]) * 3 - 2, 1), 3)
        return cls(date(year, 1, 1), 12)

    @classmethod
    def month_of(cls, day: date) -> Self:
        """The month in which the day lies."""
        return cls(day.replace(day=1), 1)

    @classmethod
    def month(cls, text: str) -> Self:
        """The month written as `2026-10`; raises ValueError when the text is no month."""
        period = cls.parse(text)
        if period.length != 1:
            raise ValueError(f"not a month: {text!r}")
        return period

    def __str__(self) -> str:
        if self.length == 12:
            return f"{self.first_day:%Y}"
        if self.length == 3:
            return f"{self.first_day:%Y}Q{(self.first_day.month + 2) // 3}"
        return f"{self.first_day:%Y-%m}"

    def __lt__(self, other: "Period") -> bool:
        return (self.first_day, self.length) < (other.first_day, other.length)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def label(self) -> str:
        """The period in official Chinese: 2026年10月, 2026年第三季度, 2026年."""
        year, month = self.first_day.year, self.first_day.month
        if self.length == 12:
            return terms.YEAR.format(year=year)
        if self.length == 3:
            return terms.QUARTERS[(month - 1) // 3].format(year=year)
        return terms.MONTH.format(year=year, month=month)

    @property
    def last_day(self) -> date:
        """The last calendar day of the period."""
        return self.shift(1).first_day - timedelta(days=1)

    @property
    def months(self) -> tuple["Period", ...]:
        """The months that make up the period, in order."""
        return tuple(Period(_plus_months(self.first_day, n), 1) for n in range(self.length))

    @property
    def quarter(self) -> "Period":
        """The quarter in which the period begins."""
        return Period(self.first_day.replace(month=(self.first_day.month - 1) // 3 * 3 + 1), 3)

    @property
    def year(self) -> "Period":
        """The year in which the period begins."""
        return Period(self.first_day.replace(month=1), 12)

    def shift(self, count: int) -> "Period":
        """The period of the same length, so many periods later (or earlier, when negative)."""
        return Period(_plus_months(self.first_day, count * self.length), self.length)


def _plus_months(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    return day.replace(year=day.year + years, month=month + 1)


def months_before(day: date, count: int) -> date:
    """The corresponding day so many months earlier, or that month's last day (民法典 第二百零二条)."""
    first = _plus_months(day.replace(day=1), -count)
    last = _plus_months(first, 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def months_after(day: date, count: int) -> date:
    """The corresponding day so many months later, or that month's last day (民法典 第二百零二条)."""
    return months_before(day, -count)
