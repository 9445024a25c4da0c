"""The copy that is handed out, without what a file tells of its maker; the original stays as it came."""

import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile

from lianheng.instance import home
from lianheng.kernel.verdict import Refused

from . import apart, nameless, shelf
from .content import kind_of
from .terms import FileKind, FileReason

MOST_BYTES = 50 * 1024 * 1024
PATIENCE_SECONDS = 30
CHUNK = 1024 * 1024
_two_at_a_time = BoundedSemaphore(2)  # in each web process: large pictures together fill the memory
_KINDS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.PDF: "PDF"}
_REASONS = {
    apart.LOCKED: FileReason.LOCKED,
    apart.ACTIVE: FileReason.ACTIVE,
    apart.TOO_MANY_POINTS: FileReason.TOO_MANY_POINTS,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file is, the copy to be handed out if it is not the original, and what a picture looks like."""

    kind: FileKind
    copy: Path | None = None
    look: int | None = None


def looked_into(upload: UploadedFile) -> Looked:
    """Once for each upload, however often it is asked: by the form, and by what keeps it."""
    found = getattr(upload, "looked", None)
    if not isinstance(found, Looked):
        kind = kind_of(cast(BinaryIO, upload.file))
        found = Looked(kind) if kind == FileKind.TEXT else _cleaned(upload, kind)
        upload.looked = found  # type: ignore[attr-defined]
    return found


def _cleaned(upload: UploadedFile, kind: FileKind) -> Looked:
    """The copy, made in a process that may break; refuses what cannot be read, or does something."""
    folder = Path(tempfile.mkdtemp(dir=shelf.bench()))
    weakref.finalize(upload, shutil.rmtree, folder, ignore_errors=True)
    source, target = folder / "received", folder / "cleaned"
    upload.seek(0)
    with source.open("wb") as out:
        out.writelines(upload.chunks())
    word, _, look = _apart(_KINDS.get(kind, ""), source, target).partition(" ")
    source.unlink()
    if word not in (nameless.AS_IT_IS, nameless.CLEANED):
        raise Refused(_REASONS.get(word, FileReason.BROKEN))
    return Looked(kind, target if word == nameless.CLEANED else None, _as_kept(look))


def _apart(kind: str, source: Path, target: Path) -> str:
    command = (sys.executable, "-m", apart.__name__, kind, str(source), str(target))
    told = {"PYTHONPATH": str(home.CHECKOUT)}  # nothing of ours: no address, no password, no folder
    try:
        with _two_at_a_time:
            done = subprocess.run(
                command, env=told, capture_output=True, timeout=PATIENCE_SECONDS, check=False, text=True
            )
    except subprocess.TimeoutExpired:
        return apart.BROKEN
    return done.stdout if done.returncode == 0 else apart.BROKEN


def chunks(path: Path) -> Iterator[bytes]:
    """What lies there, by and by."""
    with path.open("rb") as content:
        while chunk := content.read(CHUNK):
            yield chunk


def _as_kept(look: str) -> int | None:
    """As the database keeps 64 bits."""
    number = int(look or "0", 16)
    return (number - (1 << 64) if number >> 63 else number) if look else None
