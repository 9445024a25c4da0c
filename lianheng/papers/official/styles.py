"""The styles of a Word document, named as the standard names its parts."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from . import layout, terms

RED = RGBColor(0xD7, 0x00, 0x0F)
THREE = 16  # 3号 in Word, set a quarter of a point tighter, so that 28 letters fit whoever draws them
_WITHOUT = ("w:widowControl", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN")
_RULE = (
    '<w:pBdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:bottom w:val="single" w:sz="16" w:space="11" w:color="D7000F"/></w:pBdr>'
)


def add_styles(document: Any) -> None:
    """The body's typeface and grid for everything, and a style for each part of a paper."""
    _normal(document.styles["Normal"])
    add = _Adding(document)
    text = add(terms.STYLE_TEXT, indent=2)
    text.paragraph_format.alignment = ALIGN.JUSTIFY
    add(terms.STYLE_TO)
    for level, face in enumerate((terms.FIRST_FACE, terms.SECOND_FACE, terms.BODY_FACE, terms.BODY_FACE), 1):
        style = add(terms.STYLE_HEADINGS[level - 1], face=face, indent=2)
        style.paragraph_format.keep_with_next = True
        _outlined(style, level)
    add(terms.STYLE_TITLE, face=terms.TITLE_FACE, size=layout.TITLE, side=ALIGN.CENTER)
    add(terms.STYLE_ANNEX, face=terms.FIRST_FACE)
    add(terms.STYLE_ATTACHMENT)
    add(terms.STYLE_SIGNED, side=ALIGN.RIGHT)
    add(terms.STYLE_PAGE, face=terms.PAGE_FACE, size=layout.PAGE, pitch=None)
    add(terms.STYLE_CELL, size=layout.CELL, pitch=18)
    add(terms.STYLE_HEAD, face=terms.FIRST_FACE, size=layout.CELL, pitch=18)
    agency = add(terms.STYLE_AGENCY, face=terms.TITLE_FACE, size=38, side=ALIGN.CENTER, pitch=None)
    agency.font.color.rgb = RED
    agency.paragraph_format.space_before = Mm(35)
    number = add(terms.STYLE_NUMBER, side=ALIGN.CENTER)
    number.element.get_or_add_pPr().insert_element_before(
        parse_xml(_RULE), "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )


class _Adding:
    """Adds one style after the other to a document."""

    def __init__(self, document: Any) -> None:
        self.styles = document.styles

    def __call__(
        self,
        name: str,
        *,
        face: str = terms.BODY_FACE,
        size: float = THREE,
        side: Any = None,
        indent: int = 0,
        pitch: float | None = layout.PITCH,
    ) -> Any:
        style = self.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style, style.font.size = self.styles["Normal"], True, Pt(size)
        _faced(style, face)
        shape = style.paragraph_format
        shape.alignment = side
        if pitch is None:
            shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
        else:
            shape.line_spacing = Pt(pitch)
        _tighter(style) if size == THREE else _off_the_grid(style)
        if indent:
            shape.first_line_indent = Pt(indent * layout.BODY)
            shape._element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(indent * 100))
        return style


def _normal(normal: Any) -> None:
    normal.font.size = Pt(THREE)
    _faced(normal, terms.BODY_FACE)
    shape = normal.paragraph_format
    shape.line_spacing = Pt(layout.PITCH)
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = False
    inside = normal.element.get_or_add_pPr()
    for name in _WITHOUT[1:]:
        flag = OxmlElement(name)
        flag.set(qn("w:val"), "0")
        inside.insert_element_before(flag, "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(language)


def _faced(style: Any, face: str) -> None:
    """The typeface by its name for every kind of letter, Chinese ones too."""
    style.font.name = face
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), face)


def _tighter(style: Any) -> None:
    tight = OxmlElement("w:spacing")
    tight.set(qn("w:val"), str(round((layout.BODY - THREE) * 20)))
    style.element.get_or_add_rPr().insert_element_before(tight, "w:w", "w:kern", "w:sz", "w:szCs", "w:lang")


def _off_the_grid(style: Any) -> None:
    """Lines of another size do not stand on the lines of the text."""
    flag = OxmlElement("w:snapToGrid")
    flag.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(flag, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _outlined(style: Any, level: int) -> None:
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    style.element.get_or_add_pPr().append(outline)
