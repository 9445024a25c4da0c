"""What a file is: its content says, never its name."""

from typing import BinaryIO
from unicodedata import category
from zipfile import BadZipFile, ZipFile

from lianheng.kernel.verdict import Refused

from .terms import EXTENSIONS, NAMELESS, FileKind, FileReason

HEAD = 8192
LONGEST_NAME = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = ((b"\xff\xd8\xff", FileKind.JPEG), (b"\x89PNG\r\n\x1a\n", FileKind.PNG))
_PARTS = (
    ("word/document.xml", FileKind.WORD),
    ("xl/workbook.xml", FileKind.EXCEL),
    ("ppt/presentation.xml", FileKind.SLIDES),
    ("OFD.xml", FileKind.OFD),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script", b"<?php", b"mz", b"#!", b"%!ps", b"{\\rtf")


def kind_of(content: BinaryIO) -> FileKind:
    """What may be stored as what it is; refuses everything else."""
    content.seek(0)
    head = content.read(HEAD)
    if not head.strip(b"\0 \r\n\t"):
        raise Refused(FileReason.EMPTY)
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(_OLE):
        content.seek(0)
        is_locked = "EncryptedPackage".encode("utf-16-le") in content.read()
        raise Refused(FileReason.LOCKED if is_locked else FileReason.OLD_OFFICE)
    if head.startswith(b"PK"):
        return _packed(content)
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if _is_text(content, head):
        return FileKind.TEXT
    raise Refused(FileReason.NOT_ALLOWED)


def _packed(content: BinaryIO) -> FileKind:
    """A modern Office or OFD document without macros; any other archive could hide anything."""
    try:
        with ZipFile(content) as parts:
            names = set(parts.namelist())
            if any(info.flag_bits & 1 for info in parts.infolist()):
                raise Refused(FileReason.LOCKED)
    except (BadZipFile, OSError, NotImplementedError) as broken:
        raise Refused(FileReason.BROKEN) from broken
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(FileReason.NOT_ALLOWED)
    for part, kind in _PARTS:
        if part in names:
            return kind
    raise Refused(FileReason.NOT_ALLOWED)


def _is_text(content: BinaryIO, head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\0" in head or start.startswith(_MARKUP):
        return False
    content.seek(0)
    whole = content.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return "\0" not in whole.decode(encoding)
        except UnicodeDecodeError:
            continue
    return False


def proper_name(name: str, kind: FileKind) -> str:
    """The name as handed in, without folders and unseen characters, with the ending of what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if category(letter) not in ("Cc", "Cf", "Cs")).strip(" .")
    endings = EXTENSIONS[kind]
    if not seen.lower().endswith(endings):
        seen = (seen or NAMELESS) + endings[0]
    stem, _, ending = seen.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
