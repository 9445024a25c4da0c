"""Files are what their content says, kept once, and read by whoever may see their record."""

import gc
import io
import os
from datetime import date
from hashlib import sha256
from zipfile import ZipFile, is_zipfile

import docx
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.urls import reverse
from PIL import Image, PngImagePlugin

from lianheng.files import actions, shelf
from lianheng.files.content import proper_name
from lianheng.files.models import StoredFile
from lianheng.files.queries import attachments_of
from lianheng.files.terms import FileKind, FileReason
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.moments import ZONE
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import Role
from tests.factories.checklists import SubmissionFactory
from tests.factories.documents import EXCEL, OFD, SLIDES, WORD, packed, pdf, picture
from tests.factories.organisation import CommissionFactory, UnitFactory, person_in, signed_in

pytestmark = pytest.mark.django_db
SUBMISSION = Ref("checklists.submission", 1)
PDF = pdf("十二个村的台账")


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))


def attach(name, content, ref=SUBMISSION, **more):
    return actions.attach(SimpleUploadedFile(name, content), ref, by=SYSTEM, **more)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF),
        (packed({WORD: "<a/>"}), FileKind.WORD),
        (packed({EXCEL: "<a/>"}), FileKind.EXCEL),
        (packed({SLIDES: "<a/>", "ppt/embeddings/sheet1.xlsx": packed({EXCEL: "<a/>"})}), FileKind.SLIDES),
        (packed({OFD: "<a/>"}), FileKind.OFD),
        (picture("JPEG"), FileKind.JPEG),
        (picture("PNG"), FileKind.PNG),
        ("逐村核对".encode(), FileKind.TEXT),
        ("逐村核对".encode("gb18030"), FileKind.TEXT),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert attach("a.bin", content).file.media_type == kind


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
    assert "十二个村的台账".encode() in b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"

    assert signed_in(client, person_in(other, Role.UNIT_HEAD)).get(url).status_code == 404
    assert client.get(reverse("files:attachment", args=[attachment.pk + 1])).status_code == 404


def handed_out(client, attachment):
    """The bytes that a reader receives."""
    return b"".join(client.get(reverse("files:attachment", args=[attachment.pk])).streaming_content)


@pytest.fixture
def reader(client):
    """The head of a township, and a submission of his."""
    town = UnitFactory(superior=CommissionFactory())
    return signed_in(client, person_in(town, Role.UNIT_HEAD)), SubmissionFactory(unit_task__unit=town).ref


def unpacked(content):
    """The parts of a packed document; none of anything else."""
    if not is_zipfile(io.BytesIO(content)):
        return []
    with ZipFile(io.BytesIO(content)) as parts:
        return [parts.read(name) for name in parts.namelist()]


def noted_png():
    """What a picture may say about itself."""
    noted = PngImagePlugin.PngInfo()
    noted.add_text("Author", "Zhang San")
    return noted


def exif():
    """A photo that says where and with what it was taken."""
    said = Image.Exif()
    said[0x010F], said[0x0131] = "Zhang San's phone", "Camera 12"
    said.get_ifd(0x8825).update({1: "N", 2: (30.0, 45.0, 20.0)})
    return said.tobytes()


def noted_pdf():
    """Pages whose maker is noted twice: in the old way and in the new."""
    made, out = pikepdf.open(io.BytesIO(PDF)), io.BytesIO()
    made.docinfo["/Author"] = "Zhang San"
    with made.open_metadata() as noted:
        noted["dc:creator"] = ["Zhang San"]
    made.save(out)
    return out.getvalue()


NOTED_PHOTO = picture("JPEG", exif=exif(), comment=b"Zhang San")
DOCUMENT = {
    WORD: "<a>十二个村</a>",
    "docProps/core.xml": "<a>Zhang San</a>",
    "docProps/app.xml": "<a>Zhang San</a>",
    "docProps/custom.xml": "<a>Zhang San</a>",
    "docProps/thumbnail.jpeg": b"Zhang San",
    "word/media/image1.jpeg": NOTED_PHOTO,
}


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("照片.jpg", NOTED_PHOTO, b"JFIF"),
        ("照片.png", picture("PNG", pnginfo=noted_png()), b"IDAT"),
        ("台账.pdf", noted_pdf(), "十二个村的台账".encode()),
        ("台账.docx", packed(DOCUMENT), b"word/media/image1.jpeg"),
        ("台账.ofd", packed({OFD: "<ofd:Author>Zhang San</ofd:Author><ofd:DocID>1</ofd:DocID>"}), b"OFD.xml"),
    ],
)
def test_what_is_handed_out_says_nothing_of_its_maker_and_the_original_stays(reader, name, content, kept):
    client, ref = reader
    attachment = attach(name, content, ref)
    given = handed_out(client, attachment)
    assert kept in given
    inside = [given, *unpacked(given)]
    assert not ([said for said in inside for word in (b"Zhang", b"Camera") if word in said])
    assert attachment.file.sha256 == sha256(content).hexdigest()
    assert shelf.place(attachment.file.sha256).read_bytes() == content


def test_a_document_reads_as_before_once_it_is_cleaned(reader):
    client, ref = reader
    made, out = docx.Document(), io.BytesIO()
    made.core_properties.author = "Zhang San"
    made.add_paragraph("逐村核对")
    made.add_picture(io.BytesIO(NOTED_PHOTO))
    made.save(out)
    again = docx.Document(io.BytesIO(handed_out(client, attach("a.docx", out.getvalue(), ref))))
    assert again.paragraphs[0].text == "逐村核对"
    assert len(again.inline_shapes) == 1
    assert again.core_properties.author == ""


def test_what_is_signed_is_handed_out_as_it_was_signed(reader):
    client, ref = reader
    made, out = pikepdf.open(io.BytesIO(noted_pdf())), io.BytesIO()
    seal = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=pikepdf.String("x"))
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[made.make_indirect(pikepdf.Dictionary(V=seal))])
    made.save(out)
    assert handed_out(client, attach("函.pdf", out.getvalue(), ref)) == out.getvalue()


def test_m07_when_a_file_came_is_what_the_server_says(reader):
    _, ref = reader
    with clock.standing_at(date(2026, 10, 19)):
        attachment = attach("2025年材料.txt", "成文日期 2025-01-01".encode(), ref)
    assert attachment.attached_at.astimezone(ZONE).date() == date(2026, 10, 19)
    for change in ({"attached_at": clock.now()}, {"name": "另一个.txt"}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            type(attachment).objects.filter(pk=attachment.pk).update(**change)


def test_m08_a_file_that_was_exchanged_on_the_disk_is_not_handed_out(reader):
    client, ref = reader
    attachment = attach("台账.txt", "十二个村".encode(), ref)
    url = reverse("files:attachment", args=[attachment.pk])
    shelf.place(attachment.file.sha256).write_bytes("十三个村".encode())
    answer = client.get(url)
    assert answer.status_code == 409
    assert FileReason.ALTERED.label in answer.content.decode()


def test_m08_another_content_is_another_file_and_the_journal_names_both(reader):
    _, ref = reader
    first, second = (attach("台账.txt", said.encode(), ref) for said in ("十二个村", "十三个村"))
    told = [each.detail["sha256"] for each in Event.objects.filter(kind="files.attached").order_by("pk")]
    assert told == [first.file.sha256, second.file.sha256]
    with pytest.raises(ProgrammingError), transaction.atomic():
        StoredFile.objects.filter(pk=first.file_id).update(sha256=second.file.sha256[::-1])


def test_what_was_refused_leaves_nothing_on_the_disk(tmp_path):
    with pytest.raises(Refused):
        attach("a.pdf", PDF + b"MZ")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_a_killed_process_left_on_the_bench_goes_after_an_hour():
    old, new = shelf.bench() / "old", shelf.bench() / "new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "received").write_bytes(b"a")
    os.utime(old, (0, 0))
    shelf.tidy()
    assert [each.name for each in shelf.bench().iterdir()] == ["new"]


def test_what_was_kept_leaves_nothing_on_the_bench(tmp_path):
    attach("a.pdf", PDF)
    gc.collect()
    assert not list((tmp_path / "files" / "bench").iterdir())
