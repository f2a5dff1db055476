"""The screens in the terminal, and how one goes from one to another."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import ClassVar, cast

from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.message import Message

from qualcode.errors import InputError
from qualcode.settings import Settings, find_study
from qualcode.study.file import Study
from qualcode.tui.bench import Bench, told
from qualcode.tui.desk import Desk
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
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.remembered import Remembered, state_file
from qualcode.tui.themes import INKS, THEMES, first_theme
from qualcode.tui.workplace import Workplace

LOOKS = 2.0  # seconds between looks at whether a script has changed the study
READY = 1.0  # seconds until the first screen stands, and the others are loaded
# Loading all screens takes longer than showing one: each is loaded when it is first gone to,
# or in the background once the first one stands.
SCREENS = {
    STUDIES: "studies.screen:StudiesScreen",
    LIBRARY: "library.screen:LibraryScreen",
    CODING: "coding.screen:CodingScreen",
    CASE: "case.screen:CaseScreen",
    PASSAGES: "passages.screen:PassagesScreen",
    MATRIX: "matrix.screen:MatrixScreen",
    CODEBOOK: "codebook.screen:CodebookScreen",
    TIMELINE: "coming:TimelineScreen",
    AGREEMENT: "coming:AgreementScreen",
    CLASSIFICATION: "coming:ClassificationScreen",
}


def _loaded(name: str) -> type[Workplace]:
    """The class of a screen."""
    module, _, kind = SCREENS[name].partition(":")
    return cast(type[Workplace], getattr(import_module(f"qualcode.tui.{module}"), kind))


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


class Tried(Message):
    """A desk has opened a study, or can't."""

    def __init__(
        self, desk: Desk, path: Path, viewer: str | None, goal: Goal, done: Future[str]
    ) -> None:
        super().__init__()
        self.desk, self.path, self.viewer = desk, path, viewer
        self.goal, self.done = goal, done


class Workbench(Bench):
    """The program on a terminal, with its screens.

    A screen is made when it is first gone to, and stays as it was left.
    """

    TITLE = "qualcode"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Palette}
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        path: Path | None,
        viewer: str | None,
        keys: Keymap | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        super().__init__(path, viewer, keys or Keymap(), remembered or Remembered())
        self._data_version: int | None = None
        self._trail: list[str] = []  # the screens that one came by
        self._at: str | None = None
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        if not self.is_headless:
            self.theme = first_theme(self.console.color_system)
        self.go(Goal(LIBRARY if self.path else STUDIES))
        self.set_interval(LOOKS, self._look)
        self.set_timer(READY, self._load_all)

    def _load_all(self) -> None:
        self.do_aside(lambda: [_loaded(name) for name in SCREENS], lambda _: None)

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
                self.install_screen(_loaded(goal.screen)(), goal.screen)
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

    # From one study to another

    def open_study(self, path: Path) -> None:
        """Works on another study from now on, if it can be opened; else on the one before."""
        self._try(path, self.viewer, Goal(LIBRARY))

    def work_as(self, coder: str | None) -> None:
        """Says who is at work from now on."""
        if self.path is None:
            self.viewer = coder
            self._show(Goal(STUDIES))
        else:
            self._try(self.path, coder, Goal(STUDIES))

    def _try(self, path: Path, viewer: str | None, goal: Goal) -> None:
        desk = Desk(path, viewer)
        self.unanswered += 1
        desk.ask(_id).add_done_callback(
            lambda done: self.post_message(Tried(desk, path, viewer, goal, done))
        )

    async def on_tried(self, message: Tried) -> None:
        """Moves to the desk that has the study, and throws the screens of the other one away."""
        self.unanswered -= 1
        error = message.done.exception()
        if error is not None:
            message.desk.close(wait=False)
            self.go(Goal(STUDIES))
            self.tell_error(told(error))
            return
        if self.desk is not None:
            self.desk.close(wait=False)
        self.desk, self.path, self.viewer = message.desk, message.path, message.viewer
        self._data_version = None
        self.remembered.opened(message.path)
        await self._clear()
        self.go(message.goal)

    async def _clear(self) -> None:
        """Takes all screens away, with what lies over them."""
        made = [self.get_screen(name) for name in SCREENS if self.is_screen_installed(name)]
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for screen in made:
            self.uninstall_screen(screen)
            await screen.remove()
        self._trail.clear()
        self._at = None

    def next_theme(self) -> None:
        """The next of the colours."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        for name in SCREENS:
            if self.is_screen_installed(name):
                for page in self.get_screen(name).query(Transcript):
                    page.paint(INKS[self.theme])


def _id(study: Study) -> str:
    return str(study.id)


def _data_version(study: Study) -> int:
    (version,) = study.db.execute("PRAGMA data_version").fetchone()
    return int(version)


def start(settings: Settings) -> None:
    """Opens the study that was named, or the only one here; else shows which there are."""
    keys, remembered = keymap(), Remembered(state_file())
    path = _chosen(settings)
    if path is not None:
        Study(path, viewer=settings.coder).close()  # what is wrong with it is told before
        remembered.opened(path)
    Workbench(path, settings.coder, keys, remembered).run()


def _chosen(settings: Settings) -> Path | None:
    try:
        return find_study(settings)
    except InputError:  # there are none here, or several
        return None
