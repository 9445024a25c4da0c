"""A post changes hands: a handover is opened, signed by three, and closed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Grant, Handover, Person, Post, Unit
from lianheng.organisation.rules import HANDOVER_WORKFLOW
from lianheng.organisation.terms import (
    HandoverCause,
    HandoverMove,
    HandoverState,
    OrganisationEvent,
    OrganisationReason,
)


class Lists(NamedTuple):
    """What is open in a post at a moment, and its last twelve months in figures."""

    open_work: list[dict[str, Any]]
    figures: list[dict[str, Any]]


DrawUp = Callable[[Handover], Lists]


@transaction.atomic
def open_handover(
    leaver: Person,
    *,
    unit: Unit,
    post: Post | None,
    left_on: date,
    cause: HandoverCause,
    grants: Iterable[Grant],
    draw_up: DrawUp,
    by: Actor,
) -> Handover:
    """The post is to be handed over; said twice of the same day, what was left out is added."""
    policy.may_open_handover(by).or_refuse()
    Person.objects.select_for_update().get(pk=leaver.pk)
    now = clock.now()
    handover, is_new = Handover.objects.get_or_create(
        leaver=leaver,
        unit=unit,
        post=post,
        left_on=left_on,
        defaults={"cause": cause, "opened_at": now, "listed_at": now},
    )
    if handover.state != HandoverState.OPENED:
        return handover
    handover.grants.add(*grants)
    if handover.successor_id is None:
        handover.successor_id = _appointed_since(handover)
    _list(handover, draw_up)
    handover.save()
    if is_new:
        _record(OrganisationEvent.HANDOVER_OPENED, handover, by)
    return handover


@transaction.atomic
def name_successor(handover: Handover, successor: Person, *, by: Actor) -> Handover:
    """It is said who takes over: whoever was appointed to the post, or a colleague for the time being."""
    handover = _locked(handover)
    policy.may_name_successor(by, handover).or_refuse()
    if successor.pk == handover.leaver_id:
        raise Refused(OrganisationReason.SUCCESSOR_LEFT)
    if not Appointment.objects.running(clock.today()).filter(person=successor).exists() and not by.is_system:
        raise Refused(OrganisationReason.NOT_IN_OFFICE)
    handover.successor = successor
    handover.save(update_fields=["successor"])
    _record(OrganisationEvent.SUCCESSOR_NAMED, handover, by)
    return handover


@transaction.atomic
def sign_handover(handover: Handover, *, risks: str, draw_up: DrawUp, by: Actor) -> Handover:
    """The leaver signs what is open now, and what his successor should look out for."""
    handover = _locked(handover)
    policy.may_sign_handover(by, handover).or_refuse()
    return _sign(handover, HandoverMove.SIGN, OrganisationEvent.HANDOVER_SIGNED, risks, draw_up, by)


@transaction.atomic
def sign_instead(
    handover: Handover, *, because: str, draw_up: DrawUp, by: Actor, risks: str = ""
) -> Handover:
    """The leaver cannot sign any more; whoever stands above does, and says why."""
    handover = _locked(handover)
    policy.may_sign_instead(by, handover).or_refuse()
    if not because.strip():
        raise Refused(OrganisationReason.REASON_MISSING)
    handover.signed_instead_by_id, handover.instead_because = by.id, because
    event = OrganisationEvent.HANDOVER_SIGNED_INSTEAD
    return _sign(handover, HandoverMove.SIGN_INSTEAD, event, risks, draw_up, by)


@transaction.atomic
def take_over(handover: Handover, *, by: Actor) -> Handover:
    """The successor signs that he has taken over what is listed."""
    handover = _locked(handover)
    policy.may_take_over(by, handover).or_refuse()
    handover.state = HANDOVER_WORKFLOW.after(HandoverMove.TAKE_OVER)
    handover.taken_over_at = clock.now()
    handover.save(update_fields=["state", "taken_over_at"])
    _record(OrganisationEvent.HANDOVER_TAKEN_OVER, handover, by)
    return handover


@transaction.atomic
def close_handover(handover: Handover, *, by: Actor) -> Handover:
    """The witness signs, and the handover is completed."""
    handover = _locked(handover)
    policy.may_close_handover(by, handover).or_refuse()
    handover.state = HANDOVER_WORKFLOW.after(HandoverMove.CLOSE)
    handover.closed_at, handover.witness_id = clock.now(), by.id
    handover.save(update_fields=["state", "closed_at", "witness"])
    _record(OrganisationEvent.HANDOVER_CLOSED, handover, by)
    return handover


@transaction.atomic
def cancel_handover(handover: Handover, *, because: str, by: Actor) -> Handover:
    """The post did not change hands after all."""
    handover = _locked(handover)
    policy.may_cancel_handover(by, handover).or_refuse()
    if not because.strip():
        raise Refused(OrganisationReason.REASON_MISSING)
    handover.state, handover.cancelled_because = HANDOVER_WORKFLOW.after(HandoverMove.CANCEL), because
    handover.save(update_fields=["state", "cancelled_because"])
    _record(OrganisationEvent.HANDOVER_CANCELLED, handover, by)
    return handover


def _sign(
    handover: Handover, move: HandoverMove, event: OrganisationEvent, risks: str, draw_up: DrawUp, by: Actor
) -> Handover:
    _list(handover, draw_up)
    handover.state, handover.risks = HANDOVER_WORKFLOW.after(move), risks
    handover.signed_at = clock.now()
    handover.save()
    _record(event, handover, by)
    return handover


def _list(handover: Handover, draw_up: DrawUp) -> None:
    handover.open_work, handover.figures = draw_up(handover)
    handover.listed_at = clock.now()


def _appointed_since(handover: Handover) -> int | None:
    """Whoever took up the post when it was left; a colleague on a post of the same name is no successor."""
    if handover.post_id is None:
        return None
    came = Appointment.objects.filter(post=handover.post_id, from_on__gte=handover.left_on)
    rows = came.exclude(person=handover.leaver_id).order_by("from_on", "pk")
    return rows.values_list("person_id", flat=True).first()


def _locked(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("unit", "leaver")
    return rows.get(pk=handover.pk)


def _record(event: OrganisationEvent, handover: Handover, by: Actor) -> None:
    concerned = {"leaver": handover.leaver_id, "successor": handover.successor_id}
    record(event, handover.ref, by=by, unit=handover.unit_id, post=handover.post_id, **concerned)
