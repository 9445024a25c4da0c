"""One talk with everything around it, and what the actor may do next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lianheng.journal.queries import timeline
from lianheng.kernel import clock
from lianheng.kernel.verdict import Verdict
from lianheng.notices import queries as notices
from lianheng.notices.models import Notice
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.talks import policy, roster
from lianheng.talks.models import Commitment, Postponement, Signature, Talk
from lianheng.talks.rules import TOOK_PLACE
from lianheng.talks.terms import Capacity, NoticeText, TalkEvent, TalkState

from .talks import visible

TONES = {
    TalkEvent.CONFIRMED: "green",
    TalkEvent.COMMITMENT_CONFIRMED: "green",
    TalkEvent.CLOSED: "green",
    TalkEvent.POSTPONED: "amber",
    TalkEvent.CANCELLED: "amber",
    TalkEvent.REFUSAL_NOTED: "amber",
    TalkEvent.COMMITMENT_RETURNED: "amber",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a talk."""

    at: datetime
    title: str
    by: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, and what the actor may do about it."""

    commitment: Commitment
    may_report: Verdict
    may_confirm: Verdict
    may_return: Verdict


@dataclass(frozen=True)
class TalkSheet:
    """A talk, its record, its signatures and promises, and what the actor may do next."""

    talk: Talk
    promises: list[Promise]
    signatures: list[Signature]
    postponements: list[Postponement]
    read_at: datetime | None
    own_notice: Notice | None
    trail: list[Step]
    is_concerned: bool
    may_plan: Verdict
    may_notify: Verdict
    may_postpone: Verdict
    may_cancel: Verdict
    may_record: Verdict
    may_confirm: Verdict
    may_note_refusal: Verdict
    may_sign: Verdict
    may_close: Verdict
    subject: Promise | None = None

    def promise(self, commitment_id: int) -> Promise:
        """One of the promises."""
        return next(each for each in self.promises if each.commitment.pk == commitment_id)

    def about(self, commitment_id: int) -> "TalkSheet":
        """The same talk with one promise in view."""
        return replace(self, subject=self.promise(commitment_id))

    @property
    def promised(self) -> list[tuple[str, date]]:
        """What was promised, with its day, as the record has it."""
        return [(each.commitment.what, each.commitment.due_on) for each in self.promises]

    @property
    def likely_held_at(self) -> datetime | None:
        """When it was held, or was to be held and may have been by now."""
        planned = self.talk.planned_at
        return self.talk.held_at or (planned if planned and planned <= clock.now() else None)

    @property
    def took_place(self) -> bool:
        """There is a record."""
        return self.talk.state in TOOK_PLACE

    @property
    def is_open(self) -> bool:
        """Neither closed nor cancelled."""
        return self.talk.state not in (TalkState.CLOSED, TalkState.CANCELLED)

    @property
    def days_waiting(self) -> int:
        """Since how many days it waits to be arranged."""
        return (clock.today() - self.talk.opened_at.astimezone(clock.ZONE).date()).days

    @property
    def kept(self) -> int:
        """How many promises were kept."""
        return sum(each.commitment.was_kept for each in self.promises)

    @property
    def missing(self) -> list[Capacity]:
        """Whose signature is still missing, once the person concerned has answered."""
        signed = {each.capacity for each in self.signatures}
        wanted = (Capacity.LEADING, Capacity.SECOND, Capacity.RECORDING)
        return [each for each in wanted if each not in signed]

    @property
    def has_arranging(self) -> bool:
        """Whether the actor arranges anything here."""
        return any((self.may_plan, self.may_notify, self.may_postpone, self.may_cancel))


def talk_or_404(actor: Actor, talk_id: int) -> Talk:
    """A talk that the actor may see; any other does not exist."""
    return get_object_or_404(visible(actor), pk=talk_id)


def commitment_or_404(actor: Actor, commitment_id: int) -> Commitment:
    """What was promised in a talk that the actor may see."""
    rows = Commitment.objects.visible_to(actor).select_related("talk__unit")
    return get_object_or_404(rows, pk=commitment_id)


def sheet(actor: Actor, talk: Talk) -> TalkSheet:
    """The talk with everything around it."""
    promised = list(talk.commitments.select_related("confirmed_by", "returned_by"))
    for each in promised:
        each.talk = talk
    signatures = list(talk.signatures.select_related("person"))
    put_off = list(talk.postponements.select_related("postponed_by"))
    told = notices.readings_of(actor, talk.ref, TalkEvent.NOTIFIED)
    return TalkSheet(
        talk=talk,
        promises=[_promise(actor, each) for each in promised],
        signatures=signatures,
        postponements=put_off,
        read_at=told.get(talk.person_id) if talk.person_id else None,
        own_notice=notices.unread_of(actor, talk.ref),
        trail=_trail(actor, talk, promised, put_off),
        is_concerned=actor.id is not None and actor.id == talk.person_id,
        may_plan=policy.may_plan(actor, talk),
        may_notify=policy.may_notify(actor, talk),
        may_postpone=policy.may_postpone(actor, talk),
        may_cancel=policy.may_cancel(actor, talk),
        may_record=policy.may_record(actor, talk),
        may_confirm=policy.may_confirm(actor, talk),
        may_note_refusal=policy.may_note_refusal(actor, talk),
        may_sign=policy.may_sign(
            actor, talk, has_signed=any(each.person_id == actor.id for each in signatures)
        ),
        may_close=policy.may_close(
            actor,
            talk,
            are_signed=not roster.still_to_sign(talk),
            has_running=any(each.is_running for each in promised),
            has_waiting=any(each.waits for each in promised),
        ),
    )


def _promise(actor: Actor, commitment: Commitment) -> Promise:
    return Promise(
        commitment,
        policy.may_report(actor, commitment),
        policy.may_confirm_commitment(actor, commitment),
        policy.may_return_commitment(actor, commitment),
    )


def _trail(actor: Actor, talk: Talk, promised: list[Commitment], put_off: list[Postponement]) -> list[Step]:
    """What happened to the talk, oldest first, with the words that belong to it."""
    reasons = iter([each.reason for each in put_off])
    what = {each.pk: each.what for each in promised}
    notes = {
        TalkEvent.CANCELLED.value: talk.cancelled_because,
        TalkEvent.REFUSAL_NOTED.value: talk.refusal,
        TalkEvent.CLOSED.value: talk.closing,
    }
    steps = []
    for event in timeline(actor, [talk.ref]):
        kind = TalkEvent(event.kind)
        note = next(reasons, "") if kind == TalkEvent.POSTPONED else notes.get(event.kind, "")
        note = note or what.get(event.detail.get("commitment", 0), "")
        steps.append(Step(event.happened_at, kind.label, event.actor_name, note, TONES.get(kind, "")))
    return steps


def choices(actor: Actor, talk: Talk) -> Mapping[str, QuerySet[Person]]:
    """Who may be chosen for a talk: to lead it, to join or record it, and with whom where nobody is named."""
    found = {
        "led_by": roster.leading(talk),
        "second": roster.assisting(talk),
        "recorder": roster.assisting(talk),
    }
    if talk.person_id is None:
        found["person"] = roster.in_the_unit(talk)
    return {name: rows.prefetch_related(roster.in_office()) for name, rows in found.items()}


def proposed_notice(actor: Actor, talk: Talk) -> str:
    """The notice as the words of the house propose it; whoever sends it may rewrite it."""
    at = talk.planned_at.astimezone(clock.ZONE) if talk.planned_at else clock.now()
    return NoticeText(talk.kind).label.format(
        person=talk.person or "",
        because=talk.because,
        at=f"{at:%Y-%m-%d %H:%M}",
        place=talk.place,
        leader=talk.led_by or "",
        second=talk.second or "",
    )
