"""One's own factors and sessions; for the administrators also the resets of lost factors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.shortcuts import get_object_or_404

from lianheng.instance import watch
from lianheng.kernel.moments import ZONE
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Account, FactorReset, FactorResetQuerySet, SignInSession
from lianheng.organisation.terms import Factor

STALE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Running:
    """A session that runs: since when, seen last when, from where."""

    began_at: datetime
    seen_at: datetime
    address: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    """With what, and where, somebody is signed in."""

    totp: Any
    passkeys: list[Any]
    codes_left: int
    sessions: list[Running]


@dataclass(frozen=True, slots=True)
class ResetSheet:
    """The reset of a lost factor, and what one may do about it."""

    reset: FactorReset
    may_decide: Verdict
    may_stop: Verdict


def own_sign_in(actor: Actor, this: str) -> OwnSignIn:
    """One's own factors and running sessions; `this` is where one is just now."""
    factors = list(Authenticator.objects.filter(user__person=actor.id).order_by("pk"))
    codes = next((each for each in factors if each.type == Factor.CODES), None)
    return OwnSignIn(
        totp=next((each for each in factors if each.type == Factor.TOTP), None),
        passkeys=[each for each in factors if each.type == Factor.PASSKEY],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        sessions=list(_running(actor, this)),
    )


def _running(actor: Actor, this: str) -> Iterable[Running]:
    now = watch.now()
    rows = SignInSession.objects.filter(
        account__person=actor.id, seen__gte=now - watch.IDLE, began__gte=now - watch.WHOLE
    )
    for each in rows.order_by("-seen"):
        yield Running(_moment(each.began), _moment(each.seen), each.address, each.session_key == this)


def reset_list(actor: Actor) -> list[ResetSheet]:
    """The resets that one may know of: those that wait first, then the latest."""
    policy.may_see_resets(actor).or_refuse()
    rows = sorted(_resets(actor)[:200], key=lambda each: each.state not in ("asked", "approved"))
    return [_sheet(actor, each) for each in rows]


def reset_or_404(actor: Actor, reset_id: int) -> ResetSheet:
    """The reset with that number."""
    return _sheet(actor, get_object_or_404(_resets(actor), pk=reset_id))


def resets_to_decide(actor: Actor) -> int:
    """How many resets wait for this person."""
    return sum(bool(policy.may_decide_reset(actor, each)) for each in _resets(actor).filter(state="asked"))


def may_ask_reset(actor: Actor, person_id: int) -> Verdict:
    """Whether one may ask for the reset of this person's factor."""
    return policy.may_ask_reset(actor, person_id)


def stale_accounts(actor: Actor, now: datetime) -> list[Account]:
    """Accounts in use that nobody has signed in with for ninety days: to look at, and perhaps to close."""
    policy.may_manage_accounts(actor).or_refuse()
    since = datetime.fromtimestamp(now.timestamp() - STALE_DAYS * 24 * 60 * 60, tz=ZONE)
    rows = Account.objects.filter(is_active=True).filter(Q(last_login=None) | Q(last_login__lt=since))
    return list(rows.select_related("person").order_by("last_login", "username"))


def _resets(actor: Actor) -> FactorResetQuerySet:
    rows = FactorReset.objects.visible_to(actor)
    return rows.select_related("person", "asked_by", "decided_by")


def _sheet(actor: Actor, reset: FactorReset) -> ResetSheet:
    return ResetSheet(reset, policy.may_decide_reset(actor, reset), policy.may_stop_reset(actor, reset))


def _moment(seconds: int | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, tz=ZONE)
