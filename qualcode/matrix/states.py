"""Five states: what stands in a cell, or why nothing does."""

import json

import numpy as np
from numpy.typing import NDArray

from qualcode.matrix import queries
from qualcode.matrix.cells import State
from qualcode.matrix.counting import Bools, Layout, Tree
from qualcode.matrix.facts import Facts, Ints
from qualcode.matrix.readings import Progress, Reading
from qualcode.study.file import Study

STATES: tuple[State, ...] = (
    "value",
    "not_mentioned",
    "not_asked",
    "not_coded",
    "not_interviewed",
)
VALUE, NOT_MENTIONED, NOT_ASKED, NOT_CODED, NOT_INTERVIEWED = range(len(STATES))
Marks = NDArray[np.uint8]


def states(study: Study, layout: Layout, read: Reading, counts: Ints, *, any_kind: bool) -> Marks:
    """Per code and group a number in `STATES`; `counts` are the codings there.

    A cell rests on the talks of its group, or on documents of any kind where `any_kind`
    (notes about a wave don't make it one in which somebody was interviewed). Among them
    only those count in which the code was asked; where the coder who is read has finished
    all of these with the code as it is meant now, its absence is a finding.
    """
    found, tree = layout.found, layout.tree
    wave_kind, asked = _asked(study, found, tree)
    covered = np.array([_covers(found, tree, each) for each in read.kinds], bool).T
    # Documents differ in what their wave asked and in what was finished; few kinds do.
    many = len(read.kinds)
    kinds, kind = np.unique(wave_kind * many + read.kind, return_inverse=True)
    is_there = _in_groups(layout, kind, len(kinds), any_kind)
    asked, covered = asked[:, kinds // many], covered[:, kinds % many]
    is_open = _anywhere(asked & ~covered, is_there)
    marks = np.where(is_open, np.uint8(NOT_CODED), np.uint8(NOT_MENTIONED))
    if not asked.all():
        np.copyto(marks, NOT_ASKED, where=~_anywhere(asked, is_there))
    marks[:, ~is_there.any(axis=0)] = NOT_INTERVIEWED
    np.copyto(marks, VALUE, where=counts > 0)
    return marks


def _in_groups(layout: Layout, kind: Ints, kinds: int, any_kind: bool) -> Bools:
    """Kinds × groups: whether a document of the kind is one that the group rests on."""
    document = layout.found.document_of_voice
    inside = (layout.group >= 0) & (any_kind | layout.found.is_talk[document])
    is_there = np.zeros((kinds, layout.groups), bool)
    is_there[kind[document[inside]], layout.group[inside]] = True
    return is_there


def _anywhere(holds: Bools, is_there: Bools) -> Bools:
    """Codes × groups: whether `holds` (codes × kinds) of any kind that is there."""
    found = np.zeros((len(holds), is_there.shape[1]), bool)
    for n, groups in enumerate(is_there):
        found[np.ix_(holds[:, n], groups)] = True
    return found


def _asked(study: Study, found: Facts, tree: Tree) -> tuple[Ints, Bools]:
    """Per document a kind, and codes × kinds: whether its wave asked about the code.

    It did where it asked about the code itself, about one above it, or about one under it;
    a wave that names no topics asked about everything, and so did what has no wave.
    """
    everything = np.ones(len(tree.shown), bool)
    number: dict[str | None, int] = {None: 0}
    kinds = [everything]
    for name, told in study.db.execute(queries.TOPICS):
        ids = set(json.loads(told))
        number[name] = len(kinds)
        kinds.append(_about(found, tree, ids) if ids else everything)
    waves = np.array([number[source.wave] for source in found.sources], np.int64)
    return waves, np.array(kinds, bool).T


def _about(found: Facts, tree: Tree, ids: set[str]) -> Bools:
    """Per shown code whether these topics are about it."""
    book = found.book
    meant = {book.resolve(row).id for row in ids if book.knows(row)}
    over = set().union(*({code.id for code in book.lineage(row)} for row in meant))
    asked = np.array(
        [
            code.id in over or not meant.isdisjoint(each.id for each in book.lineage(code.id))
            for code in tree.codes
        ],
        bool,
    )
    return np.array([asked.any()]) if tree.together else asked[tree.shown]


def _covers(found: Facts, tree: Tree, progress: Progress) -> Bools:
    """Per shown code: finished with it and all under it as they are meant now.

    What a code was split into isn't, as long as a coding waits that may be one of it.
    """
    book = found.book
    parts = {
        book.resolve(part).id
        for code in progress.waiting
        for part in book.resolve(code).split_into
        if book.knows(part)
    }
    own = [
        code.id not in parts and progress.finished.covers(code.id, code.material)
        for code in tree.codes
    ]
    return tree.all_under(np.array([*([True] * tree.together), *own], bool))
