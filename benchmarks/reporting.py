"""How fast a long report is written, beside python-docx that adds its words as plain paragraphs.

    python benchmarks/reporting.py [--quotes 1000] [--words 150]

The report has a heading for every ten quotes, a matrix that goes on over pages and a list of
contents: about 300 pages with the defaults. python-docx makes a paragraph of each piece of text
and knows nothing of headings, contents or tables. The web page and Markdown are shown as well.
"""

import argparse
import io
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _timing import report
from docx import Document

from qualcode.export.blocks import Block, Contents, Heading, Paragraph, Quotation
from qualcode.export.table import Row, Sign, Table
from qualcode.export.writing import write_report

STATES = ("value", "not_mentioned", "not_asked", "not_coded", "not_interviewed")
SIGNS = tuple(Sign(state, sign, state) for state, sign in zip(STATES, "●–×? ", strict=True))
CODES, ROWS, A_THEME, LENGTH, SEED = 60, 100, 10, 5, 7


def blocks_of(quotes: int, words: int) -> list[Block]:
    draw = random.Random(SEED)
    found: list[Block] = [Heading(1, "Bijlage"), Contents("Inhoud"), Heading(2, "Matrix")]
    found.append(matrix(draw))
    for n in range(quotes):
        if n % A_THEME == 0:
            found += [Heading(2, f"Thema {n // A_THEME}"), Paragraph(talk(draw, words // 2))]
        found.append(Quotation(talk(draw, words), f"P{n % 30:02}-W{n % 10:02}, beurt {n}"))
    return found


def talk(draw: random.Random, words: int) -> str:
    return " ".join("woord" * draw.choice((1, 1, 2)) for _ in range(words))


def matrix(draw: random.Random) -> Table:
    heads = tuple(f"thema/onderdeel-{n}" for n in range(CODES))
    rows = tuple(
        Row((f"P{n:03}",), (None,) * CODES, tuple(draw.choices(STATES, k=CODES)))
        for n in range(ROWS)
    )
    return Table(("casus",), heads, rows, title="casus × thema", signs=SIGNS)


def plainly(blocks: list[Block]) -> None:
    """The same words, a paragraph each."""
    document = Document()
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                document.add_paragraph(" ".join(str(value) for value in block.shown(row)))
        elif isinstance(block, Contents):
            document.add_paragraph(block.title)
        else:
            document.add_paragraph(getattr(block, "text", ""))
        if isinstance(block, Quotation):
            document.add_paragraph(block.source)
    document.save(io.BytesIO())


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, default=1000)
    parser.add_argument("--words", type=int, default=150)
    sizes = parser.parse_args()
    blocks = blocks_of(sizes.quotes, sizes.words)
    with tempfile.TemporaryDirectory() as folder:
        for suffix, promise in (
            (".docx", "≤ 20 s"),
            (".html", "no promise"),
            (".md", "no promise"),
        ):
            path = Path(folder) / f"a{suffix}"
            # In turns, so that a slow moment of the machine hits both.
            both = [
                (timed(lambda: plainly(blocks)), timed(lambda p=path: write_report(blocks, p)))
                for _ in range(3)
            ]
            theirs, ours = (min(times) for times in zip(*both, strict=True))
            what = f"{sizes.quotes} quotes as {suffix}, {path.stat().st_size // 1000} kB"
            report(what, ours, "plain paragraphs", theirs, promise)


if __name__ == "__main__":
    main()
