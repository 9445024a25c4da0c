"""From decision to talk: what was adopted is talked about, and those who have to do with it are told."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from django.urls import reverse

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.terms import ProposalKind
from lianheng.kernel.moments import ZONE
from lianheng.notices.actions import Letter, tell
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import SYSTEM
from lianheng.talks import actions, sweeps
from lianheng.talks.sweeps import Brief
from lianheng.talks.terms import TalkKind
from lianheng.ui.parts import plain_number

from .handovers.drawing_up import holder_of
from .telling import Reaction
from .terms import Cause, Message

if TYPE_CHECKING:
    from lianheng.assessment.rules.ladder import Result
    from lianheng.journal.models import Event

Whom = Callable[[Brief], Iterable[int | None]]

TALKS: Mapping[str, TalkKind] = {
    ProposalKind.REMINDER_TALK: TalkKind.REMINDER,
    ProposalKind.YELLOW_CARD: TalkKind.SUMMONS,
}


def open_talk(event: "Event") -> None:
    """A reminder talk that was adopted, and the summons that comes with a yellow card, wait to be arranged.

    Where the post of the head was vacant, it is whoever heads the unit now; one decision opens one talk.
    """
    kind = TALKS.get(event.detail["kind"])
    if kind is None:
        return
    decided = ledger.proposal_in_brief(event.ref_id)
    heads = organisation.head_of([decided.unit_id], event.happened_at.astimezone(ZONE).date())
    head = heads.get(decided.unit_id)
    actions.open_talk(
        kind,
        unit_id=decided.unit_id,
        person_id=decided.person_id or (head.pk if head else None),
        cause=event.ref,
        because="; ".join(_said(result) for result in decided.results),
        led_by_id=decided.decided_by_id,
        by=SYSTEM,
    )


def pass_on(event: "Event") -> None:
    """With the handover completed the successor leads the talks that the leaver was still to hold."""
    handover = organisation.handover(event.ref_id)
    left_by, to = event.detail["leaver"], event.detail["successor"]
    for talk in sweeps.talks_to_pass_on(holder_of(handover), left_by, to):
        actions.pass_on(talk, to=to, by=SYSTEM)


def _said(result: "Result") -> str:
    cause = Cause.BOTTOM if result.is_bottom_three else Cause.SCORED if result.rank else Cause.UNRANKED
    score = plain_number(result.score)
    return cause.label.format(period=result.period.label, score=score, rank=result.rank)


def arrangers(message: Message) -> Reaction:
    """Whoever leads the talk; where nobody is named, everybody whose office it is."""

    def tell_arrangers(event: "Event") -> None:
        brief = sweeps.talk_in_brief(event.ref_id)
        people = [brief.led_by_id] if brief.led_by_id else sweeps.may_lead(event.ref_id)
        _tell(event, brief, people, message)

    return tell_arrangers


def person(message: Message) -> Reaction:
    """The person concerned."""
    return _telling(message, lambda brief: [brief.person_id])


def leader(message: Message) -> Reaction:
    """Whoever leads the talk."""
    return _telling(message, lambda brief: [brief.led_by_id])


def talkers(message: Message) -> Reaction:
    """Everybody who takes part, the person concerned apart."""
    return _telling(message, lambda brief: brief.taking_part)


def person_when_told(message: Message) -> Reaction:
    """The person concerned, if he ever heard of the talk."""

    def tell_person(event: "Event") -> None:
        brief = sweeps.talk_in_brief(event.ref_id)
        if event.detail["told"]:
            _tell(event, brief, [brief.person_id], message)

    return tell_person


def _telling(message: Message, whom: Whom) -> Reaction:
    def tell_them(event: "Event") -> None:
        brief = sweeps.talk_in_brief(event.ref_id)
        _tell(event, brief, whom(brief), message)

    return tell_them


def _tell(event: "Event", brief: Brief, people: Iterable[int | None], message: Message) -> None:
    at = f"{brief.planned_at.astimezone(ZONE):%Y-%m-%d %H:%M}" if brief.planned_at else ""
    unit = organisation.unit(brief.unit_id).name
    title = message.label.format(kind=brief.kind, unit=unit, at=at, place=brief.place)
    url = reverse("talks:talk", args=[event.ref_id])
    tell(event, (Letter(one, title, url) for one in people if one is not None))
