"""The transcript of a whole case: headings stand out, and none is selected as a sentence."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style

from qualcode.spans import Span
from qualcode.tui.case.joined import GAP, HEADING, Joined, Place, Stretch
from qualcode.tui.case.stops import Opening, Passage, nearest
from qualcode.tui.page.drawing import GUTTER, Inks, fitted
from qualcode.tui.page.marks import Marks
from qualcode.tui.page.selecting import sentence_at
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.page.wrapping import Rows, shown

ABOVE = 2  # rows left above a heading that is gone to: the gap before it is seen
SELECT_FIRST = "Select a passage first: Space, Tab, or Shift with the arrows."
ONE_DOCUMENT = "A passage lies in one document, without headings or turns left out: select less."


class CasePage(Transcript):
    """Interviews one after another."""

    joined = Joined("", (), ())

    # What is shown

    def read(self, case: Joined, marks: Marks, place: Place | None) -> None:
        """Shows another case, with the cursor at a place in it."""
        self.joined = case
        cursor = case.position(place) if place else None
        self.show(case.text, case.turns, marks, cursor or 0)

    def read_again(self, case: Joined, marks: Marks) -> None:
        """Shows the same case as it is now; what is seen of it stays where it was."""
        if (self.text, self.turns) == (case.text, case.turns):
            self.joined = case
            self.mark(marks)
        else:
            top = self.top
            self.read(case, marks, self.joined.place(self.cursor))
            self.scroll_rows(top)
            self.reveal()

    def go_to(self, position: int) -> None:
        """Puts the cursor there, in the uppermost rows."""
        self.place(position)
        self.scroll_rows(self.rows.row_of(self.cursor) - ABOVE)

    def on_show(self) -> None:
        self.reveal()  # the cursor may have been moved while something else was in its place

    def draw(self, row: int) -> list[Segment]:
        if row < len(self.rows) and is_heading(self.rows, row):
            return self._with_cursor(draw_heading(self.rows, row, self.inks, self.room), row)
        return super().draw(row)

    # The way through the waves

    @property
    def stops(self) -> Sequence[Stretch]:
        return self.joined.stretches

    @property
    def at(self) -> int:
        return self.joined.index_at(self.cursor)

    def visit(self, at: int) -> None:
        self.go_to(self.stops[at].start)

    def further(self, step: int) -> int | None:
        # Back goes to where this interview begins, before it goes to the one before.
        is_inside = self.stops and self.cursor > self.stops[self.at].start
        return nearest(self.stops, self.at + 1 if step < 0 and is_inside else self.at, step)

    # What lies under the cursor

    @property
    def refusal(self) -> str:
        return SELECT_FIRST if self.selection is None else ONE_DOCUMENT

    @property
    def passage(self) -> Passage | None:
        return self.joined.passage(self.selection) if self.selection else None

    @property
    def codings(self) -> frozenset[str]:
        chosen = self.selection or Span(self.cursor, self.cursor + 1)
        return frozenset(mark.id for mark in self.marks.over(chosen.start, chosen.end))

    @property
    def opening(self) -> Opening:
        """What is selected, else the sentence there: in Coding it can be coded at once."""
        place = self.joined.place(self.cursor)
        if place is None:
            return None, None
        at = max(self.cursor, self.stops[self.at].pieces[0].at)  # of a heading what it is above
        sentence = sentence_at(self.text, self.turns, at)
        found = self.passage or (self.joined.passage(sentence) if sentence else None)
        return found or (place.document, None)


def is_heading(rows: Rows, row: int) -> bool:
    """True for the rows of a heading."""
    return bool(rows.turns) and rows.turns[rows.owners[row]].n <= HEADING


def draw_heading(rows: Rows, row: int, inks: Inks, width: int) -> list[Segment]:
    """A row of a heading across the whole width; but for a gap paper and ink change places."""
    turn = rows.turns[rows.owners[row]]
    # Of sixteen colours the faint one is too near to the paper, and bold makes them another.
    ink, bold = (inks.faint, True) if inks.strength else (inks.text, False)
    style, sign = Style(color=inks.paper, bgcolor=ink, bold=bold), "━━"
    if turn.n == GAP:
        style, sign = Style(color=ink, bgcolor=inks.paper, bold=bold), "──"
    label = f"{sign} {turn.speaker} " if rows.is_first(row) else ""
    words = shown(rows.words(row).removesuffix("\n"))
    return Segment.adjust_line_length([Segment(fitted(label, GUTTER) + words, style)], width, style)
