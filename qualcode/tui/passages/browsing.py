"""Browsing passages: the list, what is said around it, and the passage under the cursor."""

from collections.abc import Collection
from functools import partial
from string import ascii_lowercase
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.timer import Timer

from qualcode.coding.retrieval import EVERYTHING, Coding, Where
from qualcode.coding.staleness import Stale
from qualcode.tui.coding.opened import colours_of
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import EVERYWHERE, PASSAGES, shown_key
from qualcode.tui.passages import found as desk
from qualcode.tui.passages import headings, layout, pane
from qualcode.tui.passages.filters import CONDITION, asked_by
from qualcode.tui.passages.found import LIST, QUEUE, Around, Found
from qualcode.tui.passages.line import TypedLine
from qualcode.tui.passages.pane import PassagePane
from qualcode.tui.passages.rows import Row, Rows
from qualcode.tui.themes import colour_of
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.widgets.listing import Line, Lines, Listing
from qualcode.tui.workplace import Workplace

WIDE = 150  # columns from which the passage stands beside the list
REST = 0.06  # seconds without a key, after which the passage is read


class Browsing(Workplace):
    """A list in one of three modes: passages, the queue of split codes, what is stale."""

    places: ClassVar[tuple[str, ...]] = (PASSAGES,)
    not_in: ClassVar[dict[str, frozenset[str]]] = {}  # mode → the actions that it hasn't
    DEFAULT_CSS = """
    Browsing #both { height: 1fr; layout: vertical; }
    Browsing #filters { height: 1; background: $panel; }
    Browsing Listing { height: 3fr; }
    Browsing PassagePane { height: 2fr; min-height: 8; }
    Browsing.wide #both { layout: horizontal; }
    Browsing.wide Listing { width: 3fr; height: 1fr; }
    Browsing.wide PassagePane { width: 2fr; height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.where = EVERYTHING
        self.rows = Rows()
        self.around: Around | None = None
        self.wanted = LIST  # the mode that was asked for last
        self.follows = False  # true while undo may bring rows back, which one goes to then
        self.before: list[Where] = []
        self.last = ""  # what was said of the coding in the queue before this one
        self._columns: layout.Columns | None = None  # measured when a row is drawn
        self._colours: dict[str, str] = {}
        self._resting: Timer | None = None
        self.heading, self.filters, self.line = Heading(), Lines(id="filters"), TypedLine()
        self.listing, self.reading = Listing(self._drawn), PassagePane()

    def compose(self) -> ComposeResult:
        yield self.heading
        yield self.filters
        yield self.line
        with Container(id="both"):
            yield self.listing
            yield self.reading
        yield Keys()

    def on_mount(self) -> None:
        self.listing.focus()
        self._tell_keys()

    @property
    def mode(self) -> str:
        """What is listed now."""
        return self.rows.mode or self.wanted

    @property
    def under_cursor(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.listing.cursor] if len(self.rows) > self.listing.cursor else None

    # What is shown

    def arrive(self, goal: Goal) -> None:
        asked = asked_by(goal)
        if asked is not None:
            self.wanted = QUEUE if goal.queue else LIST
            self.rows.to_first(self.wanted)
            self.rows.marked.clear()
            self.rows.words = ""
            self.close_line()
        self.look(self.where if asked is None else asked)

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        self.look(self.where)

    def look(self, where: Where, *, gone: Collection[str] = (), back: bool = False) -> None:
        """Lists what `where` lets through. `gone` are rows that have left; `back` says that
        these are the filters that were before."""
        mode = self.wanted
        self.ask(
            lambda study: desk.found(study, mode, where),
            partial(self._looked, where, frozenset(gone), back),
            self._not_looked,
        )

    def _looked(self, where: Where, gone: Collection[str], back: bool, found: Found) -> None:
        if where != self.where and not back:
            self.before.append(self.where)
        self.where = where
        self.rows.stay(gone)
        if self.line.asks_for == CONDITION:
            self.close_line()
        if found.mode == self.wanted:  # else another mode was asked for meanwhile
            self.show(found)

    def _not_looked(self, why: str) -> None:
        if self.line.asks_for == CONDITION:
            self.line.tell(why)
        elif self.rows.found is None:
            self._not_read(f"{why} {self.keys['unfilter']} shows everything.")
        else:
            self.bench.tell_error(why)

    def show(self, found: Found) -> None:
        """Shows other rows, with the cursor and the marks where they were."""
        before = self.rows.found
        self.rows.put(found, follow=self.follows)
        self.follows = False
        if before is None or before.book != found.book:
            self._colours = colours_of(found.book)
        if before is None or before.mode != found.mode:
            self._tell_keys()
        self._columns = None
        self.fill()

    def fill(self) -> None:
        """Draws the rows that are to be seen now."""
        self.listing.fill(len(self.rows), self.rows.cursor)
        self.listing.mark(self.rows.marked_rows)
        self.tell_heading()
        self._rest()

    def filter(self, where: Where, *, back: bool = False) -> None:
        """Lists what other filters let through: where one was, if that is among it."""
        self.rows.to_first(self.mode)
        self.look(where, back=back)

    def narrow(self, words: str) -> None:
        """Shows what has these words in it."""
        self.rows.to_first(self.mode)
        self.rows.words = words
        self.rows.narrow()
        self.fill()

    def close_line(self) -> None:
        """Leaves the line that is typed into."""
        self.line.close()
        self.listing.focus()

    def _drawn(self, at: int) -> Line:
        row, found = self.rows[at], self.rows.found
        assert found is not None
        is_marked, colour = at in self.listing.marked, self._colours.get(row.code, colour_of(0))
        if self._columns is None:
            self._columns = layout.columns(found.passages or found.stale, self.listing.room)
        if isinstance(row, Stale):
            return layout.stale_row(row, self._columns, is_marked, colour)
        has_memo = bool(row.memo) or row.id in found.noted
        signs = layout.Signs(is_marked, row.id in found.starred, has_memo)
        return layout.passage_row(row, self._columns, signs, colour, self.rows.looked_for)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "wide")
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self._tell_keys()
        if self.rows.found is not None:
            self._columns = None
            self.listing.refresh()
            self.tell_heading()
            self._tell_pane()

    # What is said around it

    def tell_heading(self) -> None:
        """Says what is listed, and by which filters."""
        found = self.rows.found
        if found is not None:
            room, is_blind = self.size.width - 2, bool(found.blind)
            parts = headings.heading(found, self.rows, self.last, self.bench.who)
            told = headings.fitting([*parts, self.bench.study_name], room, blind=is_blind)
            self.heading.tell(told, blind=is_blind)
            filters = headings.legend(found, self.rows.words, self.keys, room)
            self.filters.tell_lines([filters])

    @property
    def keys(self) -> dict[str, str]:
        """Action → its key, as people know it."""
        actions = self.bench.keymap.of(PASSAGES)
        return {action.name: shown_key(next(iter(keys), "")) for action, keys in actions}

    def _tell_keys(self) -> None:
        lacking = self.not_in.get(self.mode, frozenset())
        told = headings.footer(self.bench.keymap, lacking, self.size.width - 2)
        self.query_one(Keys).tell(told)

    # The passage under the cursor

    @on(Listing.Moved)
    def _moved(self) -> None:
        self.rows.cursor = self.listing.cursor
        self._rest()

    def _rest(self) -> None:
        """The passage follows when the keys rest: reading it would cost each of them a frame."""
        if self._resting is None:
            self._resting = self.set_timer(REST, self._rested)
        else:
            self._resting.reset()

    def _rested(self) -> None:
        self._resting = None
        if not self.listing.is_attached:  # the program is being left
            return
        row = self.under_cursor
        if isinstance(row, Coding):
            self.ask(lambda study: desk.around(study, row), self._read, self._not_read)
        else:
            self._tell_pane()

    def _read(self, around: Around) -> None:
        self.around = around
        self._tell_pane()

    def _not_read(self, why: str) -> None:
        self.reading.tell(list(pane.wrapped(why, 60)))

    def _tell_pane(self) -> None:
        found, row, shown = self.rows.found, self.under_cursor, self.reading
        width = shown.size.width - 3
        if found is None:
            return
        if row is None:
            told = headings.nothing(found, self.rows.words, self.keys)
            shown.tell(list(pane.wrapped(told, width)))
        elif isinstance(row, Stale):
            codes = sum(each.document == row.document for each in found.stale)
            code = next((each for each in found.book if each.code == row.code), None)
            shown.tell(list(pane.told_stale(row, code, codes, width)))
        elif self.around is not None and self.around.coding.id == row.id:
            size = Size(width, shown.size.height)
            shown.tell(pane.told(self.around, self._answers(row), self._colours, size))

    @property
    def parts(self) -> dict[str, str]:
        """Key → the part of a split code that the coding under the cursor may go to."""
        row, found = self.under_cursor, self.rows.found
        if found is None or not isinstance(row, Coding) or row.id not in found.choices:
            return {}
        keys = self.bench.keymap.by_key(PASSAGES, EVERYWHERE)
        free = [letter for letter in ascii_lowercase if letter not in keys]
        return dict(zip(free, found.choices[row.id], strict=False))

    def _answers(self, row: Coding) -> dict[str, str]:
        """What can be said of a coding in the queue, by key."""
        if self.mode != QUEUE:
            return {}
        under = f"{row.code}/"
        parts = {key: part.removeprefix(under) for key, part in self.parts.items()}
        return {**parts, self.keys["keep"]: f"stays {row.code}"}

    def do_scroll_down(self) -> None:
        self._scroll(1)

    def do_scroll_up(self) -> None:
        self._scroll(-1)

    def _scroll(self, way: int) -> None:
        step = max(1, self.reading.size.height // 2)
        self.reading.scroll_rows(self.reading.top + way * step)
