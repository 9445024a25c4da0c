"""Curing a yellow card: the unit hands in what it did, the office confirms it or returns it with a reason."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianheng.assessment.models import CureProof, CureTask
from lianheng.assessment.policy import may_confirm_cure, may_hand_in_cure, may_return_cure
from lianheng.assessment.terms import AssessmentEvent, AssessmentReason
from lianheng.files import actions as files
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

from .reasons import need


@transaction.atomic
def hand_in_cure(cure: CureTask, *, text: str, by: Actor, uploads: Iterable[UploadedFile] = ()) -> CureProof:
    """The unit says what it did, in words or with files; when that was is what the server's clock says."""
    cure = _locked(cure)
    may_hand_in_cure(by, cure).or_refuse()
    files_given, said = list(uploads), text.strip()
    if not (said or files_given):
        raise Refused(AssessmentReason.PROOF_MISSING)
    proof = CureProof.objects.create(cure=cure, text=said, handed_in_at=clock.now(), handed_in_by_id=by.id)
    for upload in files_given:
        files.attach(upload, proof.ref, by=by, unit=cure.card.unit)
    record(AssessmentEvent.CURE_HANDED_IN, cure.card.ref, by=by, unit=cure.card.unit_id, cure=cure.pk)
    return proof


@transaction.atomic
def return_cure(cure: CureTask, *, because: str, by: Actor) -> CureTask:
    """What was handed in does not suffice; it comes back with what is missing."""
    cure = _locked(cure)
    may_return_cure(by, cure, cure.proofs.last()).or_refuse()
    need(because)
    waiting = cure.proofs.filter(returned_at=None)
    waiting.update(returned_because=because.strip(), returned_at=clock.now(), returned_by=by.id)
    record(AssessmentEvent.CURE_RETURNED, cure.card.ref, by=by, unit=cure.card.unit_id, cure=cure.pk)
    return cure


@transaction.atomic
def confirm_cure(cure: CureTask, *, by: Actor) -> CureTask:
    """A cure task is done; who confirms it is written down."""
    cure = _locked(cure)
    may_confirm_cure(by, cure.card.unit).or_refuse()
    if cure.done_on is None:
        cure.done_on, cure.confirmed_by_id = _done_on(cure), by.id
        cure.save(update_fields=["done_on", "confirmed_by"])
        record(AssessmentEvent.CURE_DONE, cure.card.ref, by=by, unit=cure.card.unit_id)
    return cure


def _done_on(cure: CureTask) -> date:
    """The day on which the unit handed it in; today where the office knew it without."""
    last = cure.proofs.last()
    if last is None or last.returned_at is not None:
        return clock.today()
    return last.handed_in_at.astimezone(clock.ZONE).date()


def _locked(cure: CureTask) -> CureTask:
    return CureTask.objects.select_for_update(of=("self",)).select_related("card__unit").get(pk=cure.pk)
