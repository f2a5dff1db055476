"""Marks: codings as they are drawn, in lanes beside the text. Pure."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate, count, pairwise

LANES = 4  # bars beside each other; what doesn't fit is told by a sign in the last one


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding on the text: where it lies, what it is called, and how it is coloured."""

    start: int
    end: int
    id: str
    code: str
    coder: str
    colour: str
    mine: bool
    memo: str = ""
    about: str = ""
    origin: str = ""


Run = tuple[int, int, Mark | None, bool]  # start, end, the innermost mark, and whether it is alone


class Marks:
    """All marks of a text, by place; each in a lane that no overlapping one has."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.all = sorted(marks, key=_place)
        self.lanes = dict(_lanes(self.all))  # by the id of the mark
        self._look_up()

    def _look_up(self) -> None:
        self._starts = [mark.start for mark in self.all]
        # How far the marks up to each one reach: where to stop looking back.
        self._reach = list(accumulate((mark.end for mark in self.all), max))

    def changed(self, gone: Collection[str], come: Iterable[Mark]) -> "Marks":
        """These without some and with others; what stays keeps its lane, so that little moves."""
        found = Marks.__new__(Marks)
        found.all = [mark for mark in self.all if mark.id not in gone]
        found.lanes = {key: lane for key, lane in self.lanes.items() if key not in gone}
        new: list[Mark] = []
        for mark in come:
            near = (*self.over(mark.start, mark.end), *new)
            busy = {
                found.lanes[other.id]
                for other in near
                if other.id in found.lanes and other.start < mark.end and mark.start < other.end
            }
            found.lanes[mark.id] = next(lane for lane in count() if lane not in busy)
            insort(found.all, mark, key=_place)
            new.append(mark)
        found._look_up()
        return found

    def __len__(self) -> int:
        return len(self.all)

    def over(self, start: int, end: int) -> list[Mark]:
        """The marks that touch text[start:end], in order of place."""
        at = bisect_left(self._starts, end)
        found = []
        while at and self._reach[at - 1] > start:
            at -= 1
            if self.all[at].end > start:
                found.append(self.all[at])
        return found[::-1]

    def following(self, position: int) -> Mark | None:
        """The first mark that begins behind `position`."""
        at = bisect_left(self._starts, position + 1)
        return self.all[at] if at < len(self.all) else None

    def preceding(self, position: int) -> Mark | None:
        """The last mark that begins before `position`."""
        at = bisect_left(self._starts, position)
        return self.all[at - 1] if at else None

    def changed_since(self, before: "Marks") -> list[Mark]:
        """The marks of either that the other hasn't, or has otherwise or in another lane."""
        now, then = ({(m, marks.lanes[m.id]) for m in marks.all} for marks in (self, before))
        return [mark for mark, _ in now ^ then]


def runs(over: Sequence[Mark], start: int, end: int) -> list[Run]:
    """text[start:end] cut where the marks on it begin or end, with the shortest on each piece."""
    if not over:
        return [(start, end, None, True)] if start < end else []
    edges = {start, end}
    for mark in over:
        edges.add(max(mark.start, start))
        edges.add(min(mark.end, end))
    found: list[Run] = []
    for first, last in pairwise(sorted(edges)):
        here = [mark for mark in over if mark.start <= first and mark.end >= last]
        inner = min(here, key=_length, default=None)
        found.append((first, last, inner, len(here) < 2))
    return found


def _place(mark: Mark) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.id


def _length(mark: Mark) -> tuple[int, str]:
    return mark.end - mark.start, mark.id


def _lanes(marks: Sequence[Mark]) -> Iterator[tuple[str, int]]:
    """The id of each mark with its lane, lowest free one first."""
    busy: list[tuple[int, int]] = []  # (end, lane) of those that are still going on
    free: list[int] = []
    used = 0
    for mark in marks:
        while busy and busy[0][0] <= mark.start:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, used = used, used + 1
        heappush(busy, (mark.end, lane))
        yield mark.id, lane
