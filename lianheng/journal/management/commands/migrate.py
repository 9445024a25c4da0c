"""Migrations, run as the owner of the tables; first the application's rights are said, last its limits."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from lianheng.instance.context import pads
from lianheng.instance.schema import fingerprint

# Said before the first table: default privileges hold for later objects only.
RIGHTS = """
alter default privileges in schema public grant select, insert, update, delete on tables to lh_app;
alter default privileges in schema public grant usage, select on sequences to lh_app;
alter default privileges revoke execute on functions from public;
alter default privileges in schema public grant execute on functions to lh_app;
"""
# pgtrigger re-creates its door, an ordinary setting that puts triggers to sleep, with every new trigger.
WALLS = """
revoke insert, update, delete on django_migrations from lh_app;
create or replace function public._pgtrigger_should_ignore(trigger_name name) returns boolean
    language sql immutable as 'select false';
"""
KEY = """
insert into jc.key (ipad, opad) values (%s, %s)
    on conflict (one) do update set ipad = excluded.ipad, opad = excluded.opad
"""


class Command(migrate.Command):
    """Django's migrate, as the owner, one at a time, with the application's rights around it."""

    def add_arguments(self, parser: CommandParser) -> None:
        """As Django's, on the owner's connection unless told otherwise."""
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Rights, migrations, walls."""
        connection = connections[options["database"]]
        looks_only = options["plan"] or options["check_unapplied"]
        with connection.cursor() as cursor:
            if not looks_only:
                cursor.execute("select pg_advisory_lock(hashtext('lianheng.migrate'))")
                cursor.execute(RIGHTS)
            try:
                said = super().handle(*args, **options)
                if not looks_only and not options["app_label"]:
                    self._close(cursor)
            finally:
                if not looks_only:
                    cursor.execute("select pg_advisory_unlock(hashtext('lianheng.migrate'))")
        return said

    def _close(self, cursor: Any) -> None:
        cursor.execute(WALLS)
        cursor.execute(KEY, pads(settings.DATABASES["default"]["SIGNED_CONTEXT"]))
        cursor.execute("select quote_ident(current_database()), quote_literal(%s)", [fingerprint()])
        database, mark = cursor.fetchone()
        cursor.execute(f"comment on database {database} is {mark}")
