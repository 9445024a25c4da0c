"""Issuing: an office drafts, the deputy lifts the cap, the head issues and withdraws."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from django.db import transaction

from lianheng.checklists.asked import Asked
from lianheng.checklists.models import Closure, Merger, Task, UnitTask
from lianheng.checklists.policy import may_change, may_draft, may_issue, may_merge, may_withdraw
from lianheng.checklists.receivers import roll_of
from lianheng.checklists.rules import TASK_WORKFLOW, UNIT_TASK_WORKFLOW, exceeds_cap
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason, TaskMove, UnitTaskMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .fitting import refuse_unfit

ISSUED = ("state", "issued_at", "issued_by")
WITHDRAWN = ("state", "withdrawn_at", "withdrawn_because")


@transaction.atomic
def draft(asked: Asked, *, office: Unit, by: Actor) -> Task:
    """An office writes down what it wants to ask."""
    may_draft(by, office).or_refuse()
    refuse_unfit(asked, office)
    task = Task.objects.create(office=office, drafted_by_id=by.id, **asdict(asked))
    record(ChecklistEvent.DRAFTED, task.ref, by=by)
    return task


@transaction.atomic
def change_draft(task: Task, asked: Asked, *, by: Actor) -> Task:
    """What was drafted is asked otherwise; an agreement beyond the cap was to the old wording."""
    task = lock_task(task)
    may_change(by, task).or_refuse()
    refuse_unfit(asked, task.office)
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
    task = lock_task(task)
    may_change(by, task).or_refuse()
    forget_draft(task, by)


def forget_draft(task: Task, by: Actor) -> None:
    """The draft goes, and with it what was asked about it; only the trace of both stays."""
    record(ChecklistEvent.DROPPED, task.ref, by=by)
    task.cap_requests.all().delete()
    task.delete()


@transaction.atomic
def merge_draft(task: Task, *, into: Task, by: Actor) -> Merger:
    """Another office asks it already: its task serves both, and only the units left are still asked."""
    is_closed = Closure.objects.hold(task.period)
    task, into = lock_task(task), lock_task(into)
    receivers = roll_of(task.period, [task.scope], today=clock.today()).receivers(task.scope)
    asked = set(into.unit_tasks.standing().values_list("unit_id", flat=True))
    left = [unit for unit in receivers if unit.pk not in asked]
    shared = len(receivers) - len(left)
    may_merge(by, task, into, shared=shared, is_closed=is_closed).or_refuse()
    merger = Merger.objects.create(
        task=into,
        office_id=task.office_id,
        title=task.title,
        requirement=task.requirement,
        units=shared,
        merged_at=clock.now(),
        merged_by_id=by.id,
    )
    record(ChecklistEvent.MERGED, into.ref, by=by, office=task.office_id, units=shared, draft=task.pk)
    if left:
        _narrow(task, left, by)
    else:
        forget_draft(task, by)
    return merger


def _narrow(task: Task, units: list[Unit], by: Actor) -> None:
    task.scope, task.cap_lifted_by = ";".join(unit.code for unit in units), None
    task.save(update_fields=["scope", "cap_lifted_by"])
    record(ChecklistEvent.CHANGED, task.ref, by=by, changed=["scope"])


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
def replace(task: Task, *, because: str, by: Actor) -> Task:
    """What was issued is taken back, and a draft with the same words stands ready to be issued otherwise."""
    withdraw(task, because=because, by=by)
    words = {each.name: getattr(task, each.name) for each in fields(Asked)}
    again = Task.objects.create(office_id=task.office_id, drafted_by_id=by.id, **words)
    record(ChecklistEvent.DRAFTED, again.ref, by=by, instead_of=task.pk)
    return again


@transaction.atomic
def withdraw(task: Task, *, because: str, by: Actor) -> Task:
    """What was issued is taken back, with its reason; what units already finished stays."""
    is_closed = Closure.objects.hold(task.period)
    task = lock_task(task)
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


def lock_task(task: Task) -> Task:
    """The task, held until the transaction ends."""
    return Task.objects.select_for_update(of=("self",)).select_related("office").get(pk=task.pk)
