"""Duties at work: posts are named; what was done is recorded, corrected, withdrawn, or counted."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianheng.checklists.asked import Done
from lianheng.checklists.in_force import Book, book
from lianheng.checklists.models import (
    Closure,
    DutyAssignment,
    DutyCitation,
    DutyItem,
    DutyRecord,
    Evidence,
)
from lianheng.checklists.policy import may_assign_duties, may_record_duty, may_withdraw_duty_record
from lianheng.checklists.queries.citing import citable_of_unit
from lianheng.checklists.rules.duties import Due, falls_due_for
from lianheng.checklists.terms import DutyEvent, DutyReason, Proof
from lianheng.files import actions as files
from lianheng.files.queries import attachments_of
from lianheng.journal.actions import record, record_all
from lianheng.kernel import clock
from lianheng.kernel.measure import Measure
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Post, Unit

DAY = timedelta(days=1)
SAID = ("item", "done_on", "text", "corrected_at", "corrected_by", "recorded_at", "recorded_by", "is_counted")


@transaction.atomic
def assign_duties(unit: Unit, posts: Mapping[str, int | None], *, by: Actor) -> int:
    """The posts responsible for these items from today on; how many changed. The post stays, people go."""
    may_assign_duties(by, unit).or_refuse()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    own = set(Post.objects.filter(unit=unit).values_list("pk", flat=True))
    if not {post for post in posts.values() if post is not None} <= own:
        raise Refused(DutyReason.NOT_YOUR_POST)
    today = clock.today()
    known = {item.key for item in book().items(unit.kind, Period.month_of(today).shift(1))}
    running = {each.key: each for each in DutyAssignment.objects.filter(unit=unit, to_on=None)}
    now = {key: each.post_id for key, each in running.items()}
    changed = {
        key: post for key, post in posts.items() if post != now.get(key) and (key in known or key in now)
    }
    DutyAssignment.objects.filter(pk__in=[running[key].pk for key in changed if key in running]).update(
        to_on=today - DAY
    )
    DutyAssignment.objects.bulk_create(
        DutyAssignment(
            unit=unit, key=key, post_id=post, from_on=today, assigned_at=clock.now(), assigned_by_id=by.id
        )
        for key, post in changed.items()
        if post is not None
    )
    if changed:
        record(DutyEvent.ASSIGNED, unit.ref, by=by, posts=changed)
    return len(changed)


@transaction.atomic
def record_duties(unit: Unit, done: Iterable[Done], *, by: Actor) -> list[DutyRecord]:
    """A unit writes down at once what it did about several items; when, the server's clock says."""
    kept = _keep(unit, list(done), by)
    for each in kept:
        if each.item.proof == Proof.RECORD:
            raise Refused(DutyReason.RECORD_MISSING, each.item.title)
        if not each.text:
            raise Refused(DutyReason.NOTHING_SAID, each.item.title)
    return kept


@transaction.atomic
def record_duty(
    unit: Unit,
    done: Done,
    *,
    by: Actor,
    uploads: Iterable[UploadedFile] = (),
    cited: Iterable[Ref] = (),
) -> DutyRecord:
    """One item was done: words, files, records that are already there; once recorded, it is corrected."""
    _hold(unit)
    kept = DutyRecord.objects.counted().filter(unit=unit, key=done.key, month=done.month.first_day)
    standing = kept.select_for_update(of=("self",)).select_related("unit", "item").first()
    if standing is None:
        (standing,) = _keep(unit, [done], by)
    else:
        _correct(standing, done, by)
    _cite(standing, list(dict.fromkeys(cited)), by)
    for upload in uploads:
        files.attach(upload, standing.ref, by=by, unit=unit)
    _refuse_unproven(standing, by)
    return standing


@transaction.atomic
def count_duty(
    item: DutyItem, due: Due, measure: Measure, values: Mapping[int, Decimal | None], *, by: Actor
) -> int:
    """A measure proves the item for each unit that reached its target; for who lost it again, no more.

    How many are new. Nothing changes once the month is closed.
    """
    if Closure.objects.hold(due.month):
        return 0
    reached = {unit for unit, value in values.items() if measure.is_reached(value, item.target)}
    rows = DutyRecord.objects.filter(key=item.key, month=due.month.first_day, unit__in=values)
    kept = {each.unit_id: each for each in rows.select_for_update(of=("self",))}
    for unit, each in kept.items():
        each.is_counted, each.value = unit in reached, values[unit]
    DutyRecord.objects.bulk_update(kept.values(), ["is_counted", "value"], batch_size=2000)
    new = [_counted(item, due, unit, values[unit]) for unit in sorted(reached - kept.keys())]
    DutyRecord.objects.bulk_create(new, batch_size=2000)
    if new:
        record(DutyEvent.COUNTED, item.ref, by=by, month=str(due.month), units=len(new))
    return len(new)


@transaction.atomic
def withdraw_duty_record(duty: DutyRecord, *, by: Actor) -> DutyRecord:
    """What was recorded by mistake does not count; it can be recorded again."""
    is_closed = Closure.objects.hold(duty.period)
    rows = DutyRecord.objects.select_for_update(of=("self",)).select_related("unit", "item")
    duty = rows.get(pk=duty.pk)
    cited_by = Evidence.objects.filter(ref_kind=duty.ref.kind, ref_id=duty.pk)[:1]
    may_withdraw_duty_record(by, duty, is_closed=is_closed, cited_by=cited_by).or_refuse()
    duty.is_counted = False
    duty.save(update_fields=["is_counted"])
    record(DutyEvent.WITHDRAWN, duty.ref, by=by)
    return duty


def _keep(unit: Unit, said: list[Done], by: Actor) -> list[DutyRecord]:
    """New rows, or those that were withdrawn once, written again; the unit's row is held against a second."""
    _hold(unit)
    found, at = book(), {(each.key, each.month.first_day) for each in said}
    closed = {month: Closure.objects.hold(month) for month in sorted({each.month for each in said})}
    made = [_recorded(unit, each, found, is_closed=closed[each.month], by=by) for each in said]
    rows = DutyRecord.objects.filter(unit=unit, month__in={month for _, month in at})
    known = {(each.key, each.month): each for each in rows if (each.key, each.month) in at}
    if any(each.is_counted for each in known.values()) or len(at) < len(said):
        raise Refused(DutyReason.ALREADY_RECORDED)
    new = [each for each in made if (each.key, each.month) not in known]
    again = [_rewritten(known[key], each) for each in made if (key := (each.key, each.month)) in known]
    DutyRecord.objects.bulk_update(again, SAID)
    kept = [*DutyRecord.objects.bulk_create(new), *again]
    record_all(DutyEvent.RECORDED, [each.ref for each in kept], by=by)
    return kept


def _hold(unit: Unit) -> None:
    """Two of the same unit do not record at the same moment."""
    Unit.objects.select_for_update(no_key=True).values_list("pk").get(pk=unit.pk)


def _counted(item: DutyItem, due: Due, unit_id: int, value: Decimal | None) -> DutyRecord:
    return DutyRecord(
        unit_id=unit_id,
        item=item,
        key=item.key,
        month=due.month.first_day,
        due_on=due.due_on,
        done_on=clock.today(),
        recorded_at=clock.now(),
        value=value,
    )


def _recorded(unit: Unit, done: Done, found: Book, *, is_closed: bool, by: Actor) -> DutyRecord:
    item = found.item(unit.kind, done.month, done.key)
    if item is None:
        raise Refused(DutyReason.NOT_IN_FORCE)
    due = item.due_in(done.month)
    if due and not falls_due_for(due, founded_on=unit.founded_on, closed_on=unit.closed_on):
        due = None
    today = clock.today()
    may_record_duty(by, unit, item, due, today=today, is_closed=is_closed).or_refuse(item.title)
    _refuse_day(done, due, today)
    now = clock.now()
    return DutyRecord(
        unit=unit,
        item=item,
        key=item.key,
        month=done.month.first_day,
        due_on=due.due_on if due else None,
        done_on=done.done_on,
        text=done.text.strip(),
        recorded_at=now,
        recorded_by_id=by.id,
    )


def _refuse_day(done: Done, due: Due | None, today: date) -> None:
    """Done since the period began, or, as needed, in the month itself; never in the future."""
    since = due.since if due else done.month.first_day
    last = today if due else min(today, done.month.last_day)
    if not since <= done.done_on <= last:
        raise Refused(DutyReason.NOT_THAT_DAY)


def _rewritten(kept: DutyRecord, made: DutyRecord) -> DutyRecord:
    kept.item, kept.done_on, kept.text, kept.is_counted = made.item, made.done_on, made.text, True
    kept.recorded_at, kept.recorded_by_id = made.recorded_at, made.recorded_by_id
    kept.corrected_at, kept.corrected_by_id = None, None
    return kept


def _correct(kept: DutyRecord, done: Done, by: Actor) -> None:
    """The words and the day are put right; when it was first recorded stays."""
    made = _recorded(kept.unit, done, book(), is_closed=Closure.objects.of_month(done.month).exists(), by=by)
    changed = [name for name in ("done_on", "text") if getattr(kept, name) != getattr(made, name)]
    kept.done_on, kept.text = made.done_on, made.text
    kept.corrected_at, kept.corrected_by_id = clock.now(), by.id
    kept.save(update_fields=["done_on", "text", "corrected_at", "corrected_by"])
    record(DutyEvent.CORRECTED, kept.ref, by=by, changed=changed)


def _cite(kept: DutyRecord, refs: list[Ref], by: Actor) -> None:
    """Exactly these records are cited from now on."""
    now = {each.cited: each for each in kept.citations.all()}
    kept.citations.filter(pk__in=[each.pk for ref, each in now.items() if ref not in refs]).delete()
    new = [ref for ref in refs if ref not in now]
    found = (
        {each.ref: each.label for each in citable_of_unit(by, kept.unit, new, besides=kept.ref)}
        if new
        else {}
    )
    if len(found) < len(new):
        raise Refused(DutyReason.NOT_CITABLE)
    DutyCitation.objects.bulk_create(
        DutyCitation(record=kept, ref_kind=ref.kind, ref_id=ref.id, label=found[ref]) for ref in new
    )


def _refuse_unproven(kept: DutyRecord, by: Actor) -> None:
    """Something shows that it was done, and of the kind that the item asks for."""
    shown = kept.citations.exists() or attachments_of(by, kept.ref).exists()
    if kept.item.proof == Proof.RECORD and not shown:
        raise Refused(DutyReason.RECORD_MISSING)
    if not (kept.text or shown):
        raise Refused(DutyReason.NOTHING_SAID)
