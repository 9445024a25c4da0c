"""What happens on the way in: with how many factors, into whose session, and who has no business here."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models.functions import Now
from django.http import HttpRequest

from lianheng.instance import profile, watch
from lianheng.kernel import clock

from . import actions, identity
from .actor import SYSTEM, Actor
from .models import Account, FactorReset, SignInSession
from .request import address_of, is_of_this_machine
from .sessions import ADDRESS

ON_A_DRILL = "drill"
RIGHTS = "rights"
MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def check_profile() -> None:
    """Asked before the first request is answered: the guard for drills stands before nothing real."""
    profile.check(settings.SECURITY_PROFILE, kind=identity.instance_kind(), is_loopback=settings.LOOPBACK)


def has_both_factors(request: HttpRequest) -> bool:
    """Whether this session was begun with two factors; on a drill of this very machine none is needed."""
    if settings.SECURITY_PROFILE == profile.DRILL:
        return True
    if request.session.get(ON_A_DRILL) and is_of_this_machine(request):
        return True
    records = get_authentication_records(request, request.user)
    return any(each.get("method") == "mfa" for each in records)


def has_factor(account: Any) -> bool:
    """Whether anything was set up besides the password; recovery codes alone are nothing."""
    return Authenticator.objects.filter(user_id=account.pk, type__in=MAIN).exists()


def may_enter(account: Account) -> bool:
    """Whoever has neither post nor role any more stays outside; that he tried is not kept silent."""
    if identity.actor_for_account(account).is_in_office:
        return True
    actions.note_leaver_refused(account, by=SYSTEM)
    return False


def carry_out_reset(account: Account) -> None:
    """A reset that was agreed to, and whose day is over, is done before a factor is asked for."""
    due = FactorReset.objects.due().filter(person=account.person_id, effective_at__lte=clock.now()).first()
    if due is not None:
        actions.carry_out_factor_reset(due, by=SYSTEM)


def entered(request: HttpRequest, account: Account) -> None:
    """Somebody is in: noted in the session alone, and told to himself when he is in elsewhere, too."""
    now = watch.now()
    request.session[watch.BEGAN] = request.session[watch.SEEN] = now
    request.session[ADDRESS] = address_of(request)
    SignInSession.objects.filter(account=account, expire_date__lt=Now()).delete()
    others = SignInSession.objects.filter(
        account=account, seen__gte=now - watch.IDLE, began__gte=now - watch.WHOLE
    ).exclude(session_key=request.session.kept_as)  # type: ignore[attr-defined]
    if others.exists():
        actions.note_signed_in_twice(account, by=SYSTEM)


def rights_changed(request: HttpRequest, actor: Actor) -> bool:
    """Whether roles or post are others than when the session began; not asked in somebody's stead."""
    if actor.on_behalf_of is not None:
        return False
    held = sorted([each.role, each.unit_id] for each in actor.held)
    kept = request.session.setdefault(RIGHTS, [actor.unit_id, held])
    return kept != [actor.unit_id, held]
