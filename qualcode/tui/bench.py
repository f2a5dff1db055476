"""The bench: the program on a terminal, without its screens. Puts questions to the desk."""

from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.message import Message

from qualcode.errors import QualcodeError, of_the_system
from qualcode.study.file import Study
from qualcode.tui.desk import Desk
from qualcode.tui.goals import Goal
from qualcode.tui.keys.registry import Keymap
from qualcode.tui.remembered import Remembered

ASIDE = 4  # threads for what needs no open study: one that hangs on a far disk stops no other
T = TypeVar("T")


class Answered(Message):
    """A desk has answered a question, or something is done that was done aside."""

    def __init__(
        self,
        desk: Desk | None,
        done: Future[Any],
        answer: Callable[[Any], None],
        failed: Callable[[str], None] | None,
    ) -> None:
        super().__init__()
        self.desk, self.done, self.answer, self.failed = desk, done, answer, failed


class Bench(App[None]):
    """The program on a terminal. It holds no study: the desk does."""

    def __init__(
        self, path: Path | None, viewer: str | None, keymap: Keymap, remembered: Remembered
    ) -> None:
        super().__init__()
        self.desk = None if path is None else Desk(path, viewer)
        self.path, self.viewer, self.keymap = path, viewer, keymap
        self.remembered = remembered
        self.unanswered = 0
        self._aside = ThreadPoolExecutor(ASIDE, thread_name_prefix="aside")

    @property
    def study_name(self) -> str:
        """The study that is open, as headings say it."""
        return self.path.name if self.path else "no study is open"

    @property
    def who(self) -> str:
        """The coder at work, as headings say it."""
        return self.viewer or "nobody is named, so you can only read (w in Studies)"

    def on_unmount(self) -> None:
        if self.desk is not None:
            self.desk.close()
        self._aside.shutdown(wait=False)

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

        with suppress(RuntimeError):  # the app has closed meanwhile
            desk.ask(question).add_done_callback(hand_over)

    def do_aside(
        self,
        work: Callable[[], T],
        answer: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Does what needs no open study, away from the screen; answers as `ask` does."""
        desk = self.desk
        self.unanswered += 1

        def hand_over(done: Future[T]) -> None:
            self.post_message(Answered(desk, done, answer, failed))

        with suppress(RuntimeError):  # the app has closed meanwhile
            self._aside.submit(work).add_done_callback(hand_over)

    def on_answered(self, message: Answered) -> None:
        """Takes up an answer, or tells why there is none."""
        self.unanswered -= 1
        if message.desk is not self.desk or not self.is_running:
            return  # of a study that was closed meanwhile
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
    def work_as(self, coder: str | None) -> None:
        """Says who is at work from now on."""

    @abstractmethod
    def next_theme(self) -> None:
        """The next of the colours."""


def told(error: BaseException) -> str:
    """What went wrong, and what to do, in a line or two."""
    known = error if isinstance(error, QualcodeError) else of_the_system(error)
    if known is not None:
        return str(known)
    return f"That was not done ({type(error).__name__}: {error}). Try again."
