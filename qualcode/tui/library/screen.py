"""The Library: cases and waves as a grid, groups and one's own assignments below."""

from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from qualcode.coding.arriving.speaking import Speaker, speakers
from qualcode.coding.arriving.taking_back import do_again, take_back
from qualcode.study.undo import Undone
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CASE, CODING, EVERYWHERE, LIBRARY
from qualcode.tui.library import describing, rows
from qualcode.tui.library.grid import CaseGrid
from qualcode.tui.library.importing import Importing
from qualcode.tui.library.shown import Library, Listed, Place, library
from qualcode.tui.library.speakers import Speakers
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.widgets.listing import Line, Lines, Listing
from qualcode.tui.widgets.picker import Choice, Picker
from qualcode.tui.workplace import Workplace

NARROW = 110  # columns below which the lists stand below each other
EMPTY = "No documents yet: i brings them in, as `qualcode import FILES` does."


class LibraryScreen(Workplace):
    """Where one chooses what to code, and brings in transcripts."""

    places: ClassVar[tuple[str, ...]] = (LIBRARY,)
    DEFAULT_CSS = """
    LibraryScreen .title { color: $accent; text-style: bold; padding: 0 1; height: 1; }
    LibraryScreen #head { height: 1; background: $panel; }
    LibraryScreen CaseGrid { max-height: 60%; background: $background; }
    LibraryScreen CaseGrid:focus { background: $surface; }
    LibraryScreen #below { height: 1fr; }
    LibraryScreen.narrow #below { layout: vertical; }
    LibraryScreen #below Vertical { width: 3fr; height: 1fr; }
    LibraryScreen #below #own-part { width: 2fr; }
    LibraryScreen.narrow #below Vertical, LibraryScreen.narrow #below #own-part { width: 1fr; }
    LibraryScreen #arriving { height: 1; padding: 0 1; background: $accent; color: $background; }
    LibraryScreen #told { height: 1; padding: 0 1; background: $surface; }
    LibraryScreen.narrow #told { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown: Library | None = None
        self._told_last = ""
        self._made = self._undone = 0  # what was changed from here, and taken back
        self._importing = Importing(self, self._arriving, self._arrived)

    def compose(self) -> ComposeResult:
        yield Heading()
        yield Static(
            Content(f"Cases and waves   {rows.legend()}"), classes="title", id="grid-title"
        )
        yield Lines(id="head")
        yield CaseGrid()
        with Horizontal(id="below"):
            with Vertical(id="others-part"):
                yield Static("Groups, and what stands in no wave", classes="title")
                yield Listing(self._other_row, id="others")
            with Vertical(id="own-part"):
                yield Static("Your assignments", classes="title")
                yield Listing(self._own_row, id="own")
        yield Static(id="arriving")
        yield Static(id="told")
        yield Keys()

    def on_mount(self) -> None:
        self.query_one("#arriving").display = False
        self.query_one(Keys).tell(self.bench.keymap.footer((*self.places, EVERYWHERE)))
        self._head()

    def on_resize(self, event: events.Resize) -> None:
        narrow = event.size.width < NARROW
        self.set_class(narrow, "narrow")
        title = "" if narrow else "Cases and waves, with words   "
        self.query_one("#grid-title", Static).update(Content(f"{title}{rows.legend()}"))

    @property
    def grid(self) -> CaseGrid:
        return self.query_one(CaseGrid)

    @property
    def others(self) -> Listing:
        return self.query_one("#others", Listing)

    @property
    def own(self) -> Listing:
        return self.query_one("#own", Listing)

    @property
    def _tables(self) -> list[Listing]:
        """Those that have rows."""
        return [each for each in (self.grid, self.others, self.own) if each.count]

    # What is shown

    def arrive(self, _goal: Goal) -> None:
        self.reload()

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        self.ask(library, self.show)

    def show(self, found: Library) -> None:
        """Fills the tables, with the cursors where they were."""
        other, own = self._other, self.own.cursor
        self.shown = found
        self._head()
        self.grid.styles.height = max(1, len(found.cases))
        self.grid.show(found)
        self.others.fill(len(found.others), _place_of(other, found.others))
        self.own.fill(len(found.own), own)
        for part, there in (
            ("#grid-title", found.cases), ("#head", found.cases), ("#grid", found.cases),
            ("#others-part", found.others), ("#own-part", found.own),
        ):  # fmt: skip
            self.query_one(part).display = bool(there)
        if self._tables and self.focused not in self._tables:
            self._tables[0].focus()
        self._tell()

    def _head(self) -> None:
        told = f"Library · {self.bench.study_name} · {self.bench.who}"
        if self.shown is not None and self.shown.documents:
            states = self.shown.states
            told += f" · {states['done']} of {len(self.shown.documents)} done"
            told += f", {states['doing']} begun" if states["doing"] else ""
        hidden = self.shown.blind if self.shown else 0
        told += f" · you see no others in {hidden} documents" if hidden else ""
        self.query_one(Heading).tell(told, blind=bool(hidden))

    def _other_row(self, at: int) -> Line:
        assert self.shown is not None
        return rows.other_row(self.shown.documents[self.shown.others[at]], self.others.room)

    def _own_row(self, at: int) -> Line:
        assert self.shown is not None
        return rows.own_row(self.shown.own[at], self.own.room)

    # What is under the cursor

    @property
    def _other(self) -> str | None:
        return self.shown.others[self.others.cursor] if self.shown and self.shown.others else None

    @property
    def place(self) -> Place | None:
        """The cell under the cursor, where the keys work in the grid."""
        return self.grid.place if self.focused is self.grid else None

    @property
    def chosen(self) -> Listed | None:
        """The document under the cursor."""
        if self.shown is None:
            return None
        name = None
        if self.place is not None and self.place.documents:
            name = self.place.documents[0]
        elif self.focused is self.others:
            name = self._other
        elif self.focused is self.own and self.shown.own:
            name = self.shown.own[self.own.cursor].document
        return self.shown.documents.get(name) if name else None

    @on(Listing.Moved)
    @on(events.DescendantFocus)
    def _tell(self) -> None:
        self.query_one("#head", Lines).tell_lines([self.grid.head])
        told = ""
        if self.chosen is not None:
            told = rows.told_of_document(self.chosen)
        elif self.place is not None:
            told = rows.told_of_hole(self.place)
        elif self.focused is self.grid and self.grid.case is not None:
            told = f"{self.grid.case} · Enter reads this case through all its waves"
        elif self.shown is not None and not self.shown.documents:
            told = EMPTY
        if told != self._told_last:
            self._told_last = told
            self.query_one("#told", Static).update(Content(told), layout=False)

    # Keys

    @on(Listing.Chosen)
    def do_open(self) -> None:
        if self.chosen is not None:
            self._open(self.chosen.document.name)
        elif self.focused is self.grid and self.grid.place is None and self.grid.case:
            self.do_read_case()
        else:
            self.say("There is no document here to open.")

    def _open(self, name: str | None) -> None:
        if name is not None:
            self.bench.go(Goal(CODING, document=name))

    def do_other_table(self, step: int = 1) -> None:
        tables = self._tables
        if tables:
            at = next((n for n, each in enumerate(tables) if each is self.focused), -step)
            tables[(at + step) % len(tables)].focus()

    def do_other_table_back(self) -> None:
        self.do_other_table(-1)

    def do_next_waiting(self) -> None:
        waiting = self.shown.waiting if self.shown else []
        if not waiting:
            self.say("Every document is done.")
            return
        at = self.chosen.document.name if self.chosen else None
        name = waiting[(waiting.index(at) + 1) % len(waiting)] if at in waiting else waiting[0]
        assert self.shown is not None
        if self.grid.go_to(name):
            self.grid.focus()
        else:
            self.others.move_to(self.shown.others.index(name))
            self.others.focus()

    def do_find(self) -> None:
        if self.shown is not None:
            choices = [
                Choice(name, rows.told_of_document(each))
                for name, each in self.shown.documents.items()
            ]
            self.app.push_screen(Picker("Open which document?", choices), self._open)

    def do_read_case(self) -> None:
        case = self.chosen.document.case if self.chosen else None
        if case is None and self.focused is self.grid:
            case = self.grid.case
        if case is None:
            self.say("There is no case under the cursor.")
        else:
            self.bench.go(Goal(CASE, case=case))

    def do_describe(self) -> None:
        if self.chosen is None or self.shown is None:
            self.say("There is no document under the cursor to describe.")
        else:
            describing.describing(self, self.chosen, self.shown, self._changed)

    def do_speakers(self) -> None:
        if self.chosen is None:
            self.say("There is no document under the cursor.")
            return
        name = self.chosen.document.name
        self.ask(lambda study: speakers(study, name), partial(self._show_speakers, name))

    def _show_speakers(self, name: str, found: list[Speaker]) -> None:
        assert self.shown is not None
        over = Speakers(name, found, self.shown.cases)
        self.app.push_screen(over, lambda made: self._changed("", made or 0))

    def do_missed(self) -> None:
        if self.place is None:
            self.say("Put the cursor on a case and a wave first.")
        else:
            describing.missing(self, self.place, self._changed)

    def do_held(self) -> None:
        if self.place is None:
            self.say("Put the cursor on a case and a wave first.")
        else:
            describing.not_missing(self, self.place, self._changed)

    # Undo: what is changed here is nobody's own, and goes before what the coder did

    def _changed(self, told: str, made: int = 1) -> None:
        self._made += made
        self._undone = 0 if made else self._undone
        self.reload(told)

    def do_undo(self) -> None:
        if self._made:
            self.ask(take_back, partial(self._turned, "Taken back", -1))
        else:
            super().do_undo()

    def do_redo(self) -> None:
        if self._undone:
            self.ask(do_again, partial(self._turned, "Done again", 1))
        else:
            super().do_redo()

    def _turned(self, what: str, step: int, events: list[Undone]) -> None:
        self._made += step
        self._undone -= step
        self.reload(f"{what}: {', '.join(each.label for each in events)}")

    # Bringing in

    def do_import(self) -> None:
        if self.shown is not None:
            self._importing.ask(self.shown)

    def _arrived(self, told: str, made: int) -> None:
        self._made += made
        self._undone = 0
        if self.is_current:
            self.reload(told)
        else:
            self.notify(told, markup=False)  # the screen that is shown follows by itself

    def _arriving(self, told: str) -> None:
        """Says above the keys how far an import is."""
        line = self.query_one("#arriving", Static)
        line.display = bool(told)
        line.update(Content(told))


def _place_of(name: str | None, names: tuple[str, ...]) -> int | None:
    return names.index(name) if name in names else None
