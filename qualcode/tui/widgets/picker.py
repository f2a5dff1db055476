"""A list to pick from by typing a few letters of what is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rapidfuzz import fuzz, process, utils
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

MOST = 60  # of the likeliest
LIKE = 45  # per cent; what is less alike isn't meant


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: its id, how it is shown, and what else it is found by."""

    id: str
    shown: str
    words: str = ""


def likeliest(asked: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that `asked` may mean, likeliest first; all of them where nothing is asked."""
    if not asked.strip():
        return list(choices)
    folded = asked.strip().casefold()
    direct = [each for each in choices if folded in each.shown.casefold()]
    direct.sort(key=lambda each: not each.shown.casefold().rpartition("/")[2].startswith(folded))
    found = process.extract(
        asked,
        [f"{each.shown} {each.words}" for each in choices],
        scorer=fuzz.partial_ratio,
        processor=utils.default_process,
        limit=MOST,
        score_cutoff=LIKE,
    )
    near = [choices[index] for *_, index in found]
    return list(dict.fromkeys([*direct, *near]))


class Picker(ModalScreen[str | None]):
    """Asks for one of the choices; answers its id, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]
    DEFAULT_CSS = """
    Picker { align: center middle; background: $background 60%; }
    Picker Vertical { width: 70; max-width: 90%; height: 22; max-height: 90%;
      border: round $primary; background: $surface; padding: 0 1; }
    Picker Label { color: $foreground; text-style: bold; }
    Picker Input { border: none; height: 1; padding: 0; background: $panel; margin: 0 0 1 0; }
    Picker OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    """

    def __init__(self, asked: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._asked, self._choices = asked, tuple(choices)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(Content(self._asked))
            yield Input(placeholder="type a few letters; Enter takes the first, Esc leaves")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        self._offer("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, asked: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        found = likeliest(asked, self._choices)
        options.add_options(Option(Content(each.shown), id=each.id) for each in found)
        if found:
            options.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        options = self.query_one(OptionList)
        moves = {"down": options.action_cursor_down, "up": options.action_cursor_up}
        if event.key in moves:
            event.stop()
            moves[event.key]()

    @on(Input.Submitted)
    def _taken(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None and options.option_count:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
