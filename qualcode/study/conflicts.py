"""Fields that two people set without knowing of each other: the latest shows, all are listed."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from qualcode.names import fold_name
from qualcode.study import fold
from qualcode.study.file import Study
from qualcode.study.naming import called, doubled_paths, named
from qualcode.study.sight import HIDDEN_WORK

# What goes with another field of its row, and says nothing to people that this one doesn't.
TOLD_ALONG = {
    "adjudication": ("coder_id", "codings", "outcome", "disagreement"),
    "assignment": ("frozen_under",),
}
# Who settled some of the same codings: what holds, and what gave way to it.
OVERTAKEN = """
SELECT h.id, h.decision, w.name, o.decision, r.name
FROM seen_overtaken o JOIN adjudication h ON h.id = o.by_id
JOIN coder w ON w.id = h.coder_id JOIN coder r ON r.id = o.coder_id
ORDER BY h.id, o.settled_at DESC, o.id
"""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of one row with its rival values, the one that shows first.

    `coders` are the names of those who set them, in the same order. Where the field is
    `path`, several codes have one path: the values are the beginnings of their ids. Where it
    is `codings`, several decisions are about some of the same codings.
    """

    table: str
    row_id: str
    name: str
    field: str
    values: tuple[Any, ...]
    coders: tuple[str, ...]


def conflicts(db: sqlite3.Connection, row_ids: Iterable[str] | None = None) -> list[Conflict]:
    """The open conflicts that the viewer may see, of some rows or of the whole study.

    Setting a field again settles it. Of the whole study also the paths that several codes
    have, where renaming one settles it, and decisions that gave way to a later one about some
    of the same codings, where settling that disagreement again does.
    """
    is_whole = row_ids is None
    doubled: dict[str, list[str]] = {}
    (codes_hold_still,) = db.execute("SELECT is_open FROM seen_round_open").fetchone()
    if row_ids is None:
        several = "SELECT row_id FROM patch GROUP BY row_id HAVING count(*) > 1"
        row_ids = [row for (row,) in db.execute(several)]
        doubled = {} if codes_hold_still else doubled_paths(db)
    found = [
        _told(db, *rivals)
        for rivals in _rivals(db, row_ids)
        if not (codes_hold_still and rivals[0] == "code") and not _is_told_along(db, *rivals[:3])
    ]
    found += [_doubled(db, path, ids) for path, ids in doubled.items()]
    return found + (_overtaken(db) if is_whole else [])


def contested(study: Study, row_ids: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Of these rows what stands in conflict, as (row id, field), where the viewer may see it.

    Whoever leaves out what already has its value keeps these: saying the value that shows
    once more is how a conflict is settled.
    """
    return frozenset((row_id, name) for _, row_id, name, _ in _rivals(study.db, row_ids))


def is_contested(study: Study, row_id: str, field: str) -> bool:
    """Whether this field stands in conflict, also where the viewer may not see it."""
    return any(name == field for _, _, name, _ in _all_rivals(study.db, [row_id]))


Rivals = tuple[str, str, str, list[fold.Write]]


def _rivals(db: sqlite3.Connection, row_ids: Iterable[str]) -> list[Rivals]:
    """Table, row and field of each conflict that the viewer may see, with the rival writes."""
    found = _all_rivals(db, row_ids)
    hidden = {row for (row,) in db.execute(HIDDEN_WORK)} if found else set()
    return [rivals for rivals in found if rivals[1] not in hidden]


def _all_rivals(db: sqlite3.Connection, row_ids: Iterable[str]) -> list[Rivals]:
    writes = sorted(fold.history(db, row_ids), key=lambda w: (w.tbl, w.row_id))
    found = []
    for (tbl, row_id), own in groupby(writes, key=lambda w: (w.tbl, w.row_id)):
        for name, heads in sorted(fold.row_heads(list(own)).items()):
            if name in fold.GATHERED:
                continue  # what the one said comes to what the other did
            if len({_compared(name, head.vals[name]) for head in heads}) > 1:
                found.append((tbl, row_id, name, heads))
    return found


def _is_told_along(db: sqlite3.Connection, tbl: str, row_id: str, field: str) -> bool:
    """Whether another conflict tells it: what was agreed on goes with the decision."""
    if tbl == "coding":
        agreed = "SELECT 1 FROM coding WHERE id = ? AND origin = 'consensus'"
        return db.execute(agreed, (row_id,)).fetchone() is not None
    return field in TOLD_ALONG.get(tbl, ())


def _compared(field: str, value: object) -> str:
    # Names are matched without regard to case, so a difference in case alone is none.
    shown = fold_name(value) if field == "name" and isinstance(value, str) else value
    return json.dumps(shown, sort_keys=True)


def _told(
    db: sqlite3.Connection, tbl: str, row_id: str, field: str, heads: list[fold.Write]
) -> Conflict:
    coder = "SELECT c.name FROM event e LEFT JOIN coder c ON c.id = e.coder_id WHERE e.id = ?"
    coders = [db.execute(coder, (head.event_id,)).fetchone()[0] or "" for head in heads]
    return Conflict(
        table=tbl.rstrip("_"),
        row_id=row_id,
        name=called(db, tbl, row_id),
        field=field,
        values=tuple(named(db, field, head.vals[field]) for head in heads),
        coders=tuple(coders),
    )


def _doubled(db: sqlite3.Connection, path: str, code_ids: list[str]) -> Conflict:
    latest = (
        "SELECT coalesce(c.name, '') FROM patch p JOIN event e ON e.id = p.event_id"
        " LEFT JOIN coder c ON c.id = e.coder_id WHERE p.row_id = ?"
        " ORDER BY e.hlc DESC, e.id DESC LIMIT 1"
    )
    return Conflict(
        table="code",
        row_id=code_ids[0],
        name=path,
        field="path",
        values=tuple(row_id[:8] for row_id in code_ids),
        coders=tuple(db.execute(latest, (row_id,)).fetchone()[0] for row_id in code_ids),
    )


def _overtaken(db: sqlite3.Connection) -> list[Conflict]:
    found = []
    for (row_id, *holds), gave_way in groupby(db.execute(OVERTAKEN), key=lambda row: row[:3]):
        told = [holds, *(row[3:] for row in gave_way)]
        found.append(
            Conflict(
                table="adjudication",
                row_id=row_id,
                name=row_id[:8],
                field="codings",
                values=tuple(decision for decision, _ in told),
                coders=tuple(coder for _, coder in told),
            )
        )
    return found
