"""The two halves of the Codebook screen: the tree of codes, and all about one of them."""

from collections.abc import Callable, Collection, Mapping, Sequence

from textual import events

from qualcode.codebook.tree import Code
from qualcode.tui.codebook.rows import Row, draw
from qualcode.tui.codebook.shown import Shown
from qualcode.tui.widgets.listing import DIM, Line, Lines, Listing


class CodeTree(Listing):
    """The codes: hotkey, place in the tree, name, and how much each is used."""

    def __init__(self) -> None:
        super().__init__(self._row)
        self.rows: Sequence[Row] = ()
        self._shown: Shown | None = None
        self._colours: Mapping[str, str] = {}

    @property
    def code(self) -> Code | None:
        """The code under the cursor."""
        return self.rows[self.cursor].code if self.rows else None

    def show(
        self, rows: Sequence[Row], shown: Shown, colours: Mapping[str, str], at: str | None
    ) -> None:
        """Shows other rows, with the cursor on the code `at` (an id), else where it was."""
        self.rows, self._shown, self._colours = rows, shown, colours
        self.fill(len(rows), self.row_of(at))

    def row_of(self, code_id: str | None) -> int | None:
        """The row of a code."""
        return next((n for n, row in enumerate(self.rows) if row.code.id == code_id), None)

    def mark_codes(self, ids: Collection[str]) -> None:
        """Marks the rows of these codes, and no others."""
        self.mark([n for n, row in enumerate(self.rows) if row.code.id in ids])

    def line(self, at: int) -> Line:
        pieces = super().line(at)
        if at != self.cursor:
            return pieces
        return tuple((text, None if style == DIM else style) for text, style in pieces)

    def _row(self, at: int) -> Line:
        assert self._shown is not None
        row = self.rows[at]
        colour = self._colours.get(row.code.code, "")
        return draw(row, self._shown, colour, self.room, is_marked=at in self.marked)


class Details(Lines, can_focus=True):
    """All about the code under the cursor. The arrows scroll it where it has the keys."""

    def __init__(self) -> None:
        super().__init__()
        self._lay_out: Callable[[int], Sequence[Line]] = lambda _: ()
        self._of: object = None

    def tell(self, of: object, lay_out: Callable[[int], Sequence[Line]]) -> None:
        """Shows what `lay_out` makes of the width; from the top where it is `of` another thing."""
        self._lay_out = lay_out
        if of != self._of:
            self._of, self.top = of, 0
            self.refresh()
        self.tell_lines(lay_out(self.room - 2))

    def line(self, at: int) -> Line:
        return ((" ", None), *super().line(at))

    def on_resize(self) -> None:
        self.tell_lines(self._lay_out(self.room - 2))

    def on_key(self, event: events.Key) -> None:
        page = max(1, self.size.height - 1)
        goals = {
            "down": self.top + 1, "up": self.top - 1,
            "pagedown": self.top + page, "pageup": self.top - page,
            "home": 0, "end": self.row_count,
        }  # fmt: skip
        if event.key in goals:
            event.stop()
            self.scroll_rows(goals[event.key])
