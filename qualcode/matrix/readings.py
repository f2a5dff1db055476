"""A layer as arrays: per document who is read there, and what they have finished."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.coding.layers import FINAL, NOT_FINISHED, Finished, layer
from qualcode.coding.recoding import open_queue
from qualcode.matrix import queries
from qualcode.matrix.facts import NOBODY, TABLES, Facts, Ints, facts
from qualcode.study.file import Study

NOTHING_WAITS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Progress:
    """What was finished in a document, and the split codes (ids) whose queue is open there."""

    finished: Finished
    waiting: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """Per document the row of the coder who is read (-1: nobody), and a number in `kinds`."""

    coder: Ints
    kind: Ints
    kinds: tuple[Progress, ...]

    @property
    def at_work(self) -> NDArray[np.bool_]:
        """Per document whether somebody has begun there."""
        begun: NDArray[np.bool_] = self.coder != NOBODY
        return begun


def reading(study: Study, found: Facts, name: str) -> Reading:
    """How the layer called `name` reads the study; raises UnknownName."""
    if name == FINAL:
        return study.remembered(_final, *TABLES, "codebook_version")
    return _reading(study, found, name)


def _final(study: Study) -> Reading:
    return _reading(study, facts(study), FINAL)


def _reading(study: Study, found: Facts, name: str) -> Reading:
    read = layer(study, name)
    queue = open_queue(study, name)
    rows = {row_id: pk for pk, row_id in study.db.execute(queries.CODERS)}
    coders = [rows.get(read.coder.get(source.id, ""), NOBODY) for source in found.sources]
    # What was finished is one of few things: told apart by who they are, not by what they hold.
    number = {(id(NOT_FINISHED), NOTHING_WAITS): 0}
    kinds = [Progress(NOT_FINISHED, NOTHING_WAITS)]
    kind = []
    for source in found.sources:
        progress = Progress(
            read.finished.get(source.id, NOT_FINISHED), queue.get(source.id, NOTHING_WAITS)
        )
        key = id(progress.finished), progress.waiting
        if key not in number:
            number[key] = len(kinds)
            kinds.append(progress)
        kind.append(number[key])
    return Reading(np.array(coders, np.int64), np.array(kind, np.int64), tuple(kinds))
