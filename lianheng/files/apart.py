"""Cleaning a file in a process of its own, with little memory and time: what a file breaks, it breaks there.

Run as `python -m lianheng.files.apart KIND FROM TO`; says one word, and for a picture what it looks like.
"""

import resource
import sys
import warnings
from pathlib import Path
from typing import Any

from .nameless import AS_IT_IS, CLEANED, document

MOST_MEMORY = 1024 * 1024 * 1024
MOST_WRITTEN = 100 * 1024 * 1024
MOST_SECONDS = 20
MOST_POINTS = 40_000_000
MOST_OBJECTS = 500_000
DEEPEST = 60

BROKEN, LOCKED, ACTIVE, TOO_MANY_POINTS = "broken", "locked", "active", "too_many_points"

_DOES = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie"}
_DOES |= {"/Sound", "/RichMediaExecute", "/GoTo3DView"}
_HOLDS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/AF"}
_SHOWS = {"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"}
_TOLD = ("/Metadata", "/PieceInfo", "/LastModified")


class Unfit(Exception):
    """The file cannot be taken, and the word that says why."""


def picture(source: Path, target: Path, form: str) -> str:
    """The picture drawn anew: nothing of where, when and with what it was taken; and what it looks like."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(source, formats=(form,)) as found:
            if found.width * found.height > MOST_POINTS:
                raise Unfit(TOO_MANY_POINTS)
            drawn = ImageOps.exif_transpose(found)
            kept = drawn if drawn.mode in ("L", "RGB", "RGBA", "1") else drawn.convert(_mode(form, drawn))
            kept.info.clear()
            kept.save(target, form, **({"quality": 85} if form == "JPEG" else {}))
            return f"{CLEANED} {_look(kept)}"
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unfit(TOO_MANY_POINTS) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as broken:
        raise Unfit(BROKEN) from broken


def _mode(form: str, drawn: Any) -> str:
    return "RGBA" if form == "PNG" and (drawn.mode in ("LA", "PA") or "transparency" in drawn.info) else "RGB"


def _look(drawn: Any) -> str:
    """Where it grows brighter from left to right, in 64 points: stays when a picture is saved or scaled."""
    small = drawn.convert("L").resize((9, 8))
    points = small.tobytes()
    bits = 0
    for row in range(8):
        for at in range(8):
            left, right = points[row * 9 + at], points[row * 9 + at + 1]
            bits = bits << 1 | (right > left)
    return f"{bits:016x}"


def pages(source: Path, target: Path) -> str:
    """The pages without what was noted about who made them; what is signed stays as it was signed."""
    import pikepdf

    try:
        with pikepdf.open(source) as found:
            if found.is_encrypted:
                raise Unfit(LOCKED)
            if len(found.objects) > MOST_OBJECTS:
                raise Unfit(BROKEN)
            is_signed = False
            for each in found.objects:
                is_signed = _look_into(each, 0) or is_signed
            if is_signed:
                return AS_IT_IS
            for each in found.objects:
                _forget(each)
            if "/Info" in found.trailer:
                del found.trailer["/Info"]
            as_they_are = pikepdf.ObjectStreamMode.preserve
            found.save(target, static_id=True, compress_streams=False, object_stream_mode=as_they_are)
            return CLEANED
    except pikepdf.PasswordError as locked:
        raise Unfit(LOCKED) from locked
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError, MemoryError) as broken:
        raise Unfit(BROKEN) from broken


def _look_into(each: Any, depth: int) -> bool:
    """Whether it is a signature; refuses what does something, or carries other files, when it is opened."""
    import pikepdf

    if depth > DEEPEST:
        raise Unfit(BROKEN)
    if isinstance(each, pikepdf.Array):
        inner = [_look_into(one, depth + 1) for one in each if _is_direct(one)]
        return any(inner)
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return False
    said = each.keys()
    names = {str(each.get(key)) for key in ("/S", "/Type", "/Subtype") if key in said}
    if _HOLDS & set(said) or (names & _DOES and "/S" in said) or names & (_SHOWS | {"/EmbeddedFile"}):
        raise Unfit(ACTIVE)
    inner = [_look_into(each[key], depth + 1) for key in said if _is_direct(each[key])]
    return "/ByteRange" in said or any(inner)


def _is_direct(one: Any) -> bool:
    """What is only pointed at is looked into on its own."""
    return hasattr(one, "is_indirect") and not one.is_indirect


def _forget(each: Any) -> None:
    import pikepdf

    if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        for key in _TOLD:
            if key in each:
                del each[key]


def main(kind: str, source: str, target: str) -> str:
    """One file of that kind."""
    if kind in ("JPEG", "PNG"):
        return picture(Path(source), Path(target), kind)
    if kind == "PDF":
        return pages(Path(source), Path(target))
    return document(Path(source), Path(target))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.write(main(*sys.argv[1:]))
    except Unfit as unfit:
        sys.stdout.write(str(unfit))
    except MemoryError:
        sys.stdout.write(BROKEN)
