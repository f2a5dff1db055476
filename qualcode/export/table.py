"""A table as one value: what stands at the side, the heads, the cells, the signs, the notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a cell of this state that has no words of its own, and what it means."""

    state: str
    sign: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what names it (as many as the stub has heads), and its cells.

    `states` and `comments` go with the cells, one each, or are left out.
    """

    stub: tuple[Value, ...]
    cells: tuple[Value, ...]
    states: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table that any writer can write; `stub` holds the heads of the naming columns.

    With `is_share` the numbers in the cells are parts of one, which people read as per cent.
    `language` is that of the heads and notes.
    """

    stub: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    title: str = ""
    signs: tuple[Sign, ...] = ()
    is_share: bool = False
    language: str = "en"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What stands below the table: what the signs mean, and the notes."""
        legend = ", ".join(f"{sign.sign} {sign.meaning}".strip() for sign in self.signs)
        return (legend, *self.notes) if legend else self.notes

    def shown(self, row: Row) -> tuple[Value, ...]:
        """The cells of a row as people read them: signs for what is empty, shares in per cent."""
        signs = {sign.state: sign.sign for sign in self.signs}
        states = row.states or ("",) * len(row.cells)
        return tuple(
            self._shown(value, signs.get(state))
            for value, state in zip(row.cells, states, strict=True)
        )

    def _shown(self, value: Value, sign: str | None) -> Value:
        if sign is not None and not (isinstance(value, str) and value):
            return sign
        return _per_cent(value) if self.is_share and isinstance(value, float) else value


def _per_cent(share: float) -> str:
    """A half goes up, as in a spreadsheet: 22.5 % is shown as 23%."""
    return f"{(100 * Decimal(str(share))).quantize(Decimal(1), ROUND_HALF_UP)}%"


def listing(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> Table:
    """A plain list as a table: the first column names the row."""
    return Table(
        stub=(heads[0],),
        heads=tuple(heads[1:]),
        rows=tuple(Row((row[0],), tuple(row[1:])) for row in rows),
    )
