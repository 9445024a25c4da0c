"""Before the house opens: nobody stands above the rules, and the three administrators are apart."""

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import connections

from .models import Account
from .rules import ADMINISTRATORS

GUARDED = frozenset({"organisation.Grant", "organisation.GrantRequest"})
ABOVE_ALL = ("is_superuser", "is_staff", "has_perm")
ADMIN = "django.contrib.admin"
STANDING = (
    "select tgname from pg_trigger where not tgisinternal and tgenabled in ('O', 'A') and tgname = any(%s)"
)
TOGETHER = """
    select count(*) from organisation_grant as one join organisation_grant as other using (person_id)
    where one.role = any(%s) and other.role <> one.role
        and daterange(one.from_on, one.to_on + 1) && daterange(other.from_on, other.to_on + 1)
"""


def nobody_is_above(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """There is no superuser, and no page that obeys one."""
    found: list[CheckMessage] = [
        Error(f"an account has {name}: nobody stands above the roles", id="organisation.E001")
        for name in ABOVE_ALL
        if hasattr(Account, name)
    ]
    if apps.is_installed(ADMIN):
        found.append(Error(f"{ADMIN} is installed: it asks no policy", id="organisation.E002"))
    return found


def administrators_are_apart(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The triggers that keep them apart stand, and nobody holds two of their roles all the same."""
    entered = [name for name in databases or () if connections[name].settings_dict.get("SIGNED_CONTEXT")]
    return [failure for name in entered for failure in _of_database(name)]


def _of_database(name: str) -> list[CheckMessage]:
    guards = {
        guard.get_pgid(model) for model, guard in pgtrigger.registered() if model._meta.label in GUARDED
    }
    with connections[name].cursor() as cursor:
        cursor.execute(STANDING, [sorted(guards)])
        found: list[CheckMessage] = [
            Error(f"the guard {guard} is absent or switched off", id="organisation.E003")
            for guard in sorted(guards - {standing for (standing,) in cursor.fetchall()})
        ]
        cursor.execute(TOGETHER, [sorted(ADMINISTRATORS)])
        if cursor.fetchone()[0]:
            found.append(Error("an administrator holds another role too", id="organisation.E004"))
        return found
