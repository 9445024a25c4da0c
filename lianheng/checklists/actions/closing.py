"""Closing a month's list: what was not accepted has lapsed."""

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

from ..models import Closure, UnitTask
from ..rules import UNIT_TASK_WORKFLOW
from ..terms import ChecklistEvent, UnitTaskMove


@transaction.atomic
def close_month(month: Period, *, by: Actor) -> Closure:
    """Nothing of the month can be issued, handed in or reviewed any more; again, it changes nothing."""
    closure, is_new = Closure.objects.get_or_create(month=month.first_day, defaults={"closed_at": clock.now()})
    if is_new:
        sources = UNIT_TASK_WORKFLOW.sources(UnitTaskMove.LAPSE)
        unsettled = UnitTask.objects.of_month(month).filter(state__in=sources)
        lapsed = unsettled.update(state=UNIT_TASK_WORKFLOW.after(UnitTaskMove.LAPSE))
        number = month.first_day.year * 100 + month.first_day.month
        record(ChecklistEvent.LAPSED, Ref("checklists.month", number), by=by, units=lapsed)
    return closure
