"""The grid of cases and waves: a cursor on a cell, drawn row by row."""

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events

from qualcode.tui.library import rows
from qualcode.tui.library.shown import Library, Place
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import cells
from qualcode.tui.widgets.listing import BOLD, CHOSEN, DIM, Line, Listing

GAP = 2
MOST_CASE = 20  # columns for the names of cases


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide cases and waves are, how much a cell says, and how many waves fit."""

    case: int
    wave: int
    level: int
    fitting: int


def laid_out(found: Library, width: int) -> Layout:
    """As much in each cell as there is room for; where even signs don't fit, waves are cut off."""
    case = min(MOST_CASE, max(map(cells, [*found.cases, "case"]))) + 1 + GAP
    room = max(1, width - case)
    for level in (rows.DATES, rows.WORDS, rows.SIGN_ONLY):
        wave = rows.widest(found, level) + GAP
        if wave * len(found.waves) <= room:
            return Layout(case, wave, level, len(found.waves))
    level = rows.WORDS if room >= 4 * (rows.widest(found, rows.WORDS) + GAP) else rows.SIGN_ONLY
    wave = min(room, rows.widest(found, level) + GAP)
    return Layout(case, wave, level, max(1, room // wave))


class CaseGrid(Listing):
    """Cases below each other, waves beside each other. Column -1 is the case itself."""

    def __init__(self) -> None:
        super().__init__(self._row, id="grid")
        self.found: Library | None = None
        self.column = 0
        self._first = 0  # the wave that is drawn first
        self._layout = Layout(1, 1, 0, 1)

    def show(self, found: Library) -> None:
        """Shows other content, with the cursor on the case and wave where it was."""
        at = self._named
        if self.found is None or not self.found.waves:
            self.column = 0
        self.found = found
        self._lay()
        case = found.cases.index(at[0]) if at[0] in found.cases else self.cursor
        if at[1] in found.waves:
            self.column = found.waves.index(at[1])
        self.fill(len(found.cases), case)
        self.to_column(self.column)

    @property
    def _named(self) -> tuple[str | None, str | None]:
        """The case and the wave under the cursor."""
        if self.found is None or self.cursor >= len(self.found.cases):
            return None, None
        waves = self.found.waves
        wave = waves[self.column] if 0 <= self.column < len(waves) else None
        return self.found.cases[self.cursor], wave

    @property
    def case(self) -> str | None:
        """The case under the cursor."""
        return self._named[0]

    @property
    def place(self) -> Place | None:
        """The cell under the cursor; None on the case itself."""
        case, wave = self._named
        if self.found is None or case is None or wave is None:
            return None
        return self.found.rows[self.cursor][self.column]

    def go_to(self, document: str) -> bool:
        """Puts the cursor on a document; False where it stands in no cell."""
        for at, places in enumerate(self.found.rows if self.found else ()):
            for column, place in enumerate(places):
                if document in place.documents[:1]:
                    self.to_column(column)
                    self.move_to(at)
                    return True
        return False

    def to_column(self, column: int) -> None:
        """Puts the cursor on another wave, and shows it."""
        if self.found is None:
            return
        last = len(self.found.waves) - 1
        self.column = min(max(column, -1), last)
        before = self._first
        low = max(0, self.column - self._layout.fitting + 1)
        most = max(0, last + 1 - self._layout.fitting)
        self._first = min(max(self._first, low), max(0, self.column), most)
        self.redraw([self.cursor] if self._first == before else range(self.count))
        if self.count:
            self.post_message(self.Moved(self))

    # Drawing

    @property
    def head(self) -> Line:
        """The line above the grid: the waves that are seen."""
        if self.found is None:
            return ()
        wide = self._layout
        names = [fitted(wave, wide.wave) for wave in self._seen(self.found.waves)]
        before, after = self._first > 0, self._first + wide.fitting < len(self.found.waves)
        told = f"{'◂ ' if before else ''}case"
        return (
            (f" {fitted(told, wide.case - 1)}", BOLD),
            ("".join(names), BOLD),
            (" ▸" if after else "", BOLD),
        )

    def _seen(self, each: tuple[str, ...]) -> tuple[str, ...]:
        return each[self._first : self._first + self._layout.fitting]

    def _row(self, at: int) -> Line:
        assert self.found is not None
        wide = self._layout
        told = [
            (fitted(rows.cell(place, self.found, wide.level), wide.wave), self._style(place))
            for place in self.found.rows[at][self._first : self._first + wide.fitting]
        ]
        return (f" {fitted(self.found.cases[at], wide.case - 1)}", BOLD), *told

    def _style(self, place: Place) -> Style | None:
        return None if place.documents else DIM

    def draw_line(self, at: int, base: Style) -> list[Segment]:
        pieces = self.line(at)
        chosen = self.column - self._first + 1 if at == self.cursor and self.count else -1
        on = CHOSEN if self.has_focus else BOLD
        segments = []
        for n, (words, style) in enumerate(pieces):
            here = base + style if style else base
            if n != chosen:
                segments.append(Segment(words, here))
                continue
            bare = words.rstrip() or words
            segments += [Segment(bare, here + on), Segment(words[len(bare) :], here)]
        return Segment.adjust_line_length(segments, self.room, base)

    # Keys and the mouse

    def on_key(self, event: events.Key) -> None:
        moves = {"left": self.column - 1, "right": self.column + 1}
        if event.key in moves:
            event.stop()
            event.prevent_default()
            self.to_column(moves[event.key])

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # for a list a row is one thing to choose
        at, beyond = event.y + self.top, event.x - self._layout.case
        column = -1 if beyond < 0 else self._first + beyond // self._layout.wave
        is_again = (at, column) == (self.cursor, self.column)
        if at < self.count:
            self.to_column(column)
            self.move_to(at)
            if is_again or event.chain > 1:
                self.post_message(self.Chosen(self))

    def on_resize(self) -> None:
        self._lay()
        self.to_column(self.column)
        self.refresh()

    def _lay(self) -> None:
        if self.found is not None and self.found.cases:
            self._layout = laid_out(self.found, self.room)
