"""A list of tasks: the operator's is issued as it comes in, an office's becomes its drafts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from lianheng.checklists.asked import DEFAULT_MINUTES, Asked
from lianheng.checklists.models import Closure, Task, UnitTask
from lianheng.checklists.policy import may_draft
from lianheng.checklists.receivers import Roll, roll_of
from lianheng.checklists.terms import TakeoverProblem, TaskState
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.listing import Line, Plan
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actions.roster import Trail
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import OrganisationEvent, UnitKind

OFFICES = (UnitKind.COMMISSION, UnitKind.OFFICE)
CONTENTS = ("requirement", "scope", "due_on", "weight", "proof", "measure", "threshold", "minutes", "is_key")
Key = tuple[Any, int, str]  # first day of the month, office, title


@dataclass(slots=True)
class NewTask:
    """A task that the list asks for, and who receives it."""

    asked: Asked
    office: Unit
    receivers: list[Unit]


@dataclass(slots=True)
class _Known:
    offices: dict[str, Unit]
    rolls: dict[Period, Roll]
    closed: set[Period]
    standing: dict[Key, list[tuple[Task, frozenset[int]]]]


def plan_tasks(lines: Sequence[Line], by: Actor) -> Plan:
    """What the list would issue, and everything that is wrong with it; months are held until the end."""
    plan = Plan()
    known = _read(lines)
    seen: dict[Key, list[tuple[int, frozenset[int]]]] = defaultdict(list)
    for line in lines:
        office = _office(plan, line, known, by)
        receivers = _receivers(plan, line, known)
        month = line["month"]
        if month and line["due_on"] and line["due_on"] not in month:
            plan.find(line.number, "due_on", TakeoverProblem.OUTSIDE_MONTH, month=month)
        if not (office and month and line["title"] and line["due_on"] and line["scope"] and line["proof"]):
            continue
        asked = _asked(line)
        key = (month.first_day, office.pk, asked.title)
        to = frozenset(unit.pk for unit in receivers)
        if first := next((row for row, others in seen[key] if others & to), None):
            plan.find(line.number, "title", TakeoverProblem.REPEATED, row=first)
            continue
        seen[key].append((line.number, to))
        if problem := _against(asked, to, known.standing.get(key, [])):
            plan.find(line.number, "title", problem)
        elif _is_there(asked, known.standing.get(key, [])):
            plan.unchanged.add(line.number)
        elif month in known.closed:
            plan.find(line.number, "month", TakeoverProblem.CLOSED, month=month)
        else:
            plan.created.add(line.number)
            plan.changes.append(NewTask(asked, office, receivers))
    return plan


def _read(lines: Sequence[Line]) -> _Known:
    months = sorted({line["month"] for line in lines if line["month"]})
    closed = {month for month in months if Closure.objects.hold(month, alone=True)}
    scopes: dict[Period, list[str]] = {month: [] for month in months}
    for line in lines:
        if line["month"]:
            scopes[line["month"]].append(_scope(line))
    rolls = {month: roll_of(month, scopes[month], today=clock.today()) for month in months}
    standing: dict[Key, list[tuple[Task, frozenset[int]]]] = defaultdict(list)
    tasks = Task.objects.filter(month__in=[month.first_day for month in months])
    kept = {task.pk: task for task in tasks.exclude(state=TaskState.WITHDRAWN).order_by("pk")}
    to: dict[int, set[int]] = defaultdict(set)
    for task_id, unit_id in (
        UnitTask.objects.filter(task__in=kept).values_list("task_id", "unit_id").order_by()
    ):
        to[task_id].add(unit_id)
    for task in kept.values():
        standing[task.month, task.office_id, task.title].append((task, frozenset(to[task.pk])))
    offices = organisation.units_by_code({line["office"] for line in lines if line["office"]})
    return _Known(offices, rolls, closed, standing)


def _office(plan: Plan, line: Line, known: _Known, by: Actor) -> Unit | None:
    office = known.offices.get(line["office"])
    if office is None and line["office"]:
        plan.find(line.number, "office", TakeoverProblem.UNKNOWN_OFFICE, code=line["office"])
    elif office is not None and office.kind not in OFFICES:
        plan.find(line.number, "office", TakeoverProblem.NOT_AN_OFFICE, name=office.name)
    elif office is not None and not (verdict := may_draft(by, office)):
        plan.find(line.number, "office", verdict.why_not)
    return office


def _receivers(plan: Plan, line: Line, known: _Known) -> list[Unit]:
    """Units that stand in the month, by code, by class or all; each name that means nothing is told."""
    if not (line["month"] and line["scope"]):
        return []
    roll = known.rolls[line["month"]]
    unknown = roll.unknown(_scope(line))
    for name in unknown:
        plan.find(line.number, "scope", TakeoverProblem.UNKNOWN_RECEIVER, name=name)
    receivers = roll.receivers(_scope(line))
    if not receivers and not unknown:
        plan.find(line.number, "scope", TakeoverProblem.NO_RECEIVERS)
    return receivers


def _scope(line: Line) -> str:
    return ";".join(line["scope"] or ())


def _asked(line: Line) -> Asked:
    proof, measure, threshold = line["proof"]
    return Asked(
        month=line["month"].first_day,
        title=line["title"],
        scope=_scope(line),
        due_on=line["due_on"],
        requirement=line["requirement"] or "",
        weight=line["weight"] or 1,
        proof=proof,
        measure=measure,
        threshold=threshold,
        minutes=DEFAULT_MINUTES if line["minutes"] is None else line["minutes"],
        is_key=bool(line["is_key"]),
    )


def _is_there(asked: Asked, standing: Sequence[tuple[Task, frozenset[int]]]) -> bool:
    return any(all(getattr(task, name) == getattr(asked, name) for name in CONTENTS) for task, _ in standing)


def _against(
    asked: Asked, to: frozenset[int], standing: Sequence[tuple[Task, frozenset[int]]]
) -> TakeoverProblem | None:
    """One name, one office, one month: to a unit only once."""
    if _is_there(asked, standing):
        return None
    if any(task.state == TaskState.DRAFT for task, _ in standing):
        return TakeoverProblem.ALREADY_DRAFTED
    if any(others & to for _, others in standing):
        return TakeoverProblem.ALREADY_ISSUED
    return None


@transaction.atomic
def save_tasks(plan: Plan, ref: Ref, *, by: Actor) -> dict[str, Any]:
    """The operator's go out at once, whatever their deadlines; an office's wait as drafts for its head."""
    trail = Trail()
    is_issued = by.is_system
    new: list[NewTask] = plan.changes
    facts = {"state": TaskState.ISSUED, "issued_at": clock.now()} if is_issued else {"drafted_by_id": by.id}
    tasks = [Task(office=one.office, **asdict(one.asked), **facts) for one in new]
    trail.make("task", tasks)
    if is_issued:
        parts = [
            UnitTask(task=task, unit=unit, office_id=task.office_id, month=task.month, due_on=task.due_on)
            for task, one in zip(tasks, new, strict=True)
            for unit in one.receivers
        ]
        trail.make("unit_task", parts)
    record(OrganisationEvent.IMPORTED, ref, by=by, list="tasks", created=len(tasks), updated=0)
    return trail.as_kept()
