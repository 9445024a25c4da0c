"""A month from the records alone, under any points: what replay compares, and what a back-test tries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.rules.points import Line, TaskFacts, lines, month_score
from lianheng.assessment.terms import EntryCode
from lianheng.kernel.period import Period

from .facts import facts

if TYPE_CHECKING:
    from lianheng.assessment.models import Participant

Scores = dict[int, Decimal | None]
PointsOf = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that the records do not bear out."""

    period: Period
    unit_id: int
    what: str
    published: str
    recomputed: str


@dataclass(slots=True)
class Recomputed:
    """A unit's month, from the records alone."""

    keys: set[ledger.LedgerKey] = field(default_factory=set)
    points: Decimal = Decimal(0)
    false: int = 0
    tasks: int = 0
    exempted: int = 0

    def add(self, each: TaskFacts, found: list[Line]) -> None:
        """Count one task and the lines it leaves."""
        self.tasks += 1
        self.exempted += each.is_exempted
        for line in found:
            self.keys.add((each.unit_task_id, line.code.value, line.ordinal, line.points))
            self.points += line.points
            self.false += line.code == EntryCode.FALSIFIED

    @property
    def score(self) -> Decimal | None:
        """The month's score, or none when nothing was asked."""
        if self.tasks <= self.exempted:
            return None
        return month_score([self.points], is_falsified=self.false > 0)


def recompute(
    month: Period, enrolled: "Mapping[int, Participant]", points_of: PointsOf
) -> dict[int, Recomputed]:
    """Every unit's month from its tasks, each class under the points that are said for it."""
    return recompute_each(month, enrolled, [points_of])[0]


def recompute_each(
    month: Period, enrolled: "Mapping[int, Participant]", versions: Sequence[PointsOf]
) -> list[dict[int, Recomputed]]:
    """The same under several versions at once; the tasks are read in one stream."""
    found: list[dict[int, Recomputed]] = [{} for _ in versions]
    for unit_id, tasks in groupby(facts(month), key=lambda each: each.unit_id):
        peer_class = enrolled[unit_id].peer_class if unit_id in enrolled else ""
        standards = [
            (made.setdefault(unit_id, Recomputed()), points_of(peer_class))
            for made, points_of in zip(found, versions, strict=True)
        ]
        for each in tasks:
            for mine, points in standards:
                mine.add(each, list(lines(each, points)))
    return found
