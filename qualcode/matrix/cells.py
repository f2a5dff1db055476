"""A matrix as one value: its cells, their states, and what has no place in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, overload

State = Literal["value", "not_mentioned", "not_asked", "not_coded", "not_interviewed"]
CellKind = Literal["presence", "count", "coders", "words", "share", "quotes", "summary"]


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


class Grid(Protocol):
    """What cells are read from: the fields of a cell by its number, and of all in order."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> tuple[Any, ...]: ...
    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Cells(Sequence[Cell]):
    """The cells of a matrix in the order row, by, column; each is made when it is looked at.

    A thousand cases in ten waves by two hundred codes are two million cells, and whoever
    looks at one case wants two thousand of them.
    """

    def __init__(self, grid: Grid) -> None:
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
