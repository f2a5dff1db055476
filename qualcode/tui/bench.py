"""The bench: the program on a terminal, without its screens. Puts questions to the desk."""

from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.message import Message

from qualcode.errors import QualcodeError
from qualcode.study.file import Study
from qualcode.tui.desk import Desk
from qualcode.tui.goals import Goal
from qualcode.tui.keys.registry import Keymap

T = TypeVar("T")


class Answered(Message):
    """A desk has answered a question."""

    def __init__(
        self,
        desk: Desk,
        done: Future[Any],
        answer: Callable[[Any], None],
        failed: Callable[[str], None] | None,
    ) -> None:
        super().__init__()
        self.desk, self.done, self.answer, self.failed = desk, done, answer, failed


class Bench(App[None]):
    """The program on a terminal. It holds no study: the desk does."""

    def __init__(self, path: Path | None, viewer: str | None, keymap: Keymap) -> None:
        super().__init__()
        self.desk = None if path is None else Desk(path, viewer)
        self.path, self.viewer, self.keymap = path, viewer, keymap
        self.unanswered = 0

    @property
    def study_name(self) -> str:
        """The study that is open, as headings say it."""
        return self.path.name if self.path else "no study is open"

    @property
    def who(self) -> str:
        """The coder at work, as headings say it."""
        return self.viewer or "nobody is named: read only (start with --as NAME)"

    def on_unmount(self) -> None:
        if self.desk is not None:
            self.desk.close()

    def ask(
        self,
        question: Callable[[Study], T],
        answer: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Puts a question; its answer comes as a message.

        What fails is told to `failed`, else to the person; nothing that was typed is lost by it.
        """
        desk = self.desk
        if desk is None:
            (failed or self.tell_error)("No study is open: choose one in Studies (1).")
            return
        self.unanswered += 1

        def hand_over(done: Future[T]) -> None:
            self.post_message(Answered(desk, done, answer, failed))

        desk.ask(question).add_done_callback(hand_over)

    def on_answered(self, message: Answered) -> None:
        """Takes up an answer, or tells why there is none."""
        if message.desk is not self.desk:
            return  # of a study that was closed meanwhile
        self.unanswered -= 1
        error = message.done.exception()
        if error is None:
            message.answer(message.done.result())
        else:
            (message.failed or self.tell_error)(told(error))

    def tell_error(self, said: str) -> None:
        """Says that something was not done."""
        self.notify(said, severity="error", timeout=10, markup=False)

    @abstractmethod
    def go(self, goal: Goal) -> None:
        """Shows a screen."""

    @abstractmethod
    def go_back(self) -> None:
        """Shows the screen that one came from, as it was left."""

    @abstractmethod
    def open_study(self, path: Path) -> None:
        """Works on another study from now on."""

    @abstractmethod
    def next_theme(self) -> None:
        """The next of the colours."""


def told(error: BaseException) -> str:
    """What went wrong, and what to do, in a line or two."""
    if isinstance(error, QualcodeError):
        return str(error)
    return f"That was not done ({type(error).__name__}: {error}). Try again."
