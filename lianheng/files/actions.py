"""A file is stored and attached to a record."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from . import shelf
from .cleaning import MOST_BYTES, chunks, looked_into
from .content import proper_name
from .models import Attachment, StoredFile
from .terms import FileEvent, FileKind, FileReason


@transaction.atomic
def attach(upload: UploadedFile, ref: Ref, *, by: Actor, unit: Unit | None = None) -> Attachment:
    """The file belongs to the record from now on; the same file under the same name only once."""
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(FileReason.TOO_LARGE, upload.name or "")
    stored, now = _stored(upload), clock.now()
    attachment, is_new = Attachment.objects.get_or_create(
        file=stored,
        name=proper_name(upload.name or "", FileKind(stored.media_type)),
        ref_kind=ref.kind,
        ref_id=ref.id,
        defaults={"unit": unit, "attached_at": now, "attached_by_id": by.id},
    )
    if is_new:
        record(FileEvent.ATTACHED, ref, by=by, attachment=attachment.pk, sha256=stored.sha256)
    return attachment


def _stored(upload: UploadedFile) -> StoredFile:
    """The content as it was received, and beside it the copy that is handed out."""
    try:
        looked = looked_into(upload)
    except Refused as refusal:
        raise Refused(refusal.reason, upload.name or "") from refusal
    upload.seek(0)
    facts = {
        "size": upload.size,
        "media_type": looked.kind.value,
        "stored_at": clock.now(),
        "cleaned": shelf.put(chunks(looked.copy)) if looked.copy else "",
        "look": looked.look,
    }
    return StoredFile.objects.get_or_create(sha256=shelf.put(upload.chunks()), defaults=facts)[0]
