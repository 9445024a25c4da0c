"""Files are what their content says, kept once, and read by whoever may see their record."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianheng.files import actions, shelf
from lianheng.files.content import proper_name
from lianheng.files.models import StoredFile
from lianheng.files.queries import attachments_of
from lianheng.files.terms import FileKind, FileReason
from lianheng.journal.models import Event
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import Role
from tests.factories.checklists import SubmissionFactory
from tests.factories.organisation import CommissionFactory, UnitFactory, person_in, signed_in

pytestmark = pytest.mark.django_db
SUBMISSION = Ref("checklists.submission", 1)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return out.getvalue()


def attach(name, content, ref=SUBMISSION, **more):
    return actions.attach(SimpleUploadedFile(name, content), ref, by=SYSTEM, **more)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF),
        (packed("word/document.xml"), FileKind.WORD),
        (packed("xl/workbook.xml"), FileKind.EXCEL),
        (packed("ppt/presentation.xml"), FileKind.SLIDES),
        (packed("OFD.xml"), FileKind.OFD),
        (b"\xff\xd8\xff\xe0jpeg", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        ("逐村核对".encode(), FileKind.TEXT),
        ("逐村核对".encode("gb18030"), FileKind.TEXT),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert attach("a.bin", content).file.media_type == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileReason.EMPTY),
        (b" \n", FileReason.EMPTY),
        (b"MZ\x90\0program", FileReason.NOT_ALLOWED),
        (b"<script>alert(1)</script>", FileReason.NOT_ALLOWED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileReason.NOT_ALLOWED),
        (b"#!/bin/sh\n", FileReason.NOT_ALLOWED),
        (packed("anything.txt"), FileReason.NOT_ALLOWED),
        (packed("word/document.xml", "word/vbaProject.bin"), FileReason.NOT_ALLOWED),
        (b"PK\x03\x04 torn", FileReason.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", FileReason.OLD_OFFICE),
    ],
)
def test_what_could_do_harm_is_refused_whatever_its_name(content, reason):
    with pytest.raises(Refused) as refusal:
        attach("report.pdf", content)
    assert refusal.value.reason == reason
    assert not StoredFile.objects.exists()


def test_one_content_is_kept_once_under_all_its_names():
    first, second = attach("a.pdf", PDF), attach("b.pdf", PDF)
    assert first.file == second.file
    assert shelf.place(first.file.sha256).read_bytes() == PDF


def test_the_same_file_twice_is_attached_once():
    assert attach("a.pdf", PDF) == attach("a.pdf", PDF)
    assert Event.objects.filter(kind="files.attached").count() == 1


def test_a_file_belongs_to_its_record():
    attach("a.pdf", PDF, Ref("checklists.submission", 1))
    attach("b.pdf", PDF, Ref("checklists.submission", 2))
    found = attachments_of(SYSTEM, Ref("checklists.submission", 2))
    assert [each.name for each in found] == ["b.pdf"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("..\\..\\etc/passwd", "passwd.pdf"),
        ("材料.pdf", "材料.pdf"),
        ("材料.exe", "材料.exe.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("", "附件.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere_and_ends_as_what_the_file_is(said, kept):
    assert proper_name(said, FileKind.PDF) == kept


def test_a_file_is_read_by_whoever_sees_its_record_and_is_nothing_to_others(client):
    commission = CommissionFactory()
    own, other = (UnitFactory(superior=commission) for _ in range(2))
    submission = SubmissionFactory(unit_task__unit=own)
    attachment = attach("材料.pdf", PDF, submission.ref, unit=own)
    url = reverse("files:attachment", args=[attachment.pk])

    answer = signed_in(client, person_in(own, Role.UNIT_HEAD)).get(url)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"

    assert signed_in(client, person_in(other, Role.UNIT_HEAD)).get(url).status_code == 404
    assert client.get(reverse("files:attachment", args=[attachment.pk + 1])).status_code == 404
