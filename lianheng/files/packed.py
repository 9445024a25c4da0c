"""What is inside a packed document: every part is looked into, and what is unpacked is counted on the way."""

import re
import stat
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml.etree import XMLParser, XMLSyntaxError, fromstring

from lianheng.kernel.verdict import Refused

from .terms import FileKind, FileReason

MOST_PARTS = 5000
MOST_UNPACKED = 200 * 1024 * 1024
LONGEST_LINKS = 2 * 1024 * 1024
CHUNK = 256 * 1024
LAPPED = 4096  # what stands across the border of two chunks is seen too
MARKED = (".xml", ".rels", ".vml", ".svg")
NESTED = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+\.(?:docx|xlsx|pptx)")  # the figures of a chart
PROGRAMS = re.compile(
    r"\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|lnk|msi|jar|html?|mht|swf|py|sh|so)$"
)
MACROS = re.compile(
    r"(?:^|/)(?:vba\w*\.\w+|activex/.*|macrosheets/.*|dialogsheets/.*|attachedtoolbars\.bin)$"
)
PLAIN_BINARY = re.compile(r"xl/printersettings/[^/]+\.bin")
MAGIC = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"%PDF-", b"#!", b"Rar!", b"7z\xbc\xaf")
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
PARTS = (
    ("word/document.xml", FileKind.WORD),
    ("xl/workbook.xml", FileKind.EXCEL),
    ("ppt/presentation.xml", FileKind.SLIDES),
    ("OFD.xml", FileKind.OFD),
)
_TYPES = (b"macroenabled", b"vbaproject", b"activex", b"oleobject")
_TAGS = (b"ddelink", b"oleobj", b"script", b"|", b"instr")  # looked for first: most parts have none of them
_RUNS = re.compile(
    rb"<(?:\w+:)?(?:ddelink|oleobj|oleobject|script)\b"
    rb"|<(?:\w+:)?f\b[^>]*>[^<]*\|\s*(?:'|&)"
    rb"|\binstr\s*=\s*[\"']\s*dde"
)
_FIELD = re.compile(rb"<(?:\w+:)?instrtext\b[^>]*>([^<]*)<")
_FETCHED = re.compile(r"\bdde(?:auto)?\b|\binclude\w*\b.*(?:https?:|\\\\)")
_DEFINED = re.compile(rb"<!\s*(?:doctype|entity)")
_SCHEMES = re.compile(r"\s*(?:javascript|vbscript|data|ms-[\w-]+|search-ms)\s*:", re.IGNORECASE)
_XML = XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def kind_inside(content: BinaryIO) -> FileKind:
    """A modern Office or OFD document in which nothing can run and nothing is hidden; refuses any other."""
    return _Unpacking().kind_of(content)


class _Unpacking:
    """One document with what lies in it, counted together."""

    def __init__(self) -> None:
        self.unpacked = 0

    def kind_of(self, content: BinaryIO, *, is_nested: bool = False) -> FileKind:
        try:
            with ZipFile(content) as parts:
                infos = parts.infolist()
                self._look_at_names(infos)
                _look_at_edges(content, parts)
                for info in infos:
                    self._look_into(parts, info, is_nested)
                return _kind({info.filename for info in infos})
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as broken:
            raise Refused(FileReason.BROKEN) from broken

    def _look_at_names(self, infos: list[ZipInfo]) -> None:
        names = [info.filename.lower() for info in infos]
        if any(info.flag_bits & 1 for info in infos):
            raise Refused(FileReason.LOCKED)
        self.unpacked += sum(info.file_size for info in infos)
        if len(infos) > MOST_PARTS or self.unpacked > MOST_UNPACKED:
            raise Refused(FileReason.BOMB)
        if len(set(names)) < len(names) or any(_leads_out(info) for info in infos):
            raise Refused(FileReason.BROKEN)
        if any(MACROS.search(name) or PROGRAMS.search(name) or _is_object(name) for name in names):
            raise Refused(FileReason.ACTIVE)

    def _look_into(self, parts: ZipFile, info: ZipInfo, is_nested: bool) -> None:
        name = info.filename.lower()
        if NESTED.fullmatch(name) and not is_nested:
            with parts.open(info) as part:
                self.kind_of(cast(BinaryIO, part), is_nested=True)
            return
        for at, piece in enumerate(_pieces(parts, info)):
            if not at and piece.startswith((*MAGIC, b"PK\x03\x04")):
                raise Refused(FileReason.ACTIVE)
            if EICAR in piece:
                raise Refused(FileReason.HARMFUL)
            if name.endswith(MARKED):
                _look_at_markup(piece)
        if name.endswith(".rels") or name == "[content_types].xml":
            _look_at_links(parts, info)


def _pieces(parts: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """The part by and by, never more than it said that it holds."""
    before, read = b"", 0
    with parts.open(info) as part:
        while chunk := part.read(CHUNK):
            read += len(chunk)
            if read > info.file_size:
                raise Refused(FileReason.BOMB)
            yield before + chunk
            before = chunk[-LAPPED:]


def _look_at_markup(piece: bytes) -> None:
    said = piece.replace(b"\0", b"").lower()  # two octets a letter are read like one
    if b"<!" in said and _DEFINED.search(said):
        raise Refused(FileReason.ACTIVE)
    if not any(word in said for word in _TAGS):
        return
    fields = unescape(b"".join(_FIELD.findall(said)).decode("utf-8", "replace")).lower()
    if _RUNS.search(said) or _FETCHED.search(fields):
        raise Refused(FileReason.ACTIVE)


def _look_at_links(parts: ZipFile, info: ZipInfo) -> None:
    """What belongs to the document, and what is fetched from elsewhere when it is opened."""
    if info.file_size > LONGEST_LINKS:
        raise Refused(FileReason.BOMB)
    content = parts.read(info)
    if any(word in content.replace(b"\0", b"").lower() for word in _TYPES):
        raise Refused(FileReason.ACTIVE)
    try:
        links = fromstring(content, _XML).iter()
    except XMLSyntaxError as broken:
        raise Refused(FileReason.BROKEN) from broken
    if any(_leads_elsewhere(link) for link in links):
        raise Refused(FileReason.ACTIVE)


def _leads_elsewhere(link: Any) -> bool:
    """An address that one may click is no harm, as long as it leads to a page."""
    if _SCHEMES.match(link.get("Target", "")):
        return True
    is_outside = link.get("TargetMode", "").lower() == "external"
    return is_outside and not link.get("Type", "").lower().endswith("/hyperlink")


def _leads_out(info: ZipInfo) -> bool:
    name = info.orig_filename
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    is_packed_oddly = info.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
    steps = name.split("/")
    return (
        is_link or is_packed_oddly or name.startswith("/") or ".." in steps or bool(set(name) & set("\\:\0"))
    )


def _is_object(name: str) -> bool:
    if "/embeddings/" in f"/{name}":
        return not NESTED.fullmatch(name)
    return name.endswith(".bin") and not PLAIN_BINARY.fullmatch(name)


def _look_at_edges(content: BinaryIO, parts: ZipFile) -> None:
    """Nothing stands before the first part or behind the last: what does is another file in the same coat."""
    content.seek(0, 2)
    end = content.tell()
    content.seek(max(0, end - 22))
    tail = content.read()
    content.seek(0)
    if not tail.startswith(b"PK\x05\x06") or parts.comment or content.read(4) != b"PK\x03\x04":
        raise Refused(FileReason.DISGUISED)
    size, start = (int.from_bytes(tail[at : at + 4], "little") for at in (12, 16))
    if start + size + 22 != end or min(info.header_offset for info in parts.infolist()) != 0:
        raise Refused(FileReason.DISGUISED)


def _kind(names: set[str]) -> FileKind:
    for part, kind in PARTS:
        if part in names:
            return kind
    raise Refused(FileReason.NOT_ALLOWED)
