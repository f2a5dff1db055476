"""A text that a person writes: a memo, a summary, an answer."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static, TextArea

from qualcode.study.file import Study
from qualcode.tui.bench import Bench


class Writing(ModalScreen[None]):
    """Asks for a text and has it saved. It stays until that is done, or the text given up."""

    hint: ClassVar[str] = "Ctrl+S saves it · Esc leaves"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Writing { align: center middle; background: $background 60%; }
    Writing #sheet { width: 84; max-width: 95%; height: 20; max-height: 90%;
      border: round $primary; background: $surface; padding: 0 1; }
    Writing Label { color: $foreground; text-style: bold; width: 100%; }
    Writing TextArea { height: 1fr; border: none; padding: 0; }
    Writing TextArea:focus { border: none; }
    Writing #hint { height: auto; }
    Writing #hint.wrong { color: $error; }
    """

    def __init__(
        self,
        asked: str,
        text: str,
        question: Callable[[Study, str], Any],
        answer: Callable[[Any], None],
    ) -> None:
        """`question` saves the text at the desk; `answer` gets what comes of it."""
        super().__init__()
        self._asked, self._text = asked, text
        self._question, self._answer = question, answer
        self._is_leaving = False

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Label(Content(self._asked))
            yield from self.compose_text()
            yield Static(Content(self.hint), id="hint")

    def compose_text(self) -> ComposeResult:
        """The text, with what stands beside it."""
        yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def text(self) -> str:
        """What is written by now."""
        return self.query_one(TextArea).text

    def action_save(self) -> None:
        text = self.text
        assert isinstance(self.app, Bench)
        self.app.ask(lambda study: self._question(study, text), self._saved, self._not_saved)

    def _saved(self, answer: Any) -> None:
        self.dismiss()
        self._answer(answer)

    def _not_saved(self, why: str) -> None:
        self._tell(f"Not saved: {why}", wrong=True)

    def action_leave(self) -> None:
        if self._is_leaving or self.text == self._text:
            self.dismiss()
        else:
            self._is_leaving = True
            self._tell("This isn't saved. Esc again throws it away; Ctrl+S saves it.", wrong=True)

    def on_text_area_changed(self) -> None:
        if self._is_leaving:
            self._is_leaving = False
            self._tell(self.hint)

    def _tell(self, told: str, *, wrong: bool = False) -> None:
        hint = self.query_one("#hint", Static)
        hint.set_class(wrong, "wrong")
        hint.update(Content(told))
