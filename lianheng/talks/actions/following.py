"""Following up what was promised: reported by who promised, confirmed or returned by who talked."""

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor
from lianheng.talks.models import Commitment
from lianheng.talks.policy import may_confirm_commitment, may_report, may_return_commitment
from lianheng.talks.terms import TalkEvent

from .checks import locked, need


def _locked(commitment: Commitment) -> Commitment:
    """The promise as it stands, while its talk is held, so that no talk is closed over it."""
    locked(commitment.talk)
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("talk__unit")
    return rows.get(pk=commitment.pk)


@transaction.atomic
def report_commitment(commitment: Commitment, *, report: str, by: Actor) -> Commitment:
    """The person concerned says what was done; when that was is what the server's clock says."""
    commitment = _locked(commitment)
    may_report(by, commitment).or_refuse()
    commitment.report, commitment.reported_at = need(report), clock.now()
    commitment.save(update_fields=["report", "reported_at"])
    _record(TalkEvent.COMMITMENT_REPORTED, commitment, by)
    return commitment


@transaction.atomic
def confirm_commitment(commitment: Commitment, *, by: Actor) -> Commitment:
    """What was promised is done: on the day on which it was reported, or today where nobody reported."""
    commitment = _locked(commitment)
    may_confirm_commitment(by, commitment).or_refuse()
    told_at = commitment.reported_at if commitment.waits else None
    commitment.done_on = told_at.astimezone(clock.ZONE).date() if told_at else clock.today()
    commitment.confirmed_at, commitment.confirmed_by_id = clock.now(), by.id
    commitment.save(update_fields=["done_on", "confirmed_at", "confirmed_by"])
    _record(TalkEvent.COMMITMENT_CONFIRMED, commitment, by)
    return commitment


@transaction.atomic
def return_commitment(commitment: Commitment, *, because: str, by: Actor) -> Commitment:
    """What was reported does not suffice; it comes back with what is missing."""
    commitment = _locked(commitment)
    may_return_commitment(by, commitment).or_refuse()
    commitment.returned_because = need(because)
    commitment.returned_at, commitment.returned_by_id = clock.now(), by.id
    commitment.save(update_fields=["returned_because", "returned_at", "returned_by"])
    _record(TalkEvent.COMMITMENT_RETURNED, commitment, by)
    return commitment


def _record(kind: TalkEvent, commitment: Commitment, by: Actor) -> None:
    talk = commitment.talk
    record(kind, talk.ref, by=by, unit=talk.unit_id, commitment=commitment.pk)
