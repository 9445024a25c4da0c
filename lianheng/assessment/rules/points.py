"""What each event on a unit's task costs, and what that makes of a month, a quarter, a year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lianheng.assessment.terms import EntryCode

FULL = Decimal(100)
HUNDREDTH = Decimal("0.01")

DEFAULT_POINTS: dict[str, str] = {
    EntryCode.NOT_DONE: "-5",
    EntryCode.LATE: "-2",
    EntryCode.RETURNED: "-2",
    EntryCode.EVIDENCE_MISSING: "-1",
    EntryCode.EXEMPT: "0",
    EntryCode.FALSIFIED: "-100",
}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What is certain about a unit's task when the month is tallied."""

    unit_task_id: int
    unit_id: int
    weight: int
    is_accepted: bool
    is_exempted: bool
    is_late: bool
    times_returned: int
    is_evidence_missing: bool
    is_falsified: bool
    title: str = ""
    is_key: bool = False
    minutes: int = 0
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger before it is posted: code, points for one, weight, and its number among equals."""

    code: EntryCode
    base: Decimal
    weight: int
    ordinal: int = 1

    @property
    def points(self) -> Decimal:
        """The arithmetic of the line: points for one times the task's weight."""
        return self.base * self.weight


def lines(facts: TaskFacts, points: Mapping[str, str]) -> Iterator[Line]:
    """The lines that a unit's task leaves in the ledger under these points."""
    if facts.is_exempted:
        yield _line(EntryCode.EXEMPT, points, facts.weight)
        return
    if not facts.is_accepted:
        yield _line(EntryCode.NOT_DONE, points, facts.weight)
    elif facts.is_late:
        yield _line(EntryCode.LATE, points, facts.weight)
    for time in range(1, facts.times_returned + 1):
        yield _line(EntryCode.RETURNED, points, facts.weight, time)
    if facts.is_evidence_missing:
        yield _line(EntryCode.EVIDENCE_MISSING, points, facts.weight)
    if facts.is_falsified:
        yield _line(EntryCode.FALSIFIED, points, 1)


def _line(code: EntryCode, points: Mapping[str, str], weight: int, ordinal: int = 1) -> Line:
    return Line(code, Decimal(points[code]), weight, ordinal)


def month_score(entries: Iterable[Decimal], *, is_falsified: bool) -> Decimal:
    """100 plus all entries, never below 0; 0 when false evidence was confirmed and not corrected."""
    if is_falsified:
        return Decimal("0.00")
    return max(Decimal(0), FULL + sum(entries, Decimal(0))).quantize(HUNDREDTH)


def mean_score(months: Iterable[Decimal | None]) -> Decimal | None:
    """The exact mean of the scored months, rounded half up to two places; none scored, no score."""
    scored = [score for score in months if score is not None]
    if not scored:
        return None
    return (sum(scored, Decimal(0)) / len(scored)).quantize(HUNDREDTH, ROUND_HALF_UP)
