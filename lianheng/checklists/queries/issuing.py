"""What an office is about to ask, and what that adds to what units already have to do."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from lianheng.checklists import policy
from lianheng.checklists.asked import Asked
from lianheng.checklists.models import REVIEWERS, Closure, Task, TaskQuerySet, UnitTask
from lianheng.checklists.receivers import Roll, roll_of
from lianheng.checklists.rules import MONTHLY_CAP, exceeds_cap, is_alike, names_of
from lianheng.checklists.terms import ChecklistReason, Scope, TaskState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

CROWDED = 3
FACTS = ("title", "scope", "requirement", "weight", "proof", "measure", "minutes", "is_key")


@dataclass(slots=True)
class UnitBurden:
    """What one unit has to do in a month, and what the drafts would add."""

    unit: Unit
    issued: int = 0
    issued_minutes: int = 0
    drafted: int = 0
    drafted_minutes: int = 0

    @property
    def tasks(self) -> int:
        """All of it."""
        return self.issued + self.drafted

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return self.issued_minutes + self.drafted_minutes

    @property
    def exceeds_cap(self) -> bool:
        """More than the deputy in charge need not be asked about."""
        return exceeds_cap(self.tasks)


@dataclass(frozen=True, slots=True)
class AlikeRequest:
    """Another office asks for the same, or nearly."""

    draft: Task
    other: Task


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft with whom it reaches and whether it may go out."""

    task: Task
    receivers: list[Unit]
    exceeds_cap: bool
    may_issue: Verdict
    may_lift_cap: Verdict
    may_change: Verdict


@dataclass(frozen=True)
class Burden:
    """What the chosen drafts would do to those who receive them."""

    month: Period
    lines: list[DraftLine]
    units: list[UnitBurden]
    alike: list[AlikeRequest] = field(default_factory=list)
    crowded: list[tuple[date, int]] = field(default_factory=list)
    cap: int = MONTHLY_CAP

    @property
    def over_cap(self) -> list[UnitBurden]:
        """The units that would be asked more than the cap."""
        return [each for each in self.units if each.exceeds_cap]

    @property
    def heaviest(self) -> int:
        """The most tasks that any of them would have; the cap at least."""
        return max([self.cap, *(each.tasks for each in self.units)])

    @property
    def receivers(self) -> int:
        """How many units hear of it."""
        return len(self.units)

    @property
    def may_issue(self) -> Verdict:
        """Whether all of it may go out together; or why the first may not."""
        refused = [line.may_issue for line in self.lines if not line.may_issue]
        if not self.lines:
            return Verdict(ChecklistReason.NO_RECEIVERS)
        return refused[0] if refused else Verdict()


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


def issued_tasks(actor: Actor, month: Period) -> TaskQuerySet:
    """What was issued in a month, within the actor's sight."""
    rows = Task.objects.visible_to(actor).of_month(month).exclude(state=TaskState.DRAFT)
    return rows.select_related("office").annotate(units=Count("unit_tasks")).order_by("due_on", "id")


def drafts_to_agree(actor: Actor) -> list[Burden]:
    """Drafts of the offices in the actor's charge that go beyond the cap, a burden for each month."""
    charge = Unit.objects.within(actor.paths(Role.DEPUTY))
    rows = Task.objects.filter(state=TaskState.DRAFT, office__in=charge).order_by("month", "due_on", "id")
    months: dict[Period, list[Task]] = defaultdict(list)
    for task in rows.select_related("office", "drafted_by", "cap_lifted_by"):
        months[task.period].append(task)
    found = [burden(actor, month, tasks) for month, tasks in months.items()]
    return [each for each in found if any(line.exceeds_cap for line in each.lines)]


def burden(actor: Actor, month: Period, tasks: Iterable[Task]) -> Burden:
    """What these drafts add for each unit that would receive them; the heaviest first."""
    drafted = list(tasks)
    roll = roll_of(month, [task.scope for task in drafted], today=clock.today())
    units = _units(month, drafted, roll)
    return Burden(
        month=month,
        lines=list(_lines(actor, month, drafted, roll, units)),
        units=sorted(units.values(), key=lambda each: (-each.tasks, -each.minutes, each.unit.position)),
        alike=_alike(month, drafted),
        crowded=_crowded(month, drafted, roll),
    )


def _units(month: Period, drafted: list[Task], roll: Roll) -> dict[int, UnitBurden]:
    units: dict[int, UnitBurden] = {}
    for task in drafted:
        for unit in roll.receivers(task.scope):
            mine = units.setdefault(unit.pk, UnitBurden(unit))
            mine.drafted += 1
            mine.drafted_minutes += task.minutes
    rows = UnitTask.objects.of_month(month).standing().filter(unit__in=list(units)).order_by()
    for unit_id, count, minutes in rows.values_list("unit_id").annotate(Count("pk"), Sum("task__minutes")):
        units[unit_id].issued, units[unit_id].issued_minutes = count, minutes
    return units


def _lines(
    actor: Actor, month: Period, drafted: list[Task], roll: Roll, units: dict[int, UnitBurden]
) -> Iterable[DraftLine]:
    """As issuing counts: one draft after the other, each on top of those before."""
    closed, today = Closure.objects.of_month(month).exists(), clock.today()
    counts = Counter({unit_id: each.issued for unit_id, each in units.items()})
    for task in drafted:
        receivers = roll.receivers(task.scope)
        counts.update(unit.pk for unit in receivers)
        over = any(exceeds_cap(counts[unit.pk]) for unit in receivers)
        yield DraftLine(
            task,
            receivers,
            over,
            policy.may_issue(
                actor, task, today=today, is_closed=closed, receivers=len(receivers), exceeds_cap=over
            ),
            policy.may_lift_cap(actor, task),
            policy.may_change(actor, task),
        )


def _alike(month: Period, drafted: list[Task]) -> list[AlikeRequest]:
    """Requests of other offices in the same month that have nearly the same name."""
    issued = list(Task.objects.of_month(month).issued().select_related("office").order_by("id"))
    return [
        AlikeRequest(draft, other)
        for draft in drafted
        for other in issued
        if other.office_id != draft.office_id and is_alike(draft.title, other.title)
    ]


def _crowded(month: Period, drafted: list[Task], roll: Roll) -> list[tuple[date, int]]:
    """Days on which some unit would have at least three deadlines, with the most that any has."""
    counts: Counter[tuple[int, date]] = Counter()
    for task in drafted:
        counts.update((unit.pk, task.due_on) for unit in roll.receivers(task.scope))
    units = {unit_id for unit_id, _ in counts}
    days = {task.due_on for task in drafted}
    rows = UnitTask.objects.of_month(month).standing().filter(unit__in=units, due_on__in=days).order_by()
    for unit_id, due_on, count in rows.values_list("unit_id", "due_on").annotate(Count("pk")):
        if (unit_id, due_on) in counts:
            counts[unit_id, due_on] += count
    most: dict[date, int] = {}
    for (_, due_on), count in counts.items():
        most[due_on] = max(count, most.get(due_on, 0))
    return sorted((day, count) for day, count in most.items() if count >= CROWDED)


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


def _moved(task: Task, month: Period) -> Asked:
    day = min(task.due_on.day, month.last_day.day)
    facts = {name: getattr(task, name) for name in FACTS}
    return Asked(month=month.first_day, due_on=month.first_day.replace(day=day), **facts)


def scope_choices(actor: Actor) -> list[tuple[str, str]]:
    """What a scope may name besides single units: everybody, and the classes in use."""
    names = Unit.objects.standing(clock.today()).ranked().order_by("peer_class")
    classes = names.values_list("peer_class", flat=True).distinct()
    return [(Scope.ALL.label, Scope.ALL.label), *((name, name) for name in classes)]


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
    facts = {name: getattr(task, name) for name in FACTS if name not in ("scope", "measure")}
    return facts | {
        "office": str(task.office_id),
        "month": task.period,
        "due_on": task.due_on,
        "groups": [name for name in named if name in groups],
        "codes": ";".join(name for name in named if name not in groups),
    }
