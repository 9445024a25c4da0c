"""The application organisation."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, posts, people, appointments, grants; who is acting; sign-in."""

    name = "lianheng.organisation"
    label = "organisation"
    verbose_name = "组织机构"
