"""Writing a summary, with the passages that it rests on beside the text."""

from collections.abc import Callable
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.widgets import TextArea

from qualcode.coding.writing.summaries import summarise
from qualcode.study.file import Study
from qualcode.tui.matrix.crossed import Behind
from qualcode.tui.matrix.telling import passage_lines, reference, wrapped
from qualcode.tui.widgets.listing import CHOSEN, DIM, Line, Lines
from qualcode.tui.widgets.writing import Writing


class Passages(Lines):
    """The passages of a cell below each other, one of them chosen."""

    def __init__(self, behind: Behind, viewer: str | None) -> None:
        super().__init__()
        self._cell, self._viewer = behind, viewer
        self._starts: list[int] = []
        self.chosen = 0

    def on_resize(self) -> None:
        super().on_resize()
        lines, cell = list[Line](), self._cell
        for each in cell.summaries:
            if each.text != cell.own(self._viewer):
                lines += [((f"{each.coder} wrote", DIM),), *wrapped(each.text, self.room), ()]
        self._starts = []
        for passage in cell.passages:
            self._starts.append(len(lines))
            lines += [*passage_lines(passage, cell.place, self.room), ()]
        if not cell.passages:
            lines.append((("There are no passages here.", DIM),))
        self.tell_lines(lines)
        self.choose(self.chosen)

    def choose(self, index: int) -> None:
        """Chooses another passage, and shows it whole where there is room for it."""
        if self._starts:
            self.redraw([self._starts[self.chosen]])
            self.chosen = min(max(index, 0), len(self._starts) - 1)
            starts = [*self._starts, self.row_count]
            self.redraw([starts[self.chosen]])
            self.show_row(starts[self.chosen + 1] - 1)
            self.show_row(starts[self.chosen])

    def draw_line(self, at: int, base: Style) -> list[Segment]:
        if self._starts and at == self._starts[self.chosen]:
            base += CHOSEN
        return super().draw_line(at, base)


class Summarising(Writing):
    """Asks for the summary of a cell. A key cites the passage that is chosen beside it."""

    hint: ClassVar[str] = (
        "Ctrl+S saves it · Ctrl+N and Ctrl+B choose a passage · Ctrl+T cites it · Esc leaves"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n,ctrl+down", "choose(1)", show=False, priority=True),
        Binding("ctrl+b,ctrl+up", "choose(-1)", show=False, priority=True),
        Binding("ctrl+t", "cite", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Summarising #sheet { width: 150; height: 34; }
    Summarising Horizontal { height: 1fr; }
    Summarising TextArea { width: 1fr; height: 1fr; }
    Summarising Container { width: 1fr; border-left: solid $primary; padding: 0 0 0 1; }
    """

    def __init__(self, behind: Behind, viewer: str | None, answer: Callable[[Any], None]) -> None:
        place = behind.place
        assert place is not None

        def save(study: Study, text: str) -> object:
            return summarise(study, place.case, text, code=place.code, wave=place.wave)

        super().__init__(f"Summary of {place}", behind.own(viewer), save, answer)
        self._cell, self._viewer = behind, viewer

    def compose_text(self) -> ComposeResult:
        with Horizontal():
            yield from super().compose_text()
            with Container():  # which has the frame: lines are drawn without one
                yield Passages(self._cell, self._viewer)

    def action_choose(self, step: int) -> None:
        passages = self.query_one(Passages)
        passages.choose(passages.chosen + step)

    def action_cite(self) -> None:
        passages = self._cell.passages
        if passages:
            cited = reference(passages[self.query_one(Passages).chosen], self._cell.place)
            area = self.query_one(TextArea)
            start, _ = area.selection
            before = area.document.get_line(start[0])[: start[1]]
            gap = " " if before and not before[-1].isspace() else ""
            area.insert(gap + cited)
