"""The morning's digest: what waits for somebody, why, how many days are left, and what to do next."""

from dataclasses import dataclass

from lianheng.organisation.actor import Actor

from . import desk
from .desk import Line
from .terms import PileKind, PileNext, PileWhy

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """Things of one kind that wait, with why they do and what comes next."""

    kind: PileKind
    url: str
    lines: list[Line]

    @property
    def why(self) -> str:
        """The rule by which they wait for this person."""
        return str(PileWhy(self.kind.value).label) if self.kind.value in PileWhy.values else ""

    @property
    def has_days(self) -> bool:
        """Whether any of them has a day by which it is due."""
        return any(line.due_on for line in self.lines)

    @property
    def next(self) -> str:
        """What to do next."""
        return str(PileNext(self.kind.value).label) if self.kind.value in PileNext.values else ""


@dataclass(frozen=True, slots=True)
class DigestSheet:
    """Everything that waits for somebody now, the most pressing of each kind first."""

    heaps: list[Waiting]

    @property
    def waiting(self) -> int:
        """How much there is."""
        return len(self._lines())

    @property
    def overdue(self) -> int:
        """How much is past its day."""
        return sum(line.days_left is not None and line.days_left < 0 for line in self._lines())

    @property
    def due_today(self) -> int:
        """How much is due today."""
        return sum(line.days_left == 0 for line in self._lines())

    def _lines(self) -> list[Line]:
        return [line for heap in self.heaps for line in heap.lines]


def digest(actor: Actor) -> DigestSheet:
    """What waits for the actor, from the same piles as the workbench."""
    heaps = [Waiting(pile.kind, pile.url, pile.lines(MOST_LINES)) for pile in desk.piles(actor)]
    return DigestSheet([heap for heap in heaps if heap.lines])
