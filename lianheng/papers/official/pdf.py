"""The paper as PDF: what it says goes to the kept template as data, never as its source."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.conf import settings

from lianheng.kernel.verdict import Refused
from lianheng.papers.cells import plain
from lianheng.papers.terms import PaperReason

from . import layout, terms
from .glyphs import drawn, spelt
from .paper import Block, Grid, Heading, Paper, Text

HERE = Path(__file__).parent
FACES = {
    "title": terms.TITLE_FACES,
    "body": terms.BODY_FACES,
    "first": terms.FIRST_FACES,
    "second": terms.SECOND_FACES,
    "page": terms.PAGE_FACES,
}
_one_at_a_time = Lock()


def as_pdf(paper: Paper) -> bytes:
    """The pages, the same on every machine; refuses where the typefaces were not fetched."""
    known = drawn(_folders())
    if not known:
        raise Refused(PaperReason.NO_FACES)
    said = spelt(json.dumps(_said(paper), ensure_ascii=False), known)
    # for keeping; what is kept has its date
    with _one_at_a_time:
        made = _compiler().compile(sys_inputs={"paper": said}, pdf_standards="a-2b" if paper.on else None)
    assert isinstance(made, bytes)
    return made


def _folders() -> tuple[str, ...]:
    return tuple(str(folder) for folder in settings.TYPEFACES if Path(folder).is_dir())


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(HERE / "official.typ"), root=str(HERE), font_paths=list(_folders()), ignore_system_fonts=True
    )


@cache
def _faces() -> dict[str, list[str]]:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(_folders()))
    there = set(fonts.families())
    return {use: [name for name in names if name in there] for use, names in FACES.items()}


def _said(paper: Paper) -> dict[str, Any]:
    signed, on = plain(paper.signed), layout.day(paper.on)
    place = layout.place(signed, on)
    return {
        "faces": _faces(),
        "agency": plain(paper.agency),
        "agency_size": layout.agency_size(plain(paper.agency)),
        "date": paper.on.timetuple()[:3] if paper.on else [],
        "kind": plain(paper.kind),
        "number": layout.numbered(paper.number),
        "title": plain(paper.title),
        "title_side": layout.title_side(plain(paper.title)),
        "to": layout.addressed(paper.to),
        "body": [_block(block) for block in layout.settled(paper.body)],
        "attached": terms.ATTACHMENT + terms.COLON,
        "attachments": layout.attached(layout.attachment_names(paper)),
        "signed": signed,
        "signed_right": place.signed,
        "on": on,
        "on_right": place.on,
        "note": layout.noted(paper.note),
        "draft": terms.DRAFT if paper.is_draft else "",
        "taken": plain(paper.taken),
        "page": terms.PAGE,
        "annexes": [
            {
                "label": layout.annex_label(at, paper),
                "title": plain(annex.title),
                "title_side": layout.title_side(plain(annex.title)),
                "body": [_block(block) for block in layout.settled(annex.body)],
            }
            for at, annex in enumerate(paper.annexes, 1)
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Text):
        return {"is": "text", "text": block.text}
    return {
        "is": "grid",
        "heads": block.heads,
        "rows": [{"cells": row, "keep": _fits(row)} for row in block.rows],
        "widths": block.widths,
        "align": layout.alignments(Grid(block.heads, block.rows)),
    }


def _fits(row: tuple[str, ...]) -> bool:
    return all(len(cell) <= layout.TALLEST_CELL for cell in row)
