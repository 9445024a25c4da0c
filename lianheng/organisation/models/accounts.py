"""What people sign in with."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from .people import Person


class AccountManager(BaseUserManager["Account"]):
    """How sign-in finds an account."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """By the name one signs in with."""
        return self.get(username=username)


class Account(AbstractBaseUser):
    """What a person signs in with; an account without a grant can do nothing."""

    username = models.CharField("登录名", max_length=40, unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="account", verbose_name="人员"
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改密码", default=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "账号"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.username
