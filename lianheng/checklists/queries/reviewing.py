"""What waits for an office: submissions to review, requests to answer, findings to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from lianheng.checklists import policy
from lianheng.checklists.asked import Narrowed
from lianheng.checklists.models import (
    OVERSEERS,
    REVIEWERS,
    Closure,
    Falsity,
    Relief,
    Task,
    UnitTask,
    UnitTaskQuerySet,
)
from lianheng.checklists.rules import UNSETTLED
from lianheng.checklists.terms import ChecklistMeasure, UnitTaskState
from lianheng.kernel.measure import Measure, known
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

from .months import one_or_404, unit_tasks
from .reuse import Before, reused
from .tasks import UnitTaskSheet

EVERYTHING = Narrowed()
REMEMBERED = 3
IN_TIME, UNANSWERED = ChecklistMeasure.ON_TIME_SHARE.value, ChecklistMeasure.RETURNS_OPEN.value


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure with its value for one unit."""

    measure: Measure
    period: Period
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands in the queue."""

    number: int
    total: int
    previous: int | None
    next: int | None


def review_queue(actor: Actor, narrowed: Narrowed = EVERYTHING) -> UnitTaskQuerySet:
    """What was handed in to the actor's offices and nobody has reviewed, the earliest deadline first."""
    rows = UnitTask.objects.reviewed_by(actor).filter(state=UnitTaskState.SUBMITTED)
    rows = rows.select_related("task", "unit", "office")
    if narrowed.month:
        rows = rows.of_month(narrowed.month)
    if narrowed.task_id:
        rows = rows.filter(task=narrowed.task_id)
    if narrowed.unit_id:
        rows = rows.filter(unit=narrowed.unit_id)
    return rows.order_by("due_on", "id")


def place_in(actor: Actor, queue: UnitTaskQuerySet, unit_task: UnitTask) -> Place:
    """The item's number in the queue, and its neighbours."""
    before = queue.filter(Q(due_on__lt=unit_task.due_on) | Q(due_on=unit_task.due_on, pk__lt=unit_task.pk))
    after = queue.filter(Q(due_on__gt=unit_task.due_on) | Q(due_on=unit_task.due_on, pk__gt=unit_task.pk))
    last = before.reverse().values_list("pk", flat=True).first()
    following = after.values_list("pk", flat=True).first()
    return Place(before.count() + 1, queue.count(), last, following)


def following(actor: Actor, narrowed: Narrowed, unit_task: UnitTask) -> int | None:
    """What comes after this one in the queue; at its end, what comes first."""
    queue = review_queue(actor, narrowed)
    others = queue.exclude(pk=unit_task.pk).values_list("pk", flat=True)
    return place_in(actor, queue, unit_task).next or others.first()


def known_of(actor: Actor, unit_task: UnitTask) -> list[UnitTask]:
    """How the unit did with the same request in the months before."""
    same = unit_tasks(actor).filter(unit=unit_task.unit_id, task__title=unit_task.task.title)
    before = same.standing().filter(month__lt=unit_task.month).order_by("-month")
    return list(before[:REMEMBERED])


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the system knows already, shown above what was written."""

    before: list[UnitTask]
    counted: list[Counted]
    reused: list[Before]


def knowledge(actor: Actor, sheet: UnitTaskSheet) -> Knowledge:
    """Former months, what is counted of the unit, and what of this was handed in before."""
    unit_task = sheet.unit_task
    last = sheet.last.submission if sheet.last else None
    return Knowledge(known_of(actor, unit_task), counted_of(actor, unit_task), reused(actor, unit_task, last))


def counted_of(actor: Actor, unit_task: UnitTask) -> list[Counted]:
    """What the system counts of the unit in that month: the task's own measure, and how its lists stand."""
    month, own = unit_task.period, unit_task.unit_id
    # A share of a month that is still growing says little: the month before says more.
    asked = ((unit_task.task.measure, month), (IN_TIME, month.shift(-1)), (UNANSWERED, month))
    found = [(known()[code], period) for code, period in asked if code in known()]
    return [Counted(each, period, each.values(period, [own]).get(own)) for each, period in found]


def review_choices(actor: Actor) -> list[tuple[int, str]]:
    """The tasks that have something in the queue, for narrowing it."""
    waiting = Task.objects.filter(pk__in=review_queue(actor).order_by().values("task_id"))
    return list(waiting.order_by("due_on", "id").values_list("pk", "title")[:100])


def opened_in_queue(actor: Actor, opened: Mapping[int, int]) -> list[UnitTask]:
    """Of what was opened, what still waits as it was read and could be accepted.

    What came back meanwhile and was handed in again was not read yet.
    """
    queue = list(review_queue(actor).filter(pk__in=list(opened)))
    read = [each for each in queue if each.times_returned == opened[each.pk]]
    return [each for each in read if policy.may_accept(actor, each, None, is_closed=False)]


@dataclass(frozen=True, slots=True)
class ReliefSheet:
    """A request with whether one may answer it."""

    relief: Relief
    may_decide: Verdict


def reliefs(actor: Actor) -> QuerySet[Relief]:
    """Requests to the actor's offices that wait for an answer, the earliest deadline first."""
    asked = UnitTask.objects.reviewed_by(actor).filter(state__in=UNSETTLED)
    waiting = _with_its_task(Relief.objects.filter(unit_task__in=asked, decided_at=None))
    return waiting.order_by("unit_task__due_on", "id")


def relief_or_404(actor: Actor, relief_id: int) -> ReliefSheet:
    """A request within the actor's sight."""
    relief = one_or_404(actor, _reliefs(actor), relief_id)
    closed = Closure.objects.of_month(relief.unit_task.period).exists()
    return ReliefSheet(relief, policy.may_decide_relief(actor, relief, is_closed=closed))


def _reliefs(actor: Actor) -> QuerySet[Relief]:
    return _with_its_task(Relief.objects.filter(unit_task__in=UnitTask.objects.visible_to(actor)))


def _with_its_task(rows: QuerySet[Relief]) -> QuerySet[Relief]:
    return rows.select_related(
        "unit_task__task", "unit_task__unit", "unit_task__office", "asked_by", "decided_by"
    )


@dataclass(frozen=True, slots=True)
class FalsitySheet:
    """A finding with whether one may confirm or dismiss it."""

    falsity: Falsity
    may_confirm: Verdict
    may_dismiss: Verdict


def falsities(actor: Actor) -> QuerySet[Falsity]:
    """Findings within the actor's sight, those that wait for a second person first."""
    return _falsities(actor).order_by("decided_at", "-id").reverse()


def falsity_or_404(actor: Actor, falsity_id: int) -> FalsitySheet:
    """A finding within the actor's sight; the unit learns of it when it is confirmed."""
    falsity = one_or_404(actor, _falsities(actor), falsity_id)
    closed = Closure.objects.of_month(falsity.unit_task.period).exists()
    return FalsitySheet(
        falsity,
        policy.may_confirm_falsity(actor, falsity, is_closed=closed),
        policy.may_decide_falsity(actor, falsity),
    )


def _falsities(actor: Actor) -> QuerySet[Falsity]:
    overseen = Q(unit_task__unit__in=Unit.objects.within(actor.paths(*OVERSEERS)))
    reviewed = Q(unit_task__office__in=Unit.objects.within(actor.paths(*REVIEWERS)))
    own = Unit.objects.within(actor.paths(Role.UNIT_HEAD, Role.UNIT_CLERK))
    told = Q(unit_task__unit__in=own, is_confirmed=True)
    return Falsity.objects.filter(overseen | reviewed | told).select_related(
        "unit_task__task", "unit_task__unit", "unit_task__office", "found_by", "decided_by"
    )
