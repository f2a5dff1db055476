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

FINAL = "final"
CONSENSUS = "consensus"


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


def layer(study: Study, name: str = FINAL) -> Layer:
    """The layer called `name`: a coder's, or "final": per document its primary coder.

    The primary coder has the oldest assignment that isn't blind, else the earliest coding.
    Raises UnknownName for a coder who isn't there.
    """
    if fold_name(name) == CONSENSUS:
        raise OutcomeError(
            "There is no consensus yet.", "It comes from adjudicating; read --layer final."
        )
    if fold_name(name) == FINAL:
        return study.remembered(
            _final, "assignment", "coding", "coder", "codebook_version", "document"
        )
    wanted = find_coder(study, name)
    assignments = study.db.execute(queries.ASSIGNMENTS).fetchall()
    coded = study.db.execute(queries.FIRST_CODINGS)
    at_work = [row[:2] for row in (*assignments, *coded) if row[1] == wanted]
    return _layer(study, assignments, at_work)


def _final(study: Study) -> Layer:
    assignments = study.db.execute(queries.ASSIGNMENTS).fetchall()
    at_work = [row[:2] for row in assignments if not row[4]]
    at_work += study.db.execute(queries.FIRST_CODINGS_UNASSIGNED)
    return _layer(study, assignments, at_work)


def _layer(
    study: Study, assignments: Iterable[tuple[Any, ...]], at_work: Iterable[tuple[str, str]]
) -> Layer:
    """The layer of those at work, (document, coder) in order of precedence."""
    blind = {document for (document,) in study.db.execute(queries.BLIND_IDS)}
    coder: dict[str, str] = {}
    for document, who in at_work:
        coder.setdefault(document, who)
    # What the viewer may not see must not look as if it weren't there.
    coder = {d: who for d, who in coder.items() if d not in blind or who == study.viewer_id}
    rows = study.db.execute(queries.MEANINGS)
    meanings = {row_id: Finished(json.loads(codes)) for row_id, codes in rows}
    finished = {
        document: meanings.get(codebook_version, NOT_FINISHED)
        for document, who, _, state, _, codebook_version, is_current in assignments
        if state == "done" and is_current and coder.get(document) == who
    }
    return Layer(coder, finished)
