"""The frame as a Django app: templates, style sheets and template tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """How every page looks and feels."""

    name = "lianheng.ui"
    label = "ui"
    verbose_name = "界面"
