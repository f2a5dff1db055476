"""A report as one web page that stands on its own: no scripts, nothing fetched, good on paper."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from qualcode.export.as_html import PAGE, STYLE, shown, table_as_html
from qualcode.export.blocks import Block, Contents, Figure, Heading, Listed, Paragraph, Quotation
from qualcode.export.drawings import inside_a_page
from qualcode.export.numbering import Counted, counted, entries
from qualcode.export.paper import A4, lie, turned_pages

DEEPEST = 6  # as many levels of headings as a page has
# Wide tables go on turned pages of their own, which not every browser can print; there they are
# cut to the width of the page.
REPORT = """\
main { max-width: 46rem; margin: 0 auto; }
h1 { font-size: 1.8rem; }
h2 { margin-top: 2.5rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; }
nav ul { list-style: none; padding: 0; }
nav li.deeper { padding-left: 1.5rem; }
nav li.deepest { padding-left: 3rem; }
nav a { color: inherit; }
blockquote { margin: 1rem 1.5rem; }
blockquote p { margin: .2rem 0; font-style: italic; }
blockquote footer { font-size: .87em; color: #555; }
caption, figcaption { text-align: left; font-weight: bold; font-size: .9em; padding: .4rem 0; }
figure { margin: 1.5rem 0; }
figure svg { max-width: 100%; height: auto; }
.table { width: fit-content; max-width: 100%; margin-top: 1rem; }
.wide .table { max-width: calc(100vw - 4rem); margin-left: 50%; transform: translateX(-50%); }
.table caption { padding: .4rem .5rem; }
table { font-size: .87em; }
.turned thead th:not(.side):not(.name) { writing-mode: vertical-rl; transform: rotate(180deg); }
.signs li { display: inline-block; margin-right: 1.2rem; }
@media print {
  @page { size: A4; margin: 20mm; }
  @page wide { size: A4 landscape; margin: 15mm; }
  main { max-width: none; }
  .wide { page: wide; }
  .wide .table { max-width: none; margin-left: 0; transform: none; }
  .wide table { font-size: 7pt; }
  .wide th, .wide td { padding: .15rem .2rem; }
  h1, h2, h3, h4, h5, h6, caption { break-after: avoid; }
  blockquote footer { break-before: avoid; }
  figure { break-inside: avoid; }
}
"""


def as_html_report(blocks: Sequence[Block], *, language: str = "en") -> str:
    """The page: contents as links, figures drawn in it, wide tables on turned pages on paper."""
    found = counted(blocks, language)
    titles = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    placed = zip(found, turned_pages(blocks, A4), strict=True)
    parts = []
    for is_wide, group in groupby(placed, key=lambda pair: pair[1]):
        told = "\n".join(part for each, _ in group for part in _block(each, found))
        parts.append(f'<div class="wide">\n{told}\n</div>' if is_wide else told)
    return PAGE.format(
        language=language,
        title=shown(titles[0]) if titles else "qualcode",
        style=STYLE + REPORT,
        body="\n".join(["<main>", *parts, "</main>"]),
    )


def _block(each: Counted, found: list[Counted]) -> Iterator[str]:
    block = each.block
    if isinstance(block, Heading):
        tag = f"h{min(block.level, DEEPEST)}"
        yield f'<{tag} id="part-{each.number}" dir="auto">{shown(block.text)}</{tag}>'
    elif isinstance(block, Paragraph):
        yield f'<p dir="auto">{_lines(block.text)}</p>'
    elif isinstance(block, Quotation):
        words = "".join(f'<p dir="auto">{shown(line)}</p>' for line in block.text.split("\n"))
        yield f"<blockquote>{words}<footer>— {shown(block.source)}</footer></blockquote>"
    elif isinstance(block, Listed):
        points = (f'<li dir="auto">{_lines(point)}</li>' for point in block.points)
        yield "\n".join(["<ul>", *points, "</ul>"])
    elif isinstance(block, Contents):
        yield from _contents(block, found)
    elif isinstance(block, Figure):
        drawn = inside_a_page(block.svg, f"figure-{each.number}-", block.alt)
        caption = shown(f"{each.label} {each.number}. {block.caption}")
        yield f"<figure>\n{drawn}\n<figcaption>{caption}</figcaption>\n</figure>"
    else:
        caption = f"{each.label} {each.number}. {block.title}" if each.number else ""
        is_turned = lie(block, A4).head is not None
        table = table_as_html(block, caption)
        yield f'<div class="turned">\n{table}\n</div>' if is_turned else table


def _contents(contents: Contents, found: list[Counted]) -> Iterator[str]:
    yield f"<nav>\n<p><b>{shown(contents.title)}</b></p>\n<ul>"
    for heading, number in entries(found, contents):
        deep = ("", ' class="deeper"', ' class="deepest"')[min(heading.level - 2, 2)]
        yield f'<li{deep}><a href="#part-{number}">{shown(heading.text)}</a></li>'
    yield "</ul>\n</nav>"


def _lines(text: str) -> str:
    return "<br>".join(shown(line) for line in text.split("\n"))
