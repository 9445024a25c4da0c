"""Issuing: an office drafts, the deputy lifts the cap, the head issues and withdraws."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from django.db import transaction

from lianheng.checklists.asked import Asked
from lianheng.checklists.models import Closure, Task, UnitTask
from lianheng.checklists.policy import may_change, may_draft, may_issue, may_lift_cap, may_withdraw
from lianheng.checklists.receivers import roll_of
from lianheng.checklists.rules import TASK_WORKFLOW, UNIT_TASK_WORKFLOW, exceeds_cap
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason, TaskMove, UnitTaskMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

ISSUED = ("state", "issued_at", "issued_by")
WITHDRAWN = ("state", "withdrawn_at", "withdrawn_because")


@transaction.atomic
def draft(asked: Asked, *, office: Unit, by: Actor) -> Task:
    """An office writes down what it wants to ask."""
    may_draft(by, office).or_refuse()
    _refuse_unfit(asked)
    task = Task.objects.create(office=office, drafted_by_id=by.id, **asdict(asked))
    record(ChecklistEvent.DRAFTED, task.ref, by=by)
    return task


@transaction.atomic
def change_draft(task: Task, asked: Asked, *, by: Actor) -> Task:
    """What was drafted is asked otherwise; an agreement beyond the cap was to the old wording."""
    task = _locked(task)
    may_change(by, task).or_refuse()
    _refuse_unfit(asked)
    said = asdict(asked)
    changed = [name for name, value in said.items() if getattr(task, name) != value]
    if changed:
        for name in changed:
            setattr(task, name, said[name])
        task.cap_lifted_by = None
        task.save()
        record(ChecklistEvent.CHANGED, task.ref, by=by, changed=changed)
    return task


@transaction.atomic
def drop_draft(task: Task, *, by: Actor) -> None:
    """A draft that nobody wants any more; only its trace stays."""
    task = _locked(task)
    may_change(by, task).or_refuse()
    record(ChecklistEvent.DROPPED, task.ref, by=by)
    task.delete()


@transaction.atomic
def lift_cap(task: Task, *, by: Actor) -> Task:
    """The deputy in charge agrees that this task goes beyond the cap."""
    task = _locked(task)
    may_lift_cap(by, task).or_refuse()
    task.cap_lifted_by_id = by.id
    task.save(update_fields=["cap_lifted_by"])
    record(ChecklistEvent.CAP_LIFTED, task.ref, by=by)
    return task


@transaction.atomic
def issue(tasks: Iterable[Task], *, by: Actor) -> list[Task]:
    """Tasks go out to the units that stand now; all of them, or none."""
    numbers = [task.pk for task in tasks]
    months = {Period(day, 1) for day in Task.objects.filter(pk__in=numbers).values_list("month", flat=True)}
    issued: list[Task] = []
    for month in sorted(months):
        issued += _issue_in(month, numbers, by)
    if not issued:
        raise Refused(ChecklistReason.WRONG_STATE)
    return issued


def _issue_in(month: Period, numbers: list[int], by: Actor) -> list[Task]:
    is_closed = Closure.objects.hold(month, alone=True)
    locked = Task.objects.of_month(month).filter(pk__in=numbers).select_for_update(of=("self",))
    tasks = list(locked.select_related("office").order_by("pk"))
    counts = _counts(month)
    new: list[UnitTask] = []
    for task, receivers in _with_receivers(month, tasks):
        counts.update(unit.pk for unit in receivers)
        may_issue(
            by,
            task,
            today=clock.today(),
            is_closed=is_closed,
            receivers=len(receivers),
            exceeds_cap=any(exceeds_cap(counts[unit.pk]) for unit in receivers),
        ).or_refuse(task.title)
        _mark_issued(task, by)
        record(ChecklistEvent.ISSUED, task.ref, by=by, units=len(receivers))
        new += [_part(task, unit) for unit in receivers]
    UnitTask.objects.bulk_create(new, batch_size=2000)
    return tasks


def _counts(month: Period) -> Counter[int]:
    """How many tasks each unit was asked this month."""
    return Counter(UnitTask.objects.of_month(month).standing().order_by().values_list("unit_id", flat=True))


def _with_receivers(month: Period, tasks: list[Task]) -> Iterator[tuple[Task, list[Unit]]]:
    roll = roll_of(month, [task.scope for task in tasks], today=clock.today())
    for task in tasks:
        if unknown := roll.unknown(task.scope):
            raise Refused(ChecklistReason.UNKNOWN_RECEIVERS, *unknown)
        yield task, roll.receivers(task.scope)


def _mark_issued(task: Task, by: Actor) -> None:
    task.state = TASK_WORKFLOW.after(TaskMove.ISSUE)
    task.issued_at, task.issued_by_id = clock.now(), by.id
    task.save(update_fields=ISSUED)


def _part(task: Task, unit: Unit) -> UnitTask:
    return UnitTask(task=task, unit=unit, office_id=task.office_id, month=task.month, due_on=task.due_on)


@transaction.atomic
def withdraw(task: Task, *, because: str, by: Actor) -> Task:
    """What was issued is taken back, with its reason; what units already finished stays."""
    is_closed = Closure.objects.hold(task.period)
    task = _locked(task)
    may_withdraw(by, task, is_closed=is_closed).or_refuse()
    if not because.strip():
        raise Refused(ChecklistReason.REASON_MISSING)
    task.state = TASK_WORKFLOW.after(TaskMove.WITHDRAW)
    task.withdrawn_at, task.withdrawn_because = clock.now(), because.strip()
    task.save(update_fields=WITHDRAWN)
    unsettled = task.unit_tasks.filter(state__in=UNIT_TASK_WORKFLOW.sources(UnitTaskMove.WITHDRAW))
    units = unsettled.update(state=UNIT_TASK_WORKFLOW.after(UnitTaskMove.WITHDRAW))
    record(ChecklistEvent.WITHDRAWN, task.ref, by=by, units=units)
    return task


def _locked(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("office").get(pk=task.pk)


def _refuse_unfit(asked: Asked) -> None:
    """What could never be issued need not be drafted."""
    month = Period(asked.month, 1)
    if asked.due_on not in month:
        raise Refused(ChecklistReason.DEADLINE_OUTSIDE)
    unknown = roll_of(month, [asked.scope], today=clock.today()).unknown(asked.scope)
    if unknown:
        raise Refused(ChecklistReason.UNKNOWN_RECEIVERS, *unknown)
