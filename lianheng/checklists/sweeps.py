"""What the system reads of the monthly lists across all units."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models.functions import Coalesce

from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

from .models import Evidence, Submission, Task, UnitTask
from .terms import TaskState, UnitTaskState

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


def unit_task_in_brief(unit_task_id: int) -> Brief:
    """One unit's task in one line."""
    rows = UnitTask.objects.values_list("pk", "unit_id", "office_id", "task__title", "due_on")
    return Brief(*rows.get(pk=unit_task_id))


def parts_of(task_id: int) -> dict[int, int]:
    """The units that received the task, each with its own part."""
    return dict(UnitTask.objects.filter(task_id=task_id).values_list("unit_id", "pk"))


def unit_task_behind(ref: Ref) -> int:
    """Which unit's task a submission, a request or a finding is about."""
    about = UnitTask.objects.values_list("pk", flat=True)
    if ref.kind == "checklists.submission":
        return about.get(submissions=ref.id)
    if ref.kind == "checklists.relief":
        return about.get(reliefs=ref.id)
    return about.get(falsity=ref.id) if ref.kind == "checklists.falsity" else ref.id


def citing(ref: Ref) -> list[Ref]:
    """The submissions that cite this record."""
    rows = Evidence.objects.filter(ref_kind=ref.kind, ref_id=ref.id)
    return [Ref("checklists.submission", number) for number in rows.values_list("submission_id", flat=True)]


def asked_in(month: Period) -> list[TaskBrief]:
    """What offices issued or drafted for the month, by office and deadline; what was withdrawn apart."""
    rows = Task.objects.filter(month=month.first_day).exclude(state=TaskState.WITHDRAWN)
    rows = rows.order_by("office__position", "office__code", "due_on", "id")
    return [TaskBrief(*row) for row in rows.values_list("pk", "office_id", "title", "due_on")]
