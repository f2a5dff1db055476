"""A matrix laid out for the terminal: lines, columns and their widths, words in cells. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qualcode.export.matrices import signs_of
from qualcode.export.table import Row, Table
from qualcode.export.words import ENGLISH
from qualcode.matrix.cells import Cell, Matrix, Quoted
from qualcode.tui.matrix.asked import IN_WORDS
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import cells as width_of
from qualcode.tui.page.wrapping import shown, wrap

GAP = 2  # cells between columns
LEAST, WIDEST = 5, 20  # a column of numbers; longer heads go over two rows
NARROW, COMFORTABLE = 6, 13  # as narrow as columns get to be seen together; else so wide
TEXT, BROADEST = 26, 60  # a column of words
SIDE = 22  # the names at the side, at most
HIGH = 3  # rows of the screen that a line of texts takes


@dataclass(frozen=True)
class Sheet:
    """A matrix as lines: one a row, or one a row and part."""

    matrix: Matrix

    @property
    def in_words(self) -> bool:
        """Whether texts stand in the cells, and not numbers."""
        return self.matrix.cell in IN_WORDS

    @property
    def high(self) -> int:
        """How many rows of the screen a line takes."""
        return HIGH if self.in_words else 1

    @property
    def parts(self) -> int:
        """How many lines a row has."""
        return len(self.matrix.by_values) if self.matrix.by is not None else 1

    @property
    def lines(self) -> int:
        return len(self.matrix.rows) * self.parts if self.columns else 0

    @property
    def columns(self) -> int:
        return len(self.matrix.columns)

    @property
    def is_empty(self) -> bool:
        return not self.lines

    def label(self, line: int) -> tuple[str, str]:
        """What a line is called: its row, and its part ("" where rows aren't split)."""
        row, part = divmod(line, self.parts)
        by = self.matrix.by_values[part] if self.matrix.by is not None else ""
        return self.matrix.rows[row], by

    def cell(self, line: int, column: int) -> Cell:
        """The cell there; the cells of a matrix are in this order."""
        return self.matrix.cells[line * self.columns + column]

    def find(self, cell: Cell) -> tuple[int, int] | None:
        """Line and column of the cell that has these labels, where there is one."""
        matrix = self.matrix
        if cell.row not in matrix.rows or cell.column not in matrix.columns:
            return None
        part = 0
        if matrix.by is not None and cell.by in matrix.by_values:
            part = matrix.by_values.index(cell.by)
        line = matrix.rows.index(cell.row) * self.parts + part
        return line, matrix.columns.index(cell.column)

    def texts(self, line: int, columns: Sequence[int]) -> list[tuple[str, str]]:
        """State and words of some cells of a line; the signs are those of exports."""
        found = [self.cell(line, column) for column in columns]
        row = Row((), tuple(map(_words, found)), tuple(each.state for each in found))
        told = self._table.shown(row)
        return [
            (each.state, "" if value is None else str(value))
            for each, value in zip(found, told, strict=True)
        ]

    @cached_property
    def _table(self) -> Table:
        """The table that lines are rows of; it knows what stands in empty cells."""
        is_share = self.matrix.cell == "share"
        return Table((), (), (), signs=signs_of(self.matrix, ENGLISH), is_share=is_share)

    @cached_property
    def side(self) -> tuple[int, int]:
        """The widths of the names at the side: of rows, and of parts (0: there are none)."""
        matrix = self.matrix
        rows = max(map(_width, (*matrix.rows, matrix.row_kind)), default=0)
        parts = max(map(_width, (*matrix.by_values, matrix.by or "")), default=0)
        return min(rows, SIDE), min(parts, SIDE)

    def widths(self, room: int) -> tuple[int, ...]:
        """How wide the columns are, where there is so much room for them."""
        names = [last_part(name) for name in self.matrix.columns]
        return text_widths(len(names), room) if self.in_words else number_widths(names, room)

    def heads(self, widths: Sequence[int]) -> list[tuple[str, str]]:
        """What stands above the columns, in two rows, of which the upper one may be empty."""
        over = zip(map(last_part, self.matrix.columns), widths, strict=True)
        if self.in_words:
            return [(" " * width, fitted(name, width)) for name, width in over]
        return [head(name, width) for name, width in over]


def _words(cell: Cell) -> str | int | float | None:
    if not isinstance(cell.value, tuple):
        return cell.value
    return " / ".join(map(quoted, cell.value)) or None


def quoted(passage: Quoted) -> str:
    """A passage as it is told in a line."""
    return f"{'★ ' * passage.starred}«{passage.quote}»"


def last_part(column: str) -> str:
    """What a column is called under the branch that it is in."""
    return column.rpartition("/")[2]


def _width(name: str) -> int:
    return width_of(shown(name))


def number_widths(names: Sequence[str], room: int) -> tuple[int, ...]:
    """Columns of numbers as wide as their heads, or as narrow as lets them be seen together."""
    natural = [max(LEAST, _width(name)) for name in names]
    for cap in range(WIDEST, NARROW - 1, -1):
        if sum(min(each, cap) + GAP for each in natural) <= room:
            break
    else:
        cap = COMFORTABLE
    return tuple(min(each, cap) for each in natural)


def text_widths(many: int, room: int) -> tuple[int, ...]:
    """Columns of texts, all alike, that share the room among those that are seen."""
    if not many:
        return ()
    together = min(many, max(1, room // (TEXT + GAP)))
    return (min(BROADEST, max(TEXT, room // together - GAP)),) * many


def seen(widths: Sequence[int], left: int, room: int) -> range:
    """The columns that are seen from `left` on: all that fit, and one at least."""
    used, right = 0, left
    while right < len(widths) and (used + widths[right] + GAP <= room or right == left):
        used += widths[right] + GAP
        right += 1
    return range(left, right)


def scrolled(widths: Sequence[int], left: int, column: int, room: int) -> int:
    """The first column to show, so that `column` is seen; `left` where it is already."""
    if column < left:
        return column
    while column not in seen(widths, left, room):
        left += 1
    return left


def branches(columns: Sequence[str], widths: Sequence[int], at: range) -> Iterator[tuple[str, int]]:
    """What stands above the heads: each branch once, as wide as its columns that are seen."""
    before, width = None, 0
    for column in at:
        branch = columns[column].rpartition("/")[0]
        if branch != before:
            if before is not None:
                yield before, width
            before, width = branch, 0
        width += widths[column] + GAP
    if before is not None:
        yield before, width


def head(name: str, width: int) -> tuple[str, str]:
    """A head above its column: at the bottom, or over two rows where it is longer."""
    told = shown(name)
    if width_of(told) <= width:
        return " " * width, to_the_right(told, width)
    half = min(width, (len(told) + 1) // 2)
    rest = wrap(told, (), half).starts[1]  # which may be before it, where characters are wide
    return fitted(told[:rest], width), fitted(told[rest:], width)


@lru_cache(maxsize=1024)
def to_the_right(words: str, width: int) -> str:
    """A number, a sign or a head at the right of its column."""
    told = fitted(words, width).rstrip()
    return " " * (width - width_of(told)) + told


def folded(words: str, width: int, high: int) -> list[str]:
    """A text in so many rows of a cell, as much of it as there is room for."""
    given = words[: width * high * 2]
    rows = wrap(given, (), width)
    told = [rows.words(n).rstrip() for n in range(min(len(rows), high - 1))]
    if len(rows) >= high:
        told.append(given[rows.starts[high - 1] :].rstrip())
    return [fitted(each, width) for each in told] + [" " * width] * (high - len(told))
