"""A batch of tasks or outcomes is taken back, as long as nobody worked with it and the month is open."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lianheng.checklists.models import Closure, Falsity, Relief, Task, UnitTask
from lianheng.checklists.terms import ChecklistReason
from lianheng.journal.actions import record
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actions.roster import take_back
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import OrganisationEvent

KINDS = {"task": Task, "unit_task": UnitTask, "relief": Relief, "falsity": Falsity}


@transaction.atomic
def undo_takeover(kept: Mapping[str, Any], ref: Ref, *, by: Actor) -> None:
    """What the batch made is deleted, what it changed is as before; refused once its month was tallied."""
    for month in sorted(_months(kept)):
        if Closure.objects.hold(month, alone=True):
            raise Refused(ChecklistReason.MONTH_TALLIED)
    _refuse_worked(kept)
    take_back(kept, KINDS)
    record(OrganisationEvent.IMPORT_UNDONE, ref, by=by)


def _months(kept: Mapping[str, Any]) -> set[Period]:
    tasks = Task.objects.filter(pk__in=kept["created"].get("task", ()))
    changed = [number for number, _, _ in kept["updated"].get("unit_task", ())]
    days = set(tasks.order_by().values_list("month", flat=True).distinct())
    days |= set(UnitTask.objects.filter(pk__in=changed).order_by().values_list("month", flat=True).distinct())
    return {Period(day, 1) for day in days}


def _refuse_worked(kept: Mapping[str, Any]) -> None:
    """A task on which a unit has begun, or whose outcome was taken over since, is in use."""
    made = UnitTask.objects.filter(pk__in=kept["created"].get("unit_task", ()))
    if made.exclude(state="issued", is_taken_over=False).exists():
        raise Refused(ChecklistReason.ALREADY_WORKED)
    tasks = Task.objects.filter(pk__in=kept["created"].get("task", ()))
    bound = ("mergers", "reminders", "cited_by", "cap_requests")
    if any(tasks.filter(**{f"{name}__isnull": False}).exists() for name in bound):
        raise Refused(ChecklistReason.ALREADY_WORKED)
