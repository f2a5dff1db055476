"""Word documents as people have them, made by python-docx; all talk is invented."""

import io
import zipfile
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NS = nsdecls("w")


def saved(document: Opened) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def paragraphs(*texts: str) -> bytes:
    """A paragraph for each text; a newline in it is a soft line break."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def bold(*lines: tuple[str, str], between: str = " ") -> bytes:
    """Paragraphs that begin with a bold name."""
    document = Document()
    for name, words in lines:
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(between + words)
    return saved(document)


def table(rows: Sequence[Sequence[str]], *, above: str = "", below: str = "") -> bytes:
    """One table, perhaps with a paragraph above and below it."""
    document = Document()
    if above:
        document.add_paragraph(above)
    add_table(document, rows)
    if below:
        document.add_paragraph(below)
    return saved(document)


def add_table(document: Opened, rows: Sequence[Sequence[str]]) -> None:
    made = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        cells = made.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) == 1 and len(cells) > 1:
            cells[0].merge(cells[-1])


def body(xml: str) -> bytes:
    """A document whose body is this XML, with the prefix `w` known."""
    document = Document()
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    for at, element in enumerate(parse_xml(f"<w:body {NS}>{xml}</w:body>")):
        document.element.body.insert(at, element)
    return saved(document)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part changed; a part that isn't there is added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for info in old.infolist():
            contents = old.read(info)
            new.writestr(info, change(contents) if info.filename == part else contents)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return file.getvalue()


def without(data: bytes, part: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info, old.read(info))
    return file.getvalue()
