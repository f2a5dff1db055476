"""The keys of a screen, shown over it."""

from collections.abc import Collection, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.tui.keys.action import TITLES, shown_keys
from qualcode.tui.keys.registry import Keymap

WIDE = 18


class Help(ModalScreen[None]):
    """Every key that works on the screen underneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,enter,space", "dismiss(None)", show=False)
    ]
    DEFAULT_CSS = """
    Help { align: center middle; background: $background 60%; }
    Help VerticalScroll { width: 92; max-width: 95%; height: auto; max-height: 90%;
      border: round $primary; background: $surface; padding: 0 1; }
    """

    def __init__(self, keymap: Keymap, places: Collection[str], taken: Collection[str]) -> None:
        super().__init__()
        self._keymap, self._places, self._taken = keymap, places, taken

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content("\n".join(self._lines())))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _lines(self) -> Iterator[str]:
        yield "Keys (Esc closes this; ↑ and ↓ scroll)"
        for where in self._places:
            yield ""
            yield TITLES[where].upper()
            for action, keys in self._keymap.of(where):
                free = [key for key in keys if key not in self._taken]
                yield f"  {shown_keys(free):<{WIDE}} {action.does}"
        if self._taken:
            yield ""
            yield "The letters of the codebook put their code on the selection."
