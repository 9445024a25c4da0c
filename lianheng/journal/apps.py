"""The application journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What happened, append-only, and what must still follow."""

    name = "lianheng.journal"
    label = "journal"
    verbose_name = "经过"
