"""A list to pick from by typing a few letters of what is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from rapidfuzz import fuzz, process, utils
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import cells, shown
from qualcode.tui.widgets.listing import CHOSEN, DIM, Line, Listing

T = TypeVar("T")
MOST = 60  # of the likeliest
LIKE = 70  # per cent; what is less alike isn't meant
SIGN, NO_SIGN = "✓ ", "  "
HINT = "type a few letters; Enter takes the first, Esc leaves"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: its id, how it is shown, and what else it is found by.

    `aside` stands dimmed at its right, `told` at the foot while it is under the cursor.
    """

    id: str
    shown: str
    words: str = ""
    aside: str = ""
    told: str = ""


def likeliest(asked: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that `asked` may mean, likeliest first; all of them where nothing is asked."""
    if not asked.strip():
        return list(choices)
    folded = asked.strip().casefold()
    pieces = folded.split()
    direct = [each for each in choices if all(one in each.shown.casefold() for one in pieces)]
    direct.sort(key=lambda each: _farness(folded, each.shown.casefold()))
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


def _farness(asked: str, name: str) -> int:
    """0 for a name that is what was asked, or ends in it; 1 where its last part begins so."""
    last = name.rpartition("/")[2]
    return 0 if asked in (name, last) else 1 if last.startswith(asked) else 2


class _Offered(Listing, can_focus=False):
    """The rows; keys are typed into the line above, so the cursor shows all the same."""

    def draw_line(self, at: int, base: Style) -> list[Segment]:
        if at == self.cursor and self.count:
            base += CHOSEN
        return super().draw_line(at, base)


class Picking(ModalScreen[T]):
    """A line to type into, and under it what may be meant. What is taken says `take`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]
    DEFAULT_CSS = """
    Picking { align: center middle; background: $background 60%; }
    Picking > Vertical { width: 76; max-width: 95%; height: 24; max-height: 90%;
      border: round $primary; background: $surface; padding: 0 1; }
    Picking Label { color: $foreground; text-style: bold; width: 100%; }
    Picking Input { background: $panel; margin: 0 0 1 0; }
    Picking #foot { height: auto; max-height: 5; color: $foreground; }
    """

    def __init__(self, asked: str, choices: Sequence[Choice], hint: str = HINT) -> None:
        super().__init__()
        self._asked, self.choices, self._hint = asked, tuple(choices), hint
        self.offered: list[Choice] = []
        self.marked: dict[str, Choice] = {}  # in the order in which they were marked

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(Content(self._asked), id="asked")
            yield Input(placeholder=self._hint, compact=True)
            yield _Offered(self._row)
            yield Static(id="foot")

    def on_mount(self) -> None:
        self._offer()
        self.query_one(Input).focus()

    def candidates(self, asked: str) -> list[Choice]:
        """What may be meant by what is typed, likeliest first."""
        return likeliest(asked, self.choices)

    def take(self, choice: Choice) -> None:
        """Answers what was picked."""
        raise NotImplementedError

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.query_one(Input).value.strip()

    @property
    def highlighted(self) -> Choice | None:
        """The choice under the cursor."""
        at = self.query_one(_Offered).cursor
        return self.offered[at] if at < len(self.offered) else None

    @on(Input.Changed)
    def _offer(self) -> None:
        self.offered = self.candidates(self.typed)
        self.query_one(_Offered).fill(len(self.offered), 0)
        self._tell()

    @on(Listing.Moved)
    def _tell(self) -> None:
        choice = self.highlighted
        told = choice.told if choice else "Nothing is called anything like it."
        self.query_one("#foot", Static).update(Content(shown(told)))

    def _row(self, at: int) -> Line:
        choice = self.offered[at]
        sign = SIGN if choice.id in self.marked else NO_SIGN if self.marked else ""
        room = self.query_one(_Offered).room - len(sign)
        aside = f" {shown(choice.aside)}" if choice.aside else ""
        name = fitted(choice.shown, max(1, room - cells(aside)))
        return (sign, None), (name, None), (aside, DIM)

    def on_key(self, event: events.Key) -> None:
        offered = self.query_one(_Offered)
        page = max(1, offered.size.height - 1)
        steps = {"down": 1, "up": -1, "pagedown": page, "pageup": -page}
        if event.key in steps:
            event.stop()
            goal = offered.cursor + steps[event.key]
            if event.key == "up" and goal < 0:  # round to the last one
                goal = offered.count - 1
            offered.move_to(goal)

    @on(Input.Submitted)
    @on(Listing.Chosen)
    def _taken(self) -> None:
        choice = self.highlighted
        if choice is not None:
            self.take(choice)


class Picker(Picking[str | None]):
    """Asks for one of the choices; answers its id, or None."""

    def take(self, choice: Choice) -> None:
        self.dismiss(choice.id)
