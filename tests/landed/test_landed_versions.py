"""Whoever runs a version that landed can take up this one: its data is migrated, verified and recomputed."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lianheng.instance import addresses, roles
from lianheng.instance.cluster import Cluster, program_of_server
from lianheng.instance.home import Home

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent
LANDED = sorted(HERE.glob("*.sql.gz"))


@pytest.fixture
def home(tmp_path) -> Home:
    """An installation of its own."""
    return Home(tmp_path / "home")


def run(home: Home, *words: str, said: str = "") -> str:
    """A program of ours on that installation; what it says."""
    environment = {**os.environ, "LIANHENG_HOME": str(home.root)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, *words]
    done = subprocess.run(command, env=environment, cwd=CHECKOUT, input=said, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def lianheng(home: Home, *words: str) -> str:
    """The command line on that installation."""
    return run(home, "-m", "lianheng.cli", *words)


def applied(said: str) -> list[tuple[str, str]]:
    """The migrations that the landed version had run, in their order."""
    rows = said.partition("COPY public.django_migrations")[2].partition("\n\\.\n")[0].splitlines()[1:]
    return [(app, name) for _, app, name, _ in (row.split("\t") for row in rows)]


# Only as far as the landed version had come; what others publish is taken as it is now.
AS_FAR = """
import json, sys, django
from django.conf import settings
last = dict(json.load(sys.stdin))
settings.INSTALLED_APPS += ["django.contrib.sessions"] if "sessions" in last else []
django.setup()
from django.core.management import call_command
ours = {app for app, name in last.items() if name}
for app in last:
    call_command("migrate", app, *([last[app]] if app in ours else []), verbosity=0, interactive=False)
"""


def as_it_was(home: Home, said: str) -> None:
    """The tables of the landed version, with its rows in them."""
    ours = {path.parent.name for path in (CHECKOUT / "lianheng").glob("*/migrations")}
    last = [(app, name if app in ours else "") for app, name in applied(said)]
    cluster = Cluster(home)
    with cluster.in_use():
        where = addresses.addresses(home, str(cluster.socket_folder))
        roles.prepare(where)
        run(home, "-c", AS_FAR, said=json.dumps(last))
        assert where.admin
        emptied = "".join(f"truncate {table} cascade;\n" for table in re.findall(r"(?m)^COPY (\S+)", said))
        subprocess.run(
            [program_of_server("psql"), "-qXv", "ON_ERROR_STOP=1", where.admin.conninfo()],
            input=(emptied + said).encode(),
            env={**os.environ, "PGOPTIONS": "-c session_replication_role=replica"},
            check=True,
            stdout=subprocess.DEVNULL,
        )


def test_there_is_data_of_a_landed_version():
    assert LANDED


@pytest.mark.parametrize("landed", LANDED, ids=lambda path: path.name.removesuffix(".sql.gz"))
def test_the_data_of_a_landed_version_is_taken_along(home, landed):
    said = gzip.decompress(landed.read_bytes()).decode()
    as_it_was(home, said)
    lianheng(home, "init")
    lianheng(home, "verify")
    lianheng(home, "replay")
    assert json.loads(lianheng(home, "proposals", "--json"))
    lianheng(home, "demo")
