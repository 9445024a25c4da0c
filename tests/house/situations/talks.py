"""Talks: for whoever leads one, joins it, or is talked with."""

from datetime import date

from lianheng.organisation.actor import Actor
from lianheng.talks import policy
from lianheng.talks.models import Commitment, Talk

from .people import ANOTHER, NOW, SOMEBODY, TOWN, Situation


def _talk(state: str, **people: int | None) -> Talk:
    given = {"person_id": SOMEBODY, "led_by_id": ANOTHER, "second_id": None} | people
    held = NOW if state in ("held", "confirmed", "closed") else None
    return Talk(kind="reminder", unit=TOWN, state=state, planned_at=NOW, held_at=held, **given)


def _joined(who: Actor, state: str) -> Talk:
    """Whoever serves in the commission and is no administrator may be asked to join a talk."""
    may_join = who.is_of_commission and not any("admin" in role for role in who.roles())
    return _talk(state, second_id=who.id if may_join else None)


def _promise(talk: Talk, *, is_reported: bool = False) -> Commitment:
    reported = {"report": "已完成", "reported_at": NOW} if is_reported else {}
    return Commitment(talk=talk, what="补齐台账", due_on=date(2026, 11, 30), **reported)


def _arranged(act: object, state: str) -> tuple[Situation, ...]:
    """Whoever's office it is to lead such a talk; nobody a talk with himself."""
    return (lambda who: act(who, _talk(state)), lambda who: act(who, _talk(state, person_id=who.id)))


def _close(who: Actor, talk: Talk) -> object:
    return policy.may_close(who, talk, are_signed=True, has_running=False, has_waiting=False)


def _sign(who: Actor, talk: Talk) -> object:
    return policy.may_sign(who, talk, has_signed=False)


SITUATIONS: dict[str, tuple[Situation, ...]] = {
    "may_see": (
        lambda who: policy.may_see(who, _talk("held", person_id=who.id)),
        lambda who: policy.may_see(who, _talk("held")),
    ),
    "may_open": (policy.may_open,),
    "may_plan": _arranged(policy.may_plan, "planned"),
    "may_notify": _arranged(policy.may_notify, "planned"),
    "may_postpone": _arranged(policy.may_postpone, "notified"),
    "may_cancel": _arranged(policy.may_cancel, "planned"),
    "may_close": _arranged(_close, "confirmed"),
    "may_pass_on": (lambda who: policy.may_pass_on(who, _talk("notified"), to=ANOTHER, now=NOW),),
    "may_record": (
        lambda who: policy.may_record(who, _joined(who, "notified")),
        lambda who: policy.may_record(who, _talk("notified")),
    ),
    "may_note_refusal": (
        lambda who: policy.may_note_refusal(who, _joined(who, "held")),
        lambda who: policy.may_note_refusal(who, _talk("held")),
    ),
    "may_sign": (
        lambda who: _sign(who, _joined(who, "confirmed")),
        lambda who: _sign(who, _talk("confirmed")),
    ),
    "may_confirm": (
        lambda who: policy.may_confirm(who, _talk("held", person_id=who.id)),
        lambda who: policy.may_confirm(who, _talk("held")),
    ),
    "may_report": (
        lambda who: policy.may_report(who, _promise(_talk("confirmed", person_id=who.id))),
        lambda who: policy.may_report(who, _promise(_talk("confirmed"))),
    ),
    "may_confirm_commitment": (
        lambda who: policy.may_confirm_commitment(who, _promise(_joined(who, "confirmed"), is_reported=True)),
        lambda who: policy.may_confirm_commitment(who, _promise(_talk("confirmed", person_id=who.id))),
    ),
    "may_return_commitment": (
        lambda who: policy.may_return_commitment(who, _promise(_joined(who, "confirmed"), is_reported=True)),
        lambda who: policy.may_return_commitment(who, _promise(_talk("confirmed", person_id=who.id))),
    ),
}
