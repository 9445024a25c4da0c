"""What the system reads of files: where one belongs, and where its bytes lie."""

from pathlib import Path

from . import shelf
from .models import Attachment


def attachment(number: int) -> Attachment | None:
    """The attached file, whoever may see it; its record decides about that."""
    return Attachment.objects.select_related("file").filter(pk=number).first()


def bytes_of(found: Attachment) -> Path:
    """Where the bytes of the file lie."""
    return shelf.place(found.file.sha256)


def owner(found: Attachment) -> tuple[str, int]:
    """The record to which the file is attached."""
    return found.ref_kind, found.ref_id
