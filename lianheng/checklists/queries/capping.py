"""What offices ask of the deputy in charge: to go beyond the cap."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from lianheng.checklists import policy
from lianheng.checklists.models import REVIEWERS, CapRequest, Task
from lianheng.checklists.terms import TaskState
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

from .burden import Burden, burden
from .months import one_or_404

REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class CapSheet:
    """A request with what it would do to units, and whether one may decide it."""

    request: CapRequest
    burden: Burden
    may_decide: Verdict


def cap_requests(actor: Actor) -> QuerySet[CapRequest]:
    """Requests that wait for the actor as deputy in charge; his own are not his to decide."""
    charge = Unit.objects.within(actor.paths(Role.DEPUTY))
    waiting = _requests().filter(decided_at=None, task__state=TaskState.DRAFT, task__office__in=charge)
    return (
        waiting.exclude(asked_by__in=actor.selves)
        .exclude(task__drafted_by__in=actor.selves)
        .order_by("task__due_on", "id")
    )


def decided_cap_requests(actor: Actor) -> list[CapRequest]:
    """What was decided lately in the actor's charge, or for the actor's office."""
    seen = _seen(actor).exclude(decided_at=None).order_by("-decided_at")
    return list(seen[:REMEMBERED])


def cap_request_or_404(actor: Actor, request_id: int) -> CapSheet:
    """A request within the actor's sight, with the burden of all drafts of its office for that month."""
    request = one_or_404(actor, _seen(actor), request_id)
    task = request.task
    others = Task.objects.of_month(task.period).filter(state=TaskState.DRAFT, office=task.office_id)
    rows = others.select_related("office").order_by("due_on", "id")
    return CapSheet(request, burden(actor, task.period, rows), policy.may_decide_cap(actor, request))


def drafts_beyond_cap(actor: Actor, task_ids: Iterable[int], found: Burden) -> list[Task]:
    """Of these drafts, those for which the deputy may be asked now."""
    wanted = set(task_ids)
    return [line.task for line in found.to_ask if line.task.pk in wanted]


def _seen(actor: Actor) -> QuerySet[CapRequest]:
    offices = Unit.objects.within(actor.paths(*REVIEWERS, Role.DEPUTY))
    return _requests().filter(task__office__in=offices)


def _requests() -> QuerySet[CapRequest]:
    return CapRequest.objects.select_related("task__office", "task__drafted_by", "asked_by", "decided_by")
