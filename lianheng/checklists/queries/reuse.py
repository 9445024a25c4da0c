"""What was handed in before, file or words: told to the reviewer alone, who judges what it means."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Length

from lianheng.checklists import policy
from lianheng.checklists.models import Submission, UnitTask
from lianheng.checklists.rules import is_same_text
from lianheng.checklists.terms import Reuse
from lianheng.files.models import Attachment, StoredFile
from lianheng.organisation.actor import Actor

COMPARED, TOLD = 300, 10
KIND = "checklists.submission"


@dataclass(frozen=True, slots=True)
class Before:
    """Where the same was handed in before; the link only when it lies within the reviewer's sight."""

    reuse: Reuse
    file: str
    unit_task: UnitTask
    is_seen: bool
    is_own_unit: bool


def reused(actor: Actor, unit_task: UnitTask, submission: Submission | None) -> list[Before]:
    """Files and words of this submission that were handed in for other tasks or by other units."""
    if submission is None or not policy.is_of_office(actor, unit_task):
        return []
    found = [*_files(submission), *_texts(unit_task, submission)]
    parts = {part.pk: part for _, _, part in found}
    seen = set(UnitTask.objects.visible_to(actor).filter(pk__in=parts).values_list("pk", flat=True))
    return [
        Before(reuse, file, part, part.pk in seen, part.unit_id == unit_task.unit_id)
        for reuse, file, part in found
    ]


def _files(submission: Submission) -> Iterable[tuple[Reuse, str, UnitTask]]:
    """By the content of the file, whatever its name; pictures also by what they show."""
    mine = _alike(submission)
    others = Attachment.objects.filter(ref_kind=KIND, file__in=mine).exclude(ref_id=submission.pk)
    found = list(others.order_by("-pk").values_list("file_id", "ref_id")[:COMPARED])
    rows = Submission.objects.filter(pk__in={ref_id for _, ref_id in found})
    of = {each.pk: each.unit_task for each in _with_tasks(rows)}
    told: set[tuple[int, int]] = set()
    for file_id, ref_id in found:
        part = of.get(ref_id)
        if part is None or part.pk == submission.unit_task_id or (file_id, part.pk) in told:
            continue
        told.add((file_id, part.pk))
        if len(told) <= TOLD:
            yield *mine[file_id], part


def _alike(submission: Submission) -> dict[int, tuple[Reuse, str]]:
    """The files of this submission, and others that look like them."""
    own = list(Attachment.objects.filter(ref_kind=KIND, ref_id=submission.pk).select_related("file"))
    found: dict[int, tuple[Reuse, str]] = {}
    for each in own:
        for other in StoredFile.objects.looking_like(each.file).values_list("pk", flat=True)[:COMPARED]:
            found[other] = Reuse.LIKE_PICTURE, each.name
    return found | {each.file_id: (Reuse.SAME_FILE, each.name) for each in own}


def _texts(unit_task: UnitTask, submission: Submission) -> Iterable[tuple[Reuse, str, UnitTask]]:
    """Other units' words on the same task, and the unit's own on other tasks, with hardly a change."""
    length = len(submission.text)
    near = Q(unit_task__task=unit_task.task_id) | Q(unit_task__unit=unit_task.unit_id)
    rows = Submission.objects.filter(near, pk__lt=submission.pk).exclude(unit_task=unit_task.pk)
    rows = rows.alias(length=Length("text")).filter(length__gte=length * 0.8, length__lte=length * 1.25)
    told: set[int] = set()
    for each in _with_tasks(rows.order_by("-pk"))[:COMPARED] if length else ():
        if each.unit_task_id not in told and len(told) < TOLD and is_same_text(submission.text, each.text):
            told.add(each.unit_task_id)
            yield Reuse.SAME_TEXT, "", each.unit_task


def _with_tasks(rows):
    return rows.select_related("unit_task__task", "unit_task__unit", "unit_task__office")
