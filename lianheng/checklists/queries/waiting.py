"""What waits for somebody on the monthly lists, each as one query."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lianheng.checklists.models import (
    ASSESSED,
    REVIEWERS,
    Falsity,
    Relief,
    Task,
    TaskQuerySet,
    UnitTaskQuerySet,
)
from lianheng.checklists.rules import NEAR_WORKDAYS, OPEN, UNSETTLED
from lianheng.checklists.terms import TaskState, UnitTaskState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

from .capping import cap_requests as cap_requests
from .months import unit_tasks
from .reviewing import falsities, reliefs, review_queue


def open_tasks(actor: Actor) -> UnitTaskQuerySet:
    """What the actor's units still have to do, the nearest deadline first."""
    return _own(actor).open().order_by("due_on", "id")


def submitted(actor: Actor) -> UnitTaskQuerySet:
    """What the actor's units handed in and nobody has reviewed yet."""
    return _own(actor).filter(state=UnitTaskState.SUBMITTED).order_by("due_on", "id")


def to_review(actor: Actor) -> UnitTaskQuerySet:
    """What the actor's offices have to review; nobody reviews what he handed in himself."""
    return review_queue(actor)


def reliefs_to_decide(actor: Actor) -> QuerySet[Relief]:
    """Requests that wait for the actor as head of the office; his own are not his to decide."""
    offices = Unit.objects.within(actor.paths(Role.OFFICE_HEAD))
    return reliefs(actor).filter(unit_task__office__in=offices).exclude(asked_by__in=actor.selves)


def falsities_to_confirm(actor: Actor) -> QuerySet[Falsity]:
    """Findings that wait for a second person, whoever found them excepted."""
    units = Unit.objects.within(actor.paths(Role.SCORER, Role.LEADER))
    rows = falsities(actor).filter(is_confirmed=None, unit_task__unit__in=units)
    rows = rows.exclude(found_by__in=actor.selves)
    # A pile shows no more than these; each table more makes the database think longer than it reads.
    return rows.select_related(None).select_related("unit_task__task", "unit_task__unit")


def own_drafts(actor: Actor) -> TaskQuerySet:
    """Drafts of the actor's offices that were not issued yet."""
    offices = Unit.objects.within(actor.paths(*REVIEWERS))
    rows = Task.objects.filter(state=TaskState.DRAFT, office__in=offices)
    return rows.select_related("office").order_by("due_on", "id")


def _own(actor: Actor) -> UnitTaskQuerySet:
    return unit_tasks(actor).filter(unit__in=Unit.objects.within(actor.paths(*ASSESSED)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the lists of a month are, as far as the actor sees them."""

    month: Period
    asked: int
    accepted: int
    submitted: int
    overdue: int
    near: int

    @property
    def calm(self) -> int:
        """Open, and not due soon."""
        return self.asked - self.accepted - self.submitted - self.overdue - self.near


def progress(actor: Actor, month: Period) -> Progress:
    """The lights of a month in one query."""
    today = clock.today()
    near_from = CALENDAR.estimate_after(today, NEAR_WORKDAYS).day
    is_open = Q(state__in=OPEN)
    rows = unit_tasks(actor, month).filter(
        state__in=(*UNSETTLED, UnitTaskState.ACCEPTED, UnitTaskState.LAPSED)
    )
    counts = rows.order_by().aggregate(
        asked=Count("pk"),
        accepted=Count("pk", filter=Q(state=UnitTaskState.ACCEPTED)),
        submitted=Count("pk", filter=Q(state=UnitTaskState.SUBMITTED)),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=today) | Q(state=UnitTaskState.LAPSED)),
        near=Count("pk", filter=is_open & Q(due_on__gte=today, due_on__lte=near_from)),
    )
    return Progress(month=month, **counts)
