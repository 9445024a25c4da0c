"""Closing a month's list: what was not accepted has lapsed."""

from django.db import transaction

from lianheng.checklists.models import Closure, UnitTask
from lianheng.checklists.rules import UNIT_TASK_WORKFLOW
from lianheng.checklists.terms import ChecklistEvent, UnitTaskMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor


def lock_month(month: Period) -> bool:
    """Hold the month's list alone until the transaction ends, before anything of it is held; is it closed."""
    return Closure.objects.hold(month, alone=True)


@transaction.atomic
def close_month(month: Period, *, by: Actor) -> Closure:
    """Nothing of the month can be issued, handed in or reviewed any more; again, it changes nothing.

    What was not accepted lapses; what was asked of a unit that did not exist yet is taken back.
    """
    if Closure.objects.hold(month, alone=True):
        return Closure.objects.get(month=month.first_day)
    closure = Closure.objects.create(month=month.first_day, closed_at=clock.now())
    unsettled = UnitTask.objects.of_month(month).filter(
        state__in=UNIT_TASK_WORKFLOW.sources(UnitTaskMove.LAPSE)
    )
    unborn = unsettled.filter(unit__founded_on__gt=month.last_day, is_taken_over=False)
    unborn.update(state=UNIT_TASK_WORKFLOW.after(UnitTaskMove.WITHDRAW))
    lapsed = unsettled.update(state=UNIT_TASK_WORKFLOW.after(UnitTaskMove.LAPSE))
    record(ChecklistEvent.LAPSED, closure.ref, by=by, units=lapsed)
    return closure
