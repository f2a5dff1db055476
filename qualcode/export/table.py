"""A table as one value: what stands at the side, the heads, the cells, the notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.export.words import Words
from qualcode.matrix.crossing import Cell, Matrix

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what names it (as many as the stub has heads), and its cells."""

    stub: tuple[Value, ...]
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that any writer can write; `stub` holds the heads of the naming columns."""

    stub: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def listing(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> Table:
    """A plain list as a table: the first column names the row."""
    return Table(
        stub=(heads[0],),
        heads=tuple(heads[1:]),
        rows=tuple(Row((row[0],), tuple(row[1:])) for row in rows),
    )


def matrix_table(matrix: Matrix, words: Words, *, marks: bool) -> Table:
    """A matrix laid out with codes as columns, and a row a case (a row a case and wave).

    With `marks`, emptiness is shown by the signs of the legend, which stands in the notes;
    without, the state's own name stands in the cell, for programs that read the table.
    """
    by_row: dict[tuple[str, str | None], list[Value]] = {}
    for cell in matrix.cells:
        by_row.setdefault((cell.row, cell.by), []).append(_shown(cell, matrix, words, marks))
    is_split = matrix.by is not None
    return Table(
        stub=(words.case, words.wave) if is_split else (words.case,),
        heads=matrix.columns,
        rows=tuple(
            Row((case, by) if is_split else (case,), tuple(cells))
            for (case, by), cells in by_row.items()
        ),
        notes=(*((words.legend,) if marks else ()), *matrix.notes),
    )


def _shown(cell: Cell, matrix: Matrix, words: Words, marks: bool) -> Value:
    if not marks:
        return cell.value if cell.value is not None else cell.state
    if cell.state == "value":
        return words.marks["present"] if matrix.cell == "presence" else cell.value
    return words.marks[cell.state]
