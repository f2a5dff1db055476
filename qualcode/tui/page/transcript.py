"""The transcript: text by rows, codings beside and under it, a cursor, a selection.

State is the cursor and the pivot (where a selection began) as code points of the stored text;
rows and strips are derived. A move of the cursor draws the rows it left and came to, and no others.
"""

from collections.abc import Callable, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.spans import Span
from qualcode.tui.keys.action import key_of
from qualcode.tui.page import selecting
from qualcode.tui.page.drawing import GUTTER, Inks, draw_row, overlay
from qualcode.tui.page.marks import Mark, Marks
from qualcode.tui.page.wrapping import Rows, Said, cells, wrap

KEPT = 600  # strips at hand; more than the rows of any terminal
WORD_CLICK, SENTENCE_CLICK, TURN_CLICK = 2, 3, 4


class Transcript(ScrollView, can_focus=True):
    """One document's text. Calls `moved` when the cursor or the selection has changed."""

    ALLOW_SELECT = False  # Textual's own selection with the mouse
    DEFAULT_CSS = """
    Transcript { scrollbar-gutter: stable; scrollbar-size-vertical: 1;
      overflow-x: hidden; overflow-y: scroll; }
    """

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
        self.revision = 0
        self._column: int | None = None
        self._before_growing: list[tuple[int, int | None]] = []
        self._dragging = False
        self._strips: LRUCache[tuple[int, int, int], Strip] = LRUCache(KEPT)
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

    def _forget(self, mark: Mark) -> None:
        first, last = self.rows.row_of(mark.start), self.rows.row_of(max(mark.start, mark.end - 1))
        for row in range(first, last + 1):
            self._strips.discard((row, self.size.width, self.revision))
        top = self.scroll_offset.y
        low, high = max(first, top), min(last, top + self.size.height)
        if low <= high:
            self.refresh_lines(low, high - low + 1)

    def paint(self, inks: Inks) -> None:
        """Draws everything anew, as another theme has it."""
        self.inks = inks
        self.revision += 1
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
    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width - GUTTER - 1)  # room for the cursor

    def _lay_out(self, width: int) -> None:
        self.rows = wrap(self.text, self.turns, width)
        self.revision += 1
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        self.refresh()

    def on_resize(self) -> None:
        if self.rows.width != self._text_width:
            at_top = self.rows.bounds(self._top_row())[0]
            self._lay_out(self._text_width)
            self.scroll_to(y=self.rows.row_of(at_top), animate=False, force=True)
        else:
            self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))

    def _top_row(self) -> int:
        return min(int(self.scroll_offset.y), len(self.rows) - 1)

    def render_line(self, y: int) -> Strip:
        row, width = y + int(self.scroll_offset.y), self.size.width
        if row >= len(self.rows):
            return Strip([Segment(" " * width, self.inks.plain)], width)
        key = (row, width, self.revision)
        strip = self._strips.get(key)
        if strip is None:
            strip = draw_row(self.rows, row, self.marks, self.inks, width)
            self._strips[key] = strip
        return self._with_cursor(strip, row)

    def _with_cursor(self, strip: Strip, row: int) -> Strip:
        start, end = self.rows.bounds(row)
        last_row = row == len(self.rows) - 1
        chosen = self.selection
        if chosen is not None and chosen.start < end and chosen.end > start:
            words = self.text[start:end]
            first = cells(words[: max(0, chosen.start - start)])
            last = cells(words[: chosen.end - start])
            strip = self._laid_over(strip, first, last, self.inks.selected)
        if start <= self.cursor < end or (last_row and self.cursor >= end):
            at = cells(self.text[start : self.cursor])
            following = self.rows.clustered(self.cursor, 1) if self.cursor < end else self.cursor
            wide = max(1, cells(self.text[self.cursor : min(following, end)]))
            strip = self._laid_over(strip, at, at + wide, self.inks.cursor)
        return strip

    def _laid_over(self, strip: Strip, first: int, last: int, style: Style) -> Strip:
        limit = strip.cell_length
        return overlay(strip, min(GUTTER + first, limit), min(GUTTER + last, limit), style)

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
        low, high = min(rows), max(rows)
        now = self.selection
        if kept and now is not None:  # only the end that moved
            self.refresh_lines(low, high - low + 1)
        else:
            for row in rows:
                self.refresh_lines(row)
            for span in (chosen, now):
                if span is not None:
                    first = self.rows.row_of(span.start)
                    self.refresh_lines(first, self.rows.row_of(span.end) - first + 1)
        self.reveal()
        self._moved()

    def reveal(self, *, centred: bool = False) -> None:
        """Scrolls, where the cursor has left the view, by a third of a page at least."""
        row, top, height = self.rows.row_of(self.cursor), self.scroll_offset.y, self.size.height
        if height and (centred or not top <= row < top + height):
            third = height // 3
            goal = row - third if row < top or centred else row - height + 1 + third
            if abs(row - top) > 2 * height:
                goal = row - third
            self.scroll_to(y=max(0, goal), animate=False, force=True)

    def step(self, step: int, *, extend: bool = False) -> None:
        """A character further or back."""
        self.place(self.rows.clustered(self.cursor, step), extend=extend)

    def step_row(self, step: int, *, extend: bool = False) -> None:
        """So many rows down or up, in the same column."""
        if self._column is None:
            self._column = self.rows.cell_of(self.cursor)
        row = self.rows.row_of(self.cursor) + step
        if row < 0 or row >= len(self.rows):
            self.place(0 if row < 0 else len(self.text), extend=extend)
            return
        self.place(self.rows.position_at(row, self._column), extend=extend, keep_column=True)

    def step_word(self, step: int, *, extend: bool = False) -> None:
        """To where the next word begins, or the one before."""
        to = selecting.next_word if step > 0 else selecting.previous_word
        self.place(to(self.text, self.cursor), extend=extend)

    def step_turn(self, step: int, *, extend: bool = False) -> None:
        """To where the next turn begins, or this one, or the one before."""
        if not self.turns:
            return
        at = selecting.turn_at(self.turns, self.cursor)
        if step < 0 and self.cursor > self.turns[at].start:
            step = 0
        if at + step >= len(self.turns):
            self.place(len(self.text), extend=extend)
        else:
            self.place(self.turns[max(0, at + step)].start, extend=extend)

    def step_sentence(self, step: int, *, extend: bool = False) -> None:
        """Selects the next sentence or the one before; or stretches the selection by one."""
        if extend:
            self._stretch(step)
            return
        chosen = self.selection
        at = chosen.start if chosen else self.cursor
        here = selecting.sentence_at(self.text, self.turns, at)
        if chosen is None and step > 0 and here is not None and here.end > at:
            found: Span | None = here
        else:
            to = selecting.next_sentence if step > 0 else selecting.previous_sentence
            found = to(self.text, self.turns, at)
        if found is not None:
            self._before_growing.clear()
            self.choose(found)

    def _stretch(self, step: int) -> None:
        if step > 0:
            here = selecting.sentence_at(self.text, self.turns, self.cursor)
            if here is None or here.end <= self.cursor:
                here = selecting.next_sentence(self.text, self.turns, max(0, self.cursor - 1))
            self.place(here.end if here else len(self.text), extend=True)
        else:
            found = selecting.previous_sentence(self.text, self.turns, self.cursor)
            self.place(found.start if found else 0, extend=True)

    def step_page(self, step: int, *, extend: bool = False) -> None:
        """A screenful on; the cursor stays where it is on the screen."""
        top = self.scroll_offset.y
        self.scroll_to(y=top + step * self.size.height, animate=False, force=True)
        self.step_row(step * self.size.height, extend=extend)

    def step_edge(self, step: int, *, extend: bool = False) -> None:
        """To the beginning or the end of the row."""
        start, end = self.rows.bounds(row := self.rows.row_of(self.cursor))
        far = end if row == len(self.rows) - 1 else max(start, self.rows.clustered(end, -1))
        self.place(far if step > 0 else start, extend=extend)

    def step_all(self, step: int, *, extend: bool = False) -> None:
        """To the beginning or the end of the text."""
        self.place(len(self.text) if step > 0 else 0, extend=extend)

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
        steps: dict[str, Callable[..., None]] = {
            "character": self.step,
            "row": self.step_row,
            "word": self.step_word,
            "sentence": self.step_sentence,
            "turn": self.step_turn,
            "page": self.step_page,
            "edge": self.step_edge,
            "text": self.step_all,
        }
        what, way, *extend = name.split("-")
        steps[what](1 if way == "next" else -1, extend=bool(extend))

    def _under(self, event: events.MouseEvent) -> int:
        row = min(max(0, event.y + int(self.scroll_offset.y)), len(self.rows) - 1)
        return self.rows.position_at(row, max(0, event.x - GUTTER))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.focus()
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
