"""The record of a talk: written, read and answered by the person concerned, signed, closed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.talks.models import Commitment, Signature, Talk
from lianheng.talks.policy import may_close, may_confirm, may_note_refusal, may_record, may_sign
from lianheng.talks.roster import still_to_sign
from lianheng.talks.rules import TALK_WORKFLOW
from lianheng.talks.terms import Capacity, Stance, TalkEvent, TalkMove, TalkReason

from .checks import locked, need

Promise = tuple[str, date]
SAYS_WHO = ("led_by_id", "second_id", "recorder_id")


@transaction.atomic
def record_talk(
    talk: Talk,
    *,
    held_at: datetime,
    said: str,
    by: Actor,
    taken_down: str = "",
    promises: Sequence[Promise] = (),
) -> Talk:
    """What was said, what the person said as it was taken down, and what was promised until when."""
    talk = locked(talk)
    may_record(by, talk).or_refuse()
    if held_at > clock.now():
        raise Refused(TalkReason.IN_FUTURE)
    if talk.notified_at is None or held_at < talk.notified_at:
        raise Refused(TalkReason.BEFORE_NOTICE)
    talk.record, talk.taken_down = need(said, TalkReason.RECORD_MISSING), taken_down.strip()
    talk.held_at, talk.recorded_at, talk.recorded_by_id = held_at, clock.now(), by.id
    talk.state = TALK_WORKFLOW.after(TalkMove.HOLD)
    talk.save()
    _take_down(talk, promises)
    record(TalkEvent.HELD, talk.ref, by=by, unit=talk.unit_id)
    return talk


def _take_down(talk: Talk, promises: Sequence[Promise]) -> None:
    """What was promised stands as the record says it now; nobody has answered it yet."""
    held_on = talk.held_at.astimezone(clock.ZONE).date() if talk.held_at else clock.today()
    if any(due_on < held_on for _, due_on in promises):
        raise Refused(TalkReason.PROMISE_BEFORE_TALK)
    talk.commitments.all().delete()
    Commitment.objects.bulk_create(
        Commitment(talk=talk, what=need(what), due_on=due_on) for what, due_on in promises
    )


@transaction.atomic
def confirm(talk: Talk, *, stance: Stance, words: str, by: Actor) -> Talk:
    """The person concerned has read the record, says his own words, agrees or not, and signs."""
    talk = locked(talk)
    may_confirm(by, talk).or_refuse()
    if not words.strip() and (stance == Stance.DISAGREES or not talk.taken_down):
        raise Refused(TalkReason.WORDS_MISSING)
    talk.own_words, talk.stance, talk.confirmed_at = words.strip(), Stance(stance), clock.now()
    talk.state = TALK_WORKFLOW.after(TalkMove.CONFIRM)
    talk.save(update_fields=["own_words", "stance", "confirmed_at", "state"])
    _put_name(talk, Capacity.CONCERNED, by)
    record(TalkEvent.CONFIRMED, talk.ref, by=by, unit=talk.unit_id)
    return talk


@transaction.atomic
def note_refusal(talk: Talk, *, refusal: str, by: Actor) -> Talk:
    """That the person concerned did not confirm is noted, and why; he still may."""
    talk = locked(talk)
    may_note_refusal(by, talk).or_refuse()
    talk.refusal = need(refusal)
    talk.refusal_noted_at, talk.refusal_noted_by_id = clock.now(), by.id
    talk.state = TALK_WORKFLOW.after(TalkMove.NOTE_REFUSAL)
    talk.save(update_fields=["refusal", "refusal_noted_at", "refusal_noted_by", "state"])
    record(TalkEvent.REFUSAL_NOTED, talk.ref, by=by, unit=talk.unit_id)
    return talk


@transaction.atomic
def sign(talk: Talk, *, by: Actor) -> Talk:
    """Whoever took part puts the own name under the record, in every capacity held in it."""
    talk = locked(talk)
    has_signed = talk.signatures.filter(person=by.id).exists()
    may_sign(by, talk, has_signed=has_signed).or_refuse()
    for capacity, holder in zip(Capacity, SAYS_WHO, strict=False):
        if getattr(talk, holder) == by.id:
            _put_name(talk, capacity, by)
    record(TalkEvent.SIGNED, talk.ref, by=by, unit=talk.unit_id)
    return talk


def _put_name(talk: Talk, capacity: Capacity, by: Actor) -> None:
    assert by.id is not None  # only a person takes part
    Signature.objects.create(talk=talk, person_id=by.id, capacity=capacity, signed_at=clock.now())


@transaction.atomic
def close(talk: Talk, *, closing: str, by: Actor) -> Talk:
    """Followed up and closed; a promise whose day has passed unkept stays unkept."""
    talk = locked(talk)
    promised = list(talk.commitments.all())
    may_close(
        by,
        talk,
        are_signed=not still_to_sign(talk),
        has_running=any(each.is_running for each in promised),
        has_waiting=any(each.waits for each in promised),
    ).or_refuse()
    talk.closing = need(closing)
    talk.closed_at, talk.closed_by_id = clock.now(), by.id
    talk.state = TALK_WORKFLOW.after(TalkMove.CLOSE)
    talk.save(update_fields=["closing", "closed_at", "closed_by", "state"])
    record(TalkEvent.CLOSED, talk.ref, by=by, unit=talk.unit_id)
    return talk
