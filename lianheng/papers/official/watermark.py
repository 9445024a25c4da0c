"""A word across every page of a Word document, as Word itself draws it."""

from typing import Any
from xml.sax.saxutils import quoteattr  # nosec B406 # writes, and reads nothing

from docx.oxml import parse_xml

from .terms import BODY_FACE

_SHAPE = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:w10="urn:schemas-microsoft-com:office:word"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
<v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
<v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="{name}" o:spid="_x0000_s{number}" type="#_x0000_t136" stroked="f" fillcolor="silver"
 style="position:absolute;margin-left:0;margin-top:0;width:300pt;height:150pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin" o:allowincell="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;{face}&quot;;font-size:1pt" string={word}/>
<w10:wrap anchorx="margin" anchory="margin"/>
</v:shape></w:pict></w:r>"""


def mark(section: Any, word: str) -> None:
    """The word across odd and even pages."""
    for at, header in enumerate((section.header, section.even_page_header)):
        header.is_linked_to_previous = False
        said = {"name": f"PowerPlusWaterMarkObject{at}", "number": 2049 + at}
        run = _SHAPE.format(**said, face=BODY_FACE, word=quoteattr(word)).replace("\n", "")
        header.paragraphs[0]._p.append(parse_xml(run))
