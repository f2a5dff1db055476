"""Tables as a terminal shows them."""

import io
import sys
from collections.abc import Iterator, Sequence
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid

from qualcode.export.table import Table, Value

UNBOUNDED = 100_000
GAP = 3  # what the grid puts between two columns
WIDEST = 60  # a longer cell is folded


def as_terminal(table: Table) -> Iterator[str]:
    """The lines of the table, with what its signs mean and its notes.

    Where it is wider than the terminal, the columns that don't fit follow in further blocks,
    each with the naming columns; nothing is cut off. Written to a file or pipe, it is one block.
    """
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    room = Console().width if is_terminal else UNBOUNDED
    columns = list(zip(*((*row.stub, *table.shown(row)) for row in table.rows), strict=True))
    heads = (*table.stub, *table.heads)
    columns = columns or [()] * len(heads)
    named = len(table.stub)
    widths = [_width(head, column) for head, column in zip(heads, columns, strict=True)]
    for block in _blocks(widths, named, room):
        needed = sum(widths[n] for n in block)
        wide = max(room, needed) if is_terminal else UNBOUNDED
        yield from _grid([heads[n] for n in block], [columns[n] for n in block], wide)
    yield from table.remarks


def as_reading(table: Table) -> Iterator[str]:
    """The lines of a table whose cells are texts: row by row, each text under its column.

    Columns without a text come together, by the sign of what is missing.
    """
    meanings = {sign.state: sign.meaning for sign in table.signs}
    for n, row in enumerate(table.rows):
        yield from [""] * bool(n)
        yield "  ".join(_text(name) for name in row.stub)
        empty: dict[str, list[str]] = {}
        for head, value, state in zip(table.heads, row.cells, row.states, strict=True):
            if value:
                yield f"  {head}"
                yield from (f"    {line}".rstrip() for line in str(value).splitlines())
            else:
                empty.setdefault(state, []).append(head)
        for state, heads in empty.items():
            which = "" if len(heads) == len(row.cells) else f" {', '.join(heads)}"
            yield f"  ({meanings.get(state, state)}){which}"
    yield from ("", *table.notes) if table.notes else ()


def _width(head: str, column: Sequence[Value]) -> int:
    widest = max((cell_len(_text(value)) for value in column), default=0)
    return max(cell_len(head), min(WIDEST, widest)) + GAP


def _blocks(widths: Sequence[int], named: int, room: int) -> Iterator[list[int]]:
    """Column numbers per block: the naming columns, and as many others as there is room for."""
    stub = list(range(named))
    block, used = stub.copy(), sum(widths[:named])
    for n in range(named, len(widths)):
        if used + widths[n] > room and len(block) > named:
            yield block
            block, used = stub.copy(), sum(widths[:named])
        block.append(n)
        used += widths[n]
    yield block


def _grid(heads: Sequence[str], columns: Sequence[Sequence[Value]], wide: int) -> Iterator[str]:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for head, column in zip(heads, columns, strict=True):
        is_number = any(isinstance(v, (int, float)) for v in column) and all(
            isinstance(v, (int, float)) or len(_text(v)) < 2 for v in column
        )
        widest = max(WIDEST, cell_len(head))
        side: Literal["left", "right"] = "right" if is_number else "left"
        grid.add_column(head, max_width=widest, justify=side, overflow="fold")
    for row in zip(*columns, strict=True):
        grid.add_row(*map(_text, row))
    out = io.StringIO()
    Console(file=out, width=wide, highlight=False, markup=False, emoji=False).print(grid)
    for line in out.getvalue().strip("\n").split("\n"):
        yield line.rstrip()


def _text(value: Value) -> str:
    return "" if value is None else str(value)
