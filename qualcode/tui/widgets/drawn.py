"""Rows drawn by line, when they are seen.

Textual's own scroll view makes two more widgets for its bars, goes through its style rules for
every line, and lays out the screen anew when the number of rows changes. That is most of what a
page down costs. Here a row is a list of segments, drawn once until somebody says that it changed.
"""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import TRANSPARENT
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

WHEEL = 3  # rows a notch
BAR, NO_BAR = "▐", " "


class Drawn(Widget):
    """Rows, of which `top` is the first that is seen; at the right a bar shows where that is."""

    ALLOW_SELECT = False  # Textual's own selection with the mouse

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.top = 0
        self._drawn: dict[int, Strip] = {}
        self._cells = Size(0, 0)  # Textual takes longer to find these three than a row to draw
        self._filters: Sequence[LineFilter] = ()
        self._behind = TRANSPARENT

    # What is drawn: for the widgets made of this

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def draw(self, row: int) -> list[Segment]:
        """A row, `room` cells wide; called for rows behind the last one, too."""
        raise NotImplementedError

    @property
    def paper(self) -> Style:
        """What the bar is drawn in."""
        return self.rich_style

    @property
    def room(self) -> int:
        """The cells of a row."""
        return max(1, self._cells.width - 1)

    # What is seen

    def redraw(self, rows: Iterable[int]) -> None:
        """Draws these rows anew, as far as they are seen."""
        height = self.size.height
        seen = [row - self.top for row in rows if 0 <= row - self.top < height]
        if seen:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in seen))

    def scroll_rows(self, top: int) -> None:
        """Makes another row the first that is seen."""
        top = max(0, min(top, self.row_count - self.size.height))
        if top != self.top:
            self.top = top
            self.refresh()

    def show_row(self, row: int) -> None:
        """Scrolls just so far that a row is seen."""
        height = self.size.height
        if height and row < self.top:
            self.scroll_rows(row)
        elif height and row >= self.top + height:
            self.scroll_rows(row - height + 1)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> "Drawn":
        """Draws anew what is in the regions, or everything."""
        if not regions:
            self._drawn.clear()
        for region in regions:
            for y in region.line_range:
                self._drawn.pop(y, None)
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        self._cells, self._filters = self.size, self.get_line_filters()
        self._behind = self.background_colors[1]
        strips = [self._drawn.get(y) or self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self._cells.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        segments = [*self.draw(self.top + y), Segment(self._bar(y), self.paper)]
        strip = Strip(segments, self._cells.width)
        for each in self._filters:
            strip = strip.apply_filter(each, self._behind)
        self._drawn[y] = strip
        return strip

    def _bar(self, y: int) -> str:
        height, count = self._cells.height, self.row_count
        if count <= height:
            return NO_BAR
        size = max(1, height * height // count)
        begin = self.top * (height - size) // (count - height)
        return BAR if begin <= y < begin + size else NO_BAR

    def on_resize(self) -> None:
        self._cells = self.size
        self.scroll_rows(self.top)

    # The mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(self.top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(self.top - WHEEL)

    def on_bar(self, event: events.MouseEvent) -> bool:
        """True where the mouse is on the bar."""
        return event.x >= self._cells.width - 1 and self.row_count > self._cells.height

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.on_bar(event):
            event.stop()
            height = self._cells.height
            self.scroll_rows(event.y * (self.row_count - height) // max(1, height - 1))
