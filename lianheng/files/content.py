"""What a file is: its content says, never its name."""

import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Iterator
from typing import BinaryIO
from unicodedata import category
from zipfile import is_zipfile

from lianheng.kernel.verdict import Refused

from .packed import EICAR, kind_inside
from .terms import EXTENSIONS, NAMELESS, FileKind, FileReason

HEAD = 8192
CHUNK = 1024 * 1024
LONGEST_NAME = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
)
_MARKUP: tuple[bytes, ...] = (
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"<svg",
    b"<script",
    b"<?php",
    b"mz",
    b"#!",
    b"%!ps",
    b"{\\rtf",
)
_MARKUP += (b"mime-version", b"[internetshortcut]", b"[autorun]", b"@echo")
_HIDDEN = (b"<script", b"<iframe", b"<!doctype")
_HEADING = (*_HIDDEN, b"<html", b"<body", b"<svg", b"<?php", b"#!/")
# What a spreadsheet would reckon or run when it opens a text with commas.
_FORMULA = re.compile(
    rb"[\r\n,;\t\"][ ']*(?:[=@][ +=-]*[a-z_.]+\(|[+-][ ]*(?:hyperlink|webservice|import\w+|dde|call|exec)\("
    rb"|[=+@-][ ]*[^\s|,;]+\|[^\r\n]*!)",
    re.IGNORECASE,
)


def kind_of(content: BinaryIO) -> FileKind:
    """What may be stored as what it is; refuses everything else."""
    content.seek(0)
    head = content.read(HEAD)
    if not head.strip(b"\0 \r\n\t"):
        raise Refused(FileReason.EMPTY)
    if head.startswith(_OLE):
        is_locked = any("EncryptedPackage".encode("utf-16-le") in piece for piece in _pieces(content))
        raise Refused(FileReason.LOCKED if is_locked else FileReason.OLD_OFFICE)
    if head.startswith(b"PK"):
        if b"%PDF-" in head[:1024]:
            raise Refused(FileReason.DISGUISED)
        return kind_inside(content)
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            _refuse_disguised(content, kind, head)
            return kind
    if b"%PDF-" in head[:1024] or is_zipfile(content):
        raise Refused(FileReason.DISGUISED)
    if _is_text(content, head):
        return FileKind.TEXT
    raise Refused(FileReason.NOT_ALLOWED)


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    """The content by and by, with what stands across the borders."""
    content.seek(0)
    before = b""
    while chunk := content.read(CHUNK):
        yield before + chunk
        before = chunk[-64:]


def _refuse_disguised(content: BinaryIO, kind: FileKind, head: bytes) -> None:
    """One file is one thing: what is a page or an archive as well deceives somebody."""
    if is_zipfile(content) or any(word in head.lower() for word in _HEADING):
        raise Refused(FileReason.DISGUISED)
    if kind != FileKind.PDF and b"%PDF-" in head:
        raise Refused(FileReason.DISGUISED)
    for piece in _pieces(content):
        if EICAR in piece:
            raise Refused(FileReason.HARMFUL)
        if any(word in piece.lower() for word in _HIDDEN):
            raise Refused(FileReason.DISGUISED)
    if kind == FileKind.PDF and not _tail(content).rstrip(b"\0 \r\n\t").endswith(b"%%EOF"):
        raise Refused(FileReason.BROKEN)


def _tail(content: BinaryIO) -> bytes:
    content.seek(0, 2)
    content.seek(max(0, content.tell() - 64 * 1024))
    return content.read()


def _is_text(content: BinaryIO, head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\0" in head or start.startswith(_MARKUP):
        return False
    if not any(_reads(content, letters) for letters in ("utf-8-sig", "gb18030")):
        return False
    for at, piece in enumerate(_pieces(content)):
        if EICAR in piece:
            raise Refused(FileReason.HARMFUL)
        if _FORMULA.search(piece if at else b"\n" + piece.removeprefix(BOM_UTF8)):
            raise Refused(FileReason.FORMULA)
    return True


def _reads(content: BinaryIO, letters: str) -> bool:
    content.seek(0)
    decode = getincrementaldecoder(letters)().decode
    try:
        while chunk := content.read(CHUNK):
            if "\0" in decode(chunk):
                return False
        decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def proper_name(name: str, kind: FileKind) -> str:
    """The name as handed in, without folders and unseen characters, with the ending of what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if category(letter) not in ("Cc", "Cf", "Cs")).strip(" .")
    endings = EXTENSIONS[kind]
    if not seen.lower().endswith(endings):
        seen = (seen or NAMELESS) + endings[0]
    stem, _, ending = seen.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
