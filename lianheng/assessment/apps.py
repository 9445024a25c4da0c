"""The application assessment."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """The scheme, the ledger, the close of a month, ranking, objections, the ladder."""

    name = "lianheng.assessment"
    label = "assessment"
    verbose_name = "考核"
