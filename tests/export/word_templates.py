"""House styles as organisations have them, made by python-docx; all of it is invented."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, RGBColor

from .report_material import png

# How a Dutch Word calls its styles in the file; the names stay English there.
DUTCH = {"Heading1": "Kop1", "Heading2": "Kop2", "Title": "Titel", "Caption": "Bijschrift"}
GREEN = RGBColor(0x00, 0x66, 0x44)


def house_style() -> Opened:
    """Two sections, the first with a header, the second with a page of its own size."""
    document = Document()
    for style in document.styles:
        if style.style_id in DUTCH:
            style.element.set(qn("w:styleId"), DUTCH[style.style_id])
    document.styles["Heading 1"].font.color.rgb = GREEN
    for name in ("List Bullet", "Quote", "Table Grid"):
        document.styles[name].delete()
    first = document.sections[0]
    first.header.paragraphs[0].text = "Instituut De Werkplaats"
    first.footer.paragraphs[0].text = "Rapport 12"
    document.add_paragraph("Woorden die weg moeten")
    document.add_picture(io.BytesIO(png(10, 10)))
    last = document.add_section(WD_SECTION.CONTINUOUS)
    last.page_width, last.page_height = Cm(17), Cm(24)
    last.left_margin = last.right_margin = Cm(2)
    document.add_comment(document.paragraphs[0].runs, "Nog nakijken", author="Karin Smit")
    settings = document.settings.element
    for xml in ('documentProtection w:edit="readOnly" w:enforcement="1"', "trackRevisions"):
        settings.insert(0, parse_xml(f"<w:{xml} {nsdecls('w')}/>"))
    document.core_properties.author = "Karin Smit"
    return document


def saved(
    document: Opened, path: Path, change: Callable[[str, bytes], bytes] | None = None
) -> Path:
    """The document in a file, each member changed on its way."""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(name, data) if change else data)
    return path


def with_main_type(kind: str) -> Callable[[str, bytes], bytes]:
    """What turns a document into another kind: a template, or one with macros."""

    def change(name: str, data: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return data
        return re.sub(
            rb'ContentType="[^"]*document\.main\+xml"', f'ContentType="{kind}"'.encode(), data
        )

    return change
