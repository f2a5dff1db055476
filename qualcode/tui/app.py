"""The screens in the terminal, and how one goes from one to another."""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider

from qualcode.settings import Settings, find_study
from qualcode.study.file import Study
from qualcode.tui.actions import EVERYWHERE, Action, of, shown_key
from qualcode.tui.bench import Bench
from qualcode.tui.coding import CodingScreen
from qualcode.tui.library import LibraryScreen
from qualcode.tui.themes import INKS, THEMES
from qualcode.tui.transcript import Transcript
from qualcode.tui.workplace import Workplace

LOOKS = 2.0  # seconds between looks at whether a script has changed the study


class Palette(Provider):
    """The actions of the screen, by what they do."""

    def _actions(self) -> Iterator[tuple[Action, Callable[[], None]]]:
        screen = self.screen
        if isinstance(screen, Workplace):
            for action in of(*screen.places, EVERYWHERE):
                yield action, partial(screen.perform, action.name)

    async def discover(self) -> Hits:
        for action, act in self._actions():
            yield DiscoveryHit(action.does, act, help=" ".join(map(shown_key, action.keys)))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action, act in self._actions():
            if score := matcher.match(action.does):
                shown = matcher.highlight(action.does)
                yield Hit(score, shown, act, help=" ".join(map(shown_key, action.keys)))


class Workbench(Bench):
    """The program on a terminal, with its screens."""

    TITLE = "qualcode"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Palette}
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(self, path: Path, viewer: str | None) -> None:
        super().__init__(path, viewer)
        self._data_version: int | None = None
        self._coding: CodingScreen | None = None
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        self.push_screen(LibraryScreen())
        self.set_interval(LOOKS, self._look)

    def _look(self) -> None:
        """Shows what a script, or another window, has changed meanwhile."""
        if not self.unanswered:
            self.ask(_data_version, self._looked)

    def _looked(self, version: int) -> None:
        before, self._data_version = self._data_version, version
        if before not in (None, version) and isinstance(self.screen, Workplace):
            self.screen.reload()

    # From one screen to another

    def go_to_library(self) -> None:
        """Shows the Library, as it stands now."""
        if isinstance(self.screen, CodingScreen):
            self.pop_screen()
            if isinstance(self.screen, LibraryScreen):
                self.screen.reload()

    def go_to_coding(self, document: str | None = None) -> None:
        """Shows a document to code; without a name the one that was shown last."""
        if isinstance(self.screen, CodingScreen):
            return
        if document is None and self._coding is None:
            self.notify("No document was opened yet: choose one and press Enter.")
            return
        last = self._coding.document if self._coding else None
        if document is None or document == last:
            assert self._coding is not None
            self.push_screen(self._coding)
            self._coding.reload()
            return
        if self._coding is not None:
            self.uninstall_screen(self._coding)
        self._coding = CodingScreen(document)
        self.install_screen(self._coding, f"coding {document}")
        self.push_screen(self._coding)
        gc.freeze()  # what is loaded by now stays; nothing need be looked through again

    def next_theme(self) -> None:
        """The next of the colours."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        for screen in self.screen_stack:
            for page in screen.query(Transcript):
                page.paint(INKS[self.theme])


def _data_version(study: Study) -> int:
    (version,) = study.db.execute("PRAGMA data_version").fetchone()
    return int(version)


def start(settings: Settings) -> None:
    """Opens the study that was named, or the only one here; raises where there is none."""
    path = find_study(settings)
    Study(path, viewer=settings.coder).close()  # what is wrong with it is told before the screen
    Workbench(path, settings.coder).run()
