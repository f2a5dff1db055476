"""What the parts of the Coding screen share: the screen, and codings to choose from."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from qualcode.coding.retrieval import Coding
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.coding.opened import Opened, marks
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.widgets.picker import Choice, Picker

if TYPE_CHECKING:
    from qualcode.tui.coding.screen import CodingScreen

T = TypeVar("T")
SELECT = "Select a passage first: Space, Tab, or Shift with the arrows."
QUOTED = 40  # characters of a passage that tell which it is


class Part:
    """Some of what keys do on the Coding screen, while a document is open there.

    Each action is a method called after it, as on a screen.
    """

    def __init__(self, screen: "CodingScreen") -> None:
        self.screen = screen

    @property
    def page(self) -> Transcript:
        """The text."""
        return self.screen.transcript

    @property
    def shown(self) -> Opened:
        """The document that is open."""
        assert self.screen.shown is not None
        return self.screen.shown

    @property
    def chosen(self) -> Span | None:
        """What is selected; where nothing is, says so."""
        if self.page.selection is None:
            self.screen.say(SELECT)
        return self.page.selection

    def ask(self, question: Callable[[Study], T], answer: Callable[[T], None]) -> None:
        """Puts a question about this document; drops the answer where another is open by then."""
        document = self.screen.document

        def answered(found: T) -> None:
            if self.screen.document == document and self.screen.shown is not None:
                answer(found)

        self.screen.ask(question, answered)

    def marks_here(self) -> list[Mark]:
        """The codings under the cursor or the selection, the shortest first."""
        return sorted(self.screen.under_cursor, key=lambda mark: mark.end - mark.start)

    def words(self, start: int, end: int) -> str:
        """So many words of a passage that it can be told which one it is."""
        told = " ".join(self.page.text[start:end].split())
        return f"«{told[:QUOTED]}…»" if len(told) > QUOTED else f"«{told}»"

    def show_revised(self, mark: Mark, now: Coding) -> None:
        """Shows a coding as it is after it was revised, where it was before."""
        drawn = list(marks([now], self.shown.book, self.screen.bench.viewer))
        time = f", about {now.about}" if now.about else ""
        told = f"{now.code} lies on {self.words(now.start or 0, now.end or 0)}{time}."
        self.screen.change({mark.id}, drawn, told)

    def with_one_of(self, asked: str, found: Sequence[Mark], then: Callable[[Mark], None]) -> None:
        """Goes on with the one coding there is, or with the one that a person chooses."""
        if len(found) == 1:
            then(found[0])
            return
        known = {mark.id: mark for mark in found}
        choices = [
            Choice(mark.id, f"{mark.code}  {self.words(mark.start, mark.end)}", aside=mark.coder)
            for mark in found
        ]

        def picked(choice: str | None) -> None:
            if choice is not None:
                then(known[choice])

        self.screen.app.push_screen(Picker(asked, choices), picked)
