"""The application catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Every measure of every department, in one list."""

    name = "lianheng.catalogue"
    label = "catalogue"
    verbose_name = "指标"

    def ready(self) -> None:
        """Whoever lets a measure prove a task, or explains one, finds it by its code."""
        from lianheng.kernel.measure import make_known

        from .contents import MEASURES

        make_known(MEASURES)
