"""The workbench: what is to be done, to be read, was done, was begun; and how one's month stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lianheng.assessment import queries as assessment
from lianheng.checklists import queries as checklists
from lianheng.checklists.queries import waiting
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.notices import queries as notices
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

from . import desk, stranded
from .deeds import REMEMBERED, Deed, deeds
from .desk import Line, Pile
from .terms import Drawer, PileKind

if TYPE_CHECKING:
    from lianheng.assessment.models import Month
    from lianheng.assessment.queries.scores import UnitScore

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Heap:
    """A pile as it lies on the desk: its count and its first lines."""

    kind: PileKind
    url: str
    count: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Tab:
    """A drawer of the desk."""

    label: str
    url: str
    active: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person sees first."""

    drawer: Drawer
    tabs: list[Tab]
    pending: int
    unread_count: int
    heaps: list[Heap]
    unread: list[object]
    deeds: list[Deed]
    score: "UnitScore | None"
    progress: waiting.Progress | None
    months: "list[Month]"
    stranded: int | None = None
    at_hand: int = 0

    @property
    def overdue(self) -> int:
        """How many of the lines shown are past their day."""
        return sum((line.days_left or 0) < 0 for line in self._lines())

    @property
    def next_due_on(self) -> date | None:
        """The nearest day ahead on which something is due."""
        return min(
            (line.due_on for line in self._lines() if line.due_on and (line.days_left or 0) >= 0),
            default=None,
        )

    @property
    def due_next(self) -> int:
        """How much is due on that day."""
        return sum(line.due_on == self.next_due_on for line in self._lines()) if self.next_due_on else 0

    def _lines(self) -> Iterable[Line]:
        return (line for heap in self.heaps for line in heap.lines if self.drawer == Drawer.TO_DO)


def workbench(actor: Actor, drawer: Drawer) -> Desk:
    """Everything on the desk with one drawer open; each count is the length of its list."""
    to_do, begun = desk.piles(actor), desk.begun(actor)
    lying = desk.counts(actor)
    opened = begun if drawer == Drawer.BEGUN else to_do if drawer == Drawer.TO_DO else []
    unread = notices.inbox(actor, unread=True)
    counts = {
        Drawer.TO_DO: sum(lying.get(pile.kind, 0) for pile in to_do),
        Drawer.TO_READ: unread.count(),
        Drawer.BEGUN: sum(lying.get(pile.kind, 0) for pile in begun),
    }
    return Desk(
        drawer=drawer,
        tabs=[_tab(each, each == drawer, counts.get(each)) for each in Drawer],
        pending=counts[Drawer.TO_DO],
        unread_count=counts[Drawer.TO_READ],
        heaps=[_heap(pile, lying[pile.kind]) for pile in opened if pile.kind in lying],
        unread=list(unread[:REMEMBERED]) if drawer == Drawer.TO_READ else [],
        deeds=deeds(actor) if drawer == Drawer.DONE else [],
        score=_own_score(actor),
        progress=_progress(actor),
        months=_months(actor),
        stranded=stranded.count(actor) if drawer == Drawer.TO_DO else None,
        at_hand=_at_hand(actor) if drawer == Drawer.TO_DO else 0,
    )


def _tab(drawer: Drawer, active: bool, count: int | None) -> Tab:
    url = "/" if drawer == Drawer.TO_DO else f"/?drawer={drawer.value}"
    return Tab(str(drawer.label), url, active, count)


def _heap(pile: Pile, count: int) -> Heap:
    return Heap(pile.kind, pile.url, count, pile.lines(SHOWN))


def _own_score(actor: Actor) -> "UnitScore | None":
    """The latest month's score, for who serves in a unit that is scored."""
    unit_id = assessment.own_unit_id(actor)
    month = assessment.latest_month(actor) if unit_id else None
    return assessment.score_in_brief_or_404(actor, month, unit_id) if month and unit_id else None


def _at_hand(actor: Actor) -> int:
    """How many open tasks could be finished with what the system holds already."""
    if not (actor.holds(Role.UNIT_HEAD) or actor.holds(Role.UNIT_CLERK)):
        return 0
    return len(checklists.at_hand(actor, Period.month_of(clock.today())))


def _progress(actor: Actor) -> waiting.Progress | None:
    """The lights of this month, for who oversees or asks."""
    looking = (Role.LEADER, Role.DEPUTY, Role.SCORER, Role.OFFICE_HEAD, Role.OFFICE_CLERK)
    if not any(actor.holds(role) for role in looking):
        return None
    return waiting.progress(actor, Period.month_of(clock.today()))


def _months(actor: Actor) -> "list[Month]":
    """How far the latest months are, for who closes them."""
    if not (actor.holds(Role.LEADER) or actor.holds(Role.SCORER)):
        return []
    return assessment.month_rows(actor)[:3]
