"""Retrieval: codings by document, case, wave, code, coder, speaker and more, with their words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qualcode.cases.design import cases, find_case, find_wave, waves
from qualcode.codebook.stored import codebook
from qualcode.coding import queries
from qualcode.coding.coders import coder_names, find_coder
from qualcode.coding.documents import documents, find_document
from qualcode.coding.layers import CONSENSUS, FINAL, has_consensus, layer, settles
from qualcode.names import find, fold_name
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Coding:
    """A coding as people and exports see it; `reason` says why it has no place, where it hasn't."""

    id: str
    document: str
    case: str | None
    wave: str | None
    date: str | None
    kind: str
    code: str
    coder: str
    start: int | None
    end: int | None
    turn: int | None
    speaker: str | None
    role: str | None
    quote: str
    memo: str
    about: str | None
    origin: str
    created_at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Which codings, or turns: names as people write them; a code includes what lies under it.

    `case` includes what its speaker says in a group. `where` is a condition on attributes
    (cases/reading_conditions.py).
    """

    doc: str | None = None
    case: str | None = None
    wave: str | None = None
    code: str | None = None
    coder: str | None = None
    speaker: str | None = None
    role: str | None = None
    without_role: str | None = None
    layer: str | None = None
    ids: tuple[str, ...] | None = None
    kind: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What `Where` can name in a study, each in the order in which people know it."""

    documents: tuple[str, ...]
    cases: tuple[str, ...]
    waves: tuple[str, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    speakers: tuple[str, ...]
    roles: tuple[str, ...]
    kinds: tuple[str, ...]
    layers: tuple[str, ...]


EVERYTHING = Where()
NO_PLACE: dict[str, Any] = {
    "start": None,
    "end": None,
    "turn": None,
    "reason": "made on another version of the text",
}


def codings(study: Study, where: Where = EVERYTHING) -> list[Coding]:
    """The codings that the viewer may see and `where` lets through, in reading order.

    Raises UnknownName for a name that the study doesn't hold.
    """
    with study.reading():
        asked = resolved(study, where)
        sql = queries.CODINGS.format(
            codings=view_of(where), where=clause(queries.CODING_FILTERS, asked)
        )
        rows = study.db.execute(sql, asked)
        return list(_told(study, rows))


def view_of(where: Where) -> str:
    """Where the codings are read: what was agreed on is nobody's, and shows only where asked."""
    if where.layer is not None and settles(where.layer):
        return "seen_final_coding"
    return "seen_coding" if where.ids is None else "seen_any_coding"


def known(study: Study) -> Known:
    """What there is to retrieve codings by."""
    with study.reading():
        people = tuple(coder_names(study).values())
        return Known(
            documents=tuple(document.name for document in documents(study)),
            cases=tuple(case.name for case in cases(study)),
            waves=tuple(wave.name for wave in waves(study)),
            codes=tuple(code.code for code in codebook(study)),
            coders=people,
            speakers=_names(study, queries.SPEAKERS),
            roles=_names(study, queries.ROLES),
            kinds=_names(study, queries.KINDS),
            layers=(FINAL, *([CONSENSUS] if has_consensus(study) else []), *people),
        )


def _names(study: Study, query: str) -> tuple[str, ...]:
    return tuple(name for (name,) in study.db.execute(query))


def blind_documents(study: Study) -> list[str]:
    """Documents on which the viewer sees nobody else's codings, because a blind round is open."""
    return [name for (name,) in study.db.execute(queries.BLIND_DOCUMENTS)]


def clause(filters: Mapping[str, str], asked: Iterable[str]) -> str:
    """The WHERE of a query: what is `asked`, in the words of `filters`."""
    conditions = [filters[name] for name in asked]
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def resolved(study: Study, where: Where) -> dict[str, Any]:
    """What `where` asks, as the parameters of a query: ids in the place of names.

    Raises UnknownName for a name that the study doesn't hold, InputError for a condition that
    can't be read.
    """
    asked: dict[str, Any] = {}
    if where.doc is not None:
        asked["document"] = find_document(study, where.doc).id
    if where.case is not None:
        asked["case"] = find_case(study, where.case).id
    if where.wave is not None:
        asked["wave"] = find_wave(study, where.wave).id
    if where.code is not None:
        book = codebook(study)
        asked["codes"] = json.dumps(sorted(book.under(book.find(where.code))))
    if where.coder is not None:
        asked["coder"] = find_coder(study, where.coder)
    if where.layer is not None:
        asked["layer"] = json.dumps(layer(study, where.layer).coder)
    if where.ids is not None:
        asked["ids"] = json.dumps(where.ids)
    if where.speaker is not None:
        one = _one_of(study, queries.SPEAKERS, where.speaker, "speaker")
        names = _names(study, queries.SPEAKERS)
        asked["speaker"] = json.dumps([n for n in names if fold_name(n) == fold_name(one)])
    if where.role is not None:
        asked["role"] = _one_of(study, queries.ROLES, where.role, "role")
    if where.without_role is not None:
        asked["without_role"] = where.without_role
    if where.kind is not None:
        asked["kind"] = _one_of(study, queries.KINDS, where.kind, "kind of document")
    if where.where is not None:
        # Every command imports this module, and few ask for a condition.
        from qualcode.cases.selecting import select  # noqa: PLC0415

        pairs = sorted((document, case or "") for document, case in select(study, where.where))
        asked["pairs"] = json.dumps(pairs)
    return asked


def _one_of(study: Study, query: str, wanted: str, what: str) -> str:
    return find(wanted, {name: name for name in _names(study, query)}, what)


def _told(study: Study, rows: Iterable[tuple[Any, ...]]) -> Iterator[Coding]:
    book = codebook(study)
    paths = {code.id: book.resolve(code.id).code for code in book.all_codes}
    for row in rows:
        coding = Coding(*(*row[:6], paths[row[6]], *row[7:-1]))
        yield coding if row[-1] else replace(coding, **NO_PLACE)
