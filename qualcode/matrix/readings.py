"""A layer as arrays: per document who is read there, and what they have finished."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.coding.layers import FINAL, NOT_FINISHED, Finished, layer
from qualcode.matrix import queries
from qualcode.matrix.facts import NOBODY, Facts, Ints, facts
from qualcode.study.file import Study


@dataclass(frozen=True)
class Reading:
    """Per document the row of the coder who is read (-1: nobody), and a number in `kinds`."""

    coder: Ints
    finished: Ints
    kinds: tuple[Finished, ...]

    @property
    def at_work(self) -> NDArray[np.bool_]:
        """Per document whether somebody has begun there."""
        begun: NDArray[np.bool_] = self.coder != NOBODY
        return begun


def reading(study: Study, found: Facts, name: str) -> Reading:
    """How the layer called `name` reads the study; raises UnknownName."""
    if name == FINAL:
        return study.remembered(
            _final, "assignment", "coding", "coder", "codebook_version", "document"
        )
    return _reading(study, found, name)


def _final(study: Study) -> Reading:
    return _reading(study, facts(study), FINAL)


def _reading(study: Study, found: Facts, name: str) -> Reading:
    read = layer(study, name)
    rows = {row_id: pk for pk, row_id in study.db.execute(queries.CODERS)}
    coders = [rows.get(read.coder.get(source.id, ""), NOBODY) for source in found.sources]
    kinds = {id(NOT_FINISHED): NOT_FINISHED}
    finished = [read.finished.get(source.id, NOT_FINISHED) for source in found.sources]
    kinds |= {id(each): each for each in finished}
    number = {key: n for n, key in enumerate(kinds)}
    return Reading(
        coder=np.array(coders, np.int64),
        finished=np.array([number[id(each)] for each in finished], np.int64),
        kinds=tuple(kinds.values()),
    )
