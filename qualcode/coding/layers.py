"""Layers: whose codings an analysis reads, and what those coders have finished."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.coding import queries
from qualcode.coding.coders import find_coder
from qualcode.errors import OutcomeError
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.study.rounds import PRACTICE, STABILITY

FINAL = "final"
CONSENSUS = "consensus"
TABLES = ("assignment", "coding", "coder", "codebook_version", "document", "adjudication")


@dataclass(frozen=True, slots=True)
class Finished:
    """What each code (by id) meant when the layer's coder said a document was done."""

    meaning: Mapping[str, str]

    def covers(self, code_id: str, meaning_now: str) -> bool:
        """True where the document was coded for this code as it is meant now."""
        return self.meaning.get(code_id) == meaning_now


NOT_FINISHED = Finished({})


@dataclass(frozen=True, slots=True)
class Layer:
    """Per document id the id of the coder who is read, and what they have finished there."""

    coder: Mapping[str, str]
    finished: Mapping[str, Finished]


def settles(name: str) -> bool:
    """True for a layer in which what was agreed on stands where coders disagreed."""
    return fold_name(name) in (FINAL, CONSENSUS)


def has_consensus(study: Study) -> bool:
    """True where a disagreement was settled, so that there is a layer called consensus."""
    return study.db.execute(queries.ADJUDICATED).fetchone() is not None


def layer(study: Study, name: str = FINAL) -> Layer:
    """The layer called `name`: a coder's, "final" or "consensus".

    In "final" a document is its primary coder's: who has the oldest assignment there that is
    neither blind nor of a training or stability round, else the earliest coding. "consensus"
    are the documents among them where a disagreement was settled. In both, what was agreed
    on stands in the place of what it was about (see `settles`).
    A document where the viewer is blind is in neither.
    Raises UnknownName for a coder who isn't there, OutcomeError for a consensus that isn't.
    """
    if fold_name(name) == FINAL:
        return study.remembered(_final, *TABLES)
    if fold_name(name) == CONSENSUS:
        return _consensus(study)
    wanted = find_coder(study, name)
    assignments = study.db.execute(queries.ASSIGNMENTS).fetchall()
    coded = study.db.execute(queries.FIRST_CODINGS)
    return _layer(
        study,
        dict.fromkeys((row[0] for row in (*assignments, *coded) if row[1] == wanted), wanted),
        assignments,
    )


def _final(study: Study) -> Layer:
    assignments = study.db.execute(queries.ASSIGNMENTS).fetchall()
    at_work = [row[:2] for row in assignments if not row[3] and row[4] not in PRACTICE]
    at_work += study.db.execute(queries.FIRST_CODINGS_UNASSIGNED)
    # What the viewer may not see must not look as if it weren't there.
    blind = {document for (document,) in study.db.execute(queries.BLIND_IDS)}
    primary: dict[str, str] = {}
    for document, who, *_ in at_work:
        if document not in blind:
            primary.setdefault(document, who)
    return _layer(study, primary, assignments)


def _consensus(study: Study) -> Layer:
    final = layer(study, FINAL)
    settled = {document for (document,) in study.db.execute(queries.ADJUDICATED)}
    if not settled:
        raise OutcomeError(
            "There is no consensus yet.", "It comes from `qualcode adjudicate`; read --layer final."
        )
    return Layer(
        coder={d: who for d, who in final.coder.items() if d in settled},
        finished={d: done for d, done in final.finished.items() if d in settled},
    )


def _layer(study: Study, coder: Mapping[str, str], assignments: Iterable[tuple[Any, ...]]) -> Layer:
    """The layer of one coder a document, with what they finished there, last said last."""
    rows = study.db.execute(queries.MEANINGS)
    meanings = {row_id: Finished(json.loads(codes)) for row_id, codes in rows}
    finished = {
        document: meanings.get(codebook_version, NOT_FINISHED)
        for document, who, state, _, kind, codebook_version, is_current in assignments
        if state == "done" and kind != STABILITY and is_current and coder.get(document) == who
    }
    return Layer(coder, finished)
