"""The matrix: rows × columns, split if you like, with every kind of emptiness kept apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args, overload

from qualcode.errors import InputError
from qualcode.names import unknown
from qualcode.study.file import Study

if TYPE_CHECKING:
    from qualcode.matrix.layout import Grid

State = Literal["value", "not_mentioned", "not_asked", "not_coded", "not_interviewed"]
CellKind = Literal["presence", "count", "coders", "words", "share", "quotes", "summary"]
COLUMNS = ("code", "wave")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A coded passage in a cell, and where it stands."""

    id: str
    document: str
    turn: int | None
    speaker: str | None
    quote: str
    starred: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Documents with passages that stand in no cell, being of no case, wave … (`kind`)."""

    kind: str
    documents: tuple[str, ...]

    def __str__(self) -> str:
        return f"Of no {self.kind}, and so left out: {', '.join(self.documents)}."


Value = int | float | str | tuple[Quoted, ...] | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is what its kind asks for; None where nothing is known.

    Where nothing was said it is 0, or no quotes. A summary that is yet to be written about
    something that was said is a value of None.
    """

    row: str
    column: str
    by: str | None
    state: State
    value: Value


class Cells(Sequence[Cell]):
    """The cells of a matrix in the order row, by, column; each is made when it is looked at.

    A thousand cases in ten waves by two hundred codes are two million cells, and whoever
    looks at one case wants two thousand of them.
    """

    def __init__(self, grid: "Grid") -> None:
        self._grid = grid

    def __len__(self) -> int:
        return len(self._grid)

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> list[Cell]: ...
    def __getitem__(self, index: int | slice) -> Cell | list[Cell]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        return Cell(*self._grid[index])

    def __iter__(self) -> Iterator[Cell]:
        return (Cell(*each) for each in self._grid)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as that of a list


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells in the order row, by, column.

    `row_kind` and `column_kind` say what the rows and columns are, `by` what splits the
    rows (None: nothing) into `by_values`. `left_out` says which documents have no place in
    it, `unplaced` how many codings haven't, being made on another version of a text;
    `notes` says both in words.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    by: str | None
    by_values: tuple[str, ...]
    cell: CellKind
    layer: str
    cells: Sequence[Cell]
    notes: tuple[str, ...] = ()
    row_kind: str = "case"
    column_kind: str = "code"
    left_out: tuple[LeftOut, ...] = ()
    unplaced: int = 0


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
