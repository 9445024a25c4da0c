"""Each time that a duty falls due for a unit: whether it was done, how it stands, who may record it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from lianheng.checklists import policy
from lianheng.checklists.in_force import Book
from lianheng.checklists.models import Closure, DutyItem, DutyRecord
from lianheng.checklists.rules.duties import Due, duty_light
from lianheng.checklists.terms import DutyWord, Light
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

AHEAD, BEHIND = 12, 1
WORDS = {Light.DONE: DutyWord.DONE, Light.CALM: DutyWord.COMING, Light.NONE: DutyWord.AS_NEEDED}


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One time that a duty is to be done; one done as needed has no due day."""

    item: DutyItem
    month: Period
    due: Due | None
    record: DutyRecord | None
    is_closed: bool
    today: date
    may_record: Verdict

    @property
    def is_done(self) -> bool:
        """Recorded, or its measure reached the target."""
        return self.record is not None and self.record.is_counted

    @property
    def light(self) -> Light:
        """How it stands today."""
        if self.due is None:
            return Light.DONE if self.is_done else Light.NONE
        return duty_light(
            is_done=self.is_done,
            was_late=self.record is not None and self.record.was_late,
            due_on=self.due.due_on,
            today=self.today,
            is_closed=self.is_closed,
            calendar=CALENDAR,
        )

    @property
    def days_left(self) -> int | None:
        """Days until the due day; negative when it has passed."""
        return (self.due.due_on - self.today).days if self.due else None

    @property
    def word(self) -> str:
        """What the light says; nothing when the usual word fits."""
        if self.light == Light.OVERDUE and self.is_closed:
            return str(DutyWord.MISSED.label)
        word = WORDS.get(self.light)
        return str(word.label) if word else ""

    @property
    def is_overdue(self) -> bool:
        """Not done, and its day has passed."""
        return self.light == Light.OVERDUE

    @property
    def fell_due(self) -> bool:
        """Its day has come."""
        return self.due is not None and self.due.due_on <= self.today


@dataclass(frozen=True)
class DutyLines:
    """Whatever falls due for one unit, read month by month."""

    actor: Actor
    unit: Unit
    book: Book
    today: date = field(default_factory=clock.today)

    @classmethod
    def of(cls, actor: Actor, unit: Unit, book: Book) -> Self:
        """The lines of a unit that the actor may see."""
        return cls(actor, unit, book)

    def due(self, months: Iterable[Period], keys: Collection[str] | None = None) -> list[DutyLine]:
        """What falls due in these months, in the order of the days; of these items only, when said."""
        wanted = list(months)
        records, closed = self.records(wanted), _closed(wanted)
        lines = [
            self.line(item, due.month, due, records.get((item.key, due.month.first_day)), closed)
            for item, due in self.book.dues_of(self.unit, wanted)
            if keys is None or item.key in keys
        ]
        return sorted(lines, key=lambda each: (each.month, each.due.due_on if each.due else each.today))

    def now(self, keys: Collection[str]) -> list[DutyLine]:
        """For each of these items what is to be done next: the oldest still open, or else as needed."""
        this_month = Period.month_of(self.today)
        lines = self.due([this_month.shift(n) for n in range(-BEHIND, AHEAD + 1)], keys)
        following: dict[str, DutyLine] = {}
        for each in lines:
            if not each.is_done and not each.is_closed:
                following.setdefault(each.item.key, each)
        found = list(following.values())
        return found + [each for each in self.as_needed(this_month) if each.item.key in keys]

    def as_needed(self, month: Period) -> list[DutyLine]:
        """The items that are done as needed, as they stand this month."""
        records, closed = self.records([month]), _closed([month])
        return [
            self.line(item, month, None, records.get((item.key, month.first_day)), closed)
            for item in self.book.items(self.unit.kind, month)
            if item.is_as_needed
        ]

    def line(
        self, item: DutyItem, month: Period, due: Due | None, record: DutyRecord | None, closed: set[date]
    ) -> DutyLine:
        """One time, with what the actor may do about it."""
        is_closed = month.first_day in closed
        may = policy.may_record_duty(self.actor, self.unit, item, due, today=self.today, is_closed=is_closed)
        return DutyLine(item, month, due, record, is_closed, self.today, may)

    def records(self, months: Iterable[Period]) -> dict[tuple[str, date], DutyRecord]:
        """What was recorded for these months, by item and month."""
        days = [month.first_day for month in months]
        rows = DutyRecord.objects.filter(unit=self.unit, month__in=days)
        return {(each.key, each.month): each for each in rows.select_related("recorded_by")}


def _closed(months: Iterable[Period]) -> set[date]:
    days = [month.first_day for month in months]
    return set(Closure.objects.filter(month__in=days).values_list("month", flat=True))
