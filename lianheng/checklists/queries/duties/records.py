"""One duty of a unit, one time that it is to be done, and what was recorded about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from lianheng.checklists import policy
from lianheng.checklists.in_force import book
from lianheng.checklists.models import Closure, DutyAssignment, DutyItem, DutyRecord, Evidence, UnitTask
from lianheng.checklists.queries.months import one_or_404
from lianheng.checklists.terms import DutyEvent, Proof
from lianheng.files.models import Attachment
from lianheng.files.queries import attachments_of
from lianheng.journal.queries import timeline
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .lines import DutyLine, DutyLines
from .posts import NOBODY, Responsible, responsible_for
from .workbook import duty_unit_or_404

A_YEAR, AHEAD = 12, 3


@dataclass(frozen=True)
class DutyEntry:
    """One time that a duty is to be done, as a form is filled for it."""

    unit: Unit
    line: DutyLine
    files: list[Attachment]

    @property
    def record(self) -> DutyRecord | None:
        """What stands recorded; nothing when it was withdrawn."""
        return self.line.record if self.line.is_done else None


def duty_entry(actor: Actor, unit_id: int, key: str, month: Period) -> DutyEntry:
    """One time of a duty; not found when the item was not in force then, or owes nothing in that month."""
    unit, found = duty_unit_or_404(actor, unit_id), book()
    item = found.item(unit.kind, month, key)
    if item is None:
        raise Http404
    lines = DutyLines.of(actor, unit, found)
    times = lines.as_needed(month) if item.is_as_needed else lines.due([month])
    line = next((each for each in times if each.item.key == key), None)
    if line is None:
        raise Http404
    kept = line.record if line.is_done else None
    return DutyEntry(unit, line, list(attachments_of(actor, kept.ref)) if kept else [])


@dataclass(frozen=True)
class ItemSheet:
    """An item in a unit: who answered for it, and each time of the last twelve months."""

    unit: Unit
    item: DutyItem
    responsible: Responsible
    lines: list[DutyLine]
    records: list[DutyRecord]
    assignments: list[DutyAssignment]
    may_assign: Verdict


def item_sheet(actor: Actor, unit_id: int, key: str) -> ItemSheet:
    """An item that is in force for the unit, or was within the last twelve months."""
    unit, found = duty_unit_or_404(actor, unit_id), book()
    this_month = Period.month_of(clock.today())
    months = [this_month.shift(n) for n in range(1 - A_YEAR, AHEAD + 1)]
    known = (found.item(unit.kind, month, key) for month in (this_month, *reversed(months)))
    item = next((each for each in known if each), None)
    if item is None:
        raise Http404
    assignments = DutyAssignment.objects.filter(unit=unit, key=key).select_related("post", "assigned_by")
    kept = DutyRecord.objects.counted().filter(unit=unit, key=key, month__gte=months[0].first_day)
    return ItemSheet(
        unit=unit,
        item=item,
        responsible=responsible_for(actor, unit).get(key, NOBODY),
        lines=list(reversed(DutyLines.of(actor, unit, found).due(months, {key}))),
        records=list(kept.select_related("recorded_by")) if item.is_as_needed else [],
        assignments=list(assignments.order_by("-from_on", "-pk")),
        may_assign=policy.may_assign_duties(actor, unit),
    )


@dataclass(frozen=True)
class DutySheet:
    """What was recorded, with its files, what it cites, and the tasks that it proves."""

    record: DutyRecord
    files: list[Attachment]
    proves: list[UnitTask]
    trail: list[dict[str, object]]
    is_closed: bool
    may_correct: Verdict
    may_withdraw: Verdict


def duty_record_or_404(actor: Actor, record_id: int) -> DutyRecord:
    """A record within the actor's sight; files hang on it."""
    rows = DutyRecord.objects.visible_to(actor).select_related("unit", "item", "recorded_by", "corrected_by")
    return one_or_404(actor, rows, record_id)


def duty_records_named(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    """What these records are about, as far as the actor may see them."""
    seen = DutyRecord.objects.visible_to(actor).filter(pk__in=list(numbers)).select_related("item", "unit")
    return {each.pk: f"{each.item.title} {each.unit}" for each in seen}


def duty_sheet(actor: Actor, record_id: int) -> DutySheet:
    """A record with everything around it."""
    record = duty_record_or_404(actor, record_id)
    closed = Closure.objects.of_month(record.period).exists()
    cited_by = Evidence.objects.filter(ref_kind=record.ref.kind, ref_id=record.pk)
    proves = UnitTask.objects.visible_to(actor).filter(submissions__evidence__in=cited_by).distinct()
    due = record.item.due_in(record.period)
    return DutySheet(
        record=record,
        files=list(attachments_of(actor, record.ref)),
        proves=list(proves.select_related("task", "office")),
        trail=_trail(actor, record),
        is_closed=closed,
        may_correct=policy.may_record_duty(
            actor, record.unit, record.item, due, today=clock.today(), is_closed=closed
        ),
        may_withdraw=policy.may_withdraw_duty_record(actor, record, is_closed=closed, cited_by=cited_by[:1]),
    )


def _trail(actor: Actor, record: DutyRecord) -> list[dict[str, object]]:
    labels = dict(DutyEvent.choices)
    return [
        {"at": event.happened_at, "title": labels[event.kind], "by": event.actor_name}
        for event in timeline(actor, [record.ref])
        if event.kind in labels
    ]


def to_register(actor: Actor, unit_id: int, month: Period) -> tuple[Unit, list[DutyLine]]:
    """What a unit may still write down for a month in one go: due, not recorded, shown by words alone."""
    unit = duty_unit_or_404(actor, unit_id)
    policy.may_record_duties(actor, unit, is_closed=Closure.objects.of_month(month).exists()).or_refuse()
    lines = DutyLines.of(actor, unit, book()).due([month])
    by_words = [each for each in lines if each.item.proof == Proof.MATERIAL]
    return unit, [each for each in by_words if each.may_record and not each.is_done]
