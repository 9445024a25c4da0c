"""How the units of the drill conduct themselves: mostly well, some weak for a quarter, two sliding."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from lianheng.kernel.period import Period

from .data import chance

A_YEAR, QUARTERS_TOLD = 12, 4
WEAK_UNITS = 3


class Conduct(Enum):
    """What becomes of a unit's task."""

    WELL = auto()
    LATE = auto()
    RETURNED = auto()
    RETURNED_AGAIN = auto()
    INCOMPLETE = auto()
    MISSED = auto()
    EXEMPTED = auto()
    NOT_EXEMPTED = auto()
    EXTENDED = auto()
    FALSE = auto()


LAST_MONTH = (Conduct.WELL, Conduct.LATE, Conduct.RETURNED)
LEFT_FOR_REVIEW = 0.3
ODDS: dict[str, tuple[tuple[Conduct, float], ...]] = {
    "ordinary": (
        (Conduct.LATE, 0.02),
        (Conduct.RETURNED, 0.03),
        (Conduct.INCOMPLETE, 0.015),
        (Conduct.MISSED, 0.002),
        (Conduct.EXEMPTED, 0.006),
        (Conduct.NOT_EXEMPTED, 0.003),
        (Conduct.EXTENDED, 0.012),
    ),
    "steady": ((Conduct.RETURNED, 0.006), (Conduct.EXEMPTED, 0.01), (Conduct.EXTENDED, 0.02)),
    "weak": ((Conduct.LATE, 0.22), (Conduct.RETURNED, 0.2), (Conduct.MISSED, 0.1)),
    "sliding": ((Conduct.LATE, 0.2), (Conduct.RETURNED, 0.15), (Conduct.MISSED, 0.7)),
}


@dataclass(frozen=True)
class Story:
    """Which months are lived, and who slides when: the first recovers, the second has not yet."""

    last: Period
    recovering: str
    sliding: str
    example: str
    classes: Mapping[str, Sequence[str]]
    asked: Callable[[Period], list[tuple[str, ...]]]
    length: int | None = None

    @property
    def months(self) -> list[Period]:
        """A year that ends with the last month; longer where four quarters would not be over in it."""
        length = self.length or (A_YEAR + 3 if self.last.first_day.month % 3 == 0 else A_YEAR)
        return [self.last.shift(-n) for n in reversed(range(length))]

    @property
    def quarters(self) -> list[Period]:
        """The last four quarters that are published by the end of the story."""
        published = self.months[:-1]
        over = {month.quarter for month in published if month.quarter.months[-1] in published}
        return sorted(over)[-QUARTERS_TOLD:]

    @property
    def month_of_falsity(self) -> Period | None:
        """The month in which false evidence is found; a story too short has none."""
        return self.quarters[1].months[1] if len(self.quarters) > 1 else None

    def conduct(self, unit: str, peer_class: str, month: Period, title: str) -> Conduct:
        """What becomes of this task in this unit."""
        if unit == self.recovering and month == self.month_of_falsity and title == self._false_title(month):
            return Conduct.FALSE
        die = chance(unit, month, title)
        if unit == self.example and month >= self.last:
            return die.choice(LAST_MONTH) if month == self.last else self._this_month(month, title)
        return _drawn(die, ODDS[self._form(unit, peer_class, month)])

    def _this_month(self, month: Period, title: str) -> Conduct:
        """Whoever tries things out finds something overdue, something returned and something to come."""
        due = sorted((int(row[4]), row[2]) for row in self._asked_of(self.example, month))
        turn = [title for _, title in due].index(title)
        if turn == 0 or turn >= len(due) - 2:
            return Conduct.MISSED
        return Conduct.RETURNED_AGAIN if turn == 1 else Conduct.WELL

    def _asked_of(self, unit: str, month: Period) -> list[tuple[str, ...]]:
        others = {name for name, units in self.classes.items() if unit not in units}
        return [row for row in self.asked(month) if row[1] not in others]

    def is_left_for_review(self, unit: str, month: Period, title: str) -> bool:
        """Of what was handed in this month, some waits for whoever tries out an office."""
        return month > self.last and chance("left", unit, title).random() < LEFT_FOR_REVIEW

    def _false_title(self, month: Period) -> str:
        """What the unit is asked first in that month, so that there is time to find out."""
        return min((int(row[4]), row[2]) for row in self._asked_of(self.recovering, month))[1]

    def _form(self, unit: str, peer_class: str, month: Period) -> str:
        told = self.quarters
        nth = told.index(month.quarter) if month.quarter in told else None
        told_of = (self.recovering, self.sliding)
        if unit in told_of:
            bad = (0, 1) if unit == self.recovering else (len(told) - 2, len(told) - 1)
            return "sliding" if nth in bad else "ordinary"
        peers = [
            code for code in self.classes.get(peer_class, ()) if code not in (self.recovering, self.sliding)
        ]
        steady = "ordinary" if self.sliding in self.classes.get(peer_class, ()) else "steady"
        if nth is None or len(peers) < WEAK_UNITS * QUARTERS_TOLD:
            return steady
        weak = peers[nth * WEAK_UNITS : (nth + 1) * WEAK_UNITS]
        return "weak" if unit in weak else steady


def _drawn(die: Random, odds: tuple[tuple[Conduct, float], ...]) -> Conduct:
    drawn = die.random()
    for conduct, share in odds:
        drawn -= share
        if drawn < 0:
            return conduct
    return Conduct.WELL
