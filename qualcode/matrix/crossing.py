"""The matrix: cases × codes, by wave where asked, with every kind of emptiness kept apart."""

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

from qualcode.cases.design import cases, waves
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code
from qualcode.coding.layers import NOT_FINISHED, Layer, layer
from qualcode.matrix import queries
from qualcode.names import unknown
from qualcode.study.file import Study

State = Literal["value", "not_mentioned", "not_asked", "not_coded", "not_interviewed"]
CellKind = Literal["presence", "count"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is a number where there is one (0 where nothing was said), else None."""

    row: str
    column: str
    by: str | None
    state: State
    value: int | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells in the order row, by, column; `by` is what splits the rows ("wave"), or None."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    by: str | None
    by_values: tuple[str, ...]
    cell: CellKind
    layer: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()


def matrix(
    study: Study,
    *,
    rows: str = "case",
    columns: str = "code",
    by: str | None = None,
    cell: str = "presence",
    layer_name: str = "final",
    all_speakers: bool = False,
) -> Matrix:
    """`rows` × `columns`: cases × codes. A code counts with what lies under it.

    `by` is None or "wave". `cell` is "presence" (1 where the code was used at all) or
    "count" (distinct codings). `layer_name` says whose codings are read. What the
    interviewer says is left out unless `all_speakers`.

    A cell without codings is *not mentioned* only where every interview it stands for was
    finished with the code as it is meant now; *not coded* where one wasn't; *not
    interviewed* where there is none.
    """
    if rows != "case":
        raise unknown(rows, ["case"], "kind of row")
    if columns != "code":
        raise unknown(columns, ["code"], "kind of column")
    if by not in (None, "wave"):
        raise unknown(by, ["wave"], "way to split a matrix")
    if cell not in get_args(CellKind):
        raise unknown(cell, get_args(CellKind), "kind of cell")
    with study.reading():
        book = codebook(study)
        read = layer(study, layer_name)
        sources = _sources(study, by)
        found, unplaced = _found(study, read, all_speakers)
        parts = [wave.name for wave in waves(study)] if by else [None]
        names = [case.name for case in cases(study)]
        left_out = (*_of_no_wave(study, by), *unplaced)
    cells = []
    for row, part, code in product(names, parts, book):
        documents = sources[row, part]
        number = sum(len(found.get((document.id, code.id), ())) for document in documents)
        state = _state(number, documents, book.branch(code), read)
        shown = min(number, 1) if cell == "presence" else number
        is_known = state in ("value", "not_mentioned")
        cells.append(Cell(row, code.code, part, state, shown if is_known else None))
    return Matrix(
        rows=tuple(names),
        columns=tuple(code.code for code in book),
        by=by,
        by_values=tuple(part for part in parts if part is not None),
        cell="count" if cell == "count" else "presence",
        layer=layer_name,
        cells=tuple(cells),
        notes=left_out,
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """A document that a cell can rest on."""

    id: str
    name: str
    kind: str
    case: str
    wave: str | None


def _sources(study: Study, by: str | None) -> dict[tuple[str, str | None], list[_Source]]:
    """The documents per (case, wave), or per (case, None) where rows aren't split."""
    sources: dict[tuple[str, str | None], list[_Source]] = defaultdict(list)
    for source in _all_sources(study):
        if by is None or source.wave is not None:
            sources[source.case, source.wave if by else None].append(source)
    return sources


def _all_sources(study: Study) -> list[_Source]:
    return [_Source(*row) for row in study.db.execute(queries.SOURCES)]


def _of_no_wave(study: Study, by: str | None) -> tuple[str, ...]:
    lost = [source.name for source in _all_sources(study) if by and source.wave is None]
    return (f"Of no wave, and so left out: {', '.join(lost)}.",) if lost else ()


def _found(
    study: Study, read: Layer, all_speakers: bool
) -> tuple[dict[tuple[str, str], set[str]], tuple[str, ...]]:
    """Coding ids of the layer per (document id, code id), a parent's with its children's;
    and a note on those left out because they have no place in the current text."""
    book = codebook(study)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    unplaced = 0
    asked = {"layer": json.dumps(read.coder), "all_speakers": all_speakers}
    for document, code_id, coding, placed in study.db.execute(queries.CODINGS, asked):
        if not placed:
            unplaced += 1
            continue
        for code in book.lineage(code_id):
            found[document, code.id].add(coding)
    note = f"Left out, being made on another version of a text: codings, {unplaced} in all."
    return found, (note,) if unplaced else ()


def _state(number: int, documents: list[_Source], branch: tuple[Code, ...], read: Layer) -> State:
    if number:
        return "value"
    interviews = [document.id for document in documents if document.kind == "interview"]
    if not interviews:
        return "not_interviewed"
    finished = [read.finished.get(interview, NOT_FINISHED) for interview in interviews]
    covered = all(each.covers(code.id, code.material) for each in finished for code in branch)
    return "not_mentioned" if covered else "not_coded"
