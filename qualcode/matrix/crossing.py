"""The matrix: rows × columns, split if you like, with every kind of emptiness kept apart."""

from collections.abc import Iterator, Sequence
from typing import get_args

from qualcode.errors import InputError
from qualcode.matrix.cells import CellKind, Cells, LeftOut, Matrix
from qualcode.names import unknown
from qualcode.study.file import Study

COLUMNS = ("code", "wave")


def matrix(
    study: Study,
    *,
    rows: str = "case",
    columns: str = "code",
    by: str | None = None,
    cell: str = "presence",
    where: str | None = None,
    code: str | None = None,
    depth: int | None = None,
    layer_name: str | None = None,
    all_speakers: bool = False,
    period_set: str | None = None,
) -> Matrix:
    """`rows` × `columns`, split `by` something.

    Rows are "case", "document", "wave", "speaker", "role", or an attribute's name; the rows
    can be split by these too, and by "period" (of `period_set`) and "phase". Columns are
    "code", each with all that lies under it, or "wave" (then all codes count together). `code`
    leaves only that code's branch, `depth` only so many levels of codes, counted from the
    topmost (what lies deeper still counts for them). `where` is an expression on attributes
    (cases/selecting).

    A cell is "presence" (1 where the code was used at all), "count" (distinct codings),
    "coders" (distinct coders), "words" (in the union of the codings), "share" (of the words
    spoken in documents that somebody has coded or finished, 0 to 1), "quotes" or "summary".
    `layer_name` says whose codings are read: a coder's, or "final"; left out, "final", and
    everybody's for "coders". What the interviewer says is left out unless `all_speakers`.

    A cell without codings is *not interviewed* where there is no talk that it could rest on;
    *not asked* where none of them asked about the code; *not mentioned* only where all that
    did were finished with the code as it is meant now; else *not coded*.

    Raises UnknownName for what there is none of, InputError for an expression that can't be
    read.
    """
    if columns not in COLUMNS:
        raise unknown(columns, COLUMNS, "kind of column")
    if cell not in get_args(CellKind):
        raise unknown(cell, get_args(CellKind), "kind of cell")
    # numpy takes longer to load than most commands take to run.
    from qualcode.matrix.layout import Question, lay_out  # noqa: PLC0415

    if depth is not None and depth < 1:
        raise InputError("The first level of codes is --depth 1.")
    question = Question(
        rows, columns, by, cell, where, code, depth, layer_name, all_speakers, period_set
    )
    with study.reading():
        grid = lay_out(study, question)
    return Matrix(
        rows=grid.rows,
        columns=grid.columns,
        by=grid.by,
        by_values=tuple(label for label in grid.splits if grid.by is not None),
        cell=next(kind for kind in get_args(CellKind) if kind == cell),
        layer=grid.layer,
        cells=Cells(grid),
        notes=tuple(_notes(grid.left_out, grid.unplaced)),
        row_kind=grid.row_kind,
        column_kind=columns,
        left_out=grid.left_out,
        unplaced=grid.unplaced,
    )


def _notes(left_out: Sequence[LeftOut], unplaced: int) -> Iterator[str]:
    yield from map(str, left_out)
    if unplaced:
        yield (f"Left out, being made on another version of a text: codings, {unplaced} in all.")
