"""What was handed in as files."""

from datetime import date
from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from lianheng.files.models import Attachment, StoredFile
from lianheng.kernel import clock

OCTOBER_19 = clock.at_hour(date(2026, 10, 19), 16)


class StoredFileFactory(DjangoModelFactory):
    """A content that the database knows; its bytes lie nowhere."""

    class Meta:
        model = StoredFile

    sha256 = factory.Sequence(lambda n: sha256(str(n).encode()).hexdigest())
    size = 1
    media_type = "application/pdf"
    stored_at = OCTOBER_19


class AttachmentFactory(DjangoModelFactory):
    """A file handed in with a task; say with which."""

    class Meta:
        model = Attachment

    file = factory.SubFactory(StoredFileFactory)
    name = "检查台账.pdf"
    ref_kind = "checklists.submission"
    ref_id = 1
    attached_at = OCTOBER_19
