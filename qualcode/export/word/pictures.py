"""A picture in the line, with what it shows in words."""

from qualcode.export.blocks import Figure
from qualcode.export.word.pieces import EMU, safe

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture(relation: str, number: int, figure: Figure, wide: float, tall: float) -> str:
    """A drawing of these points; `relation` points to its PNG."""
    size = f'cx="{round(wide * EMU)}" cy="{round(tall * EMU)}"'
    named = f'id="{number}" name="{safe(figure.name)}" descr="{safe(figure.alt)}"'
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{DRAWN}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
