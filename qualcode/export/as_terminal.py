"""Tables as a terminal shows them."""

import io
import sys
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid

from qualcode.export.table import Table, Value

UNBOUNDED = 100_000
GAP = 3  # what the grid puts between two columns
WIDEST = 60  # a longer cell is folded


def as_terminal(table: Table) -> Iterator[str]:
    """The lines of the table with its notes.

    Where it is wider than the terminal, the columns that don't fit follow in further blocks,
    each with the naming columns; nothing is cut off. Written to a file or pipe, it is one block.
    """
    room = Console().width if sys.stdout.isatty() else UNBOUNDED
    columns = list(zip(*((*row.stub, *row.cells) for row in table.rows), strict=True))
    heads = (*table.stub, *table.heads)
    columns = columns or [()] * len(heads)
    named = len(table.stub)
    for block in _blocks(heads, columns, named, room):
        yield from _grid([heads[n] for n in block], [columns[n] for n in block], room)
    yield from table.notes


def _blocks(
    heads: Sequence[str], columns: Sequence[Sequence[Value]], named: int, room: int
) -> Iterator[list[int]]:
    """Column numbers per block: the naming columns, and as many others as there is room for."""
    widths = [
        min(WIDEST, max(cell_len(head), *(cell_len(_text(v)) for v in column), 1)) + GAP
        for head, column in zip(heads, columns, strict=True)
    ]
    stub = list(range(named))
    block, used = stub.copy(), sum(widths[:named])
    for n in range(named, len(heads)):
        if used + widths[n] > room and len(block) > named:
            yield block
            block, used = stub.copy(), sum(widths[:named])
        block.append(n)
        used += widths[n]
    yield block


def _grid(heads: Sequence[str], columns: Sequence[Sequence[Value]], room: int) -> Iterator[str]:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for head, column in zip(heads, columns, strict=True):
        is_number = bool(column) and all(isinstance(v, (int, float)) for v in column if v != "")
        grid.add_column(head, justify="right" if is_number else "left", max_width=WIDEST)
    for row in zip(*columns, strict=True):
        grid.add_row(*map(_text, row))
    out = io.StringIO()
    Console(file=out, width=room, highlight=False, markup=False, emoji=False).print(grid)
    for line in out.getvalue().strip("\n").split("\n"):
        yield line.rstrip()


def _text(value: Value) -> str:
    return "" if value is None else str(value)
