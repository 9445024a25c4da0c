"""The application flows."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Where packages meet: the close of the month, imports, reactions."""

    name = "lianheng.flows"
    label = "flows"
    verbose_name = "流程"
