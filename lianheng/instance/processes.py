"""What is true of processes on this machine: who works in a folder, how to run without being root."""

import ctypes
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

from .home import Misconfigured

_AS_NOBODY = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
_PR_SET_PDEATHSIG = 1


@cache
def not_as_root() -> tuple[str, ...]:
    """What to put before a PostgreSQL program: nothing for a person, a user namespace for root."""
    if os.geteuid() != 0:
        return ()
    try:
        probe = subprocess.run([*_AS_NOBODY, "true"], capture_output=True, check=False).returncode
    except FileNotFoundError:
        probe = 127
    if probe:
        raise Misconfigured(
            "PostgreSQL refuses to run as root, and this machine refuses user namespaces (unshare): "
            "run as an ordinary user, or name a server in DATABASE_URL"
        )
    return _AS_NOBODY


def working_in(folder: Path, program: str = "postgres") -> set[int]:
    """The living processes of a program that have the folder as their own."""
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if os.readlink(entry / "cwd") == str(folder) and (entry / "comm").read_text().strip() == program:
                found.add(int(entry.name))
        except OSError:
            continue
    return found


def die_with_parent() -> None:
    """Called in a child before it starts its program: when its parent is killed, it is asked to stop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
