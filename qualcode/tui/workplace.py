"""What all screens share: keys that become actions, and questions put to the desk."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import events
from textual.screen import Screen

from qualcode.study.file import Study
from qualcode.study.undo import Undone, redo, undo
from qualcode.tui.actions import EVERYWHERE, keys_of
from qualcode.tui.bench import Bench
from qualcode.tui.help import Help

T = TypeVar("T")


class Workplace(Screen[None]):
    """A screen where something is done. `places` says which actions it has.

    Each action is a method called after it: `do_next_coding` for `next-coding`.
    """

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

    def ask(self, question: Callable[[Study], T], answer: Callable[[T], None]) -> None:
        """Puts a question to the desk; `answer` gets what comes of it, on this thread."""
        self.bench.ask(question, answer)

    def on_key(self, event: events.Key) -> None:
        key = event.character if event.is_printable and event.character else event.key
        name = keys_of(EVERYWHERE, *self.places).get(key)
        if name is not None and key not in self.taken:
            event.stop()
            event.prevent_default()
            self.perform(name)

    def perform(self, name: str) -> None:
        """Does what the action of this name says."""
        getattr(self, f"do_{name.replace('-', '_')}")()

    def say(self, told: str) -> None:
        """A notice; the last one gives way, so that they don't pile up over the text."""
        self.app.clear_notifications()
        self.notify(told, markup=False)

    def reload(self, told: str = "") -> None:
        """Reads anew what is shown, since the study has changed; then says what happened."""
        raise NotImplementedError

    def do_help(self) -> None:
        self.app.push_screen(Help((EVERYWHERE, *self.places), self.taken))

    def do_palette(self) -> None:
        self.app.action_command_palette()

    def do_undo(self) -> None:
        self.ask(undo, lambda done: self.reload(_told("Taken back", done)))

    def do_redo(self) -> None:
        self.ask(redo, lambda done: self.reload(_told("Done again", done)))

    def do_library(self) -> None:
        self.bench.go_to_library()

    def do_coding(self) -> None:
        self.bench.go_to_coding()

    def do_theme(self) -> None:
        self.bench.next_theme()

    def do_quit(self) -> None:
        self.app.exit()


def _told(what: str, events_: list[Undone]) -> str:
    return f"{what}: {', '.join(f'{each.kind} {each.label}' for each in events_)}"
