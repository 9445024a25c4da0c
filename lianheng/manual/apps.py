"""The application manual."""

from django.apps import AppConfig


class ManualConfig(AppConfig):
    """The manual, as it is read beside the work; and four walks through the drill."""

    name = "lianheng.manual"
    label = "manual"
    verbose_name = "手册"
