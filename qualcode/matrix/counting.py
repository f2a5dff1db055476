"""What stands in the cells: pieces of codings summed per code and group of voices.

A *group* is one row in one split. Every array here is codes × groups. A code counts with all
that lies under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qualcode.codebook.tree import Code, Codebook
from qualcode.matrix.facts import Facts, Ints, WordFacts

Bools = NDArray[np.bool_]
NONE = -1


@dataclass(frozen=True)
class Tree:
    """The codes that are counted, parents first, and per code the number of its parent (-1).

    `own` says, per code of the codebook, under which of them its codings count first, and
    `shown` which of them are columns. Where they count together, the first stands for all
    of `codes` as one, and is the only one shown.
    """

    codes: tuple[Code, ...]
    parent: Ints
    own: Ints
    shown: Ints
    together: bool

    def __len__(self) -> int:
        return len(self.parent)

    @cached_property
    def chains(self) -> list[Ints]:
        """Per depth: for each counted code the one so many steps above it (-1: none)."""
        found = [np.arange(len(self))]
        while (above := np.where(found[-1] < 0, NONE, self.parent[found[-1]])).max(initial=-1) >= 0:
            found.append(above)
        return found

    def roll_up(self, values: Ints) -> Ints:
        """Adds to each code what its children have; answers those that are shown."""
        for n in range(len(self) - 1, -1, -1):
            if self.parent[n] >= 0:
                values[self.parent[n]] += values[n]
        return values[self.shown]

    def all_under(self, holds: Bools) -> Bools:
        """Per shown code whether something holds of it and of all under it.

        `holds` is one truth value a code.
        """
        for n in range(len(self) - 1, -1, -1):
            if self.parent[n] >= 0:
                holds[self.parent[n]] &= holds[n]
        return holds[self.shown]


def tree_of(book: Codebook, codes: Sequence[Code], *, depth: int | None, together: bool) -> Tree:
    """The tree of `codes` (parents first), with one above them all where they count together.

    `depth` is how many levels are shown, counted from the topmost of `codes` (None: all).
    """
    offset = int(together)
    number = {code.id: n for n, code in enumerate(codes, offset)}
    top = 0 if together else NONE
    parent = [NONE] * offset
    own = []
    for code in codes:
        above = [number[each.id] for each in book.lineage(code.id)[1:] if each.id in number]
        parent.append(above[0] if above else top)
    for code in book.all_codes:
        mine = [number[each.id] for each in book.lineage(code.id) if each.id in number]
        own.append(mine[0] if mine else NONE)
    top = min((code.depth for code in codes), default=0)
    near = [n for n, code in enumerate(codes) if depth is None or code.depth - top < depth]
    return Tree(
        codes=tuple(codes),
        parent=np.array(parent, np.int64),
        own=np.array(own, np.int64),
        shown=np.array([0] if together else near, np.int64),
        together=together,
    )


@dataclass(frozen=True)
class Layout:
    """Which voice falls into which group, and which codings are read.

    `group` is per voice the number of its group (-1: left out), `read` per coding.
    """

    found: Facts
    tree: Tree
    group: Ints
    groups: int
    read: Bools

    @cached_property
    def pieces(self) -> Ints:
        """The pieces that count somewhere."""
        return np.flatnonzero(self.read_pieces & (self.group[self.found.piece_voice] >= 0))

    @cached_property
    def read_pieces(self) -> Bools:
        """Per piece whether its coding is read, and its code counted."""
        codings = self.found.piece_coding
        counted: Bools = self.read[codings] & (self._own(codings) >= 0)
        return counted

    def _own(self, codings: Ints) -> Ints:
        # A code that is gone from the codebook has the number -1: the last place says so.
        own = np.append(self.tree.own, NONE)
        return own[self.found.coding_code[codings]]

    @cached_property
    def used(self) -> tuple[Ints, Ints]:
        """Coding and group, once for each coding in each group that it reaches."""
        coding = self.found.piece_coding[self.pieces]
        group = self.group[self.found.piece_voice[self.pieces]]
        part = self.found.is_part[self.pieces]
        # Nearly sorted, as the pieces are in the order of their codings.
        pairs = np.sort(coding[part] * self.groups + group[part], kind="stable")
        pairs = pairs[np.diff(pairs, prepend=NONE) != 0]
        return (
            np.append(coding[~part], pairs // self.groups),
            np.append(group[~part], pairs % self.groups),
        )

    def _sum(self, code: Ints, group: Ints, weights: Ints | None = None) -> Ints:
        size = len(self.tree) * self.groups
        cells = code * self.groups + group
        sums = np.bincount(cells, weights, minlength=size).astype(np.int64, copy=False)
        return sums.reshape(len(self.tree), self.groups)

    def counts(self) -> Ints:
        """Distinct codings."""
        coding, group = self.used
        return self.tree.roll_up(self._sum(self._own(coding), group))

    def coders(self, read: Ints | None = None) -> Ints:
        """Distinct coders; of a layer, `read` says per document whose it is.

        What was agreed on stands in a layer in the place of its coder's own.
        """
        coding, group = self.used
        of_coding = self.found.made.coder if read is None else read[self.found.made.document]
        code, coder = self._own(coding), of_coding[coding]
        total = np.zeros((len(self.tree.shown), self.groups), np.int64)
        for each in np.unique(coder):
            mine = coder == each
            total += self.tree.roll_up(self._sum(code[mine], group[mine])) > 0
        return total

    def words(self, places: WordFacts) -> Ints:
        """Words in the union of the codings.

        Pieces lie within turns, and turns have one voice: what a piece adds to those before
        it in its turn is the same whatever the groups are, so that unions become sums.
        """
        code, piece = self._with_those_above()
        order = np.lexsort((places.start[piece], code))
        code, piece = code[order], piece[order]
        line = int(places.end.max(initial=0)) + 1
        start, end = places.start[piece] + code * line, places.end[piece] + code * line
        reached = np.maximum.accumulate(np.append(0, end))[:-1]
        fresh = np.maximum(end - np.maximum(start, reached), 0)
        sums = self._sum(code, self.group[self.found.piece_voice[piece]], fresh)
        return sums[self.tree.shown]

    def _with_those_above(self) -> tuple[Ints, Ints]:
        """Code and piece, once for the piece's own code and for each above it."""
        own = self._own(self.found.piece_coding[self.pieces])
        codes = [chain[own] for chain in self.tree.chains]
        kept = [above >= 0 for above in codes]
        return (
            np.concatenate([code[keep] for code, keep in zip(codes, kept, strict=True)]),
            np.concatenate([self.pieces[keep] for keep in kept]),
        )

    def spoken(self, documents: Bools) -> Ints:
        """Words said per group, in the documents given (a truth value each)."""
        group = self.group[self.found.turn_voice]
        document = self.found.document_of_voice[self.found.turn_voice]
        counts = (group >= 0) & documents[document]
        weights = self.found.turn_words[counts]
        sums = np.bincount(group[counts], weights, minlength=self.groups)
        return sums.astype(np.int64)

    def passages(self) -> Mapping[tuple[int, int], list[int]]:
        """Per (number of the shown code, group) the rows of its codings, where there are any."""
        coding, group = self.used
        own = self._own(coding)
        column = np.full(len(self.tree) + 1, NONE)  # the last one is for what has no code above
        column[self.tree.shown] = np.arange(len(self.tree.shown))
        found: dict[tuple[int, int], list[int]] = {}
        for above in self.tree.chains:
            columns = column[above[own]]
            for at, where, pk in zip(columns, group, self.found.coding_pk[coding], strict=True):
                if at >= 0:
                    found.setdefault((int(at), int(where)), []).append(int(pk))
        return found
