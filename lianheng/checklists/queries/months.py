"""A unit's month: its list with lights, how far it is, and what comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from lianheng.checklists.models import ASSESSED, Closure, Relief, UnitTask, UnitTaskQuerySet
from lianheng.checklists.policy import may_see
from lianheng.checklists.rules import OPEN
from lianheng.checklists.terms import Light, UnitTaskState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

Row = TypeVar("Row", bound=Model)

ACCEPTED = Q(state=UnitTaskState.ACCEPTED)


def unit_tasks(actor: Actor, month: Period | None = None) -> UnitTaskQuerySet:
    """Units' tasks within the actor's sight, with all that a list shows of them."""
    rows = UnitTask.objects.visible_to(actor).select_related("task", "unit", "office")
    return rows.of_month(month) if month else rows


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """What one unit has to do in a month, and how it stands."""

    unit: Unit
    period: Period
    tasks: list[UnitTask]
    is_own: bool
    is_closed: bool

    @property
    def open_tasks(self) -> list[UnitTask]:
        """What the unit still has to do, the nearest deadline first."""
        return sorted((each for each in self.tasks if each.state in OPEN), key=lambda each: each.due_on)

    @property
    def next_due_on(self) -> date | None:
        """The nearest deadline that has not passed."""
        return next((each.due_on for each in self.open_tasks if each.days_left >= 0), None)

    @property
    def due_next(self) -> int:
        """How many tasks are due on that day."""
        return sum(each.due_on == self.next_due_on for each in self.open_tasks)

    @property
    def overdue(self) -> int:
        """How many open tasks are past their deadline."""
        return sum(each.days_left < 0 for each in self.open_tasks)

    @property
    def returned(self) -> int:
        """How many came back and wait to be handed in again."""
        return sum(each.state == UnitTaskState.RETURNED for each in self.tasks)

    @property
    def submitted(self) -> int:
        """How many wait for review."""
        return sum(each.state == UnitTaskState.SUBMITTED for each in self.tasks)

    @property
    def accepted(self) -> int:
        """How many are done."""
        return sum(each.state == UnitTaskState.ACCEPTED for each in self.tasks)

    @property
    def asked(self) -> int:
        """How many count: neither exempted nor withdrawn."""
        return sum(each.light != Light.NONE for each in self.tasks)

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(each.task.minutes for each in self.tasks if each.light != Light.NONE)

    @property
    def previous(self) -> Period:
        """The month before."""
        return self.period.shift(-1)

    @property
    def next(self) -> Period:
        """The month after."""
        return self.period.shift(1)


def unit_month(actor: Actor, unit_id: int, month: Period) -> UnitMonth:
    """The unit's month, unless it is none of the actor's business."""
    unit = Unit.objects.filter(pk=unit_id).first()
    tasks = unit_tasks(actor, month).filter(unit=unit_id)
    asked = Relief.objects.filter(unit_task=OuterRef("pk"), decided_at=None)
    found = list(tasks.annotate(has_open_relief=Exists(asked)).order_by("due_on", "id"))
    if unit is None or not (found or may_see(actor, UnitTask(unit=unit, office=unit))):
        raise Http404
    return UnitMonth(
        unit=unit,
        period=month,
        tasks=found,
        is_own=any(actor.holds(role, unit) for role in ASSESSED),
        is_closed=Closure.objects.of_month(month).exists(),
    )


def reviewed_by_month(
    actor: Actor, office_id: int, months: Collection[Period]
) -> dict[Period, tuple[int, int]]:
    """For each month, how many tasks the office issued, and how many of its units' tasks it accepted."""
    days = [month.first_day for month in months]
    rows = UnitTask.objects.visible_to(actor).standing().filter(office=office_id, month__in=days)
    counted = (
        rows.order_by()
        .values_list("month")
        .annotate(tasks=Count("task", distinct=True), accepted=Count("pk", filter=ACCEPTED))
    )
    found = {Period(day, 1): (issued, reviewed) for day, issued, reviewed in counted}
    return dict.fromkeys(months, (0, 0)) | found


def own_unit_id(actor: Actor) -> int | None:
    """The unit for which the actor works off lists; of several, the first."""
    held = [each.unit_id for each in actor.held if each.role in ASSESSED]
    return actor.unit_id if actor.unit_id in held else next(iter(held), None)


def one_or_404(actor: Actor, rows: QuerySet[Row], number: int) -> Row:
    """The row with that number, unless it is out of the actor's sight."""
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    return row
