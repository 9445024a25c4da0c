"""One unit's task with everything around it, and one task with its receivers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from lianheng.checklists import policy
from lianheng.checklists.models import Closure, Falsity, Merger, Relief, Submission, Task, UnitTask
from lianheng.checklists.rules import OPEN, UNSETTLED
from lianheng.checklists.terms import ChecklistEvent, ReliefKind, TaskState, UnitTaskState
from lianheng.files.models import Attachment
from lianheng.journal.queries import timeline
from lianheng.kernel import clock
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor

from .months import one_or_404, unit_tasks
from .reminding import may_remind

TONES = {
    ChecklistEvent.ACCEPTED: "green",
    ChecklistEvent.CLOSED_BY_RECORD: "green",
    ChecklistEvent.REMINDED: "amber",
    ChecklistEvent.RELIEF_GRANTED: "green",
    ChecklistEvent.RETURNED: "amber",
    ChecklistEvent.RELIEF_REFUSED: "amber",
    ChecklistEvent.LAPSED: "red",
    ChecklistEvent.FALSITY_CONFIRMED: "red",
    ChecklistEvent.WITHDRAWN: "amber",
}
TITLES = 2000
OF_THE_TASK = (ChecklistEvent.ISSUED, ChecklistEvent.WITHDRAWN, ChecklistEvent.REMINDED)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a task."""

    at: datetime
    title: str
    by: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was handed in once, with its records and files."""

    submission: Submission
    files: list[Attachment] = field(default_factory=list)
    post: str = ""
    returned_from: str = ""

    @property
    def is_by_system(self) -> bool:
        """Nobody handed it in: the machine found the records."""
        part = self.submission.unit_task
        return (
            part.is_closed_by_system and self.submission.submitted_by_id is None and not self.submission.text
        )

    @property
    def was_late(self) -> bool:
        """After the deadline as it stands now."""
        return self.submission.submitted_at.astimezone(clock.ZONE).date() > self.submission.unit_task.due_on


@dataclass(frozen=True)
class UnitTaskSheet:
    """A unit's task, what was handed in, what was asked for, and what the actor may do next."""

    unit_task: UnitTask
    handed_in: list[HandedIn]
    reliefs: list[Relief]
    falsity: Falsity | None
    is_own: bool
    is_reviewer: bool
    is_closed: bool
    may_submit: Verdict
    may_ask_exemption: Verdict
    may_ask_extension: Verdict
    may_return: Verdict
    may_accept: Verdict
    may_find_falsity: Verdict
    measured_now: Decimal | None = None

    @property
    def has_fallen(self) -> bool:
        """The fact on which the machine closed it is not there any more; nothing is undone."""
        task = self.unit_task.task
        if not self.unit_task.is_closed_by_system or task.proving is None or not self.is_told_more:
            return False
        return not task.proving.is_reached(self.measured_now, task.goal)

    @property
    def is_told_more(self) -> bool:
        """Reviewers and overseers are told what the unit is not."""
        return not self.is_own

    @property
    def last(self) -> HandedIn | None:
        """What was handed in last."""
        return self.handed_in[-1] if self.handed_in else None

    @property
    def open_relief(self) -> Relief | None:
        """The request that waits for an answer."""
        return next((each for each in self.reliefs if each.decided_at is None), None)

    @property
    def returned_because(self) -> str:
        """Why it came back, as long as it has not been handed in again."""
        is_returned = self.unit_task.state == UnitTaskState.RETURNED and self.last
        return self.last.submission.returned_because if is_returned and self.last else ""


def unit_task_or_404(actor: Actor, unit_task_id: int) -> UnitTask:
    """A unit's task within the actor's sight."""
    return one_or_404(actor, unit_tasks(actor).select_related("falsity"), unit_task_id)


def tasks_in_sight(actor: Actor, task_ids: Iterable[int]) -> list[Task]:
    """Those of these tasks that the actor may see."""
    return list(Task.objects.visible_to(actor).filter(pk__in=list(task_ids)))


def submission_or_404(actor: Actor, submission_id: int) -> Submission:
    """A submission of a unit's task within the actor's sight; files hang on it."""
    seen = Submission.objects.filter(unit_task__in=UnitTask.objects.visible_to(actor))
    return one_or_404(actor, seen, submission_id)


def sheet(actor: Actor, unit_task: UnitTask) -> UnitTaskSheet:
    """A unit's task with everything around it."""
    closed = Closure.objects.of_month(unit_task.period).exists()
    handed_in = _handed_in(actor, unit_task)
    last = handed_in[-1].submission if handed_in else None
    reliefs = list(unit_task.reliefs.select_related("asked_by", "decided_by"))
    has_open = any(each.decided_at is None for each in reliefs)
    falsity = getattr(unit_task, "falsity", None)

    def may_ask(kind: ReliefKind) -> Verdict:
        return policy.may_ask_relief(
            actor, unit_task, kind, now=clock.now(), is_closed=closed, has_open=has_open
        )

    return UnitTaskSheet(
        unit_task=unit_task,
        handed_in=handed_in,
        reliefs=reliefs,
        falsity=falsity if falsity and policy.sees_falsity(actor, falsity) else None,
        is_own=policy.is_of_unit(actor, unit_task),
        is_reviewer=policy.is_of_office(actor, unit_task),
        is_closed=closed,
        may_submit=policy.may_submit(actor, unit_task, is_closed=closed),
        may_ask_exemption=may_ask(ReliefKind.EXEMPTION),
        may_ask_extension=may_ask(ReliefKind.EXTENSION),
        may_return=policy.may_return(actor, unit_task, last, is_closed=closed),
        may_accept=policy.may_accept(actor, unit_task, last, is_closed=closed),
        may_find_falsity=policy.may_find_falsity(actor, unit_task, is_closed=closed),
        measured_now=_measured(unit_task),
    )


def _measured(unit_task: UnitTask) -> Decimal | None:
    """What the task's measure says of the unit now."""
    measure = unit_task.task.proving
    return measure.values(unit_task.period, [unit_task.unit_id]).get(unit_task.unit_id) if measure else None


def _handed_in(actor: Actor, unit_task: UnitTask) -> list[HandedIn]:
    """Each with the post from which it was handed in or returned then, whoever holds that post today."""
    rows = unit_task.submissions.select_related("submitted_by", "returned_by").prefetch_related("evidence")
    submissions = list(rows)
    done = {(each.pk, "in"): _moment(each.submitted_by_id, each.submitted_at) for each in submissions}
    done |= {(each.pk, "back"): _moment(each.returned_by_id, each.returned_at) for each in submissions}
    posts = organisation.posts_then(actor, [moment for moment in done.values() if moment])
    then = {key: posts.get(moment, "") if moment else "" for key, moment in done.items()}
    found = {
        each.pk: HandedIn(each, post=then[each.pk, "in"], returned_from=then[each.pk, "back"])
        for each in submissions
    }
    for each in found.values():
        each.submission.unit_task = unit_task
    for file in Attachment.objects.filter(ref_kind="checklists.submission", ref_id__in=found):
        found[file.ref_id].files.append(file)
    return list(found.values())


def _moment(person_id: int | None, at: datetime | None) -> tuple[int, date] | None:
    return (person_id, at.astimezone(clock.ZONE).date()) if person_id and at else None


def trail(actor: Actor, found: UnitTaskSheet) -> list[Step]:
    """What happened to a unit's task, oldest first, as far as the actor may know."""
    unit_task = found.unit_task
    refs = [unit_task.ref, unit_task.task.ref]
    if found.falsity:
        refs.append(found.falsity.ref)
    if unit_task.state == UnitTaskState.LAPSED:
        refs.append(Closure(month=unit_task.month).ref)
    reminded = dict(unit_task.reminded.values_list("reminder_id", "reminder__words"))
    notes = _notes(found) | {(ChecklistEvent.REMINDED.value, pk): words for pk, words in reminded.items()}
    steps = []
    for event in timeline(actor, refs):
        if event.ref_kind == "checklists.task" and event.kind not in OF_THE_TASK:
            continue
        if event.kind == ChecklistEvent.REMINDED and event.detail.get("reminder") not in reminded:
            continue
        kind = ChecklistEvent(event.kind)
        said = (event.detail.get(name) for name in ("times", "relief", "reminder"))
        key = (event.kind, next((number for number in said if number), None))
        steps.append(
            Step(event.happened_at, kind.label, event.actor_name, notes.get(key, ""), TONES.get(kind, ""))
        )
    return steps


def _notes(found: UnitTaskSheet) -> dict[tuple[str, int | None], str]:
    """The words that belong to an event; the journal itself holds none."""
    returned = [each.submission for each in found.handed_in if each.submission.returned_at]
    notes: dict[tuple[str, int | None], str] = {
        (ChecklistEvent.RETURNED.value, times): each.returned_because
        for times, each in enumerate(returned, start=1)
    }
    for relief in found.reliefs:
        notes[ChecklistEvent.RELIEF_ASKED.value, relief.pk] = f"{relief.get_kind_display()}: {relief.reason}"
        for event in (ChecklistEvent.RELIEF_GRANTED, ChecklistEvent.RELIEF_REFUSED):
            notes[event.value, relief.pk] = relief.answer
    notes[ChecklistEvent.WITHDRAWN.value, None] = found.unit_task.task.withdrawn_because
    if found.falsity:
        notes[ChecklistEvent.FALSITY_FOUND.value, None] = found.falsity.because
    return notes


@dataclass(frozen=True)
class TaskSheet:
    """A task, how far its receivers are, and what the actor may do with it."""

    task: Task
    parts: list[UnitTask]
    may_withdraw: Verdict
    may_change: Verdict
    may_remind: Verdict
    mergers: list[Merger] = field(default_factory=list)

    @property
    def to_remind(self) -> int:
        """How many units have not handed in."""
        return sum(each.state in OPEN for each in self.parts)

    @property
    def counts(self) -> list[tuple[UnitTaskState, int]]:
        """How many units stand where."""
        states = [each.state for each in self.parts]
        return [(state, states.count(state)) for state in UnitTaskState if state in states]

    @property
    def unsettled(self) -> int:
        """How many units a withdrawal would relieve."""
        return sum(each.state in UNSETTLED for each in self.parts)


def task_or_404(actor: Actor, task_id: int) -> Task:
    """A task within the actor's sight."""
    rows = Task.objects.visible_to(actor).select_related(
        "office", "drafted_by", "issued_by", "cap_lifted_by", "cites__office", "cites_duty"
    )
    return one_or_404(actor, rows, task_id)


def handed_in_under(actor: Actor, unit_task: UnitTask, number: int) -> bool:
    """Whether the actor handed in already under this number: the same form, sent twice."""
    return bool(number) and unit_task.submissions.filter(number=number, submitted_by=actor.id).exists()


def tasks_named(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    """What tasks are called, by their numbers; only those within sight."""
    rows = Task.objects.visible_to(actor).filter(pk__in=list(numbers))
    return dict(rows.values_list("pk", "title"))


def unit_tasks_named(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    """The same of the parts of units, each with its unit."""
    rows = UnitTask.objects.visible_to(actor).filter(pk__in=list(numbers)).select_related("task", "unit")
    return {each.pk: f"{each.task.title} {each.unit}" for each in rows}


def tasks_titled(actor: Actor, like: Q) -> QuerySet[Task]:
    """Tasks within the actor's sight with such a title, the latest first."""
    seen = Task.objects.visible_to(actor).exclude(state=TaskState.DRAFT)
    return seen.filter(like).order_by("-month", "due_on", "id")


def task_titles(actor: Actor) -> list[str]:
    """What tasks are called in the actor's sight, each title once."""
    rows = Task.objects.visible_to(actor).exclude(state=TaskState.DRAFT)
    return list(rows.order_by("title").values_list("title", flat=True).distinct()[:TITLES])


def draft_or_404(actor: Actor, task_id: int) -> Task:
    """A draft within the actor's sight."""
    rows = Task.objects.visible_to(actor).filter(state=TaskState.DRAFT)
    return one_or_404(actor, rows.select_related("office"), task_id)


def task_sheet(actor: Actor, task: Task) -> TaskSheet:
    """A task with the parts of it that the actor may see."""
    closed = Closure.objects.of_month(task.period).exists()
    return TaskSheet(
        task=task,
        parts=list(unit_tasks(actor).filter(task=task).order_by("unit__position", "unit__code")),
        may_withdraw=policy.may_withdraw(actor, task, is_closed=closed),
        may_change=policy.may_change(actor, task),
        may_remind=may_remind(actor, task),
        mergers=list(task.mergers.select_related("office", "merged_by")),
    )
