"""The codebook's own history: how it stood after each event that touched it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.codebook import queries
from qualcode.codebook.fields import NEW_CODE
from qualcode.codebook.stored import code_of
from qualcode.codebook.tree import Codebook, grow
from qualcode.study.file import Study
from qualcode.study.fold import Write, fold_all

EMPTY = Codebook(())


@dataclass(frozen=True, slots=True)
class Moment:
    """An event on the codebook (undo and redo of one too), and the codebook right after it."""

    id: str
    at: str
    coder: str
    kind: str
    label: str
    book: Codebook


def moments(study: Study) -> Iterator[Moment]:
    """The codebook after each of its events, oldest first, in the order that all copies share."""
    written: dict[str, list[tuple[str, int, str, Mapping[str, Any]]]] = defaultdict(list)
    for event_id, row_id, hlc, at, vals in study.db.execute(queries.WRITES):
        written[event_id].append((row_id, hlc, at, json.loads(vals)))
    so_far: list[str] = []
    off: set[str] = set()
    for event_id, at, coder, kind, label, target in study.db.execute(queries.EVENTS).fetchall():
        if kind == "undo":
            off.add(target)
        elif kind == "redo":
            off.discard(target)
        else:
            so_far.append(event_id)
        writes = [
            Write("code", row_id, each, hlc, made, each in off, vals, {})
            for each in so_far
            for row_id, hlc, made, vals in written[each]
        ]
        yield Moment(event_id, at, coder, kind, label, _folded(writes))


def _folded(writes: list[Write]) -> Codebook:
    rows, _ = fold_all(writes)
    codes = [NEW_CODE | {"position": 0, "id": row} | fields for (_, row), fields in rows.items()]
    codes.sort(key=lambda code: (code["position"], code["name"], code["id"]))
    return grow(map(code_of, codes))
