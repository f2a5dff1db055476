"""The screens on a copy of the small study, driven by keys."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from coding.material import built, copied, files, study
from textual.pilot import Pilot

from qualcode.tui.app import Workbench
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING
from qualcode.tui.keys.registry import Keymap
from qualcode.tui.page.transcript import Transcript

__all__ = ["built", "copied", "files", "study"]
Start = Callable[..., AbstractAsyncContextManager["Hands"]]


@pytest.fixture(autouse=True)
def nobody_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered between sessions lies in the test's own folder."""
    monkeypatch.setattr("qualcode.tui.remembered.user_state_path", lambda _: tmp_path / "state")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs a test that is a coroutine."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


def keys_of(*places: str) -> list[tuple[str, str]]:
    """(action, key) for every key of every action of these places, to try each."""
    return [(action.name, key) for action, keys in Keymap().of(*places) for key in keys]


class Hands:
    """Presses keys, and waits until what they asked for has been done and drawn."""

    def __init__(self, app: Workbench, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        while self.app.unanswered:
            await self.pilot.pause()
        await self.pilot.pause()

    @property
    def coding(self) -> CodingScreen:
        assert isinstance(self.app.screen, CodingScreen)
        return self.app.screen

    @property
    def page(self) -> Transcript:
        return self.coding.transcript

    @property
    def selected(self) -> str:
        chosen = self.page.selection
        return self.page.text[chosen.start : chosen.end] if chosen else ""

    @property
    def codes(self) -> list[str]:
        """The codes on the text, in order of place."""
        return [mark.code for mark in self.page.marks.all]

    @property
    def told(self) -> list[str]:
        """What was said in notices."""
        return [notice.message for notice in self.app._notifications]


@pytest.fixture
def start(copied: Path) -> Start:
    """Opens the screens; with the name of a document, at that document."""

    @asynccontextmanager
    async def open_screens(
        document: str | None = None, coder: str | None = "Anna", size: tuple[int, int] = (120, 40)
    ) -> AsyncIterator[Hands]:
        app = Workbench(copied, coder)
        async with app.run_test(size=size, notifications=True) as pilot:
            hands = Hands(app, pilot)
            await hands.settle()
            if document is not None:
                app.go(Goal(CODING, document=document))
                await hands.settle()
            yield hands

    return open_screens
