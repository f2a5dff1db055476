"""Rows: a text and its turns laid out in a width. Pure; measures cells as the terminal does."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import split_graphemes

TAB = 4  # cells; always as many, so that a row doesn't depend on where it begins
NARROWEST = 2  # a wide character has to fit
# One cell each, and nothing that joins its neighbour: what nearly all transcripts are made of.
PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff‐-―‘-‟…€]*")
UNSEEN = dict.fromkeys((*range(32), *range(127, 160), 0xAD, *range(0x202A, 0x202F)), "�")
UNSEEN |= dict.fromkeys((*range(0x2066, 0x206A), 0x200E, 0x200F, 0x2028, 0x2029), "�")
SHOWN = str.maketrans(UNSEEN | {9: " " * TAB, 10: " "})

Cluster = tuple[int, int, int]  # what is shown as one character: its start, end, and cells


@dataclass(frozen=True, slots=True)
class Said:
    """A turn as it is laid out: its number, its place in the text, who speaks and when."""

    n: int
    start: int
    end: int
    speaker: str
    time: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A text in rows. Row k holds the code points from `starts[k]` up to the start of the next."""

    text: str
    turns: tuple[Said, ...]
    width: int
    starts: tuple[int, ...]
    owners: tuple[int, ...]  # per row the index of its turn

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, position: int) -> int:
        """The row that holds `position`; the last one for the end of the text."""
        return max(0, bisect_right(self.starts, position) - 1)

    def bounds(self, row: int) -> tuple[int, int]:
        """The code points of a row, the white space that ends it included."""
        following = row + 1
        return self.starts[row], (
            self.starts[following] if following < len(self.starts) else len(self.text)
        )

    def is_first(self, row: int) -> bool:
        """True for the row in which a turn begins."""
        return row == 0 or self.owners[row] != self.owners[row - 1]

    def words(self, row: int) -> str:
        """The code points of a row as they stand in the text."""
        return self.text[slice(*self.bounds(row))]

    def cell_of(self, position: int) -> int:
        """The column, in cells, at which `position` is shown in its row."""
        start, _ = self.bounds(row := self.row_of(position))
        return cells(self.words(row)[: position - start])

    def position_at(self, row: int, cell: int) -> int:
        """The code point shown at a column of a row; past its end the last one that is there."""
        start, end = self.bounds(row)
        words = self.text[start:end]
        if row == len(self) - 1 and cell >= cells(words):
            return end
        if PLAIN.fullmatch(words.rstrip("\n")):
            return min(start + max(cell, 0), max(start, end - 1))
        at = 0
        for first, _, size in clusters(words):
            if at + size > cell:
                return start + first
            at += size
        return max(start, start + clusters(words)[-1][0]) if words else start

    def clustered(self, position: int, step: int) -> int:
        """The position a step of one shown character further (1) or back (-1)."""
        row = self.row_of(position if step > 0 else max(0, position - 1))
        start, end = self.bounds(row)
        words = self.text[start:end]
        if PLAIN.fullmatch(words.rstrip("\n")):
            return min(max(position + step, 0), len(self.text))
        edges = [start + first for first, *_ in clusters(words)] + [end]
        if step > 0:
            return next((edge for edge in edges if edge > position), len(self.text))
        return next((edge for edge in reversed(edges) if edge < position), 0)


def shown(words: str) -> str:
    """`words` as they are drawn: tabs as cells, nothing that could speak to the terminal."""
    return words.translate(SHOWN)


def cells(words: str) -> int:
    """How many cells `words` take where they are drawn."""
    if PLAIN.fullmatch(words):
        return len(words)
    return sum(size for *_, size in clusters(words))


@lru_cache(maxsize=512)
def clusters(words: str) -> list[Cluster]:
    """What is shown as one character each; together they are the whole of `words`."""
    replaced = words.translate(UNSEEN | {9: "\t", 10: " "})
    found = []
    for start, end, size in split_graphemes(replaced.replace("\t", "�"))[0]:
        tabs = replaced[start] == "\t"
        found.append((start, end, TAB if tabs else size))
    return found


def wrap(text: str, turns: Sequence[Said], width: int) -> Rows:
    """Lays out `text`: a turn begins a row, and so does what stands behind a line's end.

    Rows break behind white space where they can. What stands there may hang over by a cell.
    """
    width = max(width, NARROWEST)
    starts: list[int] = []
    owners: list[int] = []
    for index, turn in enumerate(turns or (Said(0, 0, len(text), "", ""),)):
        # What lies between two turns belongs to the row that the first one ends in.
        at = 0 if index == 0 else turn.start
        end = turns[index + 1].start if index + 1 < len(turns) else len(text)
        before = len(starts)
        while at < end:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop + 1
            _wrap_line(text, at, stop, width, starts)
            at = stop
        owners += [index] * (len(starts) - before)
    if not starts:
        return Rows(text, tuple(turns), width, (0,), (0,))
    return Rows(text, tuple(turns), width, tuple(starts), tuple(owners))


def _wrap_line(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    """Adds the starts of the rows that text[start:end] takes; only its end may end a line."""
    bare = end - 1 if text[end - 1] == "\n" else end
    if not PLAIN.fullmatch(text, start, bare):
        _wrap_wide(text, start, end, width, starts)
        return
    starts.append(start)
    at = start
    while bare - at > width:
        cut = text.rfind(" ", at, at + width + 1) + 1
        at = cut if cut > at else at + width
        if at >= end:
            return
        starts.append(at)


def _wrap_wide(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    starts.append(start)
    begun, used, space = start, 0, 0  # space: where a row may begin, 0 for nowhere
    behind = 0  # cells that stand behind it
    for first, last, size in clusters(text[start:end]):
        at, blank = start + first, text[start + first].isspace()
        if used + size > width and not blank and at > begun:
            if space > begun:
                begun, used = space, behind
                starts.append(begun)
            if used + size > width and at > begun:  # the word alone is too long, too
                begun, used = at, 0
                starts.append(begun)
            space = 0
        elif used > width and blank:  # what hangs over is one cell and no more
            begun, used, space = at, 0, 0
            starts.append(at)
        used += size
        behind += size
        if blank:
            space, behind = start + last, 0
