"""A packed document written anew without its properties: who made it, when, where a photo was taken."""

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

AS_IT_IS, CLEANED = "as_it_is", "cleaned"
LONGEST_PICTURE = 30 * 1024 * 1024
CHUNK = 1024 * 1024
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_EMPTY = {
    "docprops/core.xml": f'<?xml version="1.0"?><cp:coreProperties xmlns:cp="{_CORE}"/>',
    "docprops/app.xml": f'<?xml version="1.0"?><Properties xmlns="{_APP}"/>',
    "docprops/custom.xml": f'<?xml version="1.0"?><Properties xmlns="{_CUSTOM}"/>',
}
_SIGNED = re.compile(r"^_xmlsignatures/|(?:^|/)signs?/", re.IGNORECASE)
_THUMBNAIL = re.compile(r"^docprops/thumbnail\.\w+$")
_SHOWN_SMALL = re.compile(rb"<Relationship\b[^>]*metadata/thumbnail[^>]*/>")
_NOTES = {
    *range(0xE1, 0xEE),
    0xEF,
    0xFE,
}  # what applications noted, and comments; 0xEE says how colours are kept
_MADE_BY = re.compile(rb"(<(?:\w+:)?(?:Author|Creator|CreatorVersion)>)[^<]*")


def document(source: Path, target: Path) -> str:
    """The document as it reads; what is signed stays as it was signed."""
    with ZipFile(source) as parts:
        infos = parts.infolist()
        if any(_SIGNED.search(info.filename) for info in infos):
            return AS_IT_IS
        with ZipFile(target, "w", ZIP_DEFLATED) as out:
            for info in infos:
                if not _THUMBNAIL.match(info.filename.lower()) and not info.is_dir():
                    _copy(parts, info, out)
    return CLEANED


def _copy(parts: ZipFile, info: ZipInfo, out: ZipFile) -> None:
    name = info.filename.lower()
    kept = ZipInfo(info.filename)
    kept.compress_type = info.compress_type
    if name in _EMPTY:
        out.writestr(kept, _EMPTY[name])
    elif name == "_rels/.rels":
        out.writestr(kept, _SHOWN_SMALL.sub(b"", parts.read(info)))
    elif name == "ofd.xml":
        out.writestr(kept, _MADE_BY.sub(rb"\1", parts.read(info)))
    elif name.endswith((".jpg", ".jpeg", ".png")) and info.file_size <= LONGEST_PICTURE:
        out.writestr(kept, bare(parts.read(info)))
    else:
        kept.file_size = info.file_size
        with parts.open(info) as part, out.open(kept, "w") as copy:
            while chunk := part.read(CHUNK):
                copy.write(chunk)


def bare(content: bytes) -> bytes:
    """A picture without what was noted in it; each point stays as it is."""
    try:
        if content.startswith(b"\xff\xd8"):
            return _bare_jpeg(content)
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _bare_png(content)
    except IndexError:
        pass
    return content


def _bare_jpeg(content: bytes) -> bytes:
    """Segment by segment up to the picture itself; application notes and comments are left out."""
    kept, at = [content[:2]], 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] not in _NOTES or content[at + 4 : at + 15] == b"ICC_PROFILE":
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])


def _bare_png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"):
            kept.append(content[at:end])
        at = end
    return b"".join(kept)
