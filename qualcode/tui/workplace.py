"""What all screens share: keys that become actions, and questions put to the desk."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import events
from textual.screen import Screen

from qualcode.study.file import Study
from qualcode.study.undo import Undone, redo, undo
from qualcode.tui.bench import Bench
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import EVERYWHERE, SCREENS, key_of
from qualcode.tui.keys.help import Help
from qualcode.tui.widgets.writing import Writing

T = TypeVar("T")


class Workplace(Screen[None]):
    """A screen where something is done. `places` says which actions it has.

    Each action is a method called after it: `do_next_coding` for `next-coding`.
    """

    DEFAULT_CSS = "Workplace { background: $background; color: $foreground; }"
    places: ClassVar[tuple[str, ...]] = ()

    @property
    def bench(self) -> Bench:
        """The app, as what it is."""
        assert isinstance(self.app, Bench)
        return self.app

    @property
    def taken(self) -> frozenset[str]:
        """The keys that belong to the codebook here."""
        return frozenset()

    # What is shown

    def arrive(self, goal: Goal) -> None:
        """Shows what `goal` says; called each time one comes to this screen."""
        raise NotImplementedError

    def reload(self, told: str = "") -> None:
        """Reads anew what is shown, since the study has changed; then says what happened."""
        raise NotImplementedError

    # Questions and answers

    def ask(
        self,
        question: Callable[[Study], T],
        answer: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Puts a question to the desk; `answer` gets what comes of it, on this thread."""
        self.bench.ask(question, answer, failed)

    def write(
        self,
        asked: str,
        text: str,
        question: Callable[[Study, str], T],
        answer: Callable[[T], None],
    ) -> None:
        """Lets a person write, from `text` on. What can't be saved stays there to be mended."""
        self.app.push_screen(Writing(asked, text, question, answer))

    def say(self, told: str) -> None:
        """A notice; the last one gives way, so that they don't pile up over the text."""
        self.app.clear_notifications()
        self.notify(told, markup=False)

    # Keys

    def on_key(self, event: events.Key) -> None:
        key = key_of(event)
        name = self.bench.keymap.by_key(*self.places, EVERYWHERE).get(key)
        if name is not None and key not in self.taken:
            event.stop()
            event.prevent_default()
            self.perform(name)

    def perform(self, name: str) -> None:
        """Does what the action of this name says."""
        if name in SCREENS:
            self.bench.go(Goal(name))
        else:
            getattr(self, f"do_{name.replace('-', '_')}")()

    def do_help(self) -> None:
        self.app.push_screen(Help(self.bench.keymap, (*self.places, EVERYWHERE), self.taken))

    def do_palette(self) -> None:
        self.app.action_command_palette()

    def do_undo(self) -> None:
        self.ask(undo, lambda done: self.reload(_told("Taken back", done)))

    def do_redo(self) -> None:
        self.ask(redo, lambda done: self.reload(_told("Done again", done)))

    def do_back(self) -> None:
        self.bench.go_back()

    def do_theme(self) -> None:
        self.bench.next_theme()

    def do_quit(self) -> None:
        self.app.exit()


def _told(what: str, events_: list[Undone]) -> str:
    return f"{what}: {', '.join(f'{each.kind} {each.label}' for each in events_)}"
