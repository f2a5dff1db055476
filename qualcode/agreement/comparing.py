"""Codings of several coders laid beside each other: what is the same, and what differs how."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.agreement.compared import Held

CODES, MISSED, BOUNDARIES = "codes", "missed", "boundaries"
# Likeness is the share of the characters in either coding that are in both, in 2**64ths:
# spans are shorter than 2**32, so that two shares that differ do so here too.
WHOLE = 1 << 64
SAME_PASSAGE = WHOLE // 2


@dataclass(frozen=True, slots=True)
class Difference:
    """Codings (ids, in order) that differ, and how."""

    kind: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each coding stands in exactly one of these; both are in reading order."""

    agreed: tuple[tuple[str, ...], ...]
    differences: tuple[Difference, ...]


def compare(codings: Iterable[Held], coders: Collection[str]) -> Comparison:
    """Where these coders agree and where they don't, whatever the order of their codings.

    A code that every coder has on the same span is agreed on. Of the others, codings of one
    code by different coders that overlap belong together: a matter of boundaries, or missed
    by who has none. What stands alone is laid beside another code by another coder on the
    same passage, best first; the rest was missed by all others.
    """
    everybody = set(coders)
    agreed: list[list[Held]] = []
    differ: list[list[Held]] = []
    for marks in _on_one_span(codings):
        (agreed if {mark.coder for mark in marks} == everybody else differ).append(marks)
    together = _together(mark for marks in differ for mark in marks)
    alone = [marks for marks in together if len({mark.coder for mark in marks}) == 1]
    differences = []
    for marks in together:
        in_it = {mark.coder for mark in marks}
        if len(in_it) > 1:
            differences.append((BOUNDARIES if in_it == everybody else MISSED, marks))
    if len(coders) > 1:
        for marks in _on_one_passage(alone):
            is_alone = len({mark.coder for mark in marks}) == 1
            differences.append((MISSED if is_alone else CODES, marks))
    return Comparison(
        tuple(_ids(marks) for marks in sorted(agreed, key=_reading_order)),
        tuple(
            Difference(kind, _ids(marks))
            for kind, marks in sorted(differences, key=lambda pair: _reading_order(pair[1]))
        ),
    )


def _on_one_span(codings: Iterable[Held]) -> list[list[Held]]:
    found: dict[tuple[str, int, int], list[Held]] = defaultdict(list)
    for mark in codings:
        found[mark.code, mark.start, mark.end].append(mark)
    return list(found.values())


def _together(codings: Iterable[Held]) -> list[list[Held]]:
    """Codings in groups: of one code, each overlapping another coder's, or none at all."""
    found: list[list[Held]] = []
    by_code = sorted(codings, key=lambda c: (c.code, c.start, c.end, c.id))
    for _, of_code in groupby(by_code, key=lambda c: c.code):
        marks = list(of_code)
        group = list(range(len(marks)))

        def root(n: int, group: list[int] = group) -> int:
            while group[n] != n:
                n = group[n] = group[group[n]]
            return n

        reaching: list[int] = []
        for n, mark in enumerate(marks):
            reaching = [m for m in reaching if marks[m].end > mark.start]
            for m in reaching:
                # A code that was merged into another may lie twice on one passage.
                is_twin = (marks[m].start, marks[m].end) == (mark.start, mark.end)
                if marks[m].coder != mark.coder or is_twin:
                    group[root(n)] = root(m)
            reaching.append(n)
        members: dict[int, list[Held]] = defaultdict(list)
        for n, mark in enumerate(marks):
            members[root(n)].append(mark)
        found += members.values()
    return sorted(found, key=_reading_order)


def _on_one_passage(alone: Sequence[Sequence[Held]]) -> list[list[Held]]:
    """Groups of single coders put together where each has another code there; likest first."""
    group = [[n] for n in range(len(alone))]
    for one, other in _pairs(alone):
        coders = [{alone[n][0].coder for n in group[each]} for each in (one, other)]
        if coders[0].isdisjoint(coders[1]):
            both = group[one] + group[other]
            for n in both:
                group[n] = both
    kept = {id(each): each for each in group}.values()
    return [[mark for n in each for mark in alone[n]] for each in kept]


def _pairs(alone: Sequence[Sequence[Held]]) -> list[tuple[int, int]]:
    """Which two, of different codes and coders, lie on the same passage; the likest first."""
    found = []
    reaching: list[int] = []
    for n, marks in enumerate(alone):
        mark = marks[0]  # its like are twins of it
        reaching = [m for m in reaching if alone[m][0].end > mark.start]
        for m in reaching:
            other = alone[m][0]
            if mark.coder == other.coder or mark.code == other.code:
                continue
            likeness = _likeness(mark, other)
            if likeness >= SAME_PASSAGE:
                key = (-likeness, *_reading_order([*alone[m], *marks]))
                found.append((key, (m, n)))
        reaching.append(n)
    return [pair for _, pair in sorted(found)]


def _likeness(one: Held, other: Held) -> int:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) * WHOLE // (max(one.end, other.end) - min(one.start, other.start))


def _reading_order(marks: Sequence[Held]) -> tuple[int, int, tuple[str, ...]]:
    return min(mark.start for mark in marks), max(mark.end for mark in marks), _ids(marks)


def _ids(marks: Iterable[Held]) -> tuple[str, ...]:
    return tuple(sorted(mark.id for mark in marks))
