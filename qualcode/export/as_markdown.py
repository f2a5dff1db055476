"""Blocks and tables as Markdown."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from qualcode.export.blocks import Block, Contents, Figure, Heading, Listed, Paragraph, Quotation
from qualcode.export.numbering import Counted, counted, entries
from qualcode.export.table import Table, Value
from qualcode.transcripts.fitting import fitting

SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#~&"})
# Where a line would begin a list, or underline a heading: behind this goes a backslash.
LIST_MARK = re.compile(r"^\s*(?:\d+(?=[.)])|(?=[-+=]))")
NO_ANCHOR = re.compile(r"[^\w\- ]")  # left out of the anchors that readers of Markdown make


def as_markdown(blocks: Iterable[Block], *, language: str = "en", folder: str = "figures") -> str:
    """A report as one Markdown text, ending in a newline; its figures lie in `folder`."""
    found = counted(blocks, language)
    anchors = _anchors(found)
    return "\n\n".join(_block(each, found, anchors, folder) for each in found) + "\n"


def table_as_markdown(table: Table) -> str:
    """The table with what its signs mean, and its notes, below."""
    heads = [*table.stub, *table.heads]
    lines = [_line(heads), "|" + " --- |" * len(heads)]
    lines += [_line([*row.stub, *table.shown(row)]) for row in table.rows]
    return "\n".join([*lines, *(f"\n{_plain(remark)}" for remark in table.remarks)])


def _block(each: Counted, found: list[Counted], anchors: dict[int, str], folder: str) -> str:
    block = each.block
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_plain(block.text)}"
    if isinstance(block, Paragraph):
        return _plain(block.text)
    if isinstance(block, Quotation):
        lines = [*block.text.split("\n"), f"— {block.source}"]
        return "\n>\n".join(f"> {_plain(line)}" for line in lines)
    if isinstance(block, Listed):
        return "\n".join(f"- {_plain(point)}" for point in block.points)
    if isinstance(block, Contents):
        return "\n".join([f"**{_plain(block.title)}**", "", *_listed(found, block, anchors)])
    if isinstance(block, Figure):
        picture = f"![{_plain(block.alt)}](<{folder}/{block.name}.svg>)"
        return f"{picture}\n\n{_caption(each, block.caption)}"
    caption = f"{_caption(each, block.title)}\n\n" if each.number else ""
    return caption + table_as_markdown(block)


def _caption(each: Counted, text: str) -> str:
    return f"**{each.label} {each.number}.** {_plain(text)}"


def _listed(found: list[Counted], contents: Contents, anchors: dict[int, str]) -> Iterator[str]:
    for heading, number in entries(found, contents):
        yield f"{'  ' * (heading.level - 2)}- [{_plain(heading.text)}](#{anchors[number]})"


def _anchors(found: list[Counted]) -> dict[int, str]:
    """By number of heading what it can be linked to as; the second of a name ends in -1."""
    taken: Counter[str] = Counter()
    anchors = {}
    for each in found:
        if isinstance(each.block, Heading):
            name = NO_ANCHOR.sub("", each.block.text.strip().lower()).replace(" ", "-")
            anchors[each.number] = f"{name}-{taken[name]}" if taken[name] else name
            taken[name] += 1
    return anchors


def _line(values: Iterable[Value]) -> str:
    return "| " + " | ".join(_plain("" if v is None else str(v)) for v in values) + " |"


def _plain(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    line = " ".join(fitting(text).translate(SPECIAL).splitlines())
    return LIST_MARK.sub(r"\g<0>\\", line)
