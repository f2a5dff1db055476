"""Where comments stand: from ranges over a file's letters to turns and code points.

Words are moved about on their way into turns: labels and times come off, white space is made
single. What stays is the order of all that isn't white space. So a place in the file is counted
in such characters ("ink") from the beginning of the file, with one for the end of each line,
and found again in the turn that holds the same ink.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.sources.draft import DraftComment
from qualcode.sources.turns import Part, Talk


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as the file has it: `begin` and `end` are counted in ink."""

    text: str
    begin: int
    end: int
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Inked:
    """A line's text, and how much ink stands before it in the file."""

    text: str
    before: int


def ink(text: str) -> int:
    """How many characters of `text` are newlines or no white space."""
    return sum(map(len, text.split())) + text.count("\n")


def anchored(
    remarks: Sequence[Remark], lines: Sequence[Inked], talk: Talk
) -> tuple[DraftComment, ...]:
    """The remarks at the turns of `talk`, which was made of `lines`, in the file's order.

    A range that runs over several turns stands at the first. One that is empty, or lies on a
    label, stands at the whole turn; one outside the talk at the whole document.
    """
    if not remarks:
        return ()
    places = [_places(parts, lines) for parts in talk.parts]
    ends = [max(place.line.stop for place in turn) for turn in places]
    made = []
    for remark in sorted(remarks, key=lambda each: each.begin):
        near = bisect_left(ends, remark.begin)
        made.append(_comment(remark, places, near))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of a turn: the ink of the whole line, of its words, and where these begin."""

    line: range
    words: range
    text: str
    at: int


def _places(parts: Sequence[Part], lines: Sequence[Inked]) -> list[_Place]:
    places, at = [], 0
    for part, within in zip(parts, _begins(parts, lines), strict=True):
        line = lines[part.line]
        whole, words = "".join(line.text.split()), "".join(part.words.split())
        begin = line.before + within
        places.append(
            _Place(
                range(line.before, line.before + len(whole)),
                range(begin, begin + len(words)),
                part.words,
                at,
            )
        )
        at += len(part.words) + 1 if part.words else 0
    return places


def _begins(parts: Sequence[Part], lines: Sequence[Inked]) -> list[int]:
    """Where in the ink of its line each part begins: as far back as what follows it leaves."""
    begins: list[int] = []
    limits: dict[int, int] = {}  # a line in which times stand has several parts
    for part in reversed(parts):
        whole, words = "".join(lines[part.line].text.split()), "".join(part.words.split())
        limits[part.line] = max(whole.rfind(words, 0, limits.get(part.line)), 0)
        begins.append(limits[part.line])
    return begins[::-1]


def _comment(remark: Remark, turns: Sequence[Sequence[_Place]], near: int) -> DraftComment:
    """The remark at one of `turns`; those before `near` end before it begins."""
    at_all: int | None = None
    for turn in range(near, len(turns)):
        places = turns[turn]
        if at_all is None and any(
            place.line.start <= remark.begin <= place.line.stop for place in places
        ):
            at_all = turn
        if min(place.line.start for place in places) > max(remark.begin, remark.end):
            break
        under = [
            place
            for place in places
            if max(remark.begin, place.words.start) < min(remark.end, place.words.stop)
        ]
        if under:
            first, last = under[0], under[-1]
            start = first.at + _position(first.text, max(remark.begin - first.words.start, 0))
            inked = min(remark.end, last.words.stop) - last.words.start
            end = last.at + _position(last.text, inked - 1) + 1
            return DraftComment(remark.text, remark.author, remark.date, turn, start, end)
    return DraftComment(remark.text, remark.author, remark.date, at_all)


def _position(text: str, inked: int) -> int:
    """Where in `text` the character stands that has `inked` others before it, spaces apart."""
    for at, char in enumerate(text):
        if not char.isspace():
            if not inked:
                return at
            inked -= 1
    return len(text)
