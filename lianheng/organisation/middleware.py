"""Who acts: on every request as `request.actor`, and in the signed context that the database is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from lianheng.instance import context, watch
from lianheng.ui.views import came_from

from . import entering, identity
from .actor import NOBODY, Actor
from .request import address_of
from .sessions import ADDRESS
from .terms import OrganisationReason

STANDING_IN = "standing_in"
Respond = Callable[[HttpRequest], HttpResponse]


class SignInMiddleware(LoginRequiredMiddleware):
    """Whoever must sign in again comes back to the page he was on, not to an address that only takes."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """What was typed there is still in the browser (`kept.js`)."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(came_from(request) or "/", reverse("account_login"))


class ActorMiddleware:
    """Puts the actor on the request and into the signed context for as long as it is answered."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user, actor = request.user, NOBODY
        if user.is_authenticated:
            if watch.is_over(request.session):
                return _timed_out(request)
            actor = identity.actor_for_account(user, standing_in=request.session.get(STANDING_IN))
            if not actor.is_in_office:
                return _signed_out(request, OrganisationReason.OUT_OF_OFFICE)
            if entering.rights_changed(request, actor):
                return _signed_out(request, OrganisationReason.RIGHTS_CHANGED)
            if ADDRESS not in request.session:
                request.session[ADDRESS] = address_of(request)
        request.actor = actor  # type: ignore[attr-defined]
        request.instance_kind = SimpleLazyObject(identity.instance_kind)  # type: ignore[attr-defined]
        if user.is_authenticated and (elsewhere := _not_yet(request)):
            return elsewhere
        with context.acting_as(actor.id):
            return self.get_response(request)


def _signed_out(request: HttpRequest, reason: OrganisationReason) -> HttpResponse:
    """Whoever has no office, or another than before, is out at once, whatever page was asked for."""
    page = _page(request)
    logout(request)
    messages.error(request, reason.label)
    if reason == OrganisationReason.OUT_OF_OFFICE:
        return redirect("account_login")
    return redirect_to_login(page, reverse("account_login"))


def _timed_out(request: HttpRequest) -> HttpResponse:
    """Whoever was away too long signs in again and comes back to his page; what was typed waits there."""
    page = _page(request)
    logout(request)
    messages.info(request, OrganisationReason.TIMED_OUT.label)
    return redirect_to_login(page, reverse("account_login"))


def _page(request: HttpRequest) -> str:
    """To which page one comes back after signing in again."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else came_from(request) or "/"


def _not_yet(request: HttpRequest) -> HttpResponse | None:
    """First a password of one's own, then a second factor; nobody passes by one that is set up."""
    account = request.user
    if account.must_change_password:  # type: ignore[union-attr]
        return None if request.path in _paths(FOR_A_PASSWORD) else redirect("account_change_password")
    if entering.has_both_factors(request) or request.path in _paths(ALWAYS):
        return None
    if entering.has_factor(account):
        return _signed_out(request, OrganisationReason.BOTH_FACTORS)
    return None if request.path in _paths(FOR_A_FACTOR) else redirect("factor_setup")


ALWAYS = ("account_logout",)
FOR_A_PASSWORD = (*ALWAYS, "account_change_password", "account_reauthenticate")
FOR_A_FACTOR = (*FOR_A_PASSWORD, "factor_setup", "mfa_activate_totp", "mfa_add_webauthn")


def _paths(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(reverse, names))


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """One transaction of a job or command, signed with whoever acts; it ends with all or with nothing."""
    with context.acting_as(actor.id), transaction.atomic():
        yield actor
