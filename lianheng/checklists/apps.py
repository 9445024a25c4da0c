"""The application checklists."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Monthly lists: issue, prove, submit, return, accept, exempt, extend, lapse."""

    name = "lianheng.checklists"
    label = "checklists"
    verbose_name = "清单"
