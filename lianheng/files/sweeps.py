"""What the system reads of files: where one belongs, and where its bytes lie."""

from pathlib import Path

from . import shelf
from .models import Attachment


def attachment(number: int) -> Attachment | None:
    """The attached file, whoever may see it; its record decides about that."""
    return Attachment.objects.select_related("file").filter(pk=number).first()


def bytes_of(found: Attachment) -> Path:
    """Where the bytes lie that are handed out: the cleaned copy, when there is one."""
    return shelf.place(found.file.cleaned or found.file.sha256)


def is_whole(path: Path) -> bool:
    """Whether the bytes are those that were kept: what was exchanged on the disk has another hash."""
    return shelf.digest(path) == path.name


def owner(found: Attachment) -> tuple[str, int]:
    """The record to which the file is attached."""
    return found.ref_kind, found.ref_id
