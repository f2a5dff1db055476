"""One code's passages side by side: a column a wave, a cursor that goes over waves and passages.

Draws by line. Each column scrolls by itself, so that what is compared stays where it is.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from textual import events
from textual.message import Message

from qualcode.spans import Span
from qualcode.tui.case.layout import Card, Column, Laid, lay_out
from qualcode.tui.case.stops import Opening, Passage, nearest
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import cells
from qualcode.tui.widgets.listing import BOLD, CHOSEN, DIM, Line, Lines, Piece

NARROWEST, WIDEST = 26, 48  # cells of a column
HEAD, FOOT = 3, 1  # lines above and below the passages
NOTHING = Laid((), ())


class SideBySide(Lines, can_focus=True):
    """Columns of passages."""

    refusal = "There is no passage under the cursor that has a place in the text."

    class Moved(Message):
        """The cursor has come to another wave or passage."""

    class Chosen(Message):
        """A passage was clicked twice."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.at = 0  # the column under the cursor
        self._left = 0  # the first column that is seen
        self._passages: list[int] = []  # per column the one under the cursor
        self._tops: list[int] = []  # per column the first line that is seen
        self._laid: dict[tuple[int, int], Laid] = {}
        self._colours: Mapping[str, str] = {}

    # What is shown

    def show(self, columns: tuple[Column, ...], colours: Mapping[str, str]) -> None:
        """Shows other columns, with the cursor in the same wave, on the passages that it was on."""
        were = {each.label: self._card(n) for n, each in enumerate(self.columns)}
        here = self.column.label if self.column else None
        self.columns, self._colours = columns, colours
        self._laid.clear()
        labels = [each.label for each in columns]
        held = next((n for n, each in enumerate(columns) if each.passages), 0)
        self.at = labels.index(here) if here in labels else held
        self._passages = []
        for column in columns:
            was = were.get(column.label)
            same = (n for n, each in enumerate(column.passages) if was and each.ids & was.ids)
            self._passages.append(next(same, 0))
        self._lay_out()

    def _lay_out(self) -> None:
        self._tops = [0] * len(self.columns)
        self._follow()

    @property
    def column(self) -> Column | None:
        """The wave under the cursor."""
        return self.columns[self.at] if self.columns else None

    @property
    def card(self) -> Card | None:
        """The passage under the cursor."""
        return self._card(self.at) if self.columns else None

    def _card(self, column: int) -> Card | None:
        found = self.columns[column].passages
        return found[self._passages[column]] if found else None

    @property
    def told(self) -> str:
        """Which of how many passages of the wave is under the cursor."""
        many = len(self.column.passages) if self.column else 0
        return f"passage {self._passages[self.at] + 1} of {many}" if many else "no passage"

    @property
    def _seen(self) -> int:
        return max(1, min(len(self.columns), (self.room + 1) // (NARROWEST + 1)))

    @property
    def _wide(self) -> int:
        return max(4, min(WIDEST, (self.room + 1) // self._seen - 1))

    @property
    def _high(self) -> int:
        return max(1, self.size.height - HEAD - FOOT)

    def _lines(self, at: int) -> Laid:
        wide = self._wide
        if (at, wide) not in self._laid:
            # A cell at the left for the sign of the cursor.
            self._laid[at, wide] = lay_out(self.columns[at], wide - 1, self._colours)
        return self._laid[at, wide]

    # The way through the waves

    @property
    def stops(self) -> Sequence[Column]:
        return self.columns

    def visit(self, at: int) -> None:
        """Goes to a column; the passage there is the one that was left."""
        if self.columns:
            self.at = min(max(at, 0), len(self.columns) - 1)
            self._follow()

    def further(self, step: int) -> int | None:
        return nearest(self.columns, self.at, step)

    @property
    def passage(self) -> Passage | None:
        found = self.card.first if self.card else None
        if found is None or found.start is None or found.end is None:
            return None
        return found.document, Span(found.start, found.end)

    @property
    def codings(self) -> frozenset[str]:
        return self.card.ids if self.card else frozenset()

    @property
    def opening(self) -> Opening:
        """The passage; else the interview, in which there is none, or its text has changed."""
        if self.card is not None:
            return self.passage or (self.card.first.document, None)
        return (self.column.document if self.column else None), None

    # Moving

    def step(self, step: int) -> None:
        """To the next passage; but first to the rest of this one, where it is cut off."""
        laid, high = self._lines(self.at), self._high
        top, at = self._tops[self.at], self._passages[self.at]
        begin, end = laid.passages[at] if laid.passages else (0, len(laid.lines))
        to = at + step
        if step > 0 and end > top + high:
            self._tops[self.at] = min(top + max(1, high - 2), end - high)
        elif step < 0 and begin < top:
            self._tops[self.at] = max(begin, top - max(1, high - 2))
        elif 0 <= to < len(laid.passages):
            self._passages[self.at] = to
            self._reveal()
        elif step < 0:
            self._tops[self.at] = 0  # what was written of the wave stands above
        self._moved()

    def page(self, step: int) -> None:
        """To the passage a screenful on or back; within one that is longer, as far as it goes."""
        starts = [begin for begin, _ in self._lines(self.at).passages]
        at = self._passages[self.at]
        goal = (starts[at] if starts else 0) + step * self._high
        to = max(0, bisect_right(starts, goal) - 1)
        if to == at:
            self.step(step)
        else:
            self._passages[self.at] = to
            self._reveal()
            self._moved()

    def _follow(self) -> None:
        seen = self._seen
        self._left = min(max(self._left, self.at - seen + 1), self.at)
        self._left = max(0, min(self._left, len(self.columns) - seen))
        if self.columns:
            self._reveal()
        self._moved()

    def _reveal(self) -> None:
        laid = self._lines(self.at) if self.size.width else NOTHING  # hidden, it has no width yet
        if laid.passages:
            at, top, high = self._passages[self.at], self._tops[self.at], self._high
            begin, end = laid.passages[at]
            if at == 0 and end <= high:
                begin = 0  # with what was written of the wave
            if begin < top or end > top + high:
                self._tops[self.at] = begin if begin < top else min(begin, end - high)

    def _moved(self) -> None:
        self.tell_lines([self._across(y) for y in range(self.size.height)])
        self.post_message(self.Moved())

    def on_key(self, event: events.Key) -> None:
        moves = {
            "left": lambda: self.visit(self.at - 1),
            "right": lambda: self.visit(self.at + 1),
            "home": lambda: self.visit(0),
            "end": lambda: self.visit(len(self.columns) - 1),
            "up": lambda: self.step(-1),
            "down": lambda: self.step(1),
            "pageup": lambda: self.page(-1),
            "pagedown": lambda: self.page(1),
        }
        if event.key in moves and self.columns:
            event.stop()
            moves[event.key]()

    def on_click(self, event: events.Click) -> None:
        at = self._left + event.x // (self._wide + 1)
        if at >= min(len(self.columns), self._left + self._seen):
            return
        line = self._tops[at] + event.y - HEAD
        bounds = self._lines(at).passages
        hit = next((n for n, (begin, end) in enumerate(bounds) if begin <= line < end), None)
        if hit is not None and event.y >= HEAD:
            self._passages[at] = hit
        self.visit(at)
        if hit is not None and event.chain > 1:
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.step(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.step(-1)

    def on_resize(self) -> None:
        self._lay_out()

    # Drawing

    def _across(self, y: int) -> Line:
        """A line through all columns that are seen."""
        pieces: list[Piece] = []
        for column in range(self._left, min(len(self.columns), self._left + self._seen)):
            if column > self._left:
                pieces.append(("│", DIM))
            here = self._line(column, y)
            used = sum(cells(words) for words, _ in here)
            pieces += (*here, (" " * (self._wide - used), None))
        return tuple(pieces)

    def _line(self, at: int, y: int) -> Line:
        column, laid, top = self.columns[at], self._lines(at), self._tops[at]
        if y == 0:
            return self._title(at)
        if y == 1:
            return ((fitted(f" {column.under}", self._wide), DIM),)
        if y == HEAD - 1:
            return ((_more("↑", top, self._wide), DIM),)
        if y >= self.size.height - FOOT:
            return ((_more("↓", max(0, len(laid.lines) - top - self._high), self._wide), DIM),)
        line = top + y - HEAD
        if line >= len(laid.lines):
            return ()
        begin, end = laid.passages[self._passages[at]] if laid.passages else (0, 0)
        is_here = at == self.at and begin <= line < end
        return (("▌" if is_here else " ", BOLD), *laid.lines[line])

    def _title(self, at: int) -> Line:
        column, many = self.columns[at], len(self.columns[at].passages)
        told = f"{column.label} · {many}" if many else column.label
        before = "‹" if at == self._left and self._left else " "
        is_last = at == self._left + self._seen - 1 and at < len(self.columns) - 1
        words = fitted(f"{before}{told}", self._wide - 1) + ("›" if is_last else " ")
        return ((words, BOLD + CHOSEN if at == self.at else BOLD),)


def _more(sign: str, lines: int, width: int) -> str:
    """How many lines there are that way."""
    return fitted(f" {sign} {lines} more" if lines else "", width)
