"""False evidence: one person finds it, a second confirms it or does not."""

from django.db import transaction

from lianheng.checklists.models import Closure, Falsity, UnitTask
from lianheng.checklists.policy import may_confirm_falsity, may_decide_falsity, may_find_falsity
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

DECIDED = ("decided_at", "decided_by", "is_confirmed")


@transaction.atomic
def find_falsity(unit_task: UnitTask, *, because: str, by: Actor) -> Falsity:
    """The facts are written down; nothing follows until a second person confirms them."""
    is_closed = Closure.objects.hold(unit_task.period)
    rows = UnitTask.objects.select_for_update(of=("self",)).select_related("unit", "office", "falsity")
    unit_task = rows.get(pk=unit_task.pk)
    may_find_falsity(by, unit_task, is_closed=is_closed).or_refuse()
    if not because.strip():
        raise Refused(ChecklistReason.REASON_MISSING)
    falsity = Falsity.objects.create(
        unit_task=unit_task, because=because.strip(), found_at=clock.now(), found_by_id=by.id
    )
    record(ChecklistEvent.FALSITY_FOUND, falsity.ref, by=by, unit_task=unit_task.pk)
    return falsity


@transaction.atomic
def confirm_falsity(falsity: Falsity, *, by: Actor) -> Falsity:
    """A second person confirms it: the unit's month becomes nought."""
    is_closed = Closure.objects.hold(falsity.unit_task.period)
    falsity = _locked(falsity)
    may_confirm_falsity(by, falsity, is_closed=is_closed).or_refuse()
    return _decide(falsity, ChecklistEvent.FALSITY_CONFIRMED, by)


@transaction.atomic
def dismiss_falsity(falsity: Falsity, *, by: Actor) -> Falsity:
    """A second person does not confirm it: nothing follows."""
    falsity = _locked(falsity)
    may_decide_falsity(by, falsity).or_refuse()
    return _decide(falsity, ChecklistEvent.FALSITY_DISMISSED, by)


def _decide(falsity: Falsity, event: ChecklistEvent, by: Actor) -> Falsity:
    falsity.decided_at, falsity.decided_by_id = clock.now(), by.id
    falsity.is_confirmed = event == ChecklistEvent.FALSITY_CONFIRMED
    falsity.save(update_fields=DECIDED)
    record(event, falsity.ref, by=by, unit_task=falsity.unit_task_id)
    return falsity


def _locked(falsity: Falsity) -> Falsity:
    rows = Falsity.objects.select_for_update(of=("self",))
    return rows.select_related("unit_task__unit", "unit_task__office").get(pk=falsity.pk)
