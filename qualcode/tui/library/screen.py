"""The Library: cases and waves as a grid, groups and all else below; Enter opens."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable, Static

from qualcode.coding.documents import Document
from qualcode.tui.coding import opened
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING, EVERYWHERE, LIBRARY
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.workplace import Workplace

OTHER_HEADS = ("document", "kind", "case", "wave", "date", "words", "state")


class LibraryScreen(Workplace):
    """Where one chooses what to code."""

    places: ClassVar[tuple[str, ...]] = (LIBRARY,)
    DEFAULT_CSS = """
    LibraryScreen DataTable { background: $background; height: auto; max-height: 60%; }
    LibraryScreen #others { height: 1fr; max-height: 100%; }
    LibraryScreen .title { color: $accent; text-style: bold; padding: 0 1; height: 1; }
    LibraryScreen DataTable > .datatable--fixed { background: $panel; color: $foreground; }
    LibraryScreen #told { height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown: opened.Library | None = None

    def compose(self) -> ComposeResult:
        yield Heading()
        yield Static("Cases and waves", classes="title", id="grid-title")
        yield DataTable(id="grid", fixed_columns=1)
        yield Static("Groups, and what stands in no wave", classes="title", id="others-title")
        yield DataTable(id="others", cursor_type="row")
        yield Static(id="told")
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Keys).tell(self.bench.keymap.footer((*self.places, EVERYWHERE)))
        self.query_one(Heading).tell(self._title())

    def arrive(self, _goal: Goal) -> None:
        self.reload()

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        self.ask(opened.library, self.show)

    def show(self, found: opened.Library) -> None:
        """Fills the tables, with the cursors where they were."""
        self.shown = found
        self.query_one(Heading).tell(self._title(), blind=bool(found.blind))
        grid, others = self._tables
        self._fill_grid(grid, found)
        at = others.cursor_coordinate
        others.clear(columns=True)
        others.add_columns(*OTHER_HEADS)
        for each in found.others:
            others.add_row(*_row(each, found), key=each.name)
        others.move_cursor(row=at.row)
        for which, there in (("grid", found.rows), ("others", found.others)):
            self.query_one(f"#{which}").display = bool(there)
            self.query_one(f"#{which}-title").display = bool(there)
        if self.focused is None:
            (grid if found.rows else others).focus()
        self._tell()

    def _fill_grid(self, grid: DataTable[Text], found: opened.Library) -> None:
        at = grid.cursor_coordinate
        grid.clear(columns=True)
        grid.add_column(Text("case"))
        for wave in found.waves:
            grid.add_column(Text(wave))
        for case, places in found.rows:
            told = [Text(place.told) for place in places]
            grid.add_row(Text(case, style="bold"), *told, key=case)
        grid.move_cursor(row=at.row, column=max(1, at.column))
        grid.styles.height = len(found.rows) + 1  # said, since «auto» was once left at none

    @property
    def _tables(self) -> tuple[DataTable[Text], DataTable[Text]]:
        return self.query_one("#grid", DataTable), self.query_one("#others", DataTable)

    def _title(self) -> str:
        hidden = len(self.shown.blind) if self.shown else 0
        blind = f" · you see no others in {hidden} documents" if hidden else ""
        return f"Library · {self.bench.study_name} · {self.bench.who}{blind}"

    @property
    def chosen(self) -> Document | None:
        """The document under the cursor."""
        place = self._place_under_cursor
        name = place.document if place else None
        if self.shown is not None and self.focused is self._tables[1] and self.shown.others:
            name = self.shown.others[self._tables[1].cursor_row].name
        return self.shown.documents[name] if self.shown and name else None

    @property
    def _place_under_cursor(self) -> opened.Place | None:
        grid = self._tables[0]
        at: Coordinate = grid.cursor_coordinate
        if self.shown is None or not self.shown.rows or self.focused is not grid or at.column < 1:
            return None
        return self.shown.rows[at.row][1][at.column - 1]

    @on(DataTable.CellHighlighted)
    @on(DataTable.RowHighlighted)
    def _tell(self) -> None:
        found, told = self.chosen, ""
        if found is not None:
            parts = (found.name, found.kind, found.date, found.title, f"{found.words} words",
                     f"{found.turns} turns", opened.STATES[found.state])  # fmt: skip
            told = " · ".join(part for part in parts if part)
        elif self._place_under_cursor is not None:
            told = self._place_under_cursor.told
        elif self.shown is not None and not self.shown.documents:
            told = "No documents yet: bring them in with `qualcode import FILES`."
        self.query_one("#told", Static).update(Content(told), layout=False)

    @on(DataTable.CellSelected)
    @on(DataTable.RowSelected)
    def do_open(self) -> None:
        if self.chosen is None:
            self.say("There is no document here to open.")
        else:
            self.bench.go(Goal(CODING, document=self.chosen.name))

    def do_other_table(self) -> None:
        grid, others = self._tables
        target = others if self.focused is grid else grid
        if target.display:
            target.focus()
            self.call_after_refresh(self._tell)


def _row(each: Document, found: opened.Library) -> list[Text]:
    state = opened.STATES[each.state] + (" blind" if each.name in found.blind else "")
    cells = (each.name, each.kind, each.case or "", each.wave or "", each.date or "", each.words)
    return [Text(str(cell)) for cell in (*cells, state)]
