"""Making an installation ready for a command: server, roles, tables; quick when nothing is missing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from lianheng.instance import addresses, home, roles, schema
from lianheng.instance.cluster import Cluster

from .speech import Failed, say, tell


@contextmanager
def instance() -> Iterator[addresses.Addresses]:
    """The installation, its database answering for this block."""
    here = home.current()
    cluster = Cluster(here)
    where = addresses.addresses(here, str(cluster.socket_folder))
    with cluster.in_use() if where.is_embedded else nullcontext():
        yield where


def prepare(where: addresses.Addresses) -> None:
    """Set Django up; make roles, database and tables where they are missing or old."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    current = schema.is_current(where)
    if not current:
        if where.owner is None:
            raise Failed(say("数据库须升级, 请设置 DATABASE_OWNER_URL", "old tables: set DATABASE_OWNER_URL"))
        tell("正在准备数据库……", "Preparing the database...")
        roles.prepare(where)
    import django

    django.setup()
    if not current:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
