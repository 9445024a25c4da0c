"""A list of outcomes: what became of issued tasks on paper; dates and findings come from the paper."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from lianheng.checklists.models import Closure, Falsity, Relief, UnitTask
from lianheng.checklists.terms import ChecklistEvent, ReliefKind, TakeoverProblem, UnitTaskState
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.listing import Line, Plan, first_rows
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actions.roster import Trail
from lianheng.organisation.actor import Actor

PORTION = 5000
Key = tuple[Period, str, str]  # month, title, unit's code


@dataclass(slots=True)
class Outcome:
    """What the paper says of one unit's task."""

    state: str
    done_on: date | None
    times_returned: int
    is_evidence_missing: bool
    is_falsified: bool
    reason: str


@dataclass(slots=True)
class _Known:
    parts: dict[Key, list[UnitTask]] = field(default_factory=lambda: defaultdict(list))
    titles: set[tuple[Period, str]] = field(default_factory=set)
    reasons: dict[int, str] = field(default_factory=dict)
    falsified: set[int] = field(default_factory=set)
    worked: set[int] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    closed: set[Period] = field(default_factory=set)


def plan_outcomes(lines: Sequence[Line], by: Actor) -> Plan:
    """What the list would take over, and everything that is wrong with it; months are held until the end."""
    plan = Plan()
    today = clock.today()
    repeated = first_rows(lines, "month", "title", "unit")
    known = _read(lines)
    for line in lines:
        if line.number in repeated:
            plan.find(line.number, "title", TakeoverProblem.REPEATED, row=repeated[line.number])
            continue
        if line["done_on"] and line["done_on"] > today:
            plan.find(line.number, "done_on", TakeoverProblem.IN_FUTURE, on=line["done_on"])
        part = _part(plan, line, known)
        if part is not None:
            _plan_outcome(plan, line, part, known)
    return plan


def _read(lines: Sequence[Line]) -> _Known:
    known = _Known()
    months = sorted({line["month"] for line in lines if line["month"]})
    titles = {line["title"] for line in lines if line["title"]}
    known.closed = {month for month in months if Closure.objects.hold(month, alone=True)}
    known.units = set(organisation.units_by_code({line["unit"] for line in lines if line["unit"]}))
    for month in months:
        rows = UnitTask.objects.of_month(month).standing().filter(task__title__in=titles).order_by("pk")
        for part in rows.select_related("task", "unit").iterator(PORTION):
            known.titles.add((month, part.task.title))
            known.parts[month, part.task.title, part.unit.code].append(part)
        here = Relief.objects.filter(unit_task__month=month.first_day, unit_task__task__title__in=titles)
        taken = here.filter(unit_task__is_taken_over=True, is_granted=True)
        known.reasons |= dict(taken.order_by("pk").values_list("unit_task_id", "reason"))
        known.worked |= set(
            here.filter(unit_task__is_taken_over=False).values_list("unit_task_id", flat=True)
        )
        found = Falsity.objects.filter(unit_task__month=month.first_day, unit_task__task__title__in=titles)
        known.falsified |= set(found.values_list("unit_task_id", flat=True))
    return known


def _part(plan: Plan, line: Line, known: _Known) -> UnitTask | None:
    """The unit's task that the row speaks of, when there is exactly one."""
    month, title, code = line["month"], line["title"], line["unit"]
    if code and code not in known.units:
        plan.find(line.number, "unit", TakeoverProblem.UNKNOWN_UNIT, code=code)
    if not (month and title):
        return None
    if (month, title) not in known.titles:
        plan.find(line.number, "title", TakeoverProblem.NO_SUCH_TASK, month=month)
        return None
    found = known.parts.get((month, title, code), [])
    if len(found) == 1:
        return found[0]
    if found:
        plan.find(line.number, "title", TakeoverProblem.TWO_TASKS, count=len(found))
    elif code in known.units:
        plan.find(line.number, "unit", TakeoverProblem.NOT_A_RECEIVER, code=code)
    return None


def _plan_outcome(plan: Plan, line: Line, part: UnitTask, known: _Known) -> None:
    said, kept = _said(line), _kept(part, known)
    if part.is_taken_over and said == kept:
        plan.unchanged.add(line.number)
        return
    month = line["month"]
    if month in known.closed:
        plan.find(line.number, "month", TakeoverProblem.CLOSED, month=month)
    elif not part.is_taken_over and (_is_worked(part) or part.pk in known.worked | known.falsified):
        plan.find(line.number, "title", TakeoverProblem.ALREADY_WORKED)
    else:
        (plan.updated if part.is_taken_over else plan.created).add(line.number)
        plan.changes.append((part, said, kept))


def _is_worked(part: UnitTask) -> bool:
    is_untouched = part.state == UnitTaskState.ISSUED and part.submitted_at is None
    return not is_untouched or part.times_returned > 0


def _said(line: Line) -> Outcome:
    """Exempted, done on a day, or not done."""
    if line["is_exempt"]:
        state = UnitTaskState.EXEMPTED
    else:
        state = UnitTaskState.ACCEPTED if line["done_on"] else UnitTaskState.ISSUED
    return Outcome(
        state=state.value,
        done_on=line["done_on"],
        times_returned=line["times_returned"] or 0,
        is_evidence_missing=bool(line["is_evidence_missing"]),
        is_falsified=bool(line["is_falsified"]),
        reason=(line["reason"] or "") if line["is_exempt"] else "",
    )


def _kept(part: UnitTask, known: _Known) -> Outcome:
    """What was taken over before; at the close, what was not done has lapsed."""
    is_exempt = part.state == UnitTaskState.EXEMPTED
    return Outcome(
        state=UnitTaskState.ISSUED.value if part.state == UnitTaskState.LAPSED else part.state,
        done_on=part.done_on,
        times_returned=part.times_returned,
        is_evidence_missing=part.is_evidence_missing,
        is_falsified=part.pk in known.falsified,
        reason=known.reasons.get(part.pk, "") if is_exempt else "",
    )


@transaction.atomic
def save_outcomes(plan: Plan, ref: Ref, *, by: Actor) -> dict[str, Any]:
    """The tasks stand as the paper has them, marked as taken over."""
    trail = Trail()
    changes: list[tuple[UnitTask, Outcome, Outcome]] = plan.changes
    trail.change("unit_task", [(part, _facts(part, said)) for part, said, _ in changes])
    _save_reasons(trail, changes, by)
    _save_falsities(trail, changes)
    counts = {"created": len(plan.created), "updated": len(plan.updated)}
    record(ChecklistEvent.TAKEN_OVER, ref, by=by, list="outcomes", **counts)
    return trail.as_kept()


def _facts(part: UnitTask, said: Outcome) -> Mapping[str, Any]:
    facts = {
        "state": said.state,
        "done_on": said.done_on,
        "times_returned": said.times_returned,
        "is_evidence_missing": said.is_evidence_missing,
        "is_taken_over": True,
        "accepted_at": clock.now() if said.state == UnitTaskState.ACCEPTED else None,
    }
    return {name: value for name, value in facts.items() if getattr(part, name) != value}


def _save_reasons(trail: Trail, changes: Sequence[tuple[UnitTask, Outcome, Outcome]], by: Actor) -> None:
    told = [(part, said) for part, said, kept in changes if said.reason != kept.reason]
    trail.drop("relief", list(Relief.objects.filter(unit_task__in=[part.pk for part, _ in told])))
    now = clock.now()
    rows = [
        Relief(
            unit_task=part,
            kind=ReliefKind.EXEMPTION,
            reason=said.reason,
            asked_at=now,
            decided_at=now,
            decided_by_id=by.id,
            is_granted=True,
        )
        for part, said in told
        if said.reason
    ]
    trail.make("relief", rows)


def _save_falsities(trail: Trail, changes: Sequence[tuple[UnitTask, Outcome, Outcome]]) -> None:
    gone = [part.pk for part, said, kept in changes if kept.is_falsified and not said.is_falsified]
    trail.drop("falsity", list(Falsity.objects.filter(unit_task__in=gone, is_from_paper=True)))
    now = clock.now()
    because = ChecklistEvent.TAKEN_OVER.label
    rows = [
        Falsity(
            unit_task=part,
            because=because,
            found_at=now,
            decided_at=now,
            is_confirmed=True,
            is_from_paper=True,
        )
        for part, said, kept in changes
        if said.is_falsified and not kept.is_falsified
    ]
    trail.make("falsity", rows)
