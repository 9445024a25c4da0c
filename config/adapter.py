"""How sign-in differs from what allauth does by itself: no signing up, a lock, and closed secrets."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lianheng.instance import vault, watch
from lianheng.organisation import attempts, entering
from lianheng.organisation.request import address_of
from lianheng.organisation.terms import OrganisationReason

QUIET = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in without signing up, closed for a while after too many failures."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account for himself."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Whoever chose a password of his own need not change it again."""
        user.must_change_password = False  # type: ignore[attr-defined]
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """And goes on to what he came for."""
        return settings.LOGIN_REDIRECT_URL

    def get_client_ip(self, request: HttpRequest) -> str:
        """As our own requests are placed: never as just anybody says."""
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Name and address together are closed after five failures, whether there is an account or not."""
        if attempts.must_wait(credentials.get("username", ""), address_of(request)):
            raise ValidationError(OrganisationReason.TOO_MANY_FAILURES.label)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """One failure more."""
        attempts.failed(credentials.get("username", ""), address_of(request))

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Who has left stays outside; a lost factor that was to be reset is gone before it is asked for."""
        if not entering.may_enter(user):
            clear_login(request)
            messages.error(request, OrganisationReason.OUT_OF_OFFICE.label)
            return redirect("account_login")
        entering.carry_out_reset(user)
        return super().pre_login(request, user, **more)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Whoever is in starts anew, and learns if somebody else is in under his name."""
        attempts.forgotten(user.username, address_of(request))
        entering.entered(request, user)
        return super().post_login(request, user, **more)

    def add_message(self, request: HttpRequest, level: int, *said: Any, **more: Any) -> None:
        """That one is in, or out, is to be seen."""
        template = said[0] if said else more.get("message_template")
        if template not in QUIET:
            super().add_message(request, level, *said, **more)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever proved himself a moment ago need not again."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = any(0 <= watch.now() - int(each["at"]) < watch.FRESH for each in records)
        return not is_fresh and super().is_reauthentication_required(app=app, **more)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are closed, and the last one stays."""

    def encrypt(self, text: str) -> str:
        """Closed under the name of whoever sets it up."""
        return vault.seal(settings.HOME, text, of=_whose())

    def decrypt(self, encrypted_text: str) -> str:
        """Opened for whoever proves himself with it; what is not his is a secret that nobody knows."""
        try:
            return vault.unseal(settings.HOME, encrypted_text, of=_whose())
        except vault.NotOpened:
            logging.getLogger(__name__).error("a second factor of %s does not open", _whose())
            return generate_totp_secret()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last: nobody is in with a password alone."""
        main = Authenticator.objects.filter(user_id=authenticator.user_id)
        others = main.exclude(pk=authenticator.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return others.exists()


def _whose() -> str:
    """The account that is being signed in, or that is."""
    request = context.request
    if request.user.is_authenticated:
        return str(request.user.pk)
    return str(request._login_stage.login.user.pk)
