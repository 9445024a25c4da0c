"""Records of a unit that are already in the system and can prove another task, or a duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet

from lianheng.checklists.models import DutyRecord, UnitTask
from lianheng.checklists.terms import UnitTaskState
from lianheng.files.models import Attachment
from lianheng.kernel.moments import ZONE
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

Rows = TypeVar("Rows", bound=QuerySet[Any])
SHOWN = 40
TASK, DUTY, FILE = "checklists.unittask", "checklists.dutyrecord", "files.attachment"
HANDED_IN_WITH = ("checklists.submission", DUTY)


@dataclass(frozen=True, slots=True)
class Record:
    """Something that may be cited."""

    ref: Ref
    label: str
    said: str  # of which month, or on which day


def citable_records(actor: Actor, unit_task: UnitTask, refs: Iterable[Ref] | None = None) -> list[Record]:
    """What the unit finished and recorded and the files it handed in; or of these, those asked for."""
    return citable_of_unit(actor, unit_task.unit, refs, besides=unit_task.ref)


def citable_of_unit(
    actor: Actor, unit: Unit, refs: Iterable[Ref] | None = None, *, besides: Ref | None = None
) -> list[Record]:
    """What may be cited for this unit, but not the very thing that cites; each kind newest first."""
    wanted = list(refs) if refs is not None else None
    found = _duties(actor, unit, wanted) + _tasks(actor, unit, wanted) + _files(unit, wanted)
    return [each for each in found if each.ref != besides]


def unit_task_records(actor: Actor, numbers: Iterable[int]) -> list[Record]:
    """These units' tasks as records, as far as the actor may see them, in their order."""
    wanted = list(numbers)
    seen = UnitTask.objects.visible_to(actor).select_related("task", "unit").in_bulk(wanted)
    found = [seen[number] for number in wanted if number in seen]
    return [Record(each.ref, each.task.title, f"{each.unit} {each.period.label}") for each in found]


def duty_records(actor: Actor, numbers: Iterable[int]) -> list[Record]:
    """These records of duties, as far as the actor may see them, in their order."""
    wanted = list(numbers)
    seen = DutyRecord.objects.visible_to(actor).select_related("item", "unit").in_bulk(wanted)
    found = [seen[number] for number in wanted if number in seen]
    return [Record(each.ref, each.item.title, f"{each.unit} {each.period.label}") for each in found]


def _tasks(actor: Actor, unit: Unit, wanted: list[Ref] | None) -> list[Record]:
    done = UnitTask.objects.visible_to(actor).filter(unit=unit, state=UnitTaskState.ACCEPTED)
    done = _only(done.select_related("task").order_by("-month", "-due_on", "-pk"), TASK, wanted)
    return [Record(each.ref, each.task.title, each.period.label) for each in done[:SHOWN]]


def _duties(actor: Actor, unit: Unit, wanted: list[Ref] | None) -> list[Record]:
    kept = DutyRecord.objects.visible_to(actor).counted().filter(unit=unit, value=None)
    kept = _only(kept.select_related("item").order_by("-done_on", "-pk"), DUTY, wanted)
    return [Record(each.ref, each.item.title, f"{each.done_on:%Y-%m-%d}") for each in kept[:SHOWN]]


def _files(unit: Unit, wanted: list[Ref] | None) -> list[Record]:
    handed_in = Attachment.objects.filter(unit=unit, ref_kind__in=HANDED_IN_WITH).order_by("-pk")
    newest = _only(handed_in, FILE, wanted)[:SHOWN]
    return [Record(each.ref, each.name, f"{each.attached_at.astimezone(ZONE):%Y-%m-%d}") for each in newest]


def _only(rows: Rows, kind: str, wanted: list[Ref] | None) -> Rows:
    """All of them, or of these only those asked for."""
    return rows if wanted is None else rows.filter(pk__in=[ref.id for ref in wanted if ref.kind == kind])
