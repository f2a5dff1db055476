"""What a report counts: its headings, its tables and its figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.export.blocks import Block, Contents, Figure, Heading
from qualcode.export.table import Table
from qualcode.names import find


@dataclass(frozen=True, slots=True)
class Labels:
    """What captions begin with in one language."""

    table: str
    figure: str
    continued: str


LABELS = {
    "nl": Labels("Tabel", "Figuur", "vervolg"),
    "en": Labels("Table", "Figure", "continued"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A block with its number among headings, captioned tables or figures; 0 where it has none.

    `label` is what its caption begins with: "Tabel" or "Figure".
    """

    block: Block
    number: int = 0
    label: str = ""


def labels_in(language: str) -> Labels:
    """Raises UnknownName for a language that no report is written in."""
    return find(language, LABELS, "report language")


def counted(blocks: Iterable[Block], language: str) -> list[Counted]:
    """The blocks with their numbers; a table without a title has no caption, and no number."""
    labels = labels_in(language)
    headings = tables = figures = 0
    found = []
    for block in blocks:
        if isinstance(block, Heading):
            headings += 1
            found.append(Counted(block, headings))
        elif isinstance(block, Table) and block.title:
            tables += 1
            found.append(Counted(block, tables, labels.table))
        elif isinstance(block, Figure):
            figures += 1
            found.append(Counted(block, figures, labels.figure))
        else:
            found.append(Counted(block))
    return found


def entries(found: Iterable[Counted], contents: Contents) -> list[tuple[Heading, int]]:
    """The headings that a table of contents lists, each with its number; never the title."""
    return [
        (each.block, each.number)
        for each in found
        if isinstance(each.block, Heading) and 1 < each.block.level <= contents.depth
    ]
