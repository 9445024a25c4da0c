"""Sign-in; on a drill on this very machine, with one click as one of its people."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import authenticate
from allauth.mfa.webauthn.views import login_webauthn
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lianheng.organisation import entering, identity
from lianheng.organisation.request import is_of_this_machine

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; on a drill also the people to try it out as."""
    people = identity.drill_people() if is_of_this_machine(request) else []
    return LoginView.as_view(extra_context={"demo_people": [_offered(grant) for grant in people]})(request)


@require_POST
@login_not_required
def drill(request: HttpRequest, number: str) -> HttpResponse:
    """Sign-in without a password: only on a drill, and only from the machine that it runs on."""
    if not is_of_this_machine(request):
        raise Http404
    login(request, identity.drill_account_or_404(number), backend=BACKEND)
    request.session[entering.ON_A_DRILL] = True
    return redirect(_wanted(request) or settings.LOGIN_REDIRECT_URL)


def _offered(grant: Any) -> dict[str, str]:
    """One of the drill's people, with the address of the button that signs in as him."""
    who = grant.person
    said = {"name": who.name, "number": who.number, "role": grant.get_role_display(), "unit": str(grant.unit)}
    return said | {"url": reverse("drill_sign_in", args=[who.number])}


def _wanted(request: HttpRequest) -> str:
    """The page of ours that was asked for before; none of anybody else's."""
    said = request.POST.get(REDIRECT_FIELD_NAME, "")
    return said if url_has_allowed_host_and_scheme(said, allowed_hosts=None) else ""


code = login_not_required(authenticate)
passkey = login_not_required(login_webauthn)
