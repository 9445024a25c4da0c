"""Keeps what a landed version leaves in its database: `scripts/landed.py VERSION` writes it for the tests.

Run it with that version's own code, on an installation of its own (LIANHENG_HOME) with a short drill in it.
"""

import gzip
import subprocess
import sys
from pathlib import Path

from lianheng.cli.ready import instance
from lianheng.instance.cluster import program_of_server

FOLDER = Path(__file__).parent.parent / "tests" / "landed"
# Sessions and jobs pass; the keys are made anew by each installation.
LEFT_OUT = ("django_session", "procrastinate_*", "jc.*")


def main(version: str) -> None:
    """All rows of all tables, as the server itself writes them out."""
    with instance() as where:
        assert where.admin, "only an administrator reads everything"
        command = [program_of_server("pg_dump"), "--data-only", "--no-owner"]
        command += [f"--exclude-table={name}" for name in LEFT_OUT]
        said = subprocess.run(
            [*command, where.admin.into(where.app.database).conninfo()], check=True, capture_output=True
        )
    kept = FOLDER / f"{version}.sql.gz"
    kept.write_bytes(gzip.compress(said.stdout, mtime=0))
    print(f"{kept.name}: {kept.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
