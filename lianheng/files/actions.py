"""A file is stored and attached to a record."""

from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from . import shelf
from .content import kind_of, proper_name
from .models import Attachment, StoredFile
from .terms import FileEvent, FileReason

MOST_BYTES = 50 * 1024 * 1024


@transaction.atomic
def attach(upload: UploadedFile, ref: Ref, *, by: Actor, unit: Unit | None = None) -> Attachment:
    """The file belongs to the record from now on; the same file under the same name only once."""
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(FileReason.TOO_LARGE, upload.name or "")
    try:
        kind = kind_of(cast(BinaryIO, upload.file))
    except Refused as refusal:
        raise Refused(refusal.reason, upload.name or "") from refusal
    upload.seek(0)
    now = clock.now()
    facts = {"size": upload.size, "media_type": kind.value, "stored_at": now}
    stored, _ = StoredFile.objects.get_or_create(sha256=shelf.put(upload.chunks()), defaults=facts)
    attachment, is_new = Attachment.objects.get_or_create(
        file=stored,
        name=proper_name(upload.name or "", kind),
        ref_kind=ref.kind,
        ref_id=ref.id,
        defaults={"unit": unit, "attached_at": now, "attached_by_id": by.id},
    )
    if is_new:
        record(FileEvent.ATTACHED, ref, by=by, attachment=attachment.pk)
    return attachment
