"""The keys that ask for another matrix: other rows, cells, codings, codes, conditions."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from qualcode.matrix.cells import Cell
from qualcode.tui.matrix import choosing
from qualcode.tui.matrix.asked import Asked, across, deeper, shallower
from qualcode.tui.matrix.crossed import Crossed, crossed
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.picker import Choice, Picker
from qualcode.tui.workplace import Workplace

CONDITION = "condition"


class Questions(Workplace):
    """A place where a matrix is asked for, again and again. `asked` is what was asked last."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked()
        self.shown: Crossed | None = None

    def show(self, found: Crossed) -> None:
        """Shows a matrix."""
        raise NotImplementedError

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        raise NotImplementedError

    def cross(self, asked: Asked, form: Form | None = None) -> None:
        """Asks for another matrix, or the same again; `form` stays where that can't be asked."""
        self.asked = asked
        self.ask(
            lambda study: crossed(study, asked),
            partial(self._crossed, form),
            partial(self._not_crossed, asked, form),
        )

    def _crossed(self, form: Form | None, found: Crossed) -> None:
        if form is not None:
            form.close()
        if found.asked == self.asked:  # else a later one is on its way
            self.shown = found
            self.show(found)

    def _not_crossed(self, asked: Asked, form: Form | None, why: str) -> None:
        """Stays with what is shown; where that can't be shown either, begins anew."""
        (form.refuse if form is not None else self.bench.tell_error)(why)
        if asked != self.asked:
            return  # something else was asked meanwhile
        if self.shown is not None and self.shown.asked != asked:
            self.asked = self.shown.asked
        elif asked != Asked():
            self.cross(Asked())

    def _offer(self, title: str, options: Iterable[choosing.Option]) -> None:
        known = list(options)

        def picked(chosen: str | None) -> None:
            if chosen is not None:
                self.cross(known[int(chosen)].asked)

        choices = [Choice(str(n), each.shown) for n, each in enumerate(known)]
        self.app.push_screen(Picker(title, choices), picked)

    def do_rows(self) -> None:
        if self.shown is not None:
            self._offer("What are the rows?", choosing.rows(self.shown))

    def do_split(self) -> None:
        if self.shown is not None:
            self._offer("Split the rows by what?", choosing.parts(self.shown))

    def do_cell(self) -> None:
        if self.shown is not None:
            self._offer("What stands in the cells?", choosing.cells(self.shown))

    def do_layer(self) -> None:
        if self.shown is not None:
            self._offer("Whose codings?", choosing.layers(self.shown))

    def do_branch(self) -> None:
        if self.shown is not None:
            has_code = self.cell is not None and self.shown.asked.columns == "code"
            code = self.cell.column if self.cell is not None and has_code else None
            self._offer("Only which branch of the codebook?", choosing.branches(self.shown, code))

    def do_columns(self) -> None:
        self.cross(across(self.asked))

    def do_deeper(self) -> None:
        self._go_deep(deeper)

    def do_shallower(self) -> None:
        self._go_deep(shallower)

    def _go_deep(self, change: Callable[[Asked, int], Asked]) -> None:
        if self.shown is None:
            return
        asked = change(self.asked, self.shown.levels)
        if self.asked.columns != "code":
            self.say("Where waves are columns, all codes count together: press c for codes.")
        elif asked == self.asked:
            self.say("There are no more levels of codes that way.")
        else:
            self.cross(asked)

    def do_speakers(self) -> None:
        self.cross(replace(self.asked, all_speakers=not self.asked.all_speakers))

    def do_condition(self) -> None:
        def filter_by(form: Form) -> None:
            self.cross(replace(self.asked, where=form.values[CONDITION] or None), form)

        now = self.asked.where or ""
        hint = 'funder = UWV and month >= 6 and sector in (zorg, "sociaal werk")'
        field = Field(CONDITION, "where", now, hint)
        title = "Only those of whom what is true? (nothing: everybody)"
        self.app.push_screen(Form(title, [field], filter_by, does="shows these"))
