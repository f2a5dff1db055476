"""Reports as a web page and as Markdown, and what all three formats made of one report before."""

import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.export.as_html_report import as_html_report
from qualcode.export.as_markdown import as_markdown
from qualcode.export.blocks import Contents, Figure, Heading, Listed, Paragraph, Quotation
from qualcode.export.drawings import inside_a_page
from qualcode.export.writing import write_report

from .report_material import EMOJI, HEBREW, SVG, every_block, golden, matrix, png, prose
from .test_html import VOID, Page

VOID |= {"br"}
SHOWN = Path(__file__).parent / "files"


def test_all_formats_are_written_as_before(tmp_path: Path) -> None:
    """`python tests/export/report_material.py` writes them anew; look at what changed."""
    golden(tmp_path)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    known = {path.relative_to(SHOWN) for path in SHOWN.rglob("*") if path.is_file()}
    assert made == known
    for name in sorted(made):
        assert (tmp_path / name).read_bytes() == (SHOWN / name).read_bytes(), name


def test_a_page_is_whole_and_runs_nothing() -> None:
    text = as_html_report(every_block(), language="nl")
    page = Page(text)
    assert "script" not in page.tags and not any(
        name.startswith("on") for name, _ in page.attributes
    )
    assert {value for name, value in page.attributes if name == "href" and value} <= {
        f"#part-{n}" for n in range(20)
    }
    for word in ("src=", "url(http", "@import", "javascript:"):
        assert word not in text
    assert '<html lang="nl">' in text and "default-src 'none'" in text


def test_contents_lead_to_headings_that_are_there() -> None:
    text = as_html_report(every_block())
    links = re.findall(r'href="#(part-\d+)"', text)
    assert links and set(links) <= set(re.findall(r'id="(part-\d+)"', text))


def test_drawings_in_one_page_keep_their_ids_apart() -> None:
    figure = Figure("f", SVG, png(2, 2), "F", 'Wat "er" is')
    text = as_html_report([figure, figure])
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 6
    assert 'clip-path="url(#figure-2-p1)"' in text and 'href="#figure-2-m"' in text
    assert "metadata" not in text and "DOCTYPE svg" not in text
    assert text.count('aria-label="Wat &quot;er&quot; is"') == 2


def test_a_drawing_brings_no_scripts() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><g id="a"/></svg>'
    assert inside_a_page(svg, "f-", "x") == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="x"><g id="f-a"/></svg>'
    )


def test_wide_tables_have_turned_pages_on_paper() -> None:
    text = as_html_report([Heading(2, "Smal"), matrix(3), Heading(2, "Breed"), prose(9)])
    before, _, wide = text.partition('<div class="wide">')
    assert "Smal" in before and "Breed" not in before and "Breed" in wide
    assert "@page wide { size: A4 landscape" in text and ".wide { page: wide; }" in text


@given(st.text())
def test_any_text_makes_a_whole_page(words: str) -> None:
    Page(
        as_html_report(
            [
                Heading(1, words),
                Paragraph(words),
                Quotation(words, words),
                Contents(words),
                Listed((words,)),
            ]
        )
    )


def test_markdown_links_its_contents_and_its_figures(tmp_path: Path) -> None:
    blocks = [
        Heading(1, "Bijlage"), Contents("Inhoud"), Heading(2, "Casus × thema"),
        Heading(3, "Zo/&<zo>"), Heading(2, "Casus × thema"), Listed(("- een", "twee")),
        Figure("warmte", SVG, png(2, 2), "Thema's", "Wat er [is]"),
    ]  # fmt: skip
    write_report(blocks, tmp_path / "mijn bijlage.md", language="nl")
    text = (tmp_path / "mijn bijlage.md").read_text(encoding="utf-8")
    assert "- [Casus × thema](#casus--thema)\n  - [Zo/\\&\\<zo\\>](#zozo)\n" in text
    assert "- [Casus × thema](#casus--thema-1)\n" in text
    assert "- \\- een\n- twee" in text
    picture = r"![Wat er \[is\]](<mijn bijlage-figures/warmte.svg>)"
    assert f"{picture}\n\n**Figuur 1.** Thema's\n" in text
    assert (tmp_path / "mijn bijlage-figures" / "warmte.svg").read_text(encoding="utf-8") == SVG


def test_odd_words_are_shown_in_all_three() -> None:
    page = as_html_report(every_block())
    assert "&lt;script&gt;" in page and "<script" not in page
    text = as_markdown(every_block())
    assert "\\<script\\>" in text and "\n<script" not in text
    for words in (HEBREW, EMOJI):
        assert words in page and words in text


def test_word_is_loaded_only_when_a_word_document_is_written(tmp_path: Path) -> None:
    told = (
        "import sys; from pathlib import Path; import qualcode.cli.reports as _;"
        "from qualcode.export.writing import write_report; from qualcode.export.blocks import *;"
        "write_report([Heading(1, 'a')], Path(sys.argv[1]));"
        "print(sorted({'docx', 'lxml'} & {*sys.modules}))"
    )
    loaded = [
        subprocess.run(
            [sys.executable, "-c", told, str(tmp_path / name)],
            capture_output=True, check=True, text=True,
        ).stdout.strip()
        for name in ("a.md", "a.docx")
    ]  # fmt: skip
    assert loaded == ["[]", "['docx', 'lxml']"]
