"""The transcript: text by rows, codings beside and under it, a cursor, a selection.

State is the cursor and the pivot (where a selection began) as code points of the stored text;
rows and strips are derived. A move of the cursor draws the rows it left and came to, and no others.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache

from qualcode.spans import Span
from qualcode.tui.keys.action import key_of
from qualcode.tui.page import selecting, stepping
from qualcode.tui.page.drawing import GUTTER, Inks, draw_row, overlay
from qualcode.tui.page.marks import Mark, Marks
from qualcode.tui.page.wrapping import Rows, Said, cells, wrap
from qualcode.tui.widgets.drawn import Drawn

KEPT = 600  # strips at hand; more than the rows of any terminal
WORD_CLICK, SENTENCE_CLICK, TURN_CLICK = 2, 3, 4


class Transcript(Drawn, can_focus=True):
    """One document's text. Calls `moved` when the cursor or the selection has changed."""

    def __init__(
        self, inks: Inks, keys: Mapping[str, str], moved: Callable[[], None] = lambda: None
    ) -> None:
        """`keys`: key → name of the action."""
        super().__init__()
        self.inks = inks
        self._keys = keys
        self._moved = moved
        self.text = ""
        self.turns: tuple[Said, ...] = ()
        self.marks = Marks()
        self.rows: Rows = wrap("", (), 1)
        self.cursor = 0
        self.pivot: int | None = None
        self._column: int | None = None
        self._before_growing: list[tuple[int, int | None]] = []
        self._dragging = False
        self._kept: LRUCache[tuple[int, int], list[Segment]] = LRUCache(KEPT)
        self._taken: frozenset[str] = frozenset()

    # What is shown

    def show(self, text: str, turns: Sequence[Said], marks: Marks, cursor: int = 0) -> None:
        """Shows another text from its beginning, or with the cursor at a place in it."""
        self.text, self.turns, self.marks = text, tuple(turns), marks
        self.cursor, self.pivot, self._column = min(cursor, len(text)), None, None
        self._before_growing.clear()
        self._lay_out(self._text_width)
        self.reveal(centred=True)
        self._moved()

    def mark(self, marks: Marks) -> None:
        """Shows other codings on the same text; draws the rows they touch and no others."""
        before, self.marks = self.marks, marks
        for mark in marks.changed_since(before):
            self._forget(mark)

    def change(self, gone: Collection[str], come: Sequence[Mark]) -> None:
        """Takes some codings away, by their ids, and shows others; the rest stays as it is."""
        before, self.marks = self.marks, self.marks.changed(gone, come)
        for mark in (*(each for each in before.all if each.id in gone), *come):
            self._forget(mark)

    def _forget(self, mark: Mark) -> None:
        first, last = self.rows.row_of(mark.start), self.rows.row_of(max(mark.start, mark.end - 1))
        for row in range(first, last + 1):
            self._kept.discard((row, self.room))
        self.redraw(range(first, last + 1))

    def paint(self, inks: Inks) -> None:
        """Draws everything anew, as another theme has it."""
        self.inks = inks
        self._kept.clear()
        self.refresh()

    @property
    def selection(self) -> Span | None:
        """What is selected."""
        if self.pivot is None or self.pivot == self.cursor:
            return None
        return Span(min(self.pivot, self.cursor), max(self.pivot, self.cursor))

    @property
    def turn(self) -> Said | None:
        """The turn that the cursor is in."""
        return self.turns[selecting.turn_at(self.turns, self.cursor)] if self.turns else None

    # Drawing

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def paper(self) -> Style:
        return self.inks.plain

    @property
    def _text_width(self) -> int:
        return max(1, self.room - GUTTER - 1)  # room for the cursor

    def _lay_out(self, width: int) -> None:
        self.rows = wrap(self.text, self.turns, width)
        self._kept.clear()
        self.refresh()

    def on_resize(self) -> None:
        if self.rows.width != self._text_width:
            at_top = self.rows.bounds(min(self.top, len(self.rows) - 1))[0]
            self._lay_out(self._text_width)
            self.scroll_rows(self.rows.row_of(at_top))

    def draw(self, row: int) -> list[Segment]:
        if row >= len(self.rows):
            return [Segment(" " * self.room, self.inks.plain)]
        key = (row, self.room)
        drawn = self._kept.get(key)
        if drawn is None:
            drawn = draw_row(self.rows, row, self.marks, self.inks, self.room)
            self._kept[key] = drawn
        return self._with_cursor(drawn, row)

    def _with_cursor(self, drawn: list[Segment], row: int) -> list[Segment]:
        start, end = self.rows.bounds(row)
        last_row = row == len(self.rows) - 1
        chosen = self.selection
        if chosen is not None and chosen.start < end and chosen.end > start:
            words = self.text[start:end]
            first = cells(words[: max(0, chosen.start - start)])
            last = cells(words[: chosen.end - start])
            drawn = self._laid_over(drawn, first, last, self.inks.selected)
        if start <= self.cursor < end or (last_row and self.cursor >= end):
            at = cells(self.text[start : self.cursor])
            following = self.rows.clustered(self.cursor, 1) if self.cursor < end else self.cursor
            wide = max(1, cells(self.text[self.cursor : min(following, end)]))
            drawn = self._laid_over(drawn, at, at + wide, self.inks.cursor)
        return drawn

    def _laid_over(
        self, drawn: list[Segment], first: int, last: int, style: Style
    ) -> list[Segment]:
        limit = self.room
        return overlay(drawn, min(GUTTER + first, limit), min(GUTTER + last, limit), style)

    # Moving

    def place(self, cursor: int, *, extend: bool = False, keep_column: bool = False) -> None:
        """Moves the cursor; with `extend` the selection goes along, else there is none."""
        before, chosen = self.cursor, self.selection
        self.cursor = min(max(cursor, 0), len(self.text))
        if not extend:
            self.pivot = None
        elif self.pivot is None:
            self.pivot = before
        self._before_growing.clear()
        if not keep_column:
            self._column = None
        self._redraw(before, chosen, kept=extend and chosen is not None)

    def choose(self, span: Span) -> None:
        """Selects a passage, with the cursor at its end."""
        before, chosen = self.cursor, self.selection
        self.pivot, self.cursor = span.start, span.end
        self._column = None
        self._redraw(before, chosen)

    def unselect(self) -> bool:
        """Takes the selection away; False where there is none."""
        if self.selection is None:
            self.pivot = None
            return False
        self.place(self.cursor)
        return True

    def _redraw(self, before: int, chosen: Span | None, *, kept: bool = False) -> None:
        rows = {self.rows.row_of(before), self.rows.row_of(self.cursor)}
        now = self.selection
        if kept and now is not None:  # only the end that moved
            self.redraw(range(min(rows), max(rows) + 1))
        else:
            for span in (chosen, now):
                if span is not None:
                    rows.update(range(self.rows.row_of(span.start), self.rows.row_of(span.end) + 1))
            self.redraw(rows)
        self.reveal()
        self._moved()

    def reveal(self, *, centred: bool = False) -> None:
        """Scrolls, where the cursor has left the view, by a third of a page at least."""
        row, top, height = self.rows.row_of(self.cursor), self.top, self.size.height
        if height and (centred or not top <= row < top + height):
            third = height // 3
            goal = row - third if row < top or centred else row - height + 1 + third
            if abs(row - top) > 2 * height:
                goal = row - third
            self.scroll_rows(goal)

    def _step(self, unit: str, step: int, *, extend: bool) -> None:
        if unit == "page":
            self.scroll_rows(self.top + step * self.size.height)
        if unit in ("row", "page"):
            if self._column is None:
                self._column = self.rows.cell_of(self.cursor)
            rows = step * (self.size.height if unit == "page" else 1)
            goal = stepping.by_rows(self.rows, self.cursor, rows, self._column)
            self.place(goal, extend=extend, keep_column=True)
        elif unit == "sentence" and not extend:
            found = stepping.sentence(self.rows, self.selection, self.cursor, step)
            if found is not None:
                self._before_growing.clear()
                self.choose(found)
        else:
            self.place(stepping.goal(self.rows, self.cursor, unit, step), extend=extend)

    def grow_selection(self) -> None:
        """Selects the word; then the sentence, then the turn."""
        chosen = self.selection
        at = (chosen.start, chosen.end) if chosen else (self.cursor, self.cursor)
        found = selecting.grown(self.text, self.turns, at)
        if found is not None:
            self._before_growing.append((self.cursor, self.pivot))
            self.choose(found)

    def shrink_selection(self) -> None:
        """Goes back to what was selected before it grew."""
        if not self._before_growing:
            self.unselect()
            return
        before, chosen = self.cursor, self.selection
        self.cursor, self.pivot = self._before_growing.pop()
        self._redraw(before, chosen)

    # Keys and mouse

    def reserve(self, hotkeys: frozenset[str]) -> None:
        """Leaves these keys to the codebook."""
        self._taken = hotkeys

    def on_key(self, event: events.Key) -> None:
        key = key_of(event)
        name = self._keys.get(key)
        if name is not None and key not in self._taken:
            event.stop()
            self.act(name)

    def act(self, name: str) -> None:
        """Does what the action of this name says."""
        if name in ("grow", "shrink"):
            (self.grow_selection if name == "grow" else self.shrink_selection)()
            return
        unit, way, *extend = name.split("-")
        self._step(unit, 1 if way == "next" else -1, extend=bool(extend))

    def _under(self, event: events.MouseEvent) -> int:
        row = min(max(0, event.y + self.top), len(self.rows) - 1)
        return self.rows.position_at(row, max(0, event.x - GUTTER))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.focus()
        if self.on_bar(event):
            return
        self._dragging = True
        self.capture_mouse()
        self.place(self._under(event), extend=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging and (at := self._under(event)) != self.cursor:
            self.place(at, extend=True)

    def on_mouse_up(self) -> None:
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if event.chain < WORD_CLICK:
            return
        at = self._under(event)
        turn = self.turns[selecting.turn_at(self.turns, at)] if self.turns else None
        found = {
            WORD_CLICK: selecting.word_at(self.text, at),
            SENTENCE_CLICK: selecting.sentence_at(self.text, self.turns, at),
            TURN_CLICK: Span(turn.start, turn.end) if turn and turn.start < turn.end else None,
        }.get(event.chain)
        if found is not None:
            self.choose(found)
