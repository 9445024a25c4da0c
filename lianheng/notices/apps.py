"""The application notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """A person's inbox."""

    name = "lianheng.notices"
    label = "notices"
    verbose_name = "消息"
