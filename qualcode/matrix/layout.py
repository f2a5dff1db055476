"""One question put to the facts: which rows, splits and columns, and what stands in the cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.cases.design import cases
from qualcode.cases.selecting import select
from qualcode.codebook.tree import Code, Codebook
from qualcode.coding.layers import FINAL, settles
from qualcode.matrix.axes import NOWHERE, Axis, axis, nothing
from qualcode.matrix.cells import LeftOut
from qualcode.matrix.counting import Layout, tree_of
from qualcode.matrix.facts import NOBODY, Bools, Facts, Ints, Made, facts, words_of_pieces
from qualcode.matrix.quoting import Filled, quotes_of, summaries_of
from qualcode.matrix.readings import Reading, reading
from qualcode.matrix.states import NOT_MENTIONED, STATES, VALUE, Marks, states
from qualcode.study.file import Study

EVERYBODY = "all"
# Rows of these kinds rest on documents of any kind, notes too.
OF_ANY_KIND = ("document", "speaker", "role")
# Labels that are nothing but who speaks: whoever doesn't count has no row or part.
SPOKEN = ("speaker", "role")
Numbers = NDArray[np.int64] | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """What `crossing.matrix` was asked, word for word."""

    rows: str
    columns: str
    by: str | None
    cell: str
    where: str | None
    code: str | None
    depth: int | None
    layer_name: str | None
    all_speakers: bool
    period_set: str | None


@dataclass(frozen=True)
class Grid:
    """A matrix as arrays of rows × splits × columns.

    `values` holds numbers; `filled` in their place what isn't a number, by (row, split,
    column), where there is something.
    """

    rows: tuple[str, ...]
    splits: tuple[str, ...]
    columns: tuple[str, ...]
    by: str | None
    row_kind: str
    layer: str
    marks: Marks
    values: Numbers
    filled: Filled | None
    left_out: tuple[LeftOut, ...]
    unplaced: int

    def __len__(self) -> int:
        return self.marks.size

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        rest, column = divmod(index % len(self), len(self.columns))
        row, split = divmod(rest, len(self.splits))
        mark = int(self.marks[row, split, column])
        return (
            self.rows[row],
            self.columns[column],
            self.splits[split] if self.by is not None else None,
            STATES[mark],
            self._value((row, split, column), mark, self.values[row, split, column].item()),
        )

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row, name in enumerate(self.rows):
            for split, part in enumerate(self.splits):
                by = part if self.by is not None else None
                marks = self.marks[row, split].tolist()
                values = self.values[row, split].tolist()
                for column, label in enumerate(self.columns):
                    mark = marks[column]
                    value = self._value((row, split, column), mark, values[column])
                    yield name, label, by, STATES[mark], value

    def _value(self, place: tuple[int, int, int], mark: int, number: float) -> Any:
        if self.filled is not None:
            known = self.filled.at.get(place)
            return known if known is not None or mark != NOT_MENTIONED else self.filled.nothing
        return number if mark in (VALUE, NOT_MENTIONED) else None


def lay_out(study: Study, asked: Question) -> Grid:
    """The grid that answers a question."""
    found = facts(study)
    everybody = asked.cell == "coders" and asked.layer_name is None
    layer_name = FINAL if asked.layer_name is None else asked.layer_name
    read = reading(study, found, layer_name)
    read_by = None if everybody else read
    row_axis = axis(study, found, asked.rows, asked.period_set)
    split_axis = (
        axis(study, found, asked.by, asked.period_set) if asked.by is not None else nothing(found)
    )
    wave_axis = axis(study, found, "wave") if asked.columns == "wave" else nothing(found)
    counts = _counting(study, found, asked)
    if asked.where is not None or asked.rows in SPOKEN:
        row_axis = _only(row_axis, counts)
    if asked.by in SPOKEN:
        split_axis = _only(split_axis, counts)
    group, shape = _groups([row_axis, split_axis, wave_axis], counts)
    codes = _codes(found.book, asked.code)
    layout = Layout(
        found=found,
        tree=tree_of(found.book, codes, depth=asked.depth, together=asked.columns == "wave"),
        group=group,
        groups=int(np.prod(shape)),
        read=_read(found.made, read_by, settled=settles(layer_name)),
    )
    number = layout.counts()
    marks = states(study, layout, read, number, any_kind=asked.rows in OF_ANY_KIND)
    marks = _arrange(marks, shape)
    if layout.tree.together:
        columns = wave_axis.labels
    else:
        columns = tuple(codes[n].code for n in layout.tree.shown)
    filled: Filled | None = None
    if asked.cell == "quotes":
        filled = quotes_of(study, layout, shape)
    elif asked.cell == "summary":
        filled = summaries_of(
            study,
            row_axis,
            split_axis,
            columns,
            layer_name=layer_name,
            waves_of=asked.code and codes[0].code,
            columns_are_waves=layout.tree.together,
        )
        for place in filled.at:
            marks[place] = VALUE
    return Grid(
        rows=row_axis.labels,
        splits=split_axis.labels,
        columns=columns,
        by=split_axis.kind if asked.by is not None else None,
        row_kind=row_axis.kind,
        layer=EVERYBODY if everybody else layer_name,
        marks=marks,
        values=_arrange(_numbers(study, asked, layout, read, number), shape),
        filled=filled,
        left_out=tuple(_left_out(layout, counts, row_axis, [split_axis, wave_axis])),
        unplaced=int(_read(found.unplaced, read_by, settled=settles(layer_name)).sum()),
    )


def _counting(study: Study, found: Facts, asked: Question) -> Bools:
    """Per voice whether it counts: who asks doesn't, nor does what `where` keeps out."""
    counts = asked.all_speakers | ~found.asks
    if asked.where is not None:
        fitting = select(study, asked.where)
        ids: Mapping[str | None, str] = {case.name: case.id for case in cases(study)}
        counts &= np.array(
            [
                (found.sources[voice.document].id, ids.get(voice.case)) in fitting
                for voice in found.voices
            ],
            bool,
        )
    return counts


def _only(given: Axis, counts: Bools) -> Axis:
    """The axis without the labels under which nothing counts."""
    kept = np.unique(given.of_voice[counts & (given.of_voice != NOWHERE)])
    number = np.full(len(given.labels) + 1, NOWHERE)  # the last one is for those that have none
    number[kept] = np.arange(len(kept))
    return Axis(given.kind, tuple(given.labels[n] for n in kept), number[given.of_voice])


def _groups(axes: list[Axis], counts: Bools) -> tuple[Ints, tuple[int, ...]]:
    """Per voice the number of its group, -1 where it has none; and how many along each axis."""
    group = np.zeros(len(counts), np.int64)
    inside = counts.copy()
    for each in axes:
        group = group * len(each.labels) + each.of_voice
        inside &= each.of_voice != NOWHERE
    return np.where(inside, group, NOWHERE), tuple(len(each.labels) for each in axes)


def _read(made: Made, read: Reading | None, *, settled: bool) -> Bools:
    """Per coding whether it is read; everybody's where `read` is None."""
    if read is None:
        return ~made.agreed
    coder = read.coder[made.document]
    own: Bools = made.coder == coder
    if not settled:
        return own
    stands: Bools = own & ~made.aside | made.agreed & (coder != NOBODY)
    return stands


def _codes(book: Codebook, name: str | None) -> tuple[Code, ...]:
    return book.codes if name is None else book.branch(book.find(name))


def _numbers(study: Study, asked: Question, layout: Layout, read: Reading, counts: Ints) -> Numbers:
    cell = asked.cell
    if cell == "presence":
        return np.minimum(counts, 1)
    if cell == "coders":
        return layout.coders(None if asked.layer_name is None else read.coder)
    if cell not in ("words", "share"):
        return counts
    words = layout.words(words_of_pieces(study, layout.found))
    if cell == "words":
        return words
    return words / np.maximum(layout.spoken(read.at_work), 1)


def _arrange(cells: Any, shape: tuple[int, ...]) -> Any:
    """An array of codes × groups as one of rows × splits × columns."""
    rows, splits, waves = shape
    if waves == 1:  # a view: copying two million cells would take as long as counting them
        return cells.reshape(len(cells), rows, splits).transpose(1, 2, 0)
    return cells.reshape(rows, splits, waves)  # where waves are columns, codes count as one


def _left_out(layout: Layout, counts: Bools, rows: Axis, others: list[Axis]) -> Iterator[LeftOut]:
    """Documents that are coded and in no row; and those in a row that are in none of its parts."""
    found = layout.found
    coded = layout.read_pieces & counts[found.piece_voice]
    astray = found.piece_voice[coded & (rows.of_voice[found.piece_voice] == NOWHERE)]
    yield from _named(found, rows.kind, found.document_of_voice[astray])
    shown = counts & (rows.of_voice != NOWHERE)
    for each in others:
        lost = np.unique(found.document_of_voice[shown & (each.of_voice == NOWHERE)])
        kept = np.unique(found.document_of_voice[shown & (each.of_voice != NOWHERE)])
        yield from _named(found, each.kind, np.setdiff1d(lost, kept))


def _named(found: Facts, kind: str, documents: Ints) -> Iterator[LeftOut]:
    names = tuple(found.sources[n].name for n in np.unique(documents))
    if names:
        yield LeftOut(kind, names)
