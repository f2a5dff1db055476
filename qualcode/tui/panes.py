"""What stands beside the transcript: the codebook at its left, the inspector at its right.

Both draw by line, and draw anew only the lines that have changed.
"""

from collections.abc import Iterator, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.codebook.tree import Codebook
from qualcode.spans import Span
from qualcode.tui.drawing import fitted
from qualcode.tui.marks import Mark
from qualcode.tui.wrapping import Said, shown, wrap

Piece = tuple[str, Style | None]
Line = tuple[Piece, ...]
BOLD, DIM = Style(bold=True), Style(dim=True)


class Lines(ScrollView):
    """Lines of styled words; the highlighted one stands out."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Lines { height: 1fr; background: $surface; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Lines:focus { background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._base = Style()
        self.highlighted: int | None = None

    def tell_lines(self, lines: list[Line]) -> None:
        """Shows other lines."""
        before, self.lines = self.lines, lines
        # Lines that fit leave the size as it is: another one lays out the whole screen.
        height = max(len(lines), self.size.height)
        if height != self.virtual_size.height:
            self.virtual_size = Size(self.scrollable_content_region.width, height)
        for y in range(max(len(before), len(lines))):
            if before[y : y + 1] != lines[y : y + 1]:
                self.refresh_line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._base = self.rich_style  # which takes longer to find than a line to draw
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        at, width = y + int(self.scroll_offset.y), self.size.width
        base = self._base
        if at >= len(self.lines):
            return Strip.blank(width, base)
        if at == self.highlighted and self.has_focus:
            base += Style(reverse=True)
        pieces = [
            Segment(words, base + style if style else base) for words, style in self.lines[at]
        ]
        return Strip(pieces).adjust_cell_length(width, base)


class CodebookPane(Lines, can_focus=True):
    """The tree of codes: hotkey, name, how many codings lie there or under it."""

    DEFAULT_CSS = "CodebookPane { width: 30; }"
    WIDE = 29

    class Chosen(Message):
        """A code was chosen."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []
        self._told: list[tuple[object, ...]] = []

    def show(self, book: Codebook, counts: Mapping[str, int], colours: Mapping[str, str]) -> None:
        """Fills the tree; the cursor stays where it was."""
        told: list[tuple[object, ...]] = [
            (code.code, code.hotkey, counts.get(code.code), colours[code.code]) for code in book
        ]
        if told == self._told:
            return
        self._told = told
        self.codes = [code.code for code in book]
        self.tell_lines(
            [
                self._line(code.code, code.hotkey, counts.get(code.code), colours[code.code])
                for code in book
            ]
        )
        if self.highlighted is None and self.codes:
            self.highlighted = 0

    def _line(self, path: str, hotkey: str | None, count: int | None, colour: str) -> Line:
        indent, number = "  " * path.count("/"), str(count or "")
        room = self.WIDE - len(indent) - len(number) - 6
        name = fitted(path.rpartition("/")[2], room)
        key = (f" {hotkey or ' '} ", BOLD)
        return key, (indent, None), ("■ ", Style(color=colour)), (f"{name} ", None), (number, DIM)

    def on_focus(self) -> None:
        self._move(0)

    def on_blur(self) -> None:
        self._move(0)

    def on_key(self, event: events.Key) -> None:
        steps = {"down": 1, "up": -1, "pagedown": self.size.height, "pageup": -self.size.height}
        if event.key in steps:
            event.stop()
            self._move(steps[event.key])
        elif event.key == "enter" and self.highlighted is not None:
            event.stop()
            self.post_message(self.Chosen(self.codes[self.highlighted]))

    def on_click(self, event: events.Click) -> None:
        at = event.y + int(self.scroll_offset.y)
        if at < len(self.codes):
            self.post_message(self.Chosen(self.codes[at]))

    def _move(self, step: int) -> None:
        if self.highlighted is None:
            return
        before = self.highlighted
        self.highlighted = min(max(before + step, 0), len(self.codes) - 1)
        for y in {before, self.highlighted}:
            self.refresh_line(y)
        top, height = int(self.scroll_offset.y), self.size.height
        if not top <= self.highlighted < top + height:
            goal = self.highlighted if step < 0 else self.highlighted - height + 1
            self.scroll_to(y=goal, animate=False, force=True)


class Inspector(Lines):
    """The turn, the selection, and the codings under the cursor."""

    DEFAULT_CSS = "Inspector { width: 32; padding: 0 1; }"

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
            self.tell_lines(list(self._lines(turn, chosen, marks, without_place)))

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
        room = max(4, self.size.width - 2)
        yield ("■ ", Style(color=mark.colour)), (fitted(mark.code, room), BOLD)
        who = f"{mark.coder} (you)" if mark.mine else mark.coder
        yield ((f"  {shown(who)} · {mark.end - mark.start} characters", DIM),)
        if mark.about:
            yield from self._wrapped(f"about {mark.about}")
        if mark.memo:
            yield from self._wrapped(f"«{mark.memo}»")
        yield ()

    def _wrapped(self, words: str) -> Iterator[Line]:
        rows = wrap(words, (), max(4, self.size.width - 3))
        for row in range(len(rows)):
            yield ((f"  {shown(rows.words(row))}", None),)
