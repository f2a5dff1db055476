"""Some lines to fill in, with what completes them; it stays until what it asks for is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from qualcode.tui.bench import Bench
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import shown
from qualcode.tui.widgets.completing import Offers, completed

LABEL = 14
MOST = 12  # of what completes a line


@dataclass(frozen=True, slots=True)
class Field:
    """A line to fill in. `offers` completes it, and is asked away from the screen."""

    name: str
    label: str
    text: str = ""
    hint: str = ""
    offers: Offers | None = None


class Form(ModalScreen[None]):
    """Asks for some lines. `done` gets the form, and closes it or says what is wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]
    DEFAULT_CSS = """
    Form { align: center middle; background: $background 60%; }
    Form #sheet { width: 84; max-width: 95%; height: auto; max-height: 95%;
      border: round $primary; background: $surface; padding: 0 1; }
    Form #asked { color: $foreground; text-style: bold; margin: 0 0 1 0; }
    Form #fields { height: auto; max-height: 14; scrollbar-size-vertical: 1; }
    Form Horizontal { height: 1; }
    Form Horizontal Label { width: 15; color: $foreground; }
    Form Input, Form Input:focus { border: none; height: 1; padding: 0; width: 1fr; }
    Form Input { background: $panel; }
    Form Input:focus { background: $background; text-style: bold; }
    Form #hint { height: auto; margin: 1 0 0 0; }
    Form #offered { height: auto; max-height: 4; color: $accent; }
    Form #wrong { height: auto; }
    Form #wrong.wrong { color: $error; }
    """

    def __init__(
        self, asked: str, fields: Sequence[Field], done: Callable[["Form"], None], *, does: str
    ) -> None:
        """`does` says what Enter does."""
        super().__init__()
        self._asked, self._fields, self._done = asked, tuple(fields), done
        several = "↑ ↓ other lines · " if len(self._fields) > 1 else ""
        self._keys = f"Enter {does} · Tab completes · {several}Esc leaves"

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Label(Content(self._asked), id="asked")
            with VerticalScroll(id="fields", can_focus=False):
                for field in self._fields:
                    with Horizontal():
                        yield Label(Content(fitted(field.label, LABEL)))
                        yield Input(field.text, id=field.name, select_on_focus=False)
            yield Static(id="hint")
            yield Static(id="offered")
            yield Static(Content(self._keys), id="wrong")

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    @property
    def values(self) -> dict[str, str]:
        """What is typed by now, by the name of the field."""
        return {str(line.id): line.value.strip() for line in self.query(Input)}

    def close(self) -> None:
        """Goes away, unless the person has left it already."""
        if self.is_current:
            self.dismiss()

    def tell(self, told: str) -> None:
        """Says what goes on."""
        if self.is_attached:
            self._tell(told, wrong=False)

    def refuse(self, why: str) -> None:
        """Says what is wrong; everything that was typed stays."""
        if self.is_attached:
            self._tell(why, wrong=True)
        else:
            self.app.notify(why, severity="error", markup=False)

    def _tell(self, told: str, *, wrong: bool) -> None:
        line = self.query_one("#wrong", Static)
        line.set_class(wrong, "wrong")
        line.update(Content(told))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._done(self)

    # Completing

    @property
    def _at(self) -> tuple[Field, Input] | None:
        for field, line in zip(self._fields, self.query(Input), strict=True):
            if line.has_focus:
                return field, line
        return None

    @on(Input.Changed)
    def _changed(self) -> None:
        self._tell(self._keys, wrong=False)
        self._offer()

    def on_descendant_focus(self) -> None:
        if self._at is not None:
            self.query_one("#hint", Static).update(Content(self._at[0].hint))
            self._offer()

    def _offer(self) -> None:
        self._ask(lambda _, found: self._show_offered(found))

    def _complete(self) -> None:
        """Completes the line; where it is whole or nothing completes it, goes on to the next."""

        def complete(line: Input, found: Sequence[str]) -> None:
            longer = completed(line.value, found)
            if longer != line.value:
                line.value = longer
                line.cursor_position = len(longer)
            elif not found or line.value in ("", *found):
                self.focus_next(Input)

        self._ask(complete)

    def _ask(self, answer: Callable[[Input, Sequence[str]], None]) -> None:
        at = self._at
        if at is None:
            return
        field, line = at
        offers, typed = field.offers, line.value
        if offers is None:
            answer(line, ())
            return

        def answered(found: Sequence[str]) -> None:
            if line.has_focus and line.value == typed:  # nobody has typed on meanwhile
                answer(line, found)

        assert isinstance(self.app, Bench)
        self.app.do_aside(lambda: offers(typed), answered)

    def _show_offered(self, found: Sequence[str]) -> None:
        names = [shown(each.rstrip("/").rpartition("/")[2] + "/" * each.endswith("/"))
                 for each in found[:MOST]]  # fmt: skip
        more = f"  and {len(found) - MOST} more" if len(found) > MOST else ""
        self.query_one("#offered", Static).update(Content("  ".join(names) + more))

    def on_key(self, event: events.Key) -> None:
        moves: dict[str, Callable[[], object]] = {
            "tab": self._complete, "down": lambda: self.focus_next(Input),
            "up": lambda: self.focus_previous(Input),
            "shift+tab": lambda: self.focus_previous(Input),
        }  # fmt: skip
        if event.key in moves:
            event.stop()
            event.prevent_default()
            moves[event.key]()
