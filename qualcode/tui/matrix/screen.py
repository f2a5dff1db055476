"""The Matrix: cases × codes × waves, and what is behind each cell."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from qualcode.coding.retrieval import Where
from qualcode.matrix.cells import Cell
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import EVERYWHERE, MATRIX, PASSAGES, shown_key
from qualcode.tui.matrix.asked import said
from qualcode.tui.matrix.crossed import Behind, Crossed, behind, leading_to
from qualcode.tui.matrix.exporting import matrix_form, workbook_form
from qualcode.tui.matrix.grid import Grid
from qualcode.tui.matrix.questions import Questions
from qualcode.tui.matrix.sheet import Sheet
from qualcode.tui.matrix.summarising import Summarising
from qualcode.tui.matrix.telling import (
    BETWEEN,
    cell_lines,
    emptiness,
    left_out,
    legend,
    packed,
    state_of,
)
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.widgets.listing import Lines

WIDE = 150  # columns from which on the cell is told beside the grid, and not below
REST = 0.15  # seconds without a key


class MatrixScreen(Questions):
    """Cases and codes across each other, or whatever is asked for."""

    places: ClassVar[tuple[str, ...]] = (MATRIX,)
    DEFAULT_CSS = """
    MatrixScreen #asked { height: auto; max-height: 4; padding: 0 1; background: $panel; }
    MatrixScreen #empty { height: 1fr; padding: 1 2; }
    MatrixScreen #body { height: 1fr; layout: vertical; }
    MatrixScreen Grid { width: 1fr; height: auto; max-height: 64%; }
    MatrixScreen #legend { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    MatrixScreen #behind { height: 1fr; padding: 0 1; border-top: solid $primary; }
    MatrixScreen #cell { background: $background; }
    MatrixScreen.wide #body { layout: horizontal; }
    MatrixScreen.wide Grid { height: 1fr; max-height: 100%; }
    MatrixScreen.wide #legend { dock: bottom; }
    MatrixScreen.wide #behind { width: 60; border-top: none; border-left: solid $primary; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        self.pane = Lines(id="cell")
        self.behind: Behind | None = None  # None until it has been read
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Heading()
        yield Static(id="asked")
        yield Static(id="empty")
        with Container(id="body"):
            yield self.grid
            yield Static(id="legend")
            with Container(id="behind"):  # which has the frame: lines are drawn without one
                yield self.pane
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Keys).tell(self.bench.keymap.footer((*self.places, EVERYWHERE)))
        self.query_one("#empty").display = False
        self.grid.focus()

    @property
    def cell(self) -> Cell | None:
        return self.grid.cell

    def arrive(self, _goal: Goal) -> None:
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "wide")
        self._tell_asked()
        self.call_after_refresh(self._tell_cell)

    # What is shown

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        self.cross(self.asked)

    def show(self, found: Crossed) -> None:
        """Shows a matrix, with the cursor on the same cell where it has that."""
        sheet = Sheet(found.matrix)
        blind = f" · you see no others in {found.blind} documents" if found.blind else ""
        told = f"Matrix · {self.bench.study_name} · {self.bench.who}{blind}"
        self.query_one(Heading).tell(told, blind=bool(found.blind))
        self._tell_asked()
        empty, body = self.query_one("#empty", Static), self.query_one("#body")
        empty.display, body.display = sheet.is_empty, not sheet.is_empty
        if sheet.is_empty:
            empty.update(Content(emptiness(found.matrix, found.asked, found.codes)))
        remarks = " · ".join([legend(found.matrix), *left_out(found.matrix)])
        self.query_one("#legend", Static).update(Content(remarks))
        self.grid.show(sheet)
        self._read()

    def _tell_asked(self) -> None:
        """Says what is asked, each part with the key that changes it."""
        if self.shown is None:
            return
        keys = {action.name: keys[0] for action, keys in self.bench.keymap.of(*self.places)}
        shown = {name: shown_key(key) for name, key in keys.items()}
        shown["depth"] = f"{shown['deeper']} {shown['shallower']}"
        told = said(self.shown.asked, self.shown.matrix.layer, self.shown.levels)
        pieces = [(shown[name], what, now) for name, what, now in told]
        lines = [
            Content(BETWEEN).join(
                Content.assemble((key, "$accent bold"), f" {what} ", (now, "bold"))
                for key, what, now in line
            )
            for line in packed(pieces, self.size.width - 2)
        ]
        self.query_one("#asked", Static).update(Content("\n").join(lines))

    @on(Grid.Moved)
    def _moved(self) -> None:
        """What is behind the cell follows when the keys rest."""
        self.behind = None
        self._tell_cell()
        if self._resting is None:
            self._resting = self.set_timer(REST, self._read)
        else:
            self._resting.reset()

    def _read(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        self._ask_behind(self._show_behind)

    def _show_behind(self, found: Behind) -> None:
        if found.cell == self.cell:
            self.behind = found
            self._tell_cell()

    def _tell_cell(self) -> None:
        cell, pane = self.cell, self.pane
        if cell is not None and self.shown is not None:
            pane.tell_lines(cell_lines(self.shown.matrix, cell, self.behind, pane.room))
            if self.behind is None:
                pane.scroll_rows(0)

    def _ask_behind(self, answer: Callable[[Behind], None]) -> None:
        """Asks what is behind the cell under the cursor, if there is one."""
        cell, asked = self.cell, self.asked
        if cell is not None and self.shown is not None and self.shown.asked == asked:
            self.ask(lambda study: behind(study, asked, cell), answer)

    # Keys: from a cell on

    @on(Grid.Chosen)
    def do_open(self) -> None:
        cell, asked = self.cell, self.asked
        if cell is None:
            self.say("There is no cell here.")
        else:
            self.ask(lambda study: leading_to(study, asked, cell), partial(self._go_to, cell))

    def _go_to(self, cell: Cell, where: Where | None) -> None:
        assert self.shown is not None
        if where is None:
            self.say(f"There are no passages here: {state_of(self.shown.matrix, cell)}.")
        else:
            self.bench.go(Goal(PASSAGES, where=where))

    def do_summary(self) -> None:
        if self.cell is None:
            self.say("There is no cell here.")
        else:
            self._ask_behind(self._summarise)

    def _summarise(self, found: Behind) -> None:
        if found.place is None:
            self.say("Summaries are of cases: press r and let the rows be cases.")
        else:
            told = f"Summary of {found.place}: written."
            self.app.push_screen(Summarising(found, self.bench.viewer, lambda _: self.reload(told)))

    def do_more(self) -> None:
        before, pane = self.pane.top, self.pane
        pane.scroll_rows(pane.top + max(1, pane.size.height - 1))
        if pane.top == before:  # that was the end
            pane.scroll_rows(0)

    def do_next_row(self) -> None:
        self.grid.step_row(1)

    def do_previous_row(self) -> None:
        self.grid.step_row(-1)

    def do_export(self) -> None:
        self.app.push_screen(matrix_form(self, self.asked.how))

    def do_form(self) -> None:
        self.app.push_screen(workbook_form(self, self.asked.form))
