"""The application home."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Screens that only read: the workbench, the unit's month, search."""

    name = "lianheng.home"
    label = "home"
    verbose_name = "工作台"
