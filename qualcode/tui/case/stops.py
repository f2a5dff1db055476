"""What the text of a case and one code's passages have in common: a way from wave to wave."""

from collections.abc import Sequence
from typing import Protocol

from qualcode.spans import Span

Passage = tuple[str, Span]  # of a document
Opening = tuple[str | None, Span | None]  # a document, and what shall be selected in it


class Stop(Protocol):
    """A wave, or what stands in none; `document` is None where there is nothing to read."""

    @property
    def label(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def wave(self) -> str | None: ...
    @property
    def document(self) -> str | None: ...


class Way(Protocol):
    """One of the two ways in which a case is read."""

    @property
    def stops(self) -> Sequence[Stop]:
        """The waves in order."""

    @property
    def at(self) -> int:
        """The one that the cursor is in."""

    def visit(self, at: int) -> None:
        """Goes to another one."""

    def further(self, step: int) -> int | None:
        """The next one where something can be read, or the one before."""

    @property
    def passage(self) -> Passage | None:
        """What a code is put on."""

    @property
    def refusal(self) -> str:
        """Why there is no such passage."""

    @property
    def codings(self) -> frozenset[str]:
        """The ids of the codings under the cursor."""

    @property
    def opening(self) -> Opening:
        """What the cursor is on, to be opened in Coding."""


def nearest(stops: Sequence[Stop], at: int, step: int) -> int | None:
    """The first stop from `at` on, or back, where something can be read."""
    there = range(at + 1, len(stops)) if step > 0 else range(at - 1, -1, -1)
    return next((n for n in there if stops[n].document), None)
