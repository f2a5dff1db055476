"""The matrix as a grid: heads that stay, a cell under the cursor, drawn line by line."""

from collections.abc import Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message

from qualcode.matrix.cells import Cell
from qualcode.tui.matrix.sheet import (
    GAP,
    Sheet,
    branches,
    folded,
    scrolled,
    seen,
    to_the_right,
)
from qualcode.tui.page.drawing import fitted
from qualcode.tui.widgets.drawn import Drawn
from qualcode.tui.widgets.listing import BOLD, CHOSEN, DIM

RULE, BLANK = "│ ", " " * GAP
UNDERLINED = Style(underline=True)
PLAIN, BAND, HEAD, CURSOR = "grid--plain", "grid--band", "grid--head", "grid--cursor"


class Grid(Drawn, can_focus=True):
    """Arrows, PgUp, PgDn, Home and End move; with Ctrl, Home and End go to the corners.

    Its rows are the heads, which stay when the others scroll, the lines, and one at the end that
    says what is seen of the whole.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {PLAIN, BAND, HEAD, CURSOR}
    DEFAULT_CSS = """
    Grid { background: $surface; }
    Grid > .grid--plain { background: $surface; color: $foreground; }
    Grid > .grid--band { background: $panel; color: $foreground; }
    Grid > .grid--head { background: $background; color: $primary; text-style: bold; }
    Grid > .grid--cursor { background: $primary; color: $background; text-style: bold; }
    """

    class Moved(Message):
        """Another cell is under the cursor."""

    class Chosen(Message):
        """A cell was clicked again."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.line = self.column = 0
        self._left = 0
        self._widths: tuple[int, ...] = ()
        self._heads: list[tuple[str, str]] = []
        self._are_folded = False
        self._known_inks: dict[str, Style] = {}

    # What is shown

    def show(self, sheet: Sheet) -> None:
        """Shows another matrix, with the cursor on the cell of the same names, or near it."""
        at = sheet.find(self.cell) if self.cell is not None else None
        self.sheet = sheet
        self._fit()
        self.refresh(layout=True)
        self.move_to(*(at or (self.line, self.column)))

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        sheet = self.sheet
        return None if sheet is None or sheet.is_empty else sheet.cell(self.line, self.column)

    def move_to(self, line: int, column: int) -> None:
        """Puts the cursor on a cell, and scrolls so far that it is seen."""
        sheet = self.sheet
        if sheet is None or sheet.is_empty:
            return
        before, left = self.line, self._left
        self.line = min(max(line, 0), sheet.lines - 1)
        self.column = min(max(column, 0), sheet.columns - 1)
        self._show_cursor()
        if left != self._left:
            self.refresh()
        for each in {before, self.line}:
            self.redraw(self._rows_of(each))
        self.redraw(range(self.top, self.top + self._head))
        self.post_message(self.Moved())

    def step_row(self, step: int) -> None:
        """Goes to the next row (1) or the one before (-1), in the same part."""
        goal = self.line + step * (self.sheet.parts if self.sheet is not None else 0)
        if self.sheet is not None and 0 <= goal < self.sheet.lines:
            self.move_to(goal, self.column)

    def _show_cursor(self) -> None:
        rows = self._rows_of(self.line)
        lowest = rows.stop - (self.size.height - 1)  # the last row is taken
        self.scroll_rows(max(min(self.top, rows.start - self._head), lowest))
        self._left = scrolled(self._widths, self._left, self.column, self._room)

    def _fit(self) -> None:
        """Reckons widths anew, for another matrix or another size."""
        self._widths = self.sheet.widths(self._room) if self.sheet is not None else ()
        self._heads = self.sheet.heads(self._widths) if self.sheet is not None else []
        self._are_folded = any(upper.strip() for upper, _ in self._heads)
        if len(seen(self._widths, 0, self._room)) == len(self._widths):
            self._left = 0

    @property
    def _side(self) -> int:
        """The cells that the names at the side take."""
        rows, parts = self.sheet.side if self.sheet is not None else (0, 0)
        return rows + 1 + (parts + 1 if parts else 0) + len(RULE)

    @property
    def _room(self) -> int:
        return max(1, self.size.width - 1 - self._side)

    @property
    def _head(self) -> int:
        """How many rows the heads take."""
        return 1 + self._are_folded + self._have_branches

    @property
    def _have_branches(self) -> bool:
        return self.sheet is not None and any("/" in x for x in self.sheet.matrix.columns)

    @property
    def row_count(self) -> int:
        return 0 if self.sheet is None else self._head + self.sheet.lines * self.sheet.high + 1

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        return self.row_count

    def _rows_of(self, line: int) -> range:
        high = self.sheet.high if self.sheet is not None else 1
        return range(self._head + line * high, self._head + (line + 1) * high)

    # Drawing

    def notify_style_update(self) -> None:
        self._known_inks.clear()
        super().notify_style_update()

    def _ink(self, name: str) -> Style:
        if name not in self._known_inks:  # which takes longer to find than a line to draw
            self._known_inks[name] = self.get_component_rich_style(name)
        return self._known_inks[name]

    @property
    def paper(self) -> Style:
        return self._ink(PLAIN)

    def draw(self, row: int) -> list[Segment]:
        sheet, y, ink = self.sheet, row - self.top, self.paper
        segments: Iterator[Segment] = iter(())
        if sheet is None or sheet.is_empty:
            pass
        elif y < self._head:
            ink = self._ink(HEAD)
            at = y - self._head  # from below: -1, -2
            is_branch = self._have_branches and y == 0
            segments = self._branches(sheet) if is_branch else self._named(sheet, at)
        elif y == self.size.height - 1:
            segments = iter([Segment(self._extent(sheet), ink + DIM)])
        elif row < self.row_count - 1:
            line, at = divmod(row - self._head, sheet.high)
            ink = self._ink(BAND if (line // sheet.parts) % 2 else PLAIN)
            segments = self._line(sheet, line, at, ink, is_first=y == self._head)
        # Fewer pieces: what they cost is felt where a whole page is drawn.
        return Segment.adjust_line_length(list(Segment.simplify(segments)), self.room, ink)

    @property
    def _seen(self) -> range:
        return seen(self._widths, self._left, self._room)

    def _branches(self, sheet: Sheet) -> Iterator[Segment]:
        ink = self._ink(HEAD)
        yield Segment(RULE.rjust(self._side), ink)
        for branch, width in branches(sheet.matrix.columns, self._widths, self._seen):
            yield Segment(fitted(branch, width - GAP) + BLANK, ink + DIM)

    def _named(self, sheet: Sheet, at: int) -> Iterator[Segment]:
        ink, matrix = self._ink(HEAD), sheet.matrix
        rows, parts = sheet.side
        is_last = at == -1
        yield Segment(f"{fitted(matrix.row_kind if is_last else '', rows)} ", ink)
        if parts:
            yield Segment(f"{fitted((matrix.by or '') if is_last else '', parts)} ", ink)
        yield Segment(RULE, ink)
        for column in self._seen:
            is_here = column == self.column
            yield Segment(self._heads[column][at], ink + CHOSEN if is_here else ink)
            yield Segment(BLANK, ink)

    def _line(
        self, sheet: Sheet, line: int, at: int, ink: Style, *, is_first: bool
    ) -> Iterator[Segment]:
        """The row `at` of a line; the first one that is seen says what row it is of."""
        rows, parts = sheet.side
        name, part = sheet.label(line)
        begins = at == 0 and line % sheet.parts == 0
        here = ink + CHOSEN if line == self.line else ink + BOLD
        is_named = begins or is_first
        yield Segment(fitted(name if is_named else "", rows), here if is_named else ink)
        yield Segment(" ", ink)
        if parts:
            is_named = at == 0 or is_first
            yield Segment(fitted(part if is_named else "", parts), here if is_named else ink)
            yield Segment(" ", ink)
        yield Segment(RULE, ink)
        columns = self._seen
        for column, (state, words) in zip(columns, sheet.texts(line, columns), strict=True):
            width = self._widths[column]
            told = (
                folded(words, width, sheet.high)[at]
                if sheet.in_words
                else to_the_right(words, width)
            )
            if (line, column) == (self.line, self.column):
                marked = self._ink(CURSOR) if self.has_focus else ink + BOLD + UNDERLINED
                yield Segment(told, marked)
                yield Segment(BLANK, ink)
            else:
                yield Segment(told + BLANK, ink if state == "value" else ink + DIM)

    def _extent(self, sheet: Sheet) -> str:
        """What is seen of the whole, where not all of it is."""
        room, columns = self.size.height - self._head - 1, self._seen
        first, behind = self.top // sheet.high, (self.top + room) // sheet.high
        told = []
        if len(columns) < sheet.columns:
            told.append(f"columns {columns.start + 1}–{columns.stop} of {sheet.columns}")
        if self.row_count > self.size.height:
            told.append(f"lines {first + 1}–{min(behind, sheet.lines)} of {sheet.lines}")
        return " · ".join(told)

    # Keys and the mouse

    def on_focus(self) -> None:
        self.redraw(self._rows_of(self.line))

    def on_blur(self) -> None:
        self.redraw(self._rows_of(self.line))

    def on_resize(self) -> None:
        super().on_resize()
        self._fit()
        if self.sheet is not None and not self.sheet.is_empty:
            self._show_cursor()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        line, column = self.line, self.column
        page = max(1, (self.size.height - self._head - 1) // sheet.high - 1)
        goals = {
            "down": (line + 1, column), "up": (line - 1, column),
            "right": (line, column + 1), "left": (line, column - 1),
            "pagedown": (line + page, column), "pageup": (line - page, column),
            "home": (line, 0), "end": (line, sheet.columns - 1),
            "ctrl+home": (0, 0), "ctrl+end": (sheet.lines - 1, sheet.columns - 1),
        }  # fmt: skip
        if event.key in goals:
            event.stop()
            self.move_to(*goals[event.key])

    def on_click(self, event: events.Click) -> None:
        sheet, y = self.sheet, event.y
        if sheet is None or self.on_bar(event) or not self._head <= y < self.size.height - 1:
            return
        line, x = (self.top + y - self._head) // sheet.high, self._side
        for column in self._seen:
            end = x + self._widths[column] + GAP
            if x <= event.x < end and line < sheet.lines:
                is_again = (line, column) == (self.line, self.column)
                self.move_to(line, column)
                if is_again:
                    self.post_message(self.Chosen())
                return
            x = end
