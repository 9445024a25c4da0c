"""What a unit could finish with what the system already holds: nothing need be handed in twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lianheng.checklists.models import ASSESSED, UnitTask
from lianheng.checklists.rules import is_alike
from lianheng.checklists.terms import Proof, UnitTaskState
from lianheng.kernel.measure import Measure, known
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .months import unit_tasks

NEARLY = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class AtHand:
    """An open task, and what may finish it: a task that is done, or a measure close to its goal."""

    unit_task: UnitTask
    record: UnitTask | None = None
    measure: Measure | None = None
    value: Decimal | None = None

    @property
    def url_said(self) -> str:
        """The record as the form for handing in takes it."""
        return str(self.record.ref) if self.record else ""


def at_hand(actor: Actor, month: Period, unit_id: int | None = None) -> list[AtHand]:
    """Open tasks of the actor's units that ask for what is there already."""
    own = unit_tasks(actor).filter(unit__in=Unit.objects.within(actor.paths(*ASSESSED)))
    own = own.filter(unit=unit_id) if unit_id else own
    asked = list(own.of_month(month).open().order_by("due_on", "id"))
    if not asked:
        return []
    months = (month.first_day, month.shift(-1).first_day)
    done = list(own.filter(month__in=months, state=UnitTaskState.ACCEPTED).order_by("-month", "-pk"))
    nearly = _nearly_reached(month, asked)
    found = [_proven_by(each, done) or nearly.get(each.pk) for each in asked]
    return [each for each in found if each is not None]


def _proven_by(asked: UnitTask, done: Iterable[UnitTask]) -> AtHand | None:
    """Another office accepted nearly the same; last month's counts only where a record is what proves."""
    for each in done:
        if each.unit_id != asked.unit_id or not is_alike(asked.task.title, each.task.title):
            continue
        is_of_month = each.month == asked.month
        if is_of_month or asked.task.proof == Proof.RECORD:
            return AtHand(asked, record=each)
    return None


def _nearly_reached(month: Period, asked: Iterable[UnitTask]) -> dict[int, AtHand]:
    """One reading of each measure for all that wait for it; what only the end can show is not at hand."""
    waiting: dict[str, list[UnitTask]] = {}
    for each in asked:
        measure = each.task.proving
        if measure is not None and not measure.waits_for_the_end:
            waiting.setdefault(measure.code, []).append(each)
    found: dict[int, AtHand] = {}
    for code, tasks in waiting.items():
        values = known()[code].values(month, {each.unit_id for each in tasks})
        for each in tasks:
            value, goal = values.get(each.unit_id), each.task.goal
            if value and goal is not None and value >= goal * NEARLY:
                found[each.pk] = AtHand(each, measure=known()[code], value=value)
    return found
