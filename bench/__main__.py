"""make bench: a district and a province are made up, closed, replayed and read; every figure is printed."""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from lianheng.cli.ready import instance, prepare

from .load import DISTRICT, PROVINCE, Size

EVERYTHING = ["district", "province", "pages", "lists"]
FIRST, LAST = "2025-11", "2026-10"


def main() -> None:
    """Measure what was asked for; everything unless said."""
    parser = ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", nargs="*", choices=EVERYTHING, default=[])
    parser.add_argument("--home", type=Path, help="where the made-up instances lie; kept when given")
    args = parser.parse_args()
    what = args.what or EVERYTHING
    with tempfile.TemporaryDirectory(prefix="lianheng-bench-") as scratch:
        home = args.home or Path(scratch)
        if "district" in what:
            ledger(DISTRICT, home)
        if "province" in what:
            ledger(PROVINCE, home)
        if "pages" in what:
            apart("bench.reading", home / PROVINCE.name)
        if "lists" in what:
            apart("bench.lists", home / PROVINCE.name)


def ledger(size: Size, home: Path) -> None:
    """Tally and replay at that size, each process on its own."""
    print(f"== {size.name}: {size.units} units", flush=True)
    apart("bench", home / size.name, "--fill", size.name)
    apart("bench.ledger", home / size.name, FIRST, LAST)


def apart(module: str, home: Path, *args: str) -> None:
    """Run a module of ours in a process and an instance of its own."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "LIANHENG_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", module, *args], env=environment, check=True)


def fill(name: str) -> None:
    """Make the instance of this process a district or a province, unless it is one already."""
    size = {each.name: each for each in (DISTRICT, PROVINCE)}[name]
    with instance() as where:
        prepare(where)
        from lianheng.organisation.models import Unit

        from . import bare_page, people
        from .load import load

        if not Unit.objects.exists():
            assert where.admin, "made-up data needs an administrator's login"
            load(size, where.admin.conninfo(), months=12, last=date.fromisoformat(f"{LAST}-01"))
            people.appoint()
            bare_page.fill()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fill"]:
        fill(sys.argv[2])
    else:
        main()
