"""A matrix as tables: one for everything, and one a part (a wave, say) for workbooks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qualcode.export.table import Row, Sign, Table, Value
from qualcode.export.words import Words
from qualcode.matrix.cells import Cell, Matrix, Quoted

Key = tuple[str, str | None, str]  # row, by, column
Rows = dict[tuple[str, str | None], list[Cell]]
COMMENTED = 6  # passages in the comment on a cell; more can't be read there


def matrix_tables(
    matrix: Matrix, words: Words, quotes: Matrix | None = None, *, all_parts: bool = False
) -> list[Table]:
    """A matrix for a workbook: the whole of it, and where it is split a table a part.

    A part in which there was no interview at all has none, unless `all_parts`; a note says so.
    `quotes` is the same matrix with quotes in its cells, which become comments.
    """
    rows = _rows(matrix)
    comments = _comments(quotes, words)
    whole = _table(matrix, words, rows, comments)
    held = {cell.by for cell in matrix.cells if cell.state != "not_interviewed"}
    parts = [
        _table(
            matrix,
            words,
            {key: cells for key, cells in rows.items() if key[1] == part},
            comments,
            part,
        )
        for part in matrix.by_values
        if all_parts or part in held
    ]
    if not matrix.by_values:
        return [whole]
    missed = [part for part in matrix.by_values if not all_parts and part not in held]
    told = [words.no_sheet.format(parts=", ".join(missed))] if missed else []
    return [replace(whole, title=words.overview, notes=(*whole.notes, *told)), *parts]


def matrix_table(matrix: Matrix, words: Words, quotes: Matrix | None = None) -> Table:
    """A matrix laid out in full; where it is split, a row a part: a row a case and wave, say.

    Cells hold numbers and texts, None where nothing is known; `states` says why.
    """
    return _table(matrix, words, _rows(matrix), _comments(quotes, words))


def cited(found: Sequence[Quoted], words: Words, most: int | None = None) -> str:
    """Passages in full, those with a star first, each with where it comes from.

    With `most`, only so many, and how many more there are.
    """
    chosen = sorted(found, key=lambda quoted: not quoted.starred)[:most]
    shown = [
        f"{'★ ' * quoted.starred}«{quoted.quote}»\n— {_source(quoted, words)}" for quoted in chosen
    ]
    if len(found) > len(chosen):
        shown.append(words.more.format(n=len(found) - len(chosen)))
    return "\n\n".join(shown)


def signs_of(matrix: Matrix, words: Words) -> tuple[Sign, ...]:
    """What stands in the cells of a matrix that have no words of their own."""
    meanings = dict(words.states)
    if matrix.cell == "summary":
        meanings["value"] = words.no_summary
    elif matrix.cell != "presence":
        del meanings["value"]  # the cell itself says it
    return tuple(Sign(state, words.marks[state], text) for state, text in meanings.items())


def _notes(matrix: Matrix, words: Words) -> Iterator[str]:
    for each in matrix.left_out:
        kind = words.axes.get(each.kind, each.kind)
        yield words.left_out.format(kind=kind, documents=", ".join(each.documents))
    if matrix.unplaced:
        yield words.unplaced.format(n=matrix.unplaced)


def _rows(matrix: Matrix) -> Rows:
    rows: Rows = defaultdict(list)
    for cell in matrix.cells:
        rows[cell.row, cell.by].append(cell)
    return rows


def _table(
    matrix: Matrix,
    words: Words,
    rows: Rows,
    comments: Mapping[Key, str],
    part: str | None = None,
) -> Table:
    side = words.axes.get(matrix.row_kind, matrix.row_kind)
    parts = words.axes.get(matrix.by, matrix.by) if matrix.by is not None else ""
    split = matrix.by is not None and part is None
    title = f"{side} × {words.axes[matrix.column_kind]}"
    return Table(
        stub=(side, parts) if split else (side,),
        heads=matrix.columns,
        rows=tuple(
            Row(
                stub=(name, by) if split else (name,),
                cells=tuple(_value(cell, words) for cell in cells),
                states=tuple(cell.state for cell in cells),
                comments=tuple(comments.get((cell.row, cell.by, cell.column), "") for cell in cells)
                if comments
                else (),
            )
            for (name, by), cells in rows.items()
        ),
        notes=tuple(_notes(matrix, words)),
        title=part or (f"{title}, per {parts}" if parts else title),
        signs=signs_of(matrix, words),
        is_share=matrix.cell == "share",
        language=words.language,
    )


def _value(cell: Cell, words: Words) -> Value:
    value = cell.value
    return (cited(value, words) or None) if isinstance(value, tuple) else value


def _comments(quotes: Matrix | None, words: Words) -> dict[Key, str]:
    return {
        (cell.row, cell.by, cell.column): cited(cell.value, words, COMMENTED)
        for cell in (quotes.cells if quotes else ())
        if isinstance(cell.value, tuple) and cell.value
    }


def _source(quoted: Quoted, words: Words) -> str:
    turn = "" if quoted.turn is None else f", {words.turn} {quoted.turn}"
    return f"{quoted.document}{turn}{f', {quoted.speaker}' if quoted.speaker else ''}"
