"""What the system reads of the monthly lists across all units."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Unit

from .in_force import DUTY_KINDS, book
from .models import (
    Closure,
    DutyChecklist,
    DutyCitation,
    DutyItem,
    DutyRecord,
    Evidence,
    Merger,
    Reminded,
    Reminder,
    Submission,
    Task,
    UnitTask,
    UnitTaskQuerySet,
)
from .rules.duties import Due, counted_over
from .terms import Proof, TaskState, UnitTaskState

CHUNK = 5000


class UnitTaskRecord(NamedTuple):
    """What the records say of one unit's task."""

    unit_task_id: int
    unit_id: int
    weight: int
    state: str
    submitted_at: datetime | None
    due_on: date
    done_on: date | None
    is_taken_over: bool
    times_returned: int
    is_evidence_missing: bool
    is_falsified: bool
    title: str
    is_key: bool
    minutes: int
    task_id: int
    office_id: int


def facts(month: Period) -> Iterator[UnitTaskRecord]:
    """Every standing task of every unit in the month, by unit; read in one stream, flat in memory."""
    tasks = UnitTask.objects.of_month(month).standing().order_by("unit_id", "id")
    rows = tasks.annotate(is_falsified=Coalesce("falsity__is_confirmed", False)).values_list(
        "pk", "unit_id", "task__weight", "state", "submitted_at", "due_on", "done_on", "is_taken_over",
        "times_returned", "is_evidence_missing", "is_falsified", "task__title", "task__is_key",
        "task__minutes", "task_id", "office_id",
    )  # fmt: skip
    return (UnitTaskRecord(*row) for row in rows.iterator(CHUNK))


def months_with_tasks() -> list[Period]:
    """The months in which anything was issued that still stands."""
    days = Task.objects.issued().order_by("month").values_list("month", flat=True).distinct()
    return [Period(day, 1) for day in days]


def is_taken_over(month: Period) -> bool:
    """Whether anything of the month was taken over from paper."""
    return UnitTask.objects.of_month(month).filter(is_taken_over=True).exists()


def reviewers_of(unit_task_ids: Collection[int]) -> dict[int, set[int]]:
    """Who accepted or returned each of these: none of them may answer an objection to it."""
    found: dict[int, set[int]] = {}
    accepted = UnitTask.objects.filter(pk__in=unit_task_ids, accepted_by__isnull=False)
    returned = Submission.objects.filter(unit_task__in=unit_task_ids, returned_by__isnull=False)
    for rows in (
        accepted.values_list("pk", "accepted_by_id"),
        returned.order_by().values_list("unit_task_id", "returned_by_id"),
    ):
        for unit_task_id, person_id in rows:
            found.setdefault(unit_task_id, set()).add(person_id)
    return found


def awaiting_review(month: Period) -> int:
    """How many submissions of the month nobody has reviewed yet."""
    return UnitTask.objects.of_month(month).filter(state=UnitTaskState.SUBMITTED).count()


class TaskBrief(NamedTuple):
    """A task in one line."""

    task_id: int
    office_id: int
    title: str
    due_on: date


class Brief(NamedTuple):
    """One unit's task in one line."""

    unit_task_id: int
    unit_id: int
    office_id: int
    title: str
    due_on: date


def task_in_brief(task_id: int) -> TaskBrief:
    """The task in one line."""
    return TaskBrief(*Task.objects.values_list("pk", "office_id", "title", "due_on").get(pk=task_id))


def draft_in_brief(task_id: int) -> TaskBrief | None:
    """The task in one line; none when it was a draft and has gone since."""
    row = Task.objects.values_list("pk", "office_id", "title", "due_on").filter(pk=task_id).first()
    return TaskBrief(*row) if row else None


def unit_task_in_brief(unit_task_id: int) -> Brief:
    """One unit's task in one line."""
    rows = UnitTask.objects.values_list("pk", "unit_id", "office_id", "task__title", "due_on")
    return Brief(*rows.get(pk=unit_task_id))


def parts_of(task_id: int) -> dict[int, int]:
    """The units that received the task, each with its own part."""
    return dict(UnitTask.objects.filter(task_id=task_id).values_list("unit_id", "pk"))


class OpenByMeasure(NamedTuple):
    """An open task of a unit that a measure proves."""

    unit_task_id: int
    unit_id: int
    month: date
    measure: str
    threshold: Decimal | None


class OpenByRecord(NamedTuple):
    """An open task of a unit that another task or a duty proves, which the unit has finished."""

    unit_task_id: int
    month: date
    proof_id: int
    title: str
    done_at: datetime | None


def open_by_measure(month: Period | None = None) -> list[OpenByMeasure]:
    """What measures may close now: open, its month not closed, and not taken over from paper."""
    rows = _open(month).filter(task__proof=Proof.MEASURE)
    found = rows.values_list("pk", "unit_id", "month", "task__measure", "task__threshold")
    return [OpenByMeasure(*row) for row in found.order_by("month", "task__measure", "task__threshold", "pk")]


def open_by_task(month: Period | None = None) -> list[OpenByRecord]:
    """What finished tasks close now: the unit's part of the cited task was accepted."""
    cited = UnitTask.objects.filter(
        task=OuterRef("task__cites"), unit=OuterRef("unit"), state=UnitTaskState.ACCEPTED
    )
    return _open_by(month, cited, "task__cites", "submitted_at")


def open_by_duty(month: Period | None = None) -> list[OpenByRecord]:
    """What recorded duties close now: the unit recorded the cited duty, due in the task's month."""
    kept = DutyRecord.objects.counted().filter(
        key=OuterRef("task__cites_duty__key"), unit=OuterRef("unit"), month=OuterRef("month")
    )
    return _open_by(month, kept, "task__cites_duty", "recorded_at")


def _open_by(month: Period | None, done: QuerySet[Any], cited: str, at: str) -> list[OpenByRecord]:
    rows = _open(month).filter(**{f"{cited}__isnull": False})
    proof, when = Subquery(done.values("pk")[:1]), Subquery(done.values(at)[:1])
    found = rows.order_by("month", "pk").values_list("pk", "month", proof, f"{cited}__title", when)
    return [OpenByRecord(*row) for row in found if row[2] is not None]


def _open(month: Period | None) -> UnitTaskQuerySet:
    rows = UnitTask.objects.open().filter(is_taken_over=False)
    return rows.of_month(month) if month else rows.exclude(month__in=Closure.objects.values("month"))


def titles_of(unit_task_ids: Iterable[int]) -> dict[int, str]:
    """How these units' tasks are called."""
    return dict(UnitTask.objects.filter(pk__in=list(unit_task_ids)).values_list("pk", "task__title"))


class Told(NamedTuple):
    """A person to be told of a reminder, and the part of the task that it is about."""

    person_id: int
    unit_task_id: int


def reminded(reminder_id: int) -> list[Told]:
    """Whom a reminder is to reach."""
    rows = Reminded.objects.filter(reminder=reminder_id, person__isnull=False).order_by("pk")
    return [Told(*row) for row in rows.values_list("person_id", "unit_task_id")]


def words_of(reminder_id: int) -> str:
    """What a reminder says."""
    return Reminder.objects.values_list("words", flat=True).get(pk=reminder_id)


def served_by(task_id: int) -> list[int]:
    """The other offices that a task serves too."""
    return list(Merger.objects.filter(task=task_id).values_list("office_id", flat=True).distinct())


def unit_task_behind(ref: Ref) -> int:
    """Which unit's task a submission, a request or a finding is about."""
    about = UnitTask.objects.values_list("pk", flat=True)
    if ref.kind == "checklists.submission":
        return about.get(submissions=ref.id)
    if ref.kind == "checklists.relief":
        return about.get(reliefs=ref.id)
    return about.get(falsity=ref.id) if ref.kind == "checklists.falsity" else ref.id


def citing(ref: Ref) -> list[Ref]:
    """The submissions and the records of duties that cite this record."""
    cited = {"ref_kind": ref.kind, "ref_id": ref.id}
    tasks = Evidence.objects.filter(**cited).values_list("submission_id", flat=True)
    duties = DutyCitation.objects.filter(**cited).values_list("record_id", flat=True)
    found = [Ref("checklists.submission", number) for number in tasks]
    return found + [Ref("checklists.dutyrecord", number) for number in duties]


def units_under_version(version_id: int, on: date) -> list[int]:
    """The units for which a version of the duty checklist is made: all of its kind, or all without an own."""
    version = DutyChecklist.objects.get(pk=version_id)
    own = DutyChecklist.objects.adopted().exclude(kind="").values_list("kind", flat=True)
    kinds = [version.kind] if version.kind else sorted(set(DUTY_KINDS) - set(own))
    units = Unit.objects.standing(on).filter(kind__in=kinds).order_by("pk")
    return list(units.values_list("pk", flat=True))


def counted_duties(months: Iterable[Period], on: date) -> Iterator[tuple[DutyItem, Due, Period, list[int]]]:
    """What a measure proves and is open in these months: over which period, and for which units."""
    found, wanted = book(), list(months)
    for kind in DUTY_KINDS:
        dues = [(item, due) for item, due in found.dues(kind, wanted) if item.is_counted and due.since <= on]
        for item, due in dues:
            units = Unit.objects.standing(due.due_on).filter(kind=kind).order_by("pk")
            young = units.exclude(founded_on__gt=due.month.first_day).values_list("pk", flat=True)
            yield item, due, counted_over(due, item.frequency), list(young)


def items_in_force(kind: str, month: Period) -> list[DutyItem]:
    """The items of the duty checklist for units of this kind."""
    return book().items(kind, month)


class DutyDue(NamedTuple):
    """A duty that falls due in a month, in one line."""

    key: str
    title: str
    area: str
    due_on: date | None
    proof: str


def duties_due(kind: str, month: Period) -> list[DutyDue]:
    """What units of this kind have to record by hand in the month, and what they may as needed."""
    found = book()
    dues = {item.key: due.due_on for item, due in found.dues(kind, [month])}
    items = [item for item in found.items(kind, month) if item.key in dues or item.is_as_needed]
    rows = [DutyDue(item.key, item.title, item.area, dues.get(item.key), item.proof) for item in items]
    return [row for row in rows if row.proof != Proof.MEASURE]


def asked_in(month: Period) -> list[TaskBrief]:
    """What offices issued or drafted for the month, by office and deadline; what was withdrawn apart."""
    rows = Task.objects.filter(month=month.first_day).exclude(state=TaskState.WITHDRAWN)
    rows = rows.order_by("office__position", "office__code", "due_on", "id")
    return [TaskBrief(*row) for row in rows.values_list("pk", "office_id", "title", "due_on")]
