"""One's own sign-in: second factors, recovery codes, sessions. What allauth does, noted in the journal."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions, entering, queries
from lianheng.organisation.request import Request
from lianheng.organisation.terms import Factor, OrganisationEvent, OrganisationReason


@require_safe
def security(request: Request) -> HttpResponse:
    """With what one signs in, and where one is signed in."""
    own = queries.own_sign_in(request.actor, request.session.kept_as)  # type: ignore[attr-defined]
    return render(request, "organisation/security.html", {"own": own})


@require_safe
def setup(request: Request) -> HttpResponse:
    """The first factor is chosen; whoever has one goes on."""
    if entering.has_factor(request.user):
        return redirect("mfa_index")
    return render(request, "organisation/factor_setup.html")


@require_POST
def other_sessions(request: Request) -> HttpResponse:
    """Everywhere else one is signed out."""
    actions.end_other_sessions(request.user, but=request.session.kept_as, by=request.actor)  # type: ignore
    messages.success(request, OrganisationEvent.SESSIONS_ENDED.label)
    return redirect("mfa_index")


class _Proving:
    """Whoever has just set up a factor has shown that he has it: this session was begun with both."""

    factor: Factor
    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """Set up, noted, and in."""
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        request = self.request
        actions.note_factor_added(request.user, self.factor, by=request.actor)
        record_authentication(request, request.user, "mfa", type=self.factor.value)
        return answer


class Totp(_Proving, ActivateTOTPView):
    """An app on the phone that shows a code."""

    factor = Factor.TOTP


class Passkey(_Proving, AddWebAuthnView):
    """A key in the machine, the phone or a stick, opened by a finger or a PIN."""

    factor = Factor.PASSKEY


class TotpEnd(DeactivateTOTPView):
    """The app is used no more."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Gone, and noted."""
        answer = super().form_valid(form)
        actions.note_factor_removed(self.request.user, Factor.TOTP, by=self.request.actor)
        return answer


class PasskeyEnd(RemoveWebAuthnView):
    """A key is used no more; the last one stays."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Gone, and noted."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            raise Refused(OrganisationReason.LAST_FACTOR)
        answer = super().form_valid(form)
        actions.note_factor_removed(self.request.user, Factor.PASSKEY, by=self.request.actor)
        return answer


class Codes(GenerateRecoveryCodesView):
    """New recovery codes; the old ones open nothing any more."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Drawn, and noted."""
        answer = super().form_valid(form)
        actions.note_codes_drawn(self.request.user, by=self.request.actor)
        return answer


totp, totp_end = Totp.as_view(), TotpEnd.as_view()
passkey, passkey_end = Passkey.as_view(), PasskeyEnd.as_view()
codes = Codes.as_view()
