"""How sign-in differs from what allauth does by itself: nobody opens an account for himself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in without signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account for himself."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Whoever chose a password of his own need not change it again."""
        user.must_change_password = False  # type: ignore[attr-defined]
        super().set_password(user, password)
