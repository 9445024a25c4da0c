"""Whether a database has every migration: its comment carries the fingerprint of those that were run."""

import hashlib
from importlib.metadata import version

import psycopg

from .addresses import Addresses
from .home import CHECKOUT

_OF_OTHERS = ("django", "django-allauth", "django-pgtrigger", "procrastinate")


def fingerprint() -> str:
    """What the migrations of this version come to."""
    seen = hashlib.sha256()
    for file in sorted((CHECKOUT / "lianheng").glob("*/migrations/*.py")):
        seen.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    for package in _OF_OTHERS:
        seen.update(f"{package} {version(package)}".encode())
    return "lianheng " + seen.hexdigest()[:32]


def is_current(where: Addresses) -> bool:
    """Whether the database answers the application and has all migrations."""
    asked = "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
    try:
        with psycopg.connect(where.app.conninfo()) as connection:
            row = connection.execute(asked).fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and row[0] == fingerprint()
