"""Files as people hand them in: whole, small, and made anew in each test."""

from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
WORD, EXCEL, SLIDES, OFD = "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "OFD.xml"


def pdf(said: str = "") -> bytes:
    """One page, in which this can be found again."""
    made, out = pikepdf.new(), BytesIO()
    page = made.add_blank_page()
    page.Contents = made.make_stream(f"% {said}\n".encode())
    made.save(out, static_id=True, compress_streams=False)
    return out.getvalue()


def picture(form: str = "PNG", size: tuple[int, int] = (64, 48), *, seed: int = 0, **more: object) -> bytes:
    """A picture like no other seed's."""
    shades = Image.frombytes("L", (16, 12), Random(seed).randbytes(16 * 12))
    out = BytesIO()
    shades.resize(size).convert("RGB").save(out, form, **more)
    return out.getvalue()


def packed(parts: dict[str, str | bytes], *, rels: str = "") -> bytes:
    """A packed document of these parts, otherwise whole."""
    out = BytesIO()
    whole = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS.format(rels)} | parts
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return out.getvalue()
