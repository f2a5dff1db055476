"""A report with every kind of block in it, and with words that are hard to write; all invented."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from qualcode.export.blocks import (
    Block,
    Contents,
    Figure,
    Heading,
    Listed,
    Paragraph,
    Quotation,
)
from qualcode.export.table import Row, Sign, Table

SIGNS = (
    Sign("value", "●", "genoemd"),
    Sign("not_mentioned", "–", "niet genoemd"),
    Sign("not_asked", "×", "niet gevraagd"),
    Sign("not_coded", "?", "niet (af) gecodeerd"),
    Sign("not_interviewed", " ", "leeg: geen interview"),
)
STATES = tuple(sign.state for sign in SIGNS)
MARKUP = """<b>vet</b> & </w:t><script>alert("x")</script> *ster* _streep_ `code` # | ]]>"""
CODE = "thema/&<naam>"
HEBREW = "אני עובד שלושה ימים, dat is 3 dagen."
EMOJI = "Toen 😀👩🏽‍💻 en 𝄞, é als e\u0301."
CONTROL = "Een \x07belletje, een \x85regel en\ttab.\r\nEn verder \ud83d."
LONG = " ".join(f"woord{n % 97}" for n in range(3000))
SVG = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="200pt" height="100pt" viewBox="0 0 200 100">
 <metadata><a xmlns="urn:x">x</a></metadata>
 <defs><clipPath id="p1"><rect width="200" height="100"/></clipPath></defs>
 <defs><path id="m" d="M0 0h9"/></defs>
 <g id="patch" clip-path="url(#p1)"><use xlink:href="#m" x="20" y="20"/></g>
 <text x="9" y="50">werk</text>
</svg>
"""


def png(wide: int, tall: int) -> bytes:
    """A grey picture of so many points, 100 to the inch."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    pixels = b"".join(b"\x00" + bytes((x * 255) // wide for x in range(wide)) for _ in range(tall))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, tall, 8, 0, 0, 0, 0))
        + chunk(b"pHYs", struct.pack(">IIB", 3937, 3937, 1))
        + chunk(b"IDAT", zlib.compress(pixels, 0))
        + chunk(b"IEND", b"")
    )


def matrix(columns: int, cases: int = 12, title: str = "casus × thema") -> Table:
    """Signs of all five states under heads that are longer than they are."""
    heads = tuple(f"thema-{n}/{'een lange naam' if n % 3 else 'kort'}" for n in range(columns))
    return Table(
        stub=("casus", "meting"),
        heads=heads,
        rows=tuple(
            Row(
                (f"P{case:02}", "W01"),
                tuple(None for _ in heads),
                tuple(STATES[(case + n) % len(STATES)] for n in range(columns)),
            )
            for case in range(cases)
        ),
        notes=("Zonder casus, en dus niet meegeteld: FG1.",),
        title=title,
        signs=SIGNS,
        language="nl",
    )


def prose(columns: int, words: int = 12, rows: int = 4) -> Table:
    """Cells of running text."""
    text = " ".join(f"samenvatting{n}" for n in range(words))
    return Table(
        stub=("casus",),
        heads=tuple(f"thema {n}" for n in range(columns)),
        rows=tuple(Row((f"P{n:02}",), (text,) * columns) for n in range(rows)),
        title="Samenvattingen",
        language="nl",
    )


def odd_table() -> Table:
    rows = (
        Row((CODE,), (MARKUP, 1), ("", "")),
        Row((HEBREW,), (CONTROL, 0.5), ("", "")),
        Row((EMOJI,), (LONG[:6000], None), ("", "")),
    )
    return Table(("code",), ("woorden", "n"), rows, (MARKUP,), title=CODE, language="nl")


def every_block() -> list[Block]:
    """One of each, then those that are hard."""
    return [
        Heading(1, "Bijlage: <alles> & meer"),
        Contents("Inhoud"),
        Heading(2, "Werkwijze"),
        Paragraph("Gewone woorden,\nop twee regels."),
        Listed(("Een punt.", MARKUP, HEBREW)),
        Heading(3, CODE),
        Quotation("Zo ging dat.\nEn toen?\nToen niet meer.", "P01-W02, beurt 14"),
        Quotation(HEBREW, "P02-W01, beurt 2"),
        Quotation(EMOJI, "P03-W01, beurt 8"),
        Quotation(MARKUP, MARKUP),
        Quotation(CONTROL, "P04"),
        Quotation(LONG, "P05-W10, beurt 3"),
        Heading(2, "Figuren"),
        Figure("warmte", SVG, png(60, 30), "Thema × meting <&>", 'Wat "er" te zien is & meer.'),
        Figure("tijd", SVG, png(600, 40), "Codes door de tijd", "Lijnen."),
        Heading(2, "Matrix"),
        Paragraph("Wat er in staat."),
        matrix(14),
        Heading(2, "Matrix op een gekanteld blad"),
        matrix(40, title="casus × thema, breed"),
        prose(9),
        Heading(2, "Tabellen"),
        odd_table(),
        Table(("a",), ("b",), (Row(("x",), (1,)),)),
        Heading(6, "Diep"),
        Paragraph(HEBREW),
    ]  # fmt: skip


def golden(folder: Path) -> None:
    """Writes the report in all formats, a Word document as its parts."""
    from qualcode.export.as_docx import as_docx
    from qualcode.export.writing import write_report

    for name in ("report.md", "report.html"):
        write_report(every_block(), folder / name, language="nl")
    with zipfile.ZipFile(io.BytesIO(as_docx(every_block(), language="nl"))) as file:
        file.extractall(folder / "report-docx")


if __name__ == "__main__":
    golden(Path(__file__).parent / "files")
