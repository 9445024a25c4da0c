"""The paper as Word document: clean styles by name, so that an office can go on writing in it."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from lianheng.papers.cells import plain

from . import layout, terms
from .paper import Block, Grid, Heading, Paper
from .styles import add_styles
from .watermark import mark

SIDES = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}


def as_docx(paper: Paper) -> bytes:
    """The document; typefaces by name, whether or not this machine has them."""
    document = docx.Document()
    add_styles(document)
    _page(document)
    _footers(document)
    if paper.is_draft:
        mark(document.sections[0], terms.DRAFT)
    if paper.taken:
        _taken(document.sections[0], paper.taken)
    _head(document, paper)
    _body(document, paper.body, is_signed=bool(paper.signed or paper.on))
    _attachments(document, paper)
    _signature(document, paper)
    for at, annex in enumerate(paper.annexes, 1):
        _line(
            document, terms.STYLE_ANNEX, layout.annex_label(at, paper)
        ).paragraph_format.page_break_before = True
        _line(document, terms.STYLE_TEXT, "")
        _title(document, annex.title)
        _line(document, terms.STYLE_TEXT, "")
        _body(document, annex.body, is_signed=False)
    _properties(document, paper)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _taken(section: Any, said: str) -> None:
    """In the margin above, outside of what the standard lays out."""
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        run = header.paragraphs[0].add_run(said)
        run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x80, 0x80, 0x80)


def _line(document: Any, style: str, text: str) -> Any:
    return document.add_paragraph(text, style=style)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.INNER), Mm(layout.OUTER)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(layout.PITCH * 20)))


def _footers(document: Any) -> None:
    """Page numbers: odd pages at the right, even pages at the left, one letter in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = terms.STYLE_PAGE
        line.alignment = SIDES[side]
        setattr(line.paragraph_format, f"{side}_indent", Pt(layout.PAGE))
        line.add_run(terms.PAGE[0])
        field = parse_xml(f'<w:fldSimple {_NAMESPACE} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        line._p.append(field)
        line.add_run(terms.PAGE[1])


_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _head(document: Any, paper: Paper) -> None:
    number = layout.numbered(paper.number)
    if agency := plain(paper.agency):
        name = _line(document, terms.STYLE_AGENCY, "")
        name.add_run(agency).font.size = Pt(layout.agency_size(agency))
        _line(document, terms.STYLE_TEXT, "")
        _line(document, terms.STYLE_NUMBER, number)
        _line(document, terms.STYLE_TEXT, "")
        _line(document, terms.STYLE_TEXT, "")
    _title(document, paper.title)
    if number and not agency:
        _line(document, terms.STYLE_TO, number).alignment = ALIGN.CENTER
    _line(document, terms.STYLE_TEXT, "")
    if to := layout.addressed(paper.to):
        _line(document, terms.STYLE_TO, to)


def _title(document: Any, title: str) -> None:
    said = plain(title)
    line = _line(document, terms.STYLE_TITLE, said)
    side = Pt(layout.title_side(said) * layout.TITLE)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = side


def _body(document: Any, body: tuple[Block, ...], *, is_signed: bool) -> None:
    blocks = list(layout.settled(body))
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            _grid(document, block)
        elif isinstance(block, Heading):
            _line(document, terms.STYLE_HEADINGS[block.level - 1], block.text)
        else:
            line = _line(document, terms.STYLE_TEXT, block.text)
            line.paragraph_format.keep_with_next = is_signed and at == len(blocks) - 1


def _attachments(document: Any, paper: Paper) -> None:
    """The note on attachments: each name under the other, its number before it."""
    names = layout.attached(layout.attachment_names(paper))
    if names:
        _line(document, terms.STYLE_TEXT, "")
    for at, (number, name) in enumerate(names):
        lead = "" if at else terms.ATTACHMENT + terms.COLON
        line = _line(document, terms.STYLE_ATTACHMENT, lead + number + name)
        before = 3 * (not at) + 0.75 * bool(number)
        line.paragraph_format.left_indent = Pt((5 + 0.75 * bool(number)) * layout.BODY)
        line.paragraph_format.first_line_indent = Pt(-before * layout.BODY)


def _signature(document: Any, paper: Paper) -> None:
    signed, on = plain(paper.signed), layout.day(paper.on)
    place = layout.place(signed, on)
    said = [(signed, place.signed), (on, place.on)]
    if signed or on:
        for _ in range(2):
            _line(document, terms.STYLE_TEXT, "").paragraph_format.keep_with_next = True
    for text, letters in said:
        if text:
            line = _line(document, terms.STYLE_SIGNED, text)
            line.paragraph_format.right_indent = Pt(letters * layout.BODY)
            line.paragraph_format.keep_with_next = text != on
    if note := layout.noted(paper.note):
        _line(document, terms.STYLE_TEXT, note)


def _grid(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.heads), style="Table Grid")
    table.autofit = False
    shares = [layout.WIDE * width / sum(grid.widths) for width in grid.widths]
    sides = [SIDES[side] for side in layout.alignments(grid)]
    _row(table.rows[0], grid.heads, terms.STYLE_HEAD, [ALIGN.CENTER] * len(sides), shares)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Pt(share)
    for cells in grid.rows:
        _row(table.add_row(), cells, terms.STYLE_CELL, sides, shares)


def _row(row: Any, cells: tuple[str, ...], style: str, sides: list[Any], shares: list[float]) -> None:
    if all(len(cell) <= layout.TALLEST_CELL for cell in cells):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, side, share in zip(row.cells, cells, sides, shares, strict=True):
        cell.width = Pt(share)
        cell.vertical_alignment = 1
        line = cell.paragraphs[0]
        line._p.style, line.alignment = style, side  # its name is its id; looking each up takes long
        for at, part in enumerate(text.split("\n")):
            run = line.add_run()
            if at:
                run.add_break(WD_BREAK.LINE)
            run.add_text(part)


def _properties(document: Any, paper: Paper) -> None:
    said = document.core_properties
    said.title, said.category, said.subject = plain(paper.title)[:255], plain(paper.kind), plain(paper.kind)
    said.author = said.last_modified_by = plain(paper.signed)[:255]
    said.comments = said.keywords = ""
    on = paper.on
    said.created = said.modified = datetime(*(on.timetuple()[:3] if on else (2000, 1, 1)), tzinfo=UTC)
