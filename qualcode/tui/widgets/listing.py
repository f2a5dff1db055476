"""Rows drawn when they are seen: a list of ten thousand shows as fast as one of ten."""

from collections.abc import Callable, Collection, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from qualcode.tui.widgets.drawn import Drawn

Piece = tuple[str, Style | None]
Line = tuple[Piece, ...]
BOLD, DIM = Style(bold=True), Style(dim=True)
CHOSEN = Style(reverse=True)


class Lines(Drawn):
    """Lines of styled words."""

    DEFAULT_CSS = """
    Lines { height: 1fr; background: $surface; }
    Lines:focus { background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self._base: Style | None = None

    def tell_lines(self, lines: Sequence[Line]) -> None:
        """Shows other lines; draws those that differ."""
        before, self.lines = self.lines, lines
        most = max(len(before), len(lines))
        self.redraw(at for at in range(most) if before[at : at + 1] != lines[at : at + 1])
        self.scroll_rows(self.top)

    @property
    def row_count(self) -> int:
        return len(self.lines)

    def line(self, at: int) -> Line:
        """The pieces of a line."""
        return self.lines[at] if at < len(self.lines) else ()

    @property
    def paper(self) -> Style:
        if self._base is None:  # which takes longer to find than a line to draw
            self._base = self.rich_style
        return self._base

    def notify_style_update(self) -> None:
        self._base = None
        super().notify_style_update()

    def draw(self, row: int) -> list[Segment]:
        return self.draw_line(row, self.paper)

    def draw_line(self, at: int, base: Style) -> list[Segment]:
        """A line as wide as there is room."""
        pieces = [Segment(words, base + style if style else base) for words, style in self.line(at)]
        return Segment.adjust_line_length(pieces, self.room, base)


class Listing(Lines, can_focus=True):
    """Rows to choose from, one of them under the cursor, some perhaps marked.

    `draw` makes a row's pieces when it is seen. Arrows, PgUp, PgDn, Home and End move.
    """

    class Moved(Message):
        """The cursor has come to another row."""

        def __init__(self, listing: "Listing") -> None:
            super().__init__()
            self.listing = listing

        @property
        def control(self) -> "Listing":
            return self.listing

    class Chosen(Moved):
        """A row was clicked, or taken with Enter."""

    def __init__(self, draw: Callable[[int], Line], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self.count = 0
        self.cursor = 0
        self.marked: frozenset[int] = frozenset()

    @property
    def row_count(self) -> int:
        return self.count

    def fill(self, count: int, cursor: int | None = None) -> None:
        """Shows so many rows, with the cursor where it was or at another one; none is marked."""
        self.count, self.marked = count, frozenset()
        self.refresh()
        self.scroll_rows(self.top)
        self.move_to(self.cursor if cursor is None else cursor)

    def mark(self, rows: Collection[int]) -> None:
        """Marks these rows and no others."""
        before, self.marked = self.marked, frozenset(rows)
        self.redraw(before ^ self.marked)

    def move_to(self, row: int) -> None:
        """Puts the cursor on a row, and scrolls so far that it is seen."""
        before, self.cursor = self.cursor, min(max(row, 0), max(self.count - 1, 0))
        self.redraw({before, self.cursor})
        self.show_row(self.cursor)
        if self.count:
            self.post_message(self.Moved(self))

    def line(self, at: int) -> Line:
        return self._draw(at) if at < self.count else ()

    def draw_line(self, at: int, base: Style) -> list[Segment]:
        # Reversed where the keys work; while they work elsewhere it is bold, and so still seen.
        if at == self.cursor and self.count:
            base += CHOSEN if self.has_focus else BOLD
        return super().draw_line(at, base)

    def on_focus(self) -> None:
        self.redraw([self.cursor])

    def on_blur(self) -> None:
        self.redraw([self.cursor])

    def on_key(self, event: events.Key) -> None:
        page = max(1, self.size.height - 1)
        goals = {
            "down": self.cursor + 1, "up": self.cursor - 1,
            "pagedown": self.cursor + page, "pageup": self.cursor - page,
            "home": 0, "end": self.count - 1,
        }  # fmt: skip
        if event.key in goals:
            event.stop()
            self.move_to(goals[event.key])
        elif event.key == "enter" and self.count:
            event.stop()
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        at = event.y + self.top
        if at < self.count and not self.on_bar(event):
            is_again = at == self.cursor
            self.move_to(at)
            if is_again or event.chain > 1:
                self.post_message(self.Chosen(self))
