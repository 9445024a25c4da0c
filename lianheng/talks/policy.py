"""Who sees a talk, who arranges, records, confirms, signs and closes it; nobody a talk with himself."""

from datetime import datetime

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor

from .models import Commitment, Talk
from .models.talks import OVERSEERS
from .rules import ANSWERED, LEADS, TALK_WORKFLOW
from .terms import TalkMove, TalkReason, TalkState


def may_see(actor: Actor, talk: Talk) -> bool:
    """The person concerned, those who lead or record it, the leader, the deputy in charge; nobody else."""
    if actor.id is None:
        return False
    if actor.id == talk.person_id or actor.id in talk.taking_part:
        return True
    return any(actor.holds(role, talk.unit) for role in OVERSEERS)


def may_open(actor: Actor) -> Verdict:
    """A talk is opened by what was decided elsewhere: the machine carries the decision out."""
    return YES if actor.is_system else no(TalkReason.WRONG_STATE)


def _may_arrange(actor: Actor, talk: Talk, move: TalkMove) -> Verdict:
    """Whoever leads the talk arranges it, or somebody whose office it is to lead one of this kind there."""
    if talk.person_id in actor.selves:
        return no(TalkReason.SELF_INTEREST)
    if not _in_office(actor, talk) and (actor.id is None or actor.id != talk.led_by_id):
        return no(TalkReason.NOT_ARRANGED_BY_YOU)
    return YES if TALK_WORKFLOW.allows(TalkState(talk.state), move) else no(TalkReason.WRONG_STATE)


def _in_office(actor: Actor, talk: Talk) -> bool:
    """Whose office it is to lead a talk of this kind with this unit."""
    return any(actor.holds(role, talk.unit) for role in LEADS[talk.kind])


def may_plan(actor: Actor, talk: Talk) -> Verdict:
    """The day, the place and who takes part are set until the person concerned was told."""
    return _may_arrange(actor, talk, TalkMove.PLAN)


def may_notify(actor: Actor, talk: Talk) -> Verdict:
    """The person concerned is told once the talk is arranged."""
    verdict = _may_arrange(actor, talk, TalkMove.NOTIFY)
    is_early = talk.state == TalkState.PROPOSED and verdict.why_not == TalkReason.WRONG_STATE
    return no(TalkReason.NOT_PLANNED) if is_early else verdict


def may_postpone(actor: Actor, talk: Talk) -> Verdict:
    """A talk of which the person was told is put off with a reason."""
    return _may_arrange(actor, talk, TalkMove.POSTPONE)


def may_cancel(actor: Actor, talk: Talk) -> Verdict:
    """A talk that was not held may be cancelled with a reason."""
    return _may_arrange(actor, talk, TalkMove.CANCEL)


def may_pass_on(actor: Actor, talk: Talk, *, to: int, now: datetime) -> Verdict:
    """A talk goes with the post to the successor, never to the person concerned, before its hour has come."""
    if not actor.is_system:
        return no(TalkReason.NOT_HANDED_OVER)
    if talk.person_id == to:
        return no(TalkReason.SELF_INTEREST)
    if not TALK_WORKFLOW.allows(TalkState(talk.state), TalkMove.PASS_ON):
        return no(TalkReason.WRONG_STATE)
    has_come = talk.state == TalkState.NOTIFIED and talk.planned_at is not None and talk.planned_at <= now
    return no(TalkReason.HOUR_HAS_COME) if has_come else YES


def may_record(actor: Actor, talk: Talk) -> Verdict:
    """Those who take part write the record, and put it right until the person concerned has answered it."""
    if actor.id not in talk.taking_part:
        return no(TalkReason.NOT_TAKING_PART)
    if TALK_WORKFLOW.allows(TalkState(talk.state), TalkMove.HOLD):
        return YES
    is_early = talk.state in (TalkState.PROPOSED, TalkState.PLANNED)
    return no(TalkReason.NOT_NOTIFIED if is_early else TalkReason.WRONG_STATE)


def may_confirm(actor: Actor, talk: Talk) -> Verdict:
    """Only the person concerned confirms the record, in his own words, and may disagree."""
    if actor.id is None or actor.id != talk.person_id:
        return no(TalkReason.NOT_CONCERNED)
    if TALK_WORKFLOW.allows(TalkState(talk.state), TalkMove.CONFIRM):
        return YES
    return no(TalkReason.WRONG_STATE if talk.held_at else TalkReason.NOT_HELD)


def may_note_refusal(actor: Actor, talk: Talk) -> Verdict:
    """That the person does not confirm is noted by those who took part; it is never forced."""
    if actor.id not in talk.taking_part:
        return no(TalkReason.NOT_TAKING_PART)
    allowed = TALK_WORKFLOW.allows(TalkState(talk.state), TalkMove.NOTE_REFUSAL)
    return YES if allowed else no(TalkReason.WRONG_STATE)


def may_sign(actor: Actor, talk: Talk, *, has_signed: bool) -> Verdict:
    """Those who took part sign once, after the person concerned has answered the record."""
    if actor.id not in talk.taking_part:
        return no(TalkReason.NOT_TAKING_PART)
    if talk.state not in ANSWERED:
        return no(TalkReason.WRONG_STATE if talk.state == TalkState.CLOSED else TalkReason.NOT_ANSWERED)
    return no(TalkReason.ALREADY_SIGNED) if has_signed else YES


def may_close(actor: Actor, talk: Talk, *, are_signed: bool, has_running: bool, has_waiting: bool) -> Verdict:
    """Whoever led it closes the talk: signed by both, and nothing promised still running or waiting."""
    if not (verdict := _may_arrange(actor, talk, TalkMove.CLOSE)):
        return verdict
    if not are_signed:
        return no(TalkReason.UNSIGNED)
    if has_waiting:
        return no(TalkReason.PROOF_WAITS)
    return no(TalkReason.COMMITMENTS_RUNNING) if has_running else YES


def may_report(actor: Actor, commitment: Commitment) -> Verdict:
    """The person concerned reports what was done about a promise."""
    if actor.id is None or actor.id != commitment.talk.person_id:
        return no(TalkReason.NOT_CONCERNED)
    if commitment.done_on is not None:
        return no(TalkReason.ALREADY_DONE)
    return YES if commitment.talk.state in ANSWERED else no(TalkReason.WRONG_STATE)


def may_confirm_commitment(actor: Actor, commitment: Commitment) -> Verdict:
    """Those who took part, or whose office it is to lead such a talk, confirm that a promise was kept."""
    talk = commitment.talk
    if actor.id not in talk.taking_part and not _in_office(actor, talk):
        return no(TalkReason.NOT_TAKING_PART)
    if talk.person_id in actor.selves:
        return no(TalkReason.SELF_INTEREST)
    if commitment.done_on is not None:
        return no(TalkReason.ALREADY_DONE)
    return YES if commitment.talk.state in ANSWERED else no(TalkReason.WRONG_STATE)


def may_return_commitment(actor: Actor, commitment: Commitment) -> Verdict:
    """What was reported and does not suffice comes back with a reason."""
    if not (verdict := may_confirm_commitment(actor, commitment)):
        return verdict
    return YES if commitment.waits else no(TalkReason.NOT_REPORTED)
