"""What stands beside the transcript: the codebook at its left, the inspector at its right.

Both draw by line, and draw anew only the lines that have changed.
"""

from collections.abc import Iterator, Mapping, Sequence

from rich.style import Style

from qualcode.codebook.tree import Codebook
from qualcode.spans import Span
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import Said, shown, wrap
from qualcode.tui.widgets.listing import BOLD, DIM, Line, Lines, Listing


class CodebookPane(Listing):
    """The tree of codes: hotkey, name, how many codings lie there or under it."""

    DEFAULT_CSS = "CodebookPane { width: 26; }"

    def __init__(self) -> None:
        super().__init__(self._row)
        self.codes: list[str] = []
        self._rows: list[tuple[str, str | None, int, str]] = []

    @property
    def code(self) -> str | None:
        """The code under the cursor."""
        return self.codes[self.cursor] if self.codes else None

    def show(self, book: Codebook, counts: Mapping[str, int], colours: Mapping[str, str]) -> None:
        """Fills the tree, or draws the rows that have changed; the cursor stays where it was."""
        rows = [
            (code.code, code.hotkey, counts.get(code.code, 0), colours[code.code]) for code in book
        ]
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.codes = [code.code for code in book]
            self.fill(len(rows))
            return
        for at, (was, now) in enumerate(zip(before, rows, strict=True)):
            if was != now:
                self.codes[at] = now[0]
                self.redraw([at])

    def _row(self, at: int) -> Line:
        path, hotkey, count, colour = self._rows[at]
        indent, number = " " * path.count("/"), str(count or "")
        room = self.room - len(indent) - len(number) - 5
        name = fitted(path.rpartition("/")[2], room)
        key = (f"{hotkey or ' '} ", BOLD)
        return key, (indent, None), ("■ ", Style(color=colour)), (f"{name} ", None), (number, DIM)


class Inspector(Lines):
    """The turn, the selection, and the codings under the cursor."""

    DEFAULT_CSS = "Inspector { width: 32; }"

    def __init__(self) -> None:
        super().__init__()
        self._told: object = None

    def tell(
        self, turn: Said | None, chosen: Span | None, marks: Sequence[Mark], without_place: int
    ) -> None:
        """Says what is under the cursor; draws nothing where that is the same as before."""
        told = (turn, chosen, tuple(marks), without_place)
        if told != self._told:
            self._told = told
            lines = self._lines(turn, chosen, marks, without_place)
            self.tell_lines([((" ", None), *line) for line in lines])

    def _lines(
        self, turn: Said | None, chosen: Span | None, marks: Sequence[Mark], without_place: int
    ) -> Iterator[Line]:
        if turn is not None:
            yield ((f"Turn {turn.n}  {shown(turn.speaker)}  {turn.time}", BOLD),)
        yield ((f"{len(chosen)} characters selected" if chosen else "nothing selected", DIM),)
        yield ()
        for mark in marks:
            yield from self._described(mark)
        if not marks:
            yield (("no coding here", DIM),)
        if without_place:
            yield ()
            yield from self._wrapped(f"{without_place} codings lie on another version of it")

    def _described(self, mark: Mark) -> Iterator[Line]:
        room = max(4, self.room - 3)
        yield ("■ ", Style(color=mark.colour)), (fitted(mark.code, room), BOLD)
        who = f"{mark.coder} (you)" if mark.mine else mark.coder
        yield ((f"  {shown(who)} · {mark.end - mark.start} characters", DIM),)
        if mark.about:
            yield from self._wrapped(f"about {mark.about}")
        if mark.memo:
            yield from self._wrapped(f"«{mark.memo}»")
        yield ()

    def _wrapped(self, words: str) -> Iterator[Line]:
        rows = wrap(words, (), max(4, self.room - 3))
        for row in range(len(rows)):
            yield ((f"  {shown(rows.words(row))}", None),)
