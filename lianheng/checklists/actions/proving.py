"""Proving: a unit hands in what it did, with files, and with records that are already there."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianheng.checklists.models import Closure, Evidence, Submission, UnitTask
from lianheng.checklists.policy import may_submit
from lianheng.checklists.queries.citing import citable_records
from lianheng.checklists.rules import UNIT_TASK_WORKFLOW
from lianheng.checklists.terms import ChecklistEvent, ChecklistReason, UnitTaskMove
from lianheng.files import actions as files
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor


@transaction.atomic
def submit(
    unit_task: UnitTask,
    *,
    text: str,
    by: Actor,
    uploads: Iterable[UploadedFile] = (),
    cited: Iterable[Ref] = (),
    number: int | None = None,
) -> Submission:
    """The unit hands in; when that was is what the server's clock says.

    Sent twice under the number that the form was given, it is handed in once.
    """
    is_closed = Closure.objects.hold(unit_task.period)
    unit_task = _locked(unit_task)
    if number and (before := unit_task.submissions.filter(number=number, submitted_by=by.id).first()):
        return before
    may_submit(by, unit_task, is_closed=is_closed).or_refuse()
    uploads, refs, text = list(uploads), list(dict.fromkeys(cited)), text.strip()
    _refuse_unproven(unit_task, text, uploads, refs)
    submission = Submission.objects.create(
        unit_task=unit_task,
        number=unit_task.submissions.count() + 1,
        text=text,
        submitted_at=clock.now(),
        submitted_by_id=by.id,
    )
    _cite(submission, refs, by)
    _attach(submission, uploads, by)
    unit_task.state = UNIT_TASK_WORKFLOW.after(UnitTaskMove.SUBMIT)
    unit_task.submitted_at = submission.submitted_at
    unit_task.save(update_fields=["state", "submitted_at"])
    record(ChecklistEvent.SUBMITTED, unit_task.ref, by=by, number=submission.number)
    return submission


def _refuse_unproven(unit_task: UnitTask, text: str, uploads: list[UploadedFile], refs: list[Ref]) -> None:
    if unit_task.task.demands_record and not refs:
        raise Refused(ChecklistReason.RECORD_MISSING)
    if not (text or uploads or refs):
        raise Refused(ChecklistReason.NOTHING_SUBMITTED)


def _attach(submission: Submission, uploads: list[UploadedFile], by: Actor) -> None:
    for upload in uploads:
        files.attach(upload, submission.ref, by=by, unit=submission.unit_task.unit)


def _cite(submission: Submission, refs: list[Ref], by: Actor) -> None:
    found = {each.ref: each.label for each in citable_records(by, submission.unit_task, refs)} if refs else {}
    if len(found) < len(refs):
        raise Refused(ChecklistReason.NOT_CITABLE)
    Evidence.objects.bulk_create(
        Evidence(submission=submission, ref_kind=ref.kind, ref_id=ref.id, label=found[ref]) for ref in refs
    )


def _locked(unit_task: UnitTask) -> UnitTask:
    rows = UnitTask.objects.select_for_update(of=("self",)).select_related("task", "unit", "office")
    return rows.get(pk=unit_task.pk)
