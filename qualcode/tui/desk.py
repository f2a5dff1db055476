"""The desk: one thread that has the study open, and does what keys ask of it, in order.

A key never waits for the disk. It hands a question to the desk and goes on; the answer comes
back as one message, and the app takes it up on its own thread.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from qualcode.study.file import Study

T = TypeVar("T")


class Desk:
    """Keeps a study open on a thread of its own."""

    def __init__(self, path: Path, viewer: str | None) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._path, self._viewer = path, viewer
        self._study: Study | None = None

    def ask(self, question: Callable[[Study], T]) -> Future[T]:
        """Puts a question, which is answered when those before it are."""
        return self._pool.submit(self._answer, question)

    def _answer(self, question: Callable[[Study], T]) -> T:
        if self._study is None:
            self._study = Study(self._path, viewer=self._viewer)
        return question(self._study)

    def close(self, *, wait: bool = True) -> None:
        """Finishes what was asked, then lets go of the file."""
        self._pool.submit(self._close)
        self._pool.shutdown(wait=wait)

    def _close(self) -> None:
        if self._study is not None:
            self._study.close()
            self._study = None
