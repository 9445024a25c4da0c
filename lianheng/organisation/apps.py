"""The application organisation."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class OrganisationConfig(AppConfig):
    """Units, posts, people, appointments, grants; who is acting; sign-in."""

    name = "lianheng.organisation"
    label = "organisation"
    verbose_name = "组织机构"

    def ready(self) -> None:
        """Asked whenever something is checked, and before the house opens."""
        from .checks import administrators_are_apart, nobody_is_above

        register(nobody_is_above, Tags.security)
        register(administrators_are_apart, Tags.database)
