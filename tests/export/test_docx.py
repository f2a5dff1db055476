"""Reports as Word documents: whole, in Word's own styles, and the same bytes each time."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.export.as_docx import as_docx
from qualcode.export.blocks import Block, Contents, Figure, Heading, Listed, Paragraph, Quotation
from qualcode.export.paper import A4
from qualcode.export.table import Row, Table
from qualcode.transcripts.fitting import fitting

from .report_material import (
    EMOJI,
    HEBREW,
    LONG,
    MARKUP,
    SIGNS,
    SVG,
    every_block,
    matrix,
    png,
    prose,
)


def opened(blocks: list[Block], **how: Any) -> Any:
    return Document(io.BytesIO(as_docx(blocks, **how)))


def styled(document: Any) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs]


@pytest.fixture(scope="module")
def every() -> bytes:
    return as_docx(every_block(), language="nl")


def test_blocks_get_words_own_styles() -> None:
    blocks = [
        Heading(1, "Bijlage"),
        Heading(2, "Werkwijze"),
        Paragraph("Zo."),
        Listed(("een", "twee")),
        Heading(3, "Stigma"),
        Quotation("Ja.\nNee.", "P01-W01, beurt 2"),
        Table(("a",), ("b",), (Row(("x",), (1,)),), title="Cijfers"),
    ]
    assert styled(opened(blocks, language="nl")) == [
        ("Title", "Bijlage"),
        ("Heading 1", "Werkwijze"),
        ("Normal", "Zo."),
        ("List Bullet", "een"),
        ("List Bullet", "twee"),
        ("Heading 2", "Stigma"),
        ("Quote", "Ja."),
        ("Quote", "Nee."),
        ("Quote Source", "— P01-W01, beurt 2"),
        ("Caption", "Tabel 1. Cijfers"),
        ("Table Note", ""),
    ]


def test_captions_count_tables_and_figures_each_in_the_reports_language() -> None:
    table = Table(("a",), ("b",), (Row(("x",), (1,)),), title="T")
    plain = Table(("a",), ("b",), (Row(("x",), (1,)),))
    figure = Figure("f", SVG, png(10, 10), "F", "alt")
    blocks = [table, figure, plain, table, figure]
    for language, told in (("nl", ("Tabel", "Figuur")), ("en", ("Table", "Figure"))):
        document = opened(blocks, language=language)
        captions = [text for style, text in styled(document) if style == "Caption"]
        assert captions == [
            f"{told[0]} 1. T", f"{told[1]} 1. F", f"{told[0]} 2. T", f"{told[1]} 2. F",
        ]  # fmt: skip
        fields = [each.text.strip() for each in document.element.iter(qn("w:instrText"))]
        assert [each for each in fields if each.startswith("SEQ")] == [
            f"SEQ {told[n % 2]} \\* ARABIC" for n in range(4)
        ]


def test_contents_are_a_field_that_lists_headings_and_leads_to_them() -> None:
    blocks = [
        Heading(1, "Titel"), Contents("Inhoud", depth=3),
        Heading(2, "Een"), Heading(3, "Onder een"), Heading(4, "Te diep"), Heading(2, "Twee"),
    ]  # fmt: skip
    document = opened(blocks)
    listed = [pair for pair in styled(document) if pair[0].startswith("toc")]
    assert [(style, text.strip()) for style, text in listed] == [
        ("toc 1", "Een"), ("toc 2", "Onder een"), ("toc 1", "Twee"),
    ]  # fmt: skip
    body = document.element
    fields = [each.text for each in body.iter(qn("w:instrText"))]
    assert ' TOC \\o "1-2" \\h \\z \\u ' in fields
    kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") == 4
    marks = {each.get(qn("w:name")): each.getparent() for each in body.iter(qn("w:bookmarkStart"))}
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    shown = ["".join(t.text for t in marks[link].iter(qn("w:t"))) for link in links]
    assert shown == ["Een", "Onder een", "Twee"]
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_odd_words_arrive_as_they_are(every: bytes) -> None:
    texts = [text for _, text in styled(Document(io.BytesIO(every)))]
    for words in (MARKUP, HEBREW, EMOJI, LONG):
        assert words in texts
    assert "Een �belletje, een \x85regel en\ttab." in texts  # no document can hold what was there
    assert "En verder �." in texts


@settings(max_examples=60)
@given(st.text())
def test_any_text_makes_a_whole_document(words: str) -> None:
    table = Table((words,), (words,), (Row((words,), (words,)),), (words,), title=words)
    blocks = [Heading(1, words), Paragraph(words), Listed((words,)), Quotation(words, words), table]
    document = opened(blocks)
    cell = document.tables[0].rows[1].cells[1]
    assert cell.text == fitting(words)
    assert document.core_properties.title == fitting(" ".join(words.split()))


def test_words_from_right_to_left_run_so_and_others_do_not() -> None:
    document = opened([Quotation(HEBREW, "P01"), Paragraph("Hij zei שלום."), Paragraph(HEBREW)])
    turned = [
        each._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for each in document.paragraphs
    ]
    assert turned == [True, False, False, True]
    runs = document.paragraphs[0]._p.findall(f".//{qn('w:rtl')}")
    assert len(runs) == 1


def test_heads_come_back_on_every_page_and_short_rows_stay_whole() -> None:
    long = Row(("lang",), (LONG,))
    document = opened([Table(("a",), ("b",), (Row(("kort",), ("zo",)), long))])
    head, short, tall = (row._tr.trPr for row in document.tables[0].rows)
    assert head.find(qn("w:tblHeader")) is not None
    assert short.find(qn("w:cantSplit")) is not None
    assert tall is None  # higher than a page: it may break


def test_states_have_their_sign_a_shade_and_a_legend() -> None:
    document = opened([matrix(5, cases=1)], language="nl")
    cells = document.tables[0].rows[1].cells[2:]
    assert [cell.text for cell in cells] == [sign.sign for sign in SIGNS]
    shades = [cell._tc.tcPr.find(qn("w:shd")) for cell in cells]
    assert len({(s.get(qn("w:val")), s.get(qn("w:fill"))) for s in shades}) == len(SIGNS)
    assert shades[-1].get(qn("w:val")) == "thinDiagStripe"  # no sign, so not by colour alone
    legend = next(text for style, text in styled(document) if style == "Table Note")
    assert all(sign.meaning in legend for sign in SIGNS)


def pages(document: Any) -> list[tuple[bool, list[str]]]:
    """Per section whether its page is turned, and the texts in it."""
    found, texts = [], []
    for element in document.element.body:
        texts.append("".join(each.text or "" for each in element.iter(qn("w:t"))))
        section = element if element.tag == qn("w:sectPr") else element.find(f".//{qn('w:sectPr')}")
        if section is not None:
            orient = section.find(qn("w:pgSz")).get(qn("w:orient"))
            found.append((orient == "landscape", texts))
            texts = []
    return found


def test_a_wide_table_turns_its_page_and_takes_its_heading_along() -> None:
    blocks = [
        Heading(1, "Titel"), Paragraph("Eerst."), Heading(2, "Breed"), Paragraph("Inleiding."),
        prose(9), Heading(2, "Ook breed"), prose(9), Heading(2, "Daarna"), Paragraph("Zo."),
    ]  # fmt: skip
    document = opened(blocks)
    found = pages(document)
    assert [is_turned for is_turned, _ in found] == [False, True, False]
    assert found[0][1][:2] == ["Titel", "Eerst."]
    assert found[1][1][0] == "Breed" and "Ook breed" in found[1][1]
    assert found[2][1][0] == "Daarna"
    assert [s.orientation for s in document.sections][1] == WD_ORIENT.LANDSCAPE


def test_a_matrix_that_fits_no_page_goes_on_in_parts_with_its_names() -> None:
    whole = matrix(60)
    document = opened([whole], language="nl")
    captions = [text for style, text in styled(document) if style == "Caption"]
    assert captions[0] == "Tabel 1. casus × thema"
    assert set(captions[1:]) == {"Tabel 1 (vervolg). casus × thema"}
    heads: list[str] = []
    for table in document.tables:
        first, second, *more = (cell.text for cell in table.rows[0].cells)
        assert (first, second) == ("casus", "meting")
        assert [row.cells[0].text for row in table.rows[1:]] == [str(r.stub[0]) for r in whole.rows]
        heads += more
    assert [head.replace("\u200b", "") for head in heads] == list(whole.heads)
    wide = [sum(int(c.get(qn("w:w"))) for c in t._tbl.tblGrid) / 20 for t in document.tables]
    assert max(wide) <= A4.turned + 1


def test_signs_under_long_heads_turn_the_heads_and_words_do_not() -> None:
    document = opened([matrix(14), prose(4)])
    turned = [len(table._tbl.findall(f".//{qn('w:textDirection')}")) for table in document.tables]
    assert turned == [14, 0]


def test_a_figure_says_what_it_shows_and_fits_the_page() -> None:
    document = opened([Figure("f", SVG, png(3000, 2900), "F", 'Wat "er" <is>')])
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == 'Wat "er" <is>'
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert shape.width <= room and shape.width / shape.height == pytest.approx(3000 / 2900, 0.01)


def test_the_language_is_set_and_nobody_is_named(every: bytes) -> None:
    document = Document(io.BytesIO(every))
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}
    with zipfile.ZipFile(io.BytesIO(every)) as file:
        told = file.read("docProps/core.xml").decode()
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"
    assert "Bijlage: &lt;alles&gt; &amp; meer" in told and "nl-NL" in told
    for word in ("creator", "modified", "created", "revision", "python"):
        assert word not in told


def test_pages_are_numbered(every: bytes) -> None:
    document = Document(io.BytesIO(every))
    for section in document.sections:
        told = [each.text for each in section.footer._element.iter(qn("w:instrText"))]
        assert told == [" PAGE "]


def test_ids_are_counted(every: bytes) -> None:
    document = Document(io.BytesIO(every))
    marks = [int(each.get(qn("w:id"))) for each in document.element.iter(qn("w:bookmarkStart"))]
    drawn = [int(shape._inline.docPr.get("id")) for shape in document.inline_shapes]
    assert sorted(marks + drawn) == list(range(1, len(marks) + len(drawn) + 1))


WRITE = """
import sys
from export.report_material import every_block
from qualcode.export.as_docx import as_docx
sys.stdout.buffer.write(as_docx(every_block(), language="nl"))
"""


def test_another_process_writes_the_same_bytes(every: bytes) -> None:
    tests = str(Path(__file__).parents[1])
    path = os.pathsep.join([tests, *filter(None, sys.path)])
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", WRITE], env=environment, capture_output=True, check=True
    )
    assert done.stdout == every


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't here")
def test_libreoffice_opens_it(every: bytes, tmp_path: Path) -> None:
    (tmp_path / "e.docx").write_bytes(every)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(tmp_path / "e.docx")],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    text = (tmp_path / "e.txt").read_text(encoding="utf-8-sig")
    for words in ("Bijlage: <alles> & meer", MARKUP, HEBREW, EMOJI, "Tabel 1. casus × thema"):
        assert words in text
