"""A line that a person types: a name, a path, a filter; and a yes or no."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static


class Asking(ModalScreen[str | None]):
    """Asks for a line; answers it, or None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]
    DEFAULT_CSS = """
    Asking { align: center middle; background: $background 60%; }
    Asking Vertical { width: 70; max-width: 95%; height: auto;
      border: round $primary; background: $surface; padding: 0 1; }
    Asking Label { color: $foreground; text-style: bold; width: 100%; }
    Asking Input, Asking Input:focus { border: none; height: 1; padding: 0; background: $panel; }
    Asking #wrong { color: $error; height: auto; }
    """

    def __init__(
        self,
        asked: str,
        text: str = "",
        *,
        example: str = "",
        wrong: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """`wrong` says what is wrong with a line, or None."""
        super().__init__()
        self._asked, self._text, self._example, self._wrong = asked, text, example, wrong

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(Content(self._asked))
            yield Input(self._text, placeholder=self._example)
            yield Static(id="wrong")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        told = self._wrong(event.value)
        if told is None:
            self.dismiss(event.value)
        else:
            self.query_one("#wrong", Static).update(Content(told))


class Confirming(ModalScreen[bool]):
    """Shows what would happen; answers whether it shall."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", show=False),
        Binding("escape,n", "dismiss(False)", show=False),
    ]
    DEFAULT_CSS = """
    Confirming { align: center middle; background: $background 60%; }
    Confirming VerticalScroll { width: 84; max-width: 95%; height: auto; max-height: 90%;
      border: round $primary; background: $surface; padding: 0 1; }
    """

    def __init__(self, asked: str, lines: Sequence[str], *, does: str = "do it") -> None:
        super().__init__()
        self._lines = [asked, "", *lines, "", f"Enter: {does} · Esc: leave it as it is"]

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content("\n".join(self._lines)))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
