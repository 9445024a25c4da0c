"""The application talks."""

from django.apps import AppConfig


class TalksConfig(AppConfig):
    """Talks of every kind: arranged, notified, held, confirmed by the person concerned, followed up."""

    name = "lianheng.talks"
    label = "talks"
    verbose_name = "谈话"
