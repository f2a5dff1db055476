"""A line above the list, to type words or a condition into."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static


class TypedLine(Vertical):
    """Asks for a line while the list stays to be seen. What is wrong with it is told under it."""

    DEFAULT_CSS = """
    TypedLine { height: auto; display: none; background: $panel; }
    TypedLine Horizontal { height: 1; }
    TypedLine Label { text-style: bold; padding: 0 1; }
    TypedLine Input, TypedLine Input:focus { border: none; height: 1; padding: 0; width: 1fr;
      background: $panel; }
    TypedLine #wrong { height: auto; color: $error; padding: 0 1; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.asks_for: str | None = None  # the action, while somebody types
        self._changed: Callable[[str], None] | None = None
        self._entered: Callable[[str], None] | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Label()
            yield Input(select_on_focus=False)
        yield Static(id="wrong")

    def open(
        self,
        action: str,
        asked: str,
        text: str,
        entered: Callable[[str], None],
        *,
        changed: Callable[[str], None] | None = None,
        example: str = "",
    ) -> None:
        """Asks; `changed` hears of every letter, `entered` of the line that is meant."""
        self.asks_for, self._changed, self._entered = action, changed, entered
        self.query_one(Label).update(Content(asked))
        line = self.query_one(Input)
        line.placeholder = example
        line.value = text
        line.cursor_position = len(text)
        self.tell("")
        self.display = True
        line.focus()

    def close(self) -> None:
        """Leaves the line."""
        self.asks_for = None
        self.display = False

    def tell(self, wrong: str) -> None:
        """Says what is wrong with the line, which stays to be mended."""
        told = self.query_one("#wrong", Static)
        told.update(Content(wrong))
        told.display = bool(wrong)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.asks_for and self._changed is not None:
            self._changed(event.value)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        if self._entered is not None:
            self._entered(event.value)
