"""Closing a month's list: what was not accepted has lapsed."""

from django.db import connection, transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

from ..models import Closure, UnitTask
from ..rules import UNIT_TASK_WORKFLOW
from ..terms import ChecklistEvent, UnitTaskMove


def lock_list(month: Period) -> None:
    """A month's list is issued into or closed by one person at a time, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('checklists.list'), %s)", [_number(month)])


@transaction.atomic
def close_month(month: Period, *, by: Actor) -> Closure:
    """Nothing of the month can be issued, handed in or reviewed any more; again, it changes nothing."""
    lock_list(month)
    closure, is_new = Closure.objects.get_or_create(month=month.first_day, defaults={"closed_at": clock.now()})
    if is_new:
        sources = UNIT_TASK_WORKFLOW.sources(UnitTaskMove.LAPSE)
        unsettled = UnitTask.objects.of_month(month).filter(state__in=sources)
        lapsed = unsettled.update(state=UNIT_TASK_WORKFLOW.after(UnitTaskMove.LAPSE))
        record(ChecklistEvent.LAPSED, Ref("checklists.month", _number(month)), by=by, units=lapsed)
    return closure


def _number(month: Period) -> int:
    return month.first_day.year * 100 + month.first_day.month
