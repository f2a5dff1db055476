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
from qualcode.tui.bench import Bench
from qualcode.tui.case.screen import CaseScreen
from qualcode.tui.codebook.screen import CodebookScreen
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.coming import AgreementScreen, ClassificationScreen, TimelineScreen
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import (
    AGREEMENT,
    CASE,
    CLASSIFICATION,
    CODEBOOK,
    CODING,
    EVERYWHERE,
    LIBRARY,
    MATRIX,
    PASSAGES,
    STUDIES,
    TIMELINE,
    Action,
    shown_keys,
)
from qualcode.tui.keys.registry import Keymap
from qualcode.tui.keys.remapping import keymap
from qualcode.tui.library.screen import LibraryScreen
from qualcode.tui.matrix.screen import MatrixScreen
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.passages.screen import PassagesScreen
from qualcode.tui.studies.screen import StudiesScreen
from qualcode.tui.themes import INKS, THEMES
from qualcode.tui.workplace import Workplace

LOOKS = 2.0  # seconds between looks at whether a script has changed the study
SCREENS: dict[str, Callable[[], Workplace]] = {
    STUDIES: StudiesScreen,
    LIBRARY: LibraryScreen,
    CODING: CodingScreen,
    CASE: CaseScreen,
    PASSAGES: PassagesScreen,
    MATRIX: MatrixScreen,
    CODEBOOK: CodebookScreen,
    TIMELINE: TimelineScreen,
    AGREEMENT: AgreementScreen,
    CLASSIFICATION: ClassificationScreen,
}


class Palette(Provider):
    """The actions of the screen, by what they do."""

    def _actions(self) -> Iterator[tuple[Action, tuple[str, ...], Callable[[], None]]]:
        screen = self.screen
        if isinstance(screen, Workplace):
            for action, keys in screen.bench.keymap.of(*screen.places, EVERYWHERE):
                yield action, keys, partial(screen.perform, action.name)

    async def discover(self) -> Hits:
        for action, keys, act in self._actions():
            yield DiscoveryHit(action.does, act, help=shown_keys(keys))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action, keys, act in self._actions():
            if score := matcher.match(action.does):
                yield Hit(score, matcher.highlight(action.does), act, help=shown_keys(keys))


class Workbench(Bench):
    """The program on a terminal, with its screens.

    A screen is made when it is first gone to, and stays as it was left.
    """

    TITLE = "qualcode"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Palette}
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(self, path: Path | None, viewer: str | None, keys: Keymap | None = None) -> None:
        super().__init__(path, viewer, keys or Keymap())
        self._data_version: int | None = None
        self._trail: list[str] = []  # the screens that one came by
        self._at: str | None = None
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        self.go(Goal(LIBRARY if self.path else STUDIES))
        self.set_interval(LOOKS, self._look)

    def _look(self) -> None:
        """Shows what a script, or another window, has changed meanwhile."""
        if self.desk is not None and not self.unanswered:
            self.ask(_data_version, self._looked)

    def _looked(self, version: int) -> None:
        before, self._data_version = self._data_version, version
        if before not in (None, version) and isinstance(self.screen, Workplace):
            self.screen.reload()

    # From one screen to another

    def go(self, goal: Goal) -> None:
        """Shows a screen. One that was come by before is gone back to."""
        if goal.screen in self._trail:
            del self._trail[self._trail.index(goal.screen) :]
        elif self._at not in (None, goal.screen):
            assert self._at is not None
            self._trail.append(self._at)
        self._show(goal)

    def go_back(self) -> None:
        """Shows the screen that one came from, as it was left; in the end the Library."""
        self._show(Goal(self._trail.pop() if self._trail else LIBRARY))

    def _show(self, goal: Goal) -> None:
        if goal.screen != self._at:
            if not self.is_screen_installed(goal.screen):
                self.install_screen(SCREENS[goal.screen](), goal.screen)
            if self._at is None:
                self.push_screen(goal.screen)
            else:
                self.switch_screen(goal.screen)
            self._at = goal.screen
        screen = self.screen
        assert isinstance(screen, Workplace)
        screen.call_after_refresh(screen.arrive, goal)
        if goal.screen == CODING:
            gc.freeze()  # what is loaded by now stays; nothing need be looked through again

    def open_study(self, path: Path) -> None:
        """Works on another study from now on."""

    def next_theme(self) -> None:
        """The next of the colours."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        for name in SCREENS:
            if self.is_screen_installed(name):
                for page in self.get_screen(name).query(Transcript):
                    page.paint(INKS[self.theme])


def _data_version(study: Study) -> int:
    (version,) = study.db.execute("PRAGMA data_version").fetchone()
    return int(version)


def start(settings: Settings) -> None:
    """Opens the study that was named, or the only one here; raises where there is none."""
    keys, path = keymap(), find_study(settings)
    Study(path, viewer=settings.coder).close()  # what is wrong with it is told before the screen
    Workbench(path, settings.coder, keys).run()
