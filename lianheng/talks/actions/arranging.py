"""Arranging a talk: opened by a decision, planned, notified, put off, cancelled."""

from datetime import datetime

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.talks import roster
from lianheng.talks.models import Postponement, Talk
from lianheng.talks.policy import may_cancel, may_notify, may_open, may_pass_on, may_plan, may_postpone
from lianheng.talks.rules import TALK_WORKFLOW
from lianheng.talks.terms import TalkEvent, TalkKind, TalkMove, TalkReason, TalkState

from .checks import locked, need


@transaction.atomic
def open_talk(
    kind: TalkKind,
    *,
    unit_id: int,
    person_id: int | None,
    cause: Ref,
    because: str,
    led_by_id: int | None,
    by: Actor,
) -> Talk:
    """A decision leads to a talk; the same decision never to two."""
    may_open(by).or_refuse()
    talk, is_new = Talk.objects.get_or_create(
        kind=kind,
        cause_kind=cause.kind,
        cause_id=cause.id,
        defaults={
            "unit_id": unit_id,
            "person_id": person_id,
            "because": need(because)[:600],
            "led_by_id": None if led_by_id == person_id else led_by_id,
            "opened_at": clock.now(),
        },
    )
    if is_new:
        record(TalkEvent.OPENED, talk.ref, by=by, kind=kind.value, unit=unit_id)
    return talk


@transaction.atomic
def plan(
    talk: Talk,
    *,
    at: datetime,
    place: str,
    led_by: Person,
    second: Person,
    recorder: Person,
    by: Actor,
    person: Person | None = None,
) -> Talk:
    """When, where, and who takes part: two who talk, and somebody who writes it down."""
    talk = locked(talk)
    may_plan(by, talk).or_refuse()
    if at <= clock.now():
        raise Refused(TalkReason.IN_PAST)
    _set_person(talk, person)
    _check_talkers(talk, led_by, second, recorder)
    talk.planned_at, talk.place = at, need(place)
    talk.led_by, talk.second, talk.recorder = led_by, second, recorder
    talk.state = TALK_WORKFLOW.after(TalkMove.PLAN)
    talk.save()
    record(TalkEvent.PLANNED, talk.ref, by=by, unit=talk.unit_id)
    return talk


def _set_person(talk: Talk, person: Person | None) -> None:
    """Where nobody was named, because the post was vacant, somebody of the unit is named now."""
    if talk.person_id is not None:
        return
    if person is None or not roster.in_the_unit(talk).filter(pk=person.pk).exists():
        raise Refused(TalkReason.PERSON_MISSING)
    talk.person = person


def _check_talkers(talk: Talk, led_by: Person, second: Person, recorder: Person) -> None:
    if talk.person_id in (led_by.pk, second.pk, recorder.pk):
        raise Refused(TalkReason.SELF_INTEREST)
    if led_by.pk in (second.pk, recorder.pk):
        raise Refused(TalkReason.TWO_TALKERS)
    if not roster.leading(talk).filter(pk=led_by.pk).exists():
        raise Refused(TalkReason.MAY_NOT_LEAD)
    helping = {second.pk, recorder.pk}
    if roster.assisting(talk).filter(pk__in=helping).count() < len(helping):
        raise Refused(TalkReason.MAY_NOT_ASSIST)


@transaction.atomic
def notify(talk: Talk, *, notice: str, by: Actor) -> Talk:
    """The person concerned is told: why, when, where, with whom; those who take part are told too."""
    talk = locked(talk)
    may_notify(by, talk).or_refuse()
    if talk.planned_at is None or talk.planned_at <= clock.now():
        raise Refused(TalkReason.IN_PAST)
    talk.notice = need(notice)
    talk.notified_at, talk.notified_by_id = clock.now(), by.id
    talk.state = TALK_WORKFLOW.after(TalkMove.NOTIFY)
    talk.save(update_fields=["notice", "notified_at", "notified_by", "state"])
    record(TalkEvent.NOTIFIED, talk.ref, by=by, unit=talk.unit_id)
    return talk


@transaction.atomic
def postpone(talk: Talk, *, at: datetime, reason: str, by: Actor) -> Talk:
    """The talk is put off to another day with a reason; the person is notified anew."""
    talk = locked(talk)
    may_postpone(by, talk).or_refuse()
    if talk.planned_at is None or at <= clock.now():
        raise Refused(TalkReason.IN_PAST)
    Postponement.objects.create(
        talk=talk,
        was_planned_at=talk.planned_at,
        reason=need(reason),
        postponed_at=clock.now(),
        postponed_by_id=by.id,
    )
    talk.planned_at = at
    talk.state = TALK_WORKFLOW.after(TalkMove.POSTPONE)
    talk.save(update_fields=["planned_at", "state"])
    record(TalkEvent.POSTPONED, talk.ref, by=by, unit=talk.unit_id)
    return talk


@transaction.atomic
def cancel(talk: Talk, *, reason: str, by: Actor) -> Talk:
    """A talk that was not held is cancelled with a reason that stays on it."""
    talk = locked(talk)
    may_cancel(by, talk).or_refuse()
    talk.cancelled_because = need(reason)
    talk.cancelled_at, talk.cancelled_by_id = clock.now(), by.id
    talk.state = TALK_WORKFLOW.after(TalkMove.CANCEL)
    talk.save(update_fields=["cancelled_because", "cancelled_at", "cancelled_by", "state"])
    record(TalkEvent.CANCELLED, talk.ref, by=by, unit=talk.unit_id, told=bool(talk.notified_at))
    return talk


@transaction.atomic
def pass_on(talk: Talk, *, to: int, by: Actor) -> Talk:
    """Whoever takes the post over leads the talk: he arranges it anew, and the person is notified anew."""
    talk = locked(talk)
    may_pass_on(by, talk, to=to, now=clock.now()).or_refuse()
    if not roster.leading(talk).filter(pk=to).exists():
        raise Refused(TalkReason.MAY_NOT_LEAD)
    told = talk.state == TalkState.NOTIFIED
    left_by, talk.led_by_id = talk.led_by_id, to
    talk.second_id = None if talk.second_id == to else talk.second_id
    talk.recorder_id = None if talk.recorder_id == to else talk.recorder_id
    talk.state = TALK_WORKFLOW.after(TalkMove.PASS_ON)
    talk.save(update_fields=["led_by", "second", "recorder", "state"])
    record(TalkEvent.PASSED_ON, talk.ref, by=by, unit=talk.unit_id, left_by=left_by, to=to, told=told)
    return talk
