"""Asks whether anything is known against what we stand on; what could not be asked is a failure."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-audit.txt")
COMMAND = ("-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "--format", "json")


def wrong(report: Mapping[str, Any], lock: str) -> Iterator[str]:
    """Everything that keeps a lock from passing: known weaknesses, what was skipped, what is missing."""
    found = {each["name"]: each for each in report.get("dependencies", ())}
    for name in sorted(set(locked(lock)) - set(found)):
        yield f"{name}: not asked about"
    for name, each in sorted(found.items()):
        if "skip_reason" in each:
            yield f"{name}: skipped, {each['skip_reason']}"
        for known in each.get("vulns", ()):
            mended = ", ".join(known["fix_versions"]) or "-"
            yield f"{name} {each['version']}: {known['id']}, mended in {mended}"


def locked(lock: str) -> list[str]:
    """The names in the lock that this machine would install."""
    pins = [Requirement(line.rstrip(" \\")) for line in lock.splitlines() if re.match("[A-Za-z0-9]", line)]
    return [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate()]


def asked(lock: Path) -> Iterator[str]:
    """What pip-audit says of the lock; when it says nothing, that."""
    done = subprocess.run(
        [sys.executable, *COMMAND, "-r", str(lock)], capture_output=True, text=True, check=False, timeout=600
    )
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        yield f"{lock}: no answer. {done.stderr.strip()[-300:]}"
        return
    problems = list(wrong(report, lock.read_text(encoding="utf-8")))
    yield from problems
    if done.returncode and not problems:
        yield f"{lock}: {done.stderr.strip()[-300:]}"


def main() -> int:
    """Nothing known against any, or all of it."""
    found = [problem for lock in LOCKS for problem in asked(Path(lock))]
    print("\n".join(found) or "nothing is known against what we stand on")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
