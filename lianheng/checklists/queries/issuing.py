"""An office's desk: its drafts, what it asked last month, and whom it may ask."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from lianheng.checklists import policy
from lianheng.checklists.asked import Asked
from lianheng.checklists.models import REVIEWERS, Closure, Reminder, Task, TaskQuerySet, UnitTask
from lianheng.checklists.receivers import roll_of
from lianheng.checklists.rules import names_of
from lianheng.checklists.terms import Proof, Scope, TaskState
from lianheng.kernel import clock
from lianheng.kernel.measure import known
from lianheng.kernel.moments import ZONE
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .burden import Burden, DraftLine, burden

FACTS = (
    *("title", "scope", "requirement", "weight", "proof", "measure", "threshold", "cites_id"),
    "cites_duty_id",
    *("minutes", "is_key"),
)
NOT_TYPED = ("scope", "cites_id", "cites_duty_id")


def offices(actor: Actor) -> list[Unit]:
    """The offices for which the actor drafts."""
    held = Unit.objects.filter(pk__in=actor.units(*REVIEWERS))
    return [unit for unit in held if policy.may_draft(actor, unit)]


@dataclass(frozen=True)
class Desk:
    """An office's drafts for a month, those chosen, and what they would do."""

    month: Period
    offices: list[Unit]
    drafts: list[Task]
    chosen: list[Task]
    burden: Burden
    last_month: list[Task]

    @property
    def previous(self) -> Period:
        """The month before."""
        return self.month.shift(-1)

    @property
    def next(self) -> Period:
        """The month after."""
        return self.month.shift(1)

    @property
    def lines(self) -> list[tuple[Task, bool, DraftLine | None]]:
        """Every draft, whether it is chosen, and what holds it back."""
        lines = {line.task.pk: line for line in self.burden.lines}
        return [(task, task in self.chosen, lines.get(task.pk)) for task in self.drafts]


def desk(actor: Actor, month: Period, chosen: Collection[int] | None = None) -> Desk:
    """The issuing desk; everything is chosen until somebody chooses."""
    found = list(drafts(actor, month))
    picked = [task for task in found if chosen is None or task.pk in chosen]
    return Desk(
        month=month,
        offices=offices(actor),
        drafts=found,
        chosen=picked,
        burden=burden(actor, month, picked),
        last_month=last_month(actor, month),
    )


def drafts(actor: Actor, month: Period) -> TaskQuerySet:
    """The drafts of the actor's offices for a month."""
    own = Unit.objects.within(actor.paths(*REVIEWERS))
    rows = Task.objects.of_month(month).filter(state=TaskState.DRAFT, office__in=own)
    return rows.select_related("office", "drafted_by", "cap_lifted_by").order_by("due_on", "id")


@dataclass(frozen=True, slots=True)
class IssuedTask:
    """An issued task in one line, with how many units have not handed in, and whether one may remind them."""

    task: Task
    to_remind: int
    may_remind: Verdict


def issued_tasks(actor: Actor, month: Period) -> list[IssuedTask]:
    """What was issued in a month, within the actor's sight."""
    rows = Task.objects.visible_to(actor).of_month(month).exclude(state=TaskState.DRAFT)
    # Counted one by one, which is quicker than a join over all parts of the month.
    parts = UnitTask.objects.filter(task=OuterRef("pk")).order_by().values("task")
    counted = Subquery(parts.annotate(units=Count("pk")).values("units"), output_field=IntegerField())
    rows = rows.select_related("office").annotate(units=Coalesce(counted, 0))
    tasks = list(rows.order_by("due_on", "id"))
    open_parts = UnitTask.objects.filter(task__in=tasks).open().order_by().values_list("task_id")
    waiting = dict(open_parts.annotate(Count("pk")))
    reminders = Reminder.objects.filter(task__in=tasks).order_by().values_list("task_id")
    last = {task_id: at.astimezone(ZONE).date() for task_id, at in reminders.annotate(Max("reminded_at"))}
    is_closed, today = Closure.objects.of_month(month).exists(), clock.today()

    def may_remind(task: Task) -> Verdict:
        said = {"open_parts": waiting.get(task.pk, 0), "last_on": last.get(task.pk)}
        return policy.may_remind(actor, task, today=today, is_closed=is_closed, **said)

    return [IssuedTask(task, waiting.get(task.pk, 0), may_remind(task)) for task in tasks]


def last_month(actor: Actor, month: Period) -> list[Task]:
    """What the actor's offices issued in the month before and have not drafted or issued again."""
    own = Unit.objects.within(actor.paths(*REVIEWERS))
    rows = Task.objects.filter(office__in=own).select_related("office")
    again = set(rows.of_month(month).values_list("office_id", "title"))
    before = rows.of_month(month.shift(-1)).issued().order_by("due_on", "id")
    return [task for task in before if (task.office_id, task.title) not in again]


def asked_again(actor: Actor, month: Period, task_ids: Collection[int]) -> list[tuple[Unit, Asked]]:
    """These tasks of last month, as they would be asked this month, due on the same day of it."""
    return [
        (task.office, _moved(task, month)) for task in last_month(actor, month) if task.pk in set(task_ids)
    ]


def asked_of(actor: Actor, task: Task) -> Asked:
    """What a draft asks, as an action takes it."""
    return Asked(month=task.month, due_on=task.due_on, **{name: getattr(task, name) for name in FACTS})


def _moved(task: Task, month: Period) -> Asked:
    day = min(task.due_on.day, month.last_day.day)
    facts = {name: getattr(task, name) for name in FACTS} | {"cites_id": None, "cites_duty_id": None}
    if task.cites_id is not None or task.cites_duty_id is not None:
        facts["proof"] = Proof.MATERIAL.value  # what was cited then proves nothing of this month
    if task.proving and task.proving.waits_for_the_end:
        day = month.last_day.day
    return Asked(month=month.first_day, due_on=month.first_day.replace(day=day), **facts)


def scope_choices(actor: Actor) -> list[tuple[str, str]]:
    """What a scope may name besides single units: everybody, and the classes in use."""
    names = Unit.objects.standing(clock.today()).ranked().order_by("peer_class")
    classes = names.values_list("peer_class", flat=True).distinct()
    return [(Scope.ALL.label, Scope.ALL.label), *((name, name) for name in classes)]


def measure_choices(actor: Actor) -> list[tuple[str, str]]:
    """The measures that can prove a task, with what they are counted in."""
    proving = (each for each in known().values() if each.may_prove)
    return [(each.code, f"{each.title} ({each.unit_of_count})") for each in proving]


def unit_choices(actor: Actor) -> list[tuple[str, str]]:
    """The codes and names of units that can be asked one by one."""
    units = Unit.objects.standing(clock.today()).ranked()
    return [(unit.code, str(unit)) for unit in units]


def unknown_receivers(actor: Actor, month: Period, scope: str) -> list[str]:
    """What a scope names that nobody knows."""
    return roll_of(month, [scope], today=clock.today()).unknown(scope)


def draft_facts(actor: Actor, task: Task) -> dict[str, Any]:
    """What a draft says, as its form shows it."""
    groups = {name for name, _ in scope_choices(actor)}
    named = names_of(task.scope)
    facts = {name: getattr(task, name) for name in FACTS if name not in NOT_TYPED}
    return facts | {
        "office": str(task.office_id),
        "month": task.period,
        "cites": task.cites_id,
        "duty": task.cites_duty_id,
        "due_on": task.due_on,
        "groups": [name for name in named if name in groups],
        "codes": ";".join(name for name in named if name not in groups),
    }
