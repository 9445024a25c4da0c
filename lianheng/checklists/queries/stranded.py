"""What of the monthly lists nobody answers for: drafts of leavers, requests that nobody can decide."""

from django.db.models import QuerySet

from lianheng.checklists.models import Relief, Task, TaskQuerySet
from lianheng.checklists.rules import UNSETTLED
from lianheng.checklists.terms import TaskState
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

LOOKING = (Role.LEADER, Role.DEPUTY, Role.SCORER)


def drafts_left(actor: Actor) -> TaskQuerySet:
    """Drafts whose author does not serve in the office any more."""
    offices = Unit.objects.within(actor.paths(*LOOKING))
    rows = Task.objects.filter(state=TaskState.DRAFT, office__in=offices, drafted_by__isnull=False)
    rows = rows.exclude(organisation.still_serves(actor, "drafted_by", "office"))
    return rows.select_related("office", "drafted_by").order_by("due_on", "id")


def reliefs_open(actor: Actor) -> QuerySet[Relief]:
    """Requests that wait for an answer, of the offices that the actor looks after."""
    offices = Unit.objects.within(actor.paths(*LOOKING))
    rows = Relief.objects.filter(decided_at=None, unit_task__office__in=offices)
    rows = rows.filter(unit_task__state__in=UNSETTLED)
    return rows.select_related("unit_task__task", "unit_task__unit", "unit_task__office").order_by("id")
