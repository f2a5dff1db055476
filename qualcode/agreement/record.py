"""What was settled, as it stands on record: read at once, laid out by document."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.agreement import queries
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Decided:
    """An adjudication as it is stored; `by` is the name of who settled it."""

    id: str
    disagreement: str
    decision: str
    because: str
    by: str
    at: str
    codings: tuple[str, ...]
    outcome: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Per document (id) the decisions that stand, and those that gave way to later ones.

    `aside` are the codings that the former are about, as rows of compared.Held and whether
    they lie on the present text; `agreed_on` the rows of what came of them.
    """

    standing: Mapping[str, Sequence[Decided]]
    overtaken: Mapping[str, Sequence[Decided]]
    aside: Mapping[str, Sequence[tuple[Any, ...]]]
    agreed_on: Mapping[str, Sequence[tuple[Any, ...]]]


def record(study: Study, document_ids: Iterable[str]) -> Record:
    """What was settled on these documents, as far as the viewer may see."""
    asked = {"documents": json.dumps(sorted(document_ids))}
    return Record(
        standing=_decided(study, queries.SETTLED, asked),
        overtaken=_decided(study, queries.OVERTAKEN, asked),
        aside=_by_document(study, queries.SET_ASIDE, asked),
        agreed_on=_by_document(study, queries.AGREED_ON, asked),
    )


def _decided(study: Study, query: str, asked: dict[str, str]) -> Mapping[str, Sequence[Decided]]:
    return {
        document: [
            Decided(*row[:-2], *(tuple(json.loads(ids)) for ids in row[-2:])) for row in rows
        ]
        for document, rows in _by_document(study, query, asked).items()
    }


def _by_document(
    study: Study, query: str, asked: dict[str, str]
) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for document, *row in study.db.execute(query, asked):
        found[document].append(tuple(row))
    return found
