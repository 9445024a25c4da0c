"""Issued tasks written out as they would come in."""

from collections.abc import Iterator
from typing import Any

from lianheng.checklists.models import Task
from lianheng.checklists.terms import Proof
from lianheng.kernel.measure import Better
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor

PORTION = 2000


def tasks_written(actor: Actor, period: Period | None) -> Iterator[dict[str, Any]]:
    """The standing tasks of the period, or all, in the order of months and deadlines."""
    rows = Task.objects.issued() if actor.is_system else Task.objects.issued().visible_to(actor)
    if period:
        rows = rows.filter(month__gte=period.first_day, month__lte=period.last_day)
    for task in rows.select_related("office").order_by("month", "due_on", "pk").iterator(PORTION):
        yield {
            "month": str(task.period),
            "office": task.office.code,
            "title": task.title,
            "requirement": task.requirement,
            "scope": task.scope,
            "due_on": task.due_on,
            "weight": task.weight,
            "proof": _proof(task),
            "minutes": task.minutes,
            "is_key": task.is_key,
        }


def _proof(task: Task) -> str:
    if not task.measure:
        return str(Proof(task.proof).label)
    is_less = task.proving is not None and task.proving.better == Better.LESS
    goal = "" if task.threshold is None else f"{'<=' if is_less else '>='}{task.threshold.normalize():f}"
    return f"{Proof.MEASURE.label}:{task.measure}{goal}"
