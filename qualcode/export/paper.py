"""How a table lies on paper: how wide its columns are, and whether the page has to be turned.

All measures are points. They come from the letters themselves, not from a font: a document is
laid out where it is read, and what is set here has to be right in any common font.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from qualcode.export.blocks import Block, Heading, Paragraph
from qualcode.export.table import Table

SIZE = 8.5  # of letters in a table
LINE = 1.2 * SIZE
BOLD = 1.1  # how much wider bold letters are
MARGIN = 9.0  # left and right of the words in a cell, together
NARROWEST, SIGN = 20.0, 34.0  # a column; the widest cell that counts as a sign
WORD, WISHED = 90.0, 700.0  # as much as the longest word, or the longest line, can ask for
TALLEST_HEAD = 180.0  # of a head that is turned
LEAD_IN = 1500  # characters: more text before a table than this has a page of its own

SPLIT = re.compile(r"(?<=[-/])|\s+")  # where a line may end
NARROW_LETTERS = frozenset("fijlrtI.,:;'’|!()[]/ -")
WIDE_LETTERS = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring columns of cells that fit on a page together, and all widths, stub first."""

    first: int
    last: int
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lie:
    """How a table lies: on a turned page or not, its heads turned or not, in which parts.

    `head` is how tall turned heads are.
    """

    is_wide: bool
    head: float | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How wide the text is on an upright page and on a turned one."""

    upright: float
    turned: float


A4 = Room(453.0, 700.0)


def lie(table: Table, room: Room) -> Lie:
    """The first way that fits: upright, with heads turned, on a turned page, in parts."""
    need, wish = _columns(table)
    stub = len(table.stub)
    if sum(need) <= room.upright:
        return Lie(False, None, (_whole(need, wish, stub, room.upright),))
    turned = _turned(table)
    if turned is not None:
        need, head = turned
        wish = need
        if sum(need) <= room.upright:
            return Lie(False, head, (_whole(need, wish, stub, room.upright),))
    else:
        head = None
    parts = tuple(_parts(need, wish, stub, room.turned))
    return Lie(True, head, parts)


def turned_pages(blocks: Sequence[Block], room: Room) -> list[bool]:
    """For each block whether it stands on a turned page.

    Wide tables do, and what leads in to one: its headings, and short paragraphs below them.
    """
    turned = [isinstance(block, Table) and lie(block, room).is_wide for block in blocks]
    for n, is_wide in enumerate(list(turned)):
        if is_wide:
            first = _lead_in(blocks, turned, n)
            turned[first:n] = [True] * (n - first)
    return turned


def _lead_in(blocks: Sequence[Block], turned: Sequence[bool], n: int) -> int:
    """Where what leads in to block `n` begins: a heading, or right behind a turned page."""
    first, length = n, 0
    for before in range(n - 1, -1, -1):
        block = blocks[before]
        if turned[before]:
            return before + 1
        if isinstance(block, Heading) and block.level > 1:
            first = before
        elif not isinstance(block, Paragraph) or (length := length + len(block.text)) > LEAD_IN:
            break
    return first


def width(text: str) -> float:
    """About how wide a line of `text` is."""
    return SIZE * sum(map(_letter, text))


@cache
def _letter(char: str) -> float:
    if char in NARROW_LETTERS:
        return 0.3
    if char in WIDE_LETTERS or char > "\u1100":
        return 0.9
    return 0.7 if char.isupper() else 0.56


def lines(text: str, wide: float) -> int:
    """About how many lines a text takes in a column so wide."""
    inside = max(wide - MARGIN, 1)
    return sum(max(1, ceil(width(line) / inside)) for line in text.split("\n"))


def _columns(table: Table) -> tuple[list[float], list[float]]:
    """Per column what it needs so that few words break, and what it would like to have."""
    need, wish = [], []
    for n, (head, *told) in enumerate(_told(table)):
        bold = BOLD if n < len(table.stub) else 1.0
        words = max(BOLD * _widest(SPLIT.split(head)), bold * _widest(SPLIT.split(" ".join(told))))
        rows = max(BOLD * width(head), bold * _widest("\n".join(told).split("\n")))
        need.append(max(NARROWEST, min(WORD, words) + MARGIN))
        wish.append(max(need[-1], min(WISHED, rows) + MARGIN))
    return need, wish


def _told(table: Table) -> list[list[str]]:
    """Per column its head and all that stands in it."""
    rows = [[*table.stub, *table.heads]]
    rows += [
        ["" if value is None else str(value) for value in (*row.stub, *table.shown(row))]
        for row in table.rows
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def _turned(table: Table) -> tuple[list[float], float] | None:
    """The widths and the height of heads where they are turned; None unless cells are signs."""
    stub, told = len(table.stub), _told(table)
    signs = [_widest(text for text in column[1:]) for column in told[stub:]]
    if not signs or max(signs) > SIGN:
        return None
    head = min(TALLEST_HEAD, BOLD * max(map(width, table.heads)))
    tall = max(lines(text, (head + MARGIN) / BOLD) for text in table.heads)
    each = max(NARROWEST, max(signs) + MARGIN, tall * LINE + MARGIN / 2)
    named, _ = _columns(table)
    return [*named[:stub], *[each] * len(signs)], head + MARGIN


def _parts(need: Sequence[float], wish: Sequence[float], stub: int, room: float) -> Iterator[Part]:
    """As few parts as fit, each with about as many columns; what names rows comes back in each."""
    many = len(need) - stub
    if not many:
        yield _whole(need, wish, stub, room)
        return
    for parts in range(1, many + 1):
        size = ceil(many / parts)
        starts = range(0, many, size)
        named = sum(need[:stub])
        if parts == many or all(
            named + sum(need[stub + a : stub + min(a + size, many)]) <= room for a in starts
        ):
            for a in starts:
                b = min(a + size, many)
                columns = [*range(stub), *range(stub + a, stub + b)]
                widths = _given([need[n] for n in columns], [wish[n] for n in columns], room)
                yield Part(a, b, widths)
            return


def _whole(need: Sequence[float], wish: Sequence[float], stub: int, room: float) -> Part:
    return Part(0, len(need) - stub, _given(need, wish, room))


def _given(need: Sequence[float], wish: Sequence[float], room: float) -> tuple[float, ...]:
    """What each column gets: its need, and of what is left a share of what it would like."""
    needed, wished = sum(need), sum(wish)
    if needed >= room:
        return tuple(each * room / needed for each in need)
    share = min(1.0, (room - needed) / (wished - needed)) if wished > needed else 0.0
    return tuple(a + share * (b - a) for a, b in zip(need, wish, strict=True))


def _widest(texts: Iterable[str]) -> float:
    return max(map(width, texts), default=0.0)
