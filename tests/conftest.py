"""Every test works as the application role, on a database that only the owner may shape."""

from collections.abc import Iterator
from contextlib import nullcontext

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as properties
from psycopg import sql

from lianheng.instance import addresses, home, profile, roles
from lianheng.instance.cluster import Cluster
from lianheng.kernel import clock

# A property is judged by what it finds, not by how busy the machine is.
properties.register_profile("house", deadline=None)
properties.load_profile("house")

KEPT = ("django_migrations", "django_content_type", "auth_permission")


@pytest.fixture(scope="session")
def database_server() -> Iterator[addresses.Addresses]:
    """The server on which the tests run: the embedded one, or the one that DATABASE_URL names."""
    cluster = Cluster(home.current())
    where = addresses.addresses(cluster.home, str(cluster.socket_folder))
    with cluster.in_use() if where.is_embedded else nullcontext():
        roles.prepare(where)
        yield where


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server, request) -> None:
    """Each parallel worker has a database of its own."""
    if worker := getattr(request.config, "workerinput", None):
        connections["owner"].settings_dict["TEST"]["NAME"] += "_" + worker["workerid"]


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_blocker, django_db_modify_db_settings, database_server
) -> Iterator[None]:
    """The owner makes the test database; the tests see it as the application."""
    owner, app = connections["owner"], connections["default"]
    keep = request.config.getvalue("reuse_db") and not request.config.getvalue("create_db")
    with django_db_blocker.unblock():
        kept = owner.settings_dict["NAME"]
        owner.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep, serialize=False)
        app.close()
        app.settings_dict["NAME"] = owner.settings_dict["NAME"]
        with owner.cursor() as cursor:
            cursor.execute(f'alter database "{owner.settings_dict["NAME"]}" set synchronous_commit = off')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: wipe(database_server))
        yield
    with django_db_blocker.unblock():
        connections["default"].close()
        if keep:
            owner.close()
        else:
            owner.creation.destroy_test_db(kept, verbosity=0)


def wipe(where: addresses.Addresses) -> None:
    """Empty the test database after a test that committed: past triggers and rights, so as superuser."""
    assert where.admin, "tests that commit need an administrator: DATABASE_ADMIN_URL"
    connections["default"].close()
    said = "select tablename from pg_tables where schemaname = 'public' and tablename <> all(%s)"
    with psycopg.connect(where.admin.into(connections["owner"].settings_dict["NAME"]).conninfo()) as admin:
        tables = [sql.Identifier("public", name) for (name,) in admin.execute(said, [list(KEPT)])]
        admin.execute("set local session_replication_role = replica")
        admin.execute(sql.SQL("truncate {} restart identity cascade").format(sql.SQL(", ").join(tables)))


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _one_factor_is_enough() -> None:
    """Tests of other things sign people in by force; those of sign-in ask for both factors again."""
    settings.SECURITY_PROFILE = profile.DRILL


@pytest.fixture(scope="session", autouse=True)
def _time_may_be_set() -> None:
    """A test lives at the time it says: `with clock.standing_at(day):`."""
    clock.allow_setting()
