"""The application catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Every measure of every department, in one list."""

    name = "lianheng.catalogue"
    label = "catalogue"
    verbose_name = "指标"
