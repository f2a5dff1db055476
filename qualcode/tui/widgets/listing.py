"""Rows drawn when they are seen: a list of ten thousand shows as fast as one of ten."""

from collections.abc import Callable, Collection, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

Piece = tuple[str, Style | None]
Line = tuple[Piece, ...]
BOLD, DIM = Style(bold=True), Style(dim=True)
CHOSEN = Style(reverse=True)


class Lines(ScrollView):
    """Lines of styled words."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Lines { height: 1fr; background: $surface; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Lines:focus { background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self._base = Style()

    def tell_lines(self, lines: Sequence[Line]) -> None:
        """Shows other lines; draws those that differ."""
        before, self.lines = self.lines, lines
        self._fit(len(lines))
        for y in range(max(len(before), len(lines))):
            if before[y : y + 1] != lines[y : y + 1]:
                self.refresh_line(y)

    def _fit(self, count: int) -> None:
        # Lines that fit leave the size as it is: another one lays out the whole screen.
        height = max(count, self.size.height)
        if height != self.virtual_size.height:
            self.virtual_size = Size(self.scrollable_content_region.width, height)

    def line(self, at: int) -> Line:
        """The pieces of a line."""
        return self.lines[at] if at < len(self.lines) else ()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._base = self.rich_style  # which takes longer to find than a line to draw
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        return self.draw_line(y + int(self.scroll_offset.y), self._base)

    def draw_line(self, at: int, base: Style) -> Strip:
        """A line as wide as the widget."""
        pieces = [Segment(words, base + style if style else base) for words, style in self.line(at)]
        return Strip(pieces).adjust_cell_length(self.size.width, base)


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

    def fill(self, count: int, cursor: int | None = None) -> None:
        """Shows so many rows, with the cursor where it was or at another one; none is marked."""
        self.count, self.marked = count, frozenset()
        self._fit(count)
        self.refresh()
        self.move_to(self.cursor if cursor is None else cursor)

    def mark(self, rows: Collection[int]) -> None:
        """Marks these rows and no others."""
        before, self.marked = self.marked, frozenset(rows)
        for row in before ^ self.marked:
            self.refresh_line(row)

    def move_to(self, row: int) -> None:
        """Puts the cursor on a row, and scrolls so far that it is seen."""
        before, self.cursor = self.cursor, min(max(row, 0), max(self.count - 1, 0))
        for y in {before, self.cursor}:
            self.refresh_line(y)
        top, height = int(self.scroll_offset.y), self.size.height
        if height and not top <= self.cursor < top + height:
            goal = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=goal, animate=False, force=True)
        if self.count:
            self.post_message(self.Moved(self))

    def line(self, at: int) -> Line:
        return self._draw(at) if at < self.count else ()

    def draw_line(self, at: int, base: Style) -> Strip:
        # Reversed where the keys work; while they work elsewhere it is bold, and so still seen.
        if at == self.cursor and self.count:
            base += CHOSEN if self.has_focus else BOLD
        return super().draw_line(at, base)

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

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
        at = event.y + int(self.scroll_offset.y)
        if at < self.count:
            is_again = at == self.cursor
            self.move_to(at)
            if is_again or event.chain > 1:
                self.post_message(self.Chosen(self))

    def on_resize(self) -> None:
        self._fit(self.count)
