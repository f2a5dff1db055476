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

T = TypeVar("T")


class Answered(Message):
    """The desk has answered a question."""

    def __init__(self, done: Future[Any], answer: Callable[[Any], None]) -> None:
        super().__init__()
        self.done, self.answer = done, answer


class Bench(App[None]):
    """The program on a terminal. It holds no study: the desk does."""

    def __init__(self, path: Path, viewer: str | None) -> None:
        super().__init__()
        self.desk = Desk(path, viewer)
        self.viewer = viewer
        self.study_name = path.name
        self.unanswered = 0

    @property
    def who(self) -> str:
        """The coder at work, as headings say it."""
        return self.viewer or "nobody is named: read only (start with --as NAME)"

    def on_unmount(self) -> None:
        self.desk.close()

    def ask(self, question: Callable[[Study], T], answer: Callable[[T], None]) -> None:
        """Puts a question; its answer comes as a message. What fails is told."""
        self.unanswered += 1

        def hand_over(done: Future[T]) -> None:
            self.post_message(Answered(done, answer))

        self.desk.ask(question).add_done_callback(hand_over)

    def on_answered(self, message: Answered) -> None:
        """Takes up an answer, or tells why there is none; what was selected still is."""
        self.unanswered -= 1
        error = message.done.exception()
        if error is None:
            message.answer(message.done.result())
            return
        told = str(error)
        if not isinstance(error, QualcodeError):
            told = f"That was not done ({type(error).__name__}: {error}). Try again."
        self.notify(told, severity="error", timeout=10, markup=False)

    @abstractmethod
    def go_to_library(self) -> None:
        """Shows the Library, as it stands now."""

    @abstractmethod
    def go_to_coding(self, document: str | None = None) -> None:
        """Shows a document to code; without a name the one that was shown last."""

    @abstractmethod
    def next_theme(self) -> None:
        """The next of the colours."""
