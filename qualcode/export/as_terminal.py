"""Tables as a terminal shows them."""

import io

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid

from qualcode.export.table import Table

NARROWEST = 80


def as_terminal(table: Table) -> list[str]:
    """The lines of the table, as wide as it needs to be or the terminal is, with its notes."""
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for n, head in enumerate((*table.stub, *table.heads)):
        is_number = all(isinstance(value, (int, float)) for value in _column(table, n))
        grid.add_column(head, justify="right" if is_number else "left")
    for row in table.rows:
        grid.add_row(*("" if v is None else str(v) for v in (*row.stub, *row.cells)))
    needed = Console(width=10_000).measure(grid).maximum
    width = max(NARROWEST, min(needed, Console().width))
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, markup=False, emoji=False).print(grid)
    return [line.rstrip() for line in out.getvalue().rstrip().split("\n")] + list(table.notes)


def _column(table: Table, n: int) -> list[object]:
    values = ((*row.stub, *row.cells)[n] for row in table.rows)
    return [value for value in values if value is not None]
