"""Draws a row of a transcript: its margin, the bars of its codings, its words, tinted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from qualcode.tui.page.marks import LANES, Mark, Marks, runs
from qualcode.tui.page.wrapping import Rows, cells, clusters, shown

NUMBER, SPEAKER = 4, 8
MARGIN = NUMBER + 1 + SPEAKER + 1
GUTTER = MARGIN + LANES + 1  # where the words begin
MORE = "+"  # in the last lane, where more codings lie than there are lanes


@dataclass(frozen=True, slots=True)
class Inks:
    """What a theme draws a transcript with."""

    text: str
    faint: str
    paper: str
    strength: float  # of a tint, from 0 to 1
    selected: Style
    cursor: Style

    @property
    def plain(self) -> Style:
        return _style(self.text, self.paper)

    @property
    def quiet(self) -> Style:
        return _style(self.faint, self.paper)


@lru_cache(maxsize=256)
def _style(colour: str, paper: str) -> Style:
    return Style(color=colour, bgcolor=paper)


def draw_row(rows: Rows, row: int, marks: Marks, inks: Inks, width: int) -> list[Segment]:
    """The row without cursor or selection, `width` cells wide."""
    start, end = rows.bounds(row)
    over = marks.over(start, end) if end > start else []
    segments = [Segment(_margin(rows, row), inks.quiet)]
    segments += _bars(over, start, end, marks, inks)
    for first, last, mark, alone in runs(over, start, end):
        style = inks.plain if mark is None else _tint(inks, mark.colour, not alone)
        words = rows.text[first:last]
        segments.append(Segment(shown(words.removesuffix("\n")), style))
    return Segment.adjust_line_length(segments, width, inks.plain)


def _margin(rows: Rows, row: int) -> str:
    turn = rows.turns[rows.owners[row]] if rows.turns else None
    if turn is None:
        return " " * MARGIN
    if rows.is_first(row):
        return f"{turn.n:>{NUMBER}} {fitted(turn.speaker, SPEAKER)} "
    if rows.is_first(row - 1) and turn.time:
        return f"{'':>{NUMBER}} {fitted(turn.time, SPEAKER)} "
    return " " * MARGIN


def fitted(words: str, width: int) -> str:
    """`words` in exactly so many cells."""
    told = shown(words.replace("\t", " "))
    if cells(told) > width:
        kept, used = "", 0
        for first, last, size in clusters(told):
            if used + size > width - 1:
                break
            kept, used = kept + told[first:last], used + size
        told = f"{kept}…"
    return told + " " * (width - cells(told))


def _bars(over: Sequence[Mark], start: int, end: int, marks: Marks, inks: Inks) -> list[Segment]:
    if not over:
        return [Segment(" " * (LANES + 1), inks.plain)]
    lanes: dict[int, Mark] = {}
    for mark in over:
        lanes.setdefault(marks.lanes[mark.id], mark)
    segments = []
    for lane in range(LANES):
        mark_here = lanes.get(lane)
        if lane == LANES - 1 and any(each >= LANES for each in lanes):
            segments.append(Segment(MORE, inks.plain))
        elif mark_here is None:
            segments.append(Segment(" ", inks.plain))
        else:
            style = _style(mark_here.colour, inks.paper)
            segments.append(Segment(_bar(mark_here, start, end), style))
    return [*segments, Segment(" ", inks.plain)]


def _bar(mark: Mark, start: int, end: int) -> str:
    """Its piece of a bar: where the coding begins and ends shows without colour."""
    begins, ends = mark.start >= start, mark.end <= end
    return "╺" if begins and ends else "┏" if begins else "┗" if ends else "┃"


@lru_cache(maxsize=1024)
def _tint(inks: Inks, colour: str, several: bool) -> Style:
    """The paper with a little of the colour in it; underlined where codings overlap.

    Where the paper takes no colour, one coding underlines and several are bold, too.
    """
    if not inks.strength:
        return inks.plain + Style(underline=True, bold=several)
    paper, ink = Color.parse(inks.paper).get_truecolor(), Color.parse(colour).get_truecolor()
    mixed = [round(p + (i - p) * inks.strength) for p, i in zip(paper, ink, strict=True)]
    return Style(color=inks.text, bgcolor=f"rgb({mixed[0]},{mixed[1]},{mixed[2]})") + Style(
        underline=several
    )


def overlay(row: Sequence[Segment], first: int, last: int, style: Style) -> list[Segment]:
    """The row with the cells from `first` up to `last` in another style."""
    if first >= last:
        return list(row)
    before, inside, after = Segment.divide(row, [first, last, Segment.get_line_length(list(row))])
    return [*before, *Segment.apply_style(inside, post_style=style), *after]
