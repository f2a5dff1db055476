"""What stands beside the interviews: who it is, and what is said of the wave and the place."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from qualcode.coding.reading_cases import CaseRead
from qualcode.coding.writing.summaries import Summary
from qualcode.spans import Span
from qualcode.tui.case.joined import HEADING
from qualcode.tui.case.layout import paragraph, summary_lines
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import Said, cells, shown
from qualcode.tui.widgets.listing import BOLD, DIM, Line, Lines


class Pane(Lines, can_focus=True):
    """Lines that can be scrolled with keys, where they have been gone to."""

    class Resized(Message):
        """There is room for other lines."""

    def tell(self, lines: Iterable[Line]) -> None:
        """Shows other lines, a cell from the edge."""
        self.tell_lines([((" ", None), *line) for line in lines])

    @property
    def width(self) -> int:
        """The cells of a line that is told."""
        return max(12, self.room - 2)

    def on_resize(self) -> None:
        super().on_resize()
        self.post_message(self.Resized())

    def on_key(self, event: events.Key) -> None:
        page = max(1, self.size.height - 1)
        goals = {
            "down": self.top + 1, "up": self.top - 1,
            "pagedown": self.top + page, "pageup": self.top - page,
            "home": 0, "end": len(self.lines),
        }  # fmt: skip
        if event.key in goals:
            event.stop()
            self.scroll_rows(goals[event.key])


class Beside(Vertical):
    """Two panes: the case, and the place in it."""

    def compose(self) -> ComposeResult:
        yield Pane(id="who")
        yield Pane(id="here")

    @property
    def panes(self) -> list[Pane]:
        """Who, then here."""
        return list(self.query(Pane))


def who(read: CaseRead, written: Sequence[Summary], width: int) -> Iterator[Line]:
    """The case: what is known of it, its portrait, and what was written over all waves."""
    yield ((fitted(read.case, width).rstrip(), BOLD),)
    for name, value in read.attributes.items():
        for row in paragraph(f"{name}: {value}", width):
            yield ((row, DIM),)
    if not read.portrait:
        yield ()
        yield (("No portrait yet: s writes it.", DIM),)
    for summary in chain(read.portrait, written):
        yield ()
        yield from summary_lines(summary, width)


def of_wave(label: str, wave: str | None, written: Sequence[Summary], width: int) -> Iterator[Line]:
    """What was written of a wave."""
    told = fitted(f"━━ {label}", width).rstrip()
    yield ((f"{told} {'━' * (width - cells(told) - 1)}", BOLD),)
    if wave is not None and not written:
        yield (("no summary yet: S writes it", DIM),)
    for summary in written:
        yield from summary_lines(summary, width)
    yield ()


def here(
    turn: Said | None, chosen: Span | None, marks: Sequence[Mark], width: int
) -> Iterator[Line]:
    """The turn, the selection and the codings under the cursor."""
    if turn is not None and turn.n > HEADING:
        told = f"Turn {turn.n} {shown(turn.speaker)} {turn.time}"
        yield ((fitted(told, width).rstrip(), BOLD),)
    if chosen is not None:
        yield ((f"{len(chosen)} characters selected", DIM),)
    for mark in marks:
        who_coded = f"{mark.coder} (you)" if mark.mine else mark.coder
        yield ("■ ", Style(color=mark.colour)), (fitted(mark.code, width - 2).rstrip(), None)
        yield ((fitted(f"  {who_coded}", width).rstrip(), DIM),)
        about = mark.about and f"about {mark.about}"
        for words in (about, mark.memo):
            for row in paragraph(words, width - 2) if words else ():
                yield ((f"  {row}", None),)
    if not marks:
        yield (("no coding here", DIM),)
