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

from . import identity
from .actor import NOBODY, Actor
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
                return _signed_out(request)
        request.actor = actor  # type: ignore[attr-defined]
        request.instance_kind = SimpleLazyObject(identity.instance_kind)  # type: ignore[attr-defined]
        if user.is_authenticated and user.must_change_password and request.path not in _allowed():
            return redirect("account_change_password")
        with context.acting_as(actor.id):
            return self.get_response(request)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """Whoever has neither post nor role any more is out at once, whatever page was asked for."""
    logout(request)
    messages.error(request, OrganisationReason.OUT_OF_OFFICE.label)
    return redirect("account_login")


def _timed_out(request: HttpRequest) -> HttpResponse:
    """Whoever was away too long signs in again and comes back to his page; what was typed waits there."""
    logout(request)
    messages.info(request, OrganisationReason.TIMED_OUT.label)
    page = request.get_full_path() if request.method in ("GET", "HEAD") else came_from(request) or "/"
    return redirect_to_login(page, reverse("account_login"))


def _allowed() -> tuple[str, ...]:
    """Where one may go before the one-time password was changed."""
    return reverse("account_change_password"), reverse("account_logout"), reverse("account_reauthenticate")


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """One transaction of a job or command, signed with whoever acts; it ends with all or with nothing."""
    with context.acting_as(actor.id), transaction.atomic():
        yield actor
