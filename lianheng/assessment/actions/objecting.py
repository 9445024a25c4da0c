"""Objections: a unit contests an entry, another person answers; an upheld one leaves a correcting entry."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianheng.assessment.models import Entry, Month, Objection
from lianheng.assessment.policy import may_answer, may_correct, may_object
from lianheng.assessment.rules import ANSWER_WORKDAYS, OBJECTION_WORKFLOW
from lianheng.assessment.terms import (
    AssessmentEvent,
    AssessmentReason,
    EntryCode,
    Explanation,
    MonthState,
    ObjectionMove,
)
from lianheng.files import actions as files
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor

from .posting import lock_month
from .reasons import need


@transaction.atomic
def file_objection(
    entry: Entry, *, reason: str, by: Actor, uploads: Iterable[UploadedFile] = ()
) -> Objection:
    """The unit says why an entry is wrong; it is answered within 10 working days."""
    entry = Entry.objects.select_related("month", "unit").select_for_update(of=("self",)).get(pk=entry.pk)
    Month.objects.select_for_update().get(pk=entry.month_id)
    may_object(by, entry, today=clock.today()).or_refuse()
    need(reason)
    objection = Objection.objects.create(
        entry=entry,
        reason=reason.strip(),
        filed_at=clock.now(),
        filed_by_id=by.id,
        answer_due_on=CALENDAR.estimate_after(clock.today(), ANSWER_WORKDAYS).day,
    )
    for upload in uploads:
        files.attach(upload, objection.ref, by=by, unit=entry.unit)
    record(AssessmentEvent.OBJECTION_FILED, objection.ref, by=by, entry=entry.pk, unit=entry.unit_id)
    return objection


@transaction.atomic
def answer_objection(
    objection: Objection,
    *,
    uphold: bool,
    answer: str,
    by: Actor,
    remaining: Decimal = Decimal(0),
    uploads: Iterable[UploadedFile] = (),
) -> Objection:
    """Answered by someone who did not review the task; upheld in part, `remaining` points stay charged."""
    objection = (
        Objection.objects.select_for_update(of=("self",)).select_related("entry__unit").get(pk=objection.pk)
    )
    may_answer(by, objection).or_refuse()
    need(answer)
    move = ObjectionMove.UPHOLD if uphold else ObjectionMove.DISMISS
    objection.state = OBJECTION_WORKFLOW.after(move)
    objection.answer = answer.strip()
    objection.answered_at, objection.answered_by_id = clock.now(), by.id
    objection.save()
    for upload in uploads:
        files.attach(upload, objection.answer_ref, by=by)
    event = AssessmentEvent.OBJECTION_UPHELD if uphold else AssessmentEvent.OBJECTION_DISMISSED
    record(event, objection.ref, by=by, entry=objection.entry_id, unit=objection.entry.unit_id)
    if uphold:
        _post_correction(objection.entry, reason=answer, remaining=remaining, by=by)
    return objection


@transaction.atomic
def correct(entry: Entry, *, reason: str, by: Actor, remaining: Decimal = Decimal(0)) -> Entry:
    """An error found later is corrected by an entry that names it; nothing is ever edited."""
    entry = Entry.objects.select_for_update(of=("self",)).select_related("unit").get(pk=entry.pk)
    may_correct(by, entry).or_refuse()
    need(reason)
    return _post_correction(entry, reason=reason, remaining=remaining, by=by)


def _post_correction(entry: Entry, *, reason: str, remaining: Decimal, by: Actor) -> Entry:
    """The opposite line, in the entry's own month while that is not published, else in the current one.

    When even the current month is published, having been taken over from paper, it is the next.
    """
    if not min(entry.points, Decimal(0)) <= remaining <= 0:
        raise Refused(AssessmentReason.HEAVIER)
    if Entry.objects.filter(corrects=entry).exists():
        raise Refused(AssessmentReason.ALREADY_CORRECTED)
    month, current = lock_month(Period(entry.month_id, 1)), Period.month_of(clock.today())
    while month.state == MonthState.PUBLISHED:
        month = lock_month(max(current, month.period.shift(1)))
    points = remaining - entry.points
    correction = Entry.objects.create(
        month=month,
        unit_id=entry.unit_id,
        code=EntryCode.CORRECTION,
        points=points,
        base_points=points,
        scheme_id=entry.scheme_id,
        cause_kind=entry.ref.kind,
        cause_id=entry.pk,
        task=entry.task,
        facts={"remaining": str(remaining), "month": str(Period(entry.month_id, 1)), "code": entry.code},
        reason=Explanation.CORRECTION.label.format(entry=entry.pk, reason=reason.strip())[:600],
        corrects=entry,
        posted_at=clock.now(),
        posted_by_id=by.id,
    )
    record(AssessmentEvent.CORRECTED, correction.ref, by=by, corrects=entry.pk, unit=entry.unit_id)
    return correction
