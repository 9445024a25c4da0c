"""Records of a unit that are already in the system and can prove another task."""

from collections.abc import Iterable
from dataclasses import dataclass

from lianheng.checklists.models import UnitTask
from lianheng.checklists.terms import UnitTaskState
from lianheng.files.models import Attachment
from lianheng.kernel.moments import ZONE
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

SHOWN = 40
TASK, FILE = "checklists.unittask", "files.attachment"


@dataclass(frozen=True, slots=True)
class Record:
    """Something that a submission may cite."""

    ref: Ref
    label: str
    said: str  # of which month, or on which day


def citable_records(actor: Actor, unit_task: UnitTask, refs: Iterable[Ref] | None = None) -> list[Record]:
    """What the unit finished and the files it handed in, newest first; or of these, those asked for."""
    wanted = list(refs) if refs is not None else None
    return _tasks(actor, unit_task, wanted) + _files(unit_task, wanted)


def unit_task_records(actor: Actor, numbers: Iterable[int]) -> list[Record]:
    """These units' tasks as records, as far as the actor may see them, in their order."""
    wanted = list(numbers)
    seen = UnitTask.objects.visible_to(actor).select_related("task", "unit").in_bulk(wanted)
    found = [seen[number] for number in wanted if number in seen]
    return [Record(each.ref, each.task.title, f"{each.unit} {each.period.label}") for each in found]


def _tasks(actor: Actor, unit_task: UnitTask, wanted: list[Ref] | None) -> list[Record]:
    done = UnitTask.objects.visible_to(actor).filter(unit=unit_task.unit_id, state=UnitTaskState.ACCEPTED)
    done = done.exclude(pk=unit_task.pk).select_related("task").order_by("-month", "-due_on", "-pk")
    if wanted is not None:
        done = done.filter(pk__in=[ref.id for ref in wanted if ref.kind == TASK])
    return [Record(each.ref, each.task.title, each.period.label) for each in done[:SHOWN]]


def _files(unit_task: UnitTask, wanted: list[Ref] | None) -> list[Record]:
    handed_in = Attachment.objects.filter(unit=unit_task.unit_id, ref_kind="checklists.submission")
    if wanted is not None:
        handed_in = handed_in.filter(pk__in=[ref.id for ref in wanted if ref.kind == FILE])
    newest = handed_in.order_by("-pk")[:SHOWN]
    return [Record(each.ref, each.name, f"{each.attached_at.astimezone(ZONE):%Y-%m-%d}") for each in newest]
