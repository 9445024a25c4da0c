"""Where the bytes lie: in the instance's folder, each content once, under its hash."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from lianheng.instance import home

CHUNK = 1024 * 1024
BENCH, HOUR = ("files", "bench"), 60 * 60


def put(chunks: Iterable[bytes]) -> str:
    """Keep the content and say its hash; what is there already is not written again."""
    drawn = bench() / f".{os.getpid()}.{secrets.token_hex(8)}"
    digest = hashlib.sha256()
    try:
        with open(os.open(drawn, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        sha256 = digest.hexdigest()
        home.current().folder("files", sha256[:2])
        drawn.replace(place(sha256))
    finally:
        drawn.unlink(missing_ok=True)
    return sha256


def bench() -> Path:
    """Where files lie while they are looked into, closed to everybody else."""
    return home.current().folder(*BENCH)


def tidy() -> None:
    """What a killed process left on the bench goes after an hour."""
    home.current().sweep(*BENCH, older_than=HOUR)


def place(sha256: str) -> Path:
    """Where the content with that hash lies."""
    return home.current().files / sha256[:2] / sha256


def digest(path: Path) -> str:
    """The hash of the bytes that lie there."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
