"""What sign-in keeps: sessions, failures, codes that were used."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from .accounts import Account


class SignInSession(AbstractBaseSession):
    """Somebody is signed in, from when, seen last when, and from where; the key itself is kept nowhere."""

    session_data = models.TextField("内容")
    expire_date = models.DateTimeField("到期时间", db_index=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="sessions", verbose_name="账号"
    )
    began = models.BigIntegerField("登录时间", null=True, help_text="实际时间的秒数")
    seen = models.BigIntegerField("最近操作", null=True, help_text="实际时间的秒数, 每分钟至多记一次")
    address = models.CharField("地址", max_length=45, blank=True)

    class Meta:
        verbose_name = "登录会话"
        ordering = ("-began",)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """How these rows are read and written."""
        from lianheng.organisation.sessions import SessionStore

        return SessionStore


class FailedSignIn(models.Model):
    """How often signing in under a name failed from one address; the name is kept as a digest only."""

    name_digest = models.CharField("登录名摘要", max_length=64)
    address = models.CharField("地址", max_length=45)
    failures = models.PositiveSmallIntegerField("失败次数", default=0)
    last_at = models.BigIntegerField("最近失败", default=0, help_text="实际时间的秒数")

    class Meta:
        verbose_name = "登录失败"
        constraints = (
            models.UniqueConstraint(fields=["name_digest", "address"], name="one_count_a_name_and_address"),
        )

    def __str__(self) -> str:
        return f"{self.failures} from {self.address}"


class UsedCode(models.Model):
    """A code of six digits that an account has signed in with; it opens nothing a second time."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="账号")
    code = models.CharField("验证码", max_length=12)
    used_at = models.BigIntegerField("使用时间", help_text="实际时间的秒数")

    class Meta:
        verbose_name = "已用验证码"
        constraints = (models.UniqueConstraint(fields=["account", "code"], name="a_code_is_used_once"),)

    def __str__(self) -> str:
        return f"{self.account_id} at {self.used_at}"
