"""What the system already holds closes the task that asks for it: a measure, a task done elsewhere, a duty.

Run as often and by as many as one likes. What is closed stays closed, even when the fact goes away.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from lianheng.catalogue.contents import MEASURES
from lianheng.checklists import actions as checklists
from lianheng.checklists import sweeps as lists
from lianheng.checklists.asked import Closing
from lianheng.kernel import clock
from lianheng.kernel.measure import Measure
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import SYSTEM, Actor

BY_CODE = {measure.code: measure for measure in MEASURES}

# How the records of each kind are called; of other kinds the measure's own name is kept.
NAMES: Mapping[str, Callable[[Iterable[int]], Mapping[int, str]]] = {"checklists.unittask": lists.titles_of}

TASK, DUTY = "checklists.unittask", "checklists.dutyrecord"


def prove(month: Period | None = None, *, is_over: bool = False, by: Actor = SYSTEM) -> int:
    """Close what is proven, in one month or in all that are open; how many tasks of units were closed.

    `is_over` is said by whoever is closing the month, so that what only its end can show is judged now.
    """
    by_month: dict[Period, list[Closing]] = {}
    for kind, found in ((TASK, lists.open_by_task(month)), (DUTY, lists.open_by_duty(month))):
        for each in found:
            records = ((Ref(kind, each.proof_id), each.title),)
            closing = Closing(each.unit_task_id, records, done_at=each.done_at)
            by_month.setdefault(Period(each.month, 1), []).append(closing)
    asked = lists.open_by_measure(month)
    for (day, code, goal), group in groupby(asked, key=attrgetter("month", "measure", "threshold")):
        period, measure = Period(day, 1), BY_CODE.get(code)
        if measure is not None:
            by_month.setdefault(period, []).extend(_reached(measure, period, goal, list(group), is_over))
    closed = (checklists.close_by_record(period, proven, by=by) for period, proven in by_month.items())
    return sum(map(len, closed))


def _reached(
    measure: Measure, period: Period, goal: Decimal | None, asked: list[lists.OpenByMeasure], is_over: bool
) -> Iterable[Closing]:
    """One reading of the measure for all units; the records only of those that reached the goal."""
    if measure.waits_for_the_end and not (is_over or clock.today() > period.last_day):
        return
    goal = measure.threshold if goal is None else goal
    values = measure.values(period, {each.unit_id for each in asked})
    done_at = None if measure.waits_for_the_end else clock.now()
    for each in asked:
        value = values.get(each.unit_id)
        if measure.is_reached(value, goal):
            yield Closing(each.unit_task_id, _named(measure, period, each.unit_id), value, done_at)


def _named(measure: Measure, period: Period, unit_id: int) -> tuple[tuple[Ref, str], ...]:
    refs = measure.records(period, unit_id)
    names: dict[Ref, str] = {}
    for kind, name in NAMES.items():
        of_kind = [ref.id for ref in refs if ref.kind == kind]
        names |= {Ref(kind, number): said for number, said in name(of_kind).items()} if of_kind else {}
    return tuple((ref, names.get(ref, measure.title)) for ref in refs)
