"""A case as one text: its interviews one after another, each under a heading. Pure.

The place of everything is known both ways: in the joined text, and in the document it is from.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from qualcode.spans import Span
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import Said

HEADING, GAP = 0, -1  # the numbers of headings among turns, which count from 1


@dataclass(frozen=True, slots=True)
class Part:
    """What comes under one heading: a document, or the turns of it that are the case's own.

    A gap has no document, and only the words that say so. `label` and `state` stand in the margin.
    """

    label: str
    words: str
    state: str = ""
    wave: str | None = None
    document: str | None = None
    text: str = ""
    turns: tuple[Said, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] of a document, which stands at `at` in the joined text."""

    at: int
    start: int
    end: int

    @property
    def stop(self) -> int:
        """Where it ends in the joined text."""
        return self.at + self.end - self.start


@dataclass(frozen=True, slots=True)
class Stretch:
    """A heading and what stands under it, up to the next heading."""

    start: int
    label: str
    words: str
    wave: str | None
    document: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a document."""

    document: str
    position: int


@dataclass(frozen=True)
class Joined:
    """The text with its turns. A heading is a turn of no length, whose words nobody said."""

    text: str
    turns: tuple[Said, ...]
    stretches: tuple[Stretch, ...]

    @cached_property
    def _by_document(self) -> dict[str, Stretch]:
        return {each.document: each for each in self.stretches if each.document}

    def index_at(self, position: int) -> int:
        """Which stretch holds a position."""
        return max(0, bisect_right(self.stretches, position, key=attrgetter("start")) - 1)

    def stretch_of(self, document: str) -> Stretch | None:
        """Where a document is read."""
        return self._by_document.get(document)

    def place(self, position: int) -> Place | None:
        """Where in its document a position is: that before it for what lies between two pieces.

        A heading leads to the beginning; a gap leads nowhere.
        """
        if not self.stretches:
            return None
        here = self.stretches[self.index_at(position)]
        if here.document is None:
            return None
        at = bisect_right(here.pieces, position, key=attrgetter("at")) - 1
        if at < 0:
            return Place(here.document, here.pieces[0].start)
        piece = here.pieces[at]
        return Place(here.document, min(piece.start + position - piece.at, piece.end))

    def position(self, place: Place) -> int | None:
        """Where a place is read: what isn't read here gives the nearest that is."""
        here = self.stretch_of(place.document)
        if here is None:
            return None
        piece = next((p for p in here.pieces if place.position <= p.end), here.pieces[-1])
        return piece.at + min(max(place.position, piece.start), piece.end) - piece.start

    def passage(self, chosen: Span) -> tuple[str, Span] | None:
        """The document that is selected from, and what of it.

        None where a heading is selected, or words that don't follow each other in one document.
        """
        said = self.text[chosen.start : chosen.end]
        start = chosen.start + len(said) - len(said.lstrip())
        end = chosen.start + len(said.rstrip())
        if not self.stretches or start >= end:
            return None
        here = self.stretches[self.index_at(start)]
        for piece in here.pieces:
            if here.document is not None and piece.at <= start and end <= piece.stop:
                moved = piece.start - piece.at
                first, last = max(chosen.start, piece.at), min(chosen.end, piece.stop)
                return here.document, Span(first + moved, last + moved)
        return None

    def shifted(self, document: str, mark: Mark) -> Mark | None:
        """A coding of a document as it lies here; None where nothing of it is read."""
        here = self.stretch_of(document)
        touched = (
            [p for p in here.pieces if p.start < mark.end and p.end > mark.start] if here else []
        )
        if not touched:
            return None
        first, last = touched[0], touched[-1]
        start = first.at + max(mark.start, first.start) - first.start
        end = last.at + min(mark.end, last.end) - last.start
        return replace(mark, start=start, end=end)


def joined(parts: Sequence[Part]) -> Joined:
    """The parts one after another, with a blank row before a heading that follows on words."""
    text: list[str] = []
    turns: list[Said] = []
    stretches: list[Stretch] = []
    length = 0
    for n, part in enumerate(parts):
        if n:
            text.append("\n\n" if parts[n - 1].document else "\n")
            length += len(text[-1])
        begun = length
        kind = GAP if part.document is None else HEADING
        turns.append(Said(kind, begun, begun, f"{part.label} {part.state}".strip(), ""))
        text.append(" ".join(part.words.split()))
        length += len(text[-1])
        pieces: list[Piece] = []
        for start, end in _read(part):
            pieces.append(Piece(length + 1, start, end))
            text.append(f"\n{part.text[start:end]}")
            length = pieces[-1].stop
        turns += _moved(part.turns, pieces)
        stretches.append(
            Stretch(begun, part.label, part.words, part.wave, part.document, tuple(pieces))
        )
    return Joined("".join(text), tuple(turns), tuple(stretches))


def _read(part: Part) -> Iterable[tuple[int, int]]:
    """What of the document is read: all, or its turns, those that follow each other in one."""
    if part.document is None:
        return []
    if part.whole:
        return [(0, len(part.text))]
    found: list[tuple[int, int]] = []
    last = 0
    for turn in part.turns:
        if found and turn.n == last + 1:
            found[-1] = (found[-1][0], turn.end)
        else:
            found.append((turn.start, turn.end))
        last = turn.n
    return found


def _moved(turns: Sequence[Said], pieces: Sequence[Piece]) -> Iterator[Said]:
    for turn in turns:
        piece = next(p for p in pieces if p.start <= turn.start <= turn.end <= p.end)
        off = piece.at - piece.start
        yield replace(turn, start=turn.start + off, end=turn.end + off)
