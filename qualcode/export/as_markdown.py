"""Blocks and tables as Markdown."""

import re
from collections.abc import Iterable

from qualcode.export.blocks import Block, Heading, Paragraph, Quotation
from qualcode.export.table import Table, Value

SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#~&"})
# Where a line would begin a list, or underline a heading: behind this goes a backslash.
LIST_MARK = re.compile(r"^\s*(?:\d+(?=[.)])|(?=[-+=]))")


def as_markdown(blocks: Iterable[Block]) -> str:
    """A report as one Markdown text, ending in a newline."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def table_as_markdown(table: Table) -> str:
    """The table with what its signs mean, and its notes, below."""
    heads = [*table.stub, *table.heads]
    lines = [_line(heads), "|" + " --- |" * len(heads)]
    lines += [_line([*row.stub, *table.shown(row)]) for row in table.rows]
    return "\n".join([*lines, *(f"\n{_plain(remark)}" for remark in table.remarks)])


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_plain(block.text)}"
    if isinstance(block, Paragraph):
        return _plain(block.text)
    if isinstance(block, Quotation):
        lines = [*block.text.split("\n"), f"— {block.source}"]
        return "\n>\n".join(f"> {_plain(line)}" for line in lines)
    return table_as_markdown(block)


def _line(values: Iterable[Value]) -> str:
    return "| " + " | ".join(_plain("" if v is None else str(v)) for v in values) + " |"


def _plain(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    line = " ".join(text.translate(SPECIAL).splitlines())
    return LIST_MARK.sub(r"\g<0>\\", line)
