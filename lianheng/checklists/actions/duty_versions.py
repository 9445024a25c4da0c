"""Versions of the duty checklist: prepared as a copy, worded item by item, adopted by the leader."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.db.models import Max

from lianheng.checklists.in_force import book
from lianheng.checklists.models import DutyChecklist, DutyItem
from lianheng.checklists.policy import may_adopt_duties, may_prepare_duties
from lianheng.checklists.rules.duties import Wording, differences, fits, key_of, number_in
from lianheng.checklists.standard import standard_duties
from lianheng.checklists.terms import DutyEvent, DutyKind, DutyReason
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM, Actor

ADOPTED = ("from_month", "reason", "adopted_at", "adopted_by")


@transaction.atomic
def adopt_standard_duties(*, by: Actor = SYSTEM) -> DutyChecklist | None:
    """The standard checklist, for all kinds, from the first whole month; none when one is in force."""
    may_adopt_duties(by).or_refuse()
    month = _first_whole_month(clock.today())
    known = DutyChecklist.objects.filter(kind=DutyKind.GENERAL).exclude(from_month__gt=month.first_day)
    if known.exists():
        return None
    DutyChecklist.objects.all().hold()
    if known.exists():
        return None
    version = DutyChecklist.objects.create(
        kind=DutyKind.GENERAL,
        version=_last_version(DutyKind.GENERAL) + 1,
        prepared_at=clock.now(),
        prepared_by_id=by.id,
    )
    _write(version, standard_duties())
    return _adopt(version, month, "", by)


@transaction.atomic
def prepare_duties(kind: str, *, by: Actor) -> DutyChecklist:
    """A draft that begins as a copy of what is in force for the kind."""
    may_prepare_duties(by).or_refuse()
    DutyChecklist.objects.all().hold()
    if DutyChecklist.objects.drafts().filter(kind=kind).exists():
        raise Refused(DutyReason.ALREADY_PREPARED)
    latest = _latest(kind)
    draft = DutyChecklist.objects.create(
        kind=kind, version=_last_version(kind) + 1, prepared_at=clock.now(), prepared_by_id=by.id
    )
    _write(draft, [item.wording for item in latest.items.all()] if latest else standard_duties())
    record(DutyEvent.PREPARED, draft.ref, by=by, version=draft.version)
    return draft


@transaction.atomic
def word_duty(draft: DutyChecklist, wording: Wording, *, by: Actor) -> DutyItem:
    """An item of the draft is worded anew, or one is added; its lasting name never passes to another."""
    draft = _locked(draft)
    may_prepare_duties(by, is_adopted=draft.adopted_at is not None).or_refuse()
    fits(wording).or_refuse()
    item = draft.items.filter(key=wording.key).first() if wording.key else None
    if item is None:
        wording = replace(wording, key=_next_key(wording.area), number=_next_number(draft, wording.area))
    else:
        wording = replace(wording, area=item.area, key=item.key, number=item.number)
    said = asdict(wording) | {"months": list(wording.months)}
    item, _ = DutyItem.objects.update_or_create(checklist=draft, key=wording.key, defaults=said)
    record(DutyEvent.CHANGED, draft.ref, by=by, item=item.key)
    return item


@transaction.atomic
def strike_duty(draft: DutyChecklist, key: str, *, by: Actor) -> None:
    """An item is left out of the draft."""
    draft = _locked(draft)
    may_prepare_duties(by, is_adopted=draft.adopted_at is not None).or_refuse()
    draft.items.filter(key=key).delete()
    record(DutyEvent.CHANGED, draft.ref, by=by, item=key)


@transaction.atomic
def drop_duties(draft: DutyChecklist, *, by: Actor) -> None:
    """A draft that nobody wants any more; only its trace stays."""
    draft = _locked(draft)
    may_prepare_duties(by, is_adopted=draft.adopted_at is not None).or_refuse()
    record(DutyEvent.DROPPED, draft.ref, by=by, version=draft.version)
    draft.items.all().delete()
    draft.delete()


@transaction.atomic
def adopt_duties(draft: DutyChecklist, *, from_month: Period, reason: str, by: Actor) -> DutyChecklist:
    """The draft comes into force from a month to come; what fell due before stays as it was."""
    draft = _locked(draft)
    may_adopt_duties(by, is_adopted=draft.adopted_at is not None).or_refuse()
    if from_month <= Period.month_of(clock.today()):
        raise Refused(DutyReason.NOT_FUTURE)
    if not reason.strip():
        raise Refused(DutyReason.REASON_MISSING)
    items = [item.wording for item in draft.items.all()]
    if not items:
        raise Refused(DutyReason.NO_ITEMS)
    latest = _latest(draft.kind)
    if (
        latest
        and latest.kind == draft.kind
        and not differences([i.wording for i in latest.items.all()], items)
    ):
        raise Refused(DutyReason.NOTHING_CHANGED)
    return _adopt(draft, from_month, reason.strip(), by)


def _adopt(draft: DutyChecklist, from_month: Period, reason: str, by: Actor) -> DutyChecklist:
    draft.from_month, draft.reason = from_month.first_day, reason
    draft.adopted_at, draft.adopted_by_id = clock.now(), by.id
    draft.save(update_fields=ADOPTED)
    record(DutyEvent.ADOPTED, draft.ref, by=by, version=draft.version, from_month=str(from_month))
    return draft


def _write(draft: DutyChecklist, wordings: Iterable[Wording]) -> None:
    DutyItem.objects.bulk_create(
        DutyItem(checklist=draft, **(asdict(each) | {"months": list(each.months)})) for each in wordings
    )


def _latest(kind: str) -> DutyChecklist | None:
    """What was adopted last for the kind, or else for all kinds; a new version follows upon it."""
    versions = book().versions
    own = (each for each in versions if each.kind == kind)
    return next(own, None) or next((each for each in versions if not each.kind), None)


def _last_version(kind: str) -> int:
    return DutyChecklist.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0


def _next_key(area: str) -> str:
    """A lasting name that no version of any kind has used."""
    used = DutyItem.objects.filter(area=area).values_list("key", flat=True).distinct()
    return key_of(area, max((number_in(key) for key in used), default=0) + 1)


def _next_number(draft: DutyChecklist, area: str) -> int:
    return (draft.items.filter(area=area).aggregate(last=Max("number"))["last"] or 0) + 1


def _first_whole_month(today: date) -> Period:
    month = Period.month_of(today)
    return month if today == month.first_day else month.shift(1)


def _locked(draft: DutyChecklist) -> DutyChecklist:
    return DutyChecklist.objects.select_for_update().get(pk=draft.pk)
