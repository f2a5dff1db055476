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
from qualcode.study.naming import doubled_paths, named
from qualcode.study.sight import HIDDEN_WORK

# What goes with another field of its row, and says nothing to people that this one doesn't.
TOLD_ALONG = {
    "adjudication": ("coder_id", "codings", "outcome", "disagreement"),
    "assignment": ("frozen_under",),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of one row with its rival values, the one that shows first.

    `coders` are the names of those who set them, in the same order. Where the field is
    `path`, several codes have one path: the values are the beginnings of their ids.
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
    have; renaming one settles that.
    """
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
    return found + [_doubled(db, path, ids) for path, ids in doubled.items()]


def contested(study: Study, row_ids: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Of these rows what stands in conflict, as (row id, field), where the viewer may see it.

    Whoever leaves out what already has its value keeps these: saying the value that shows
    once more is how a conflict is settled.
    """
    return frozenset((row_id, name) for _, row_id, name, _ in _rivals(study.db, row_ids))


def _rivals(
    db: sqlite3.Connection, row_ids: Iterable[str]
) -> list[tuple[str, str, str, list[fold.Write]]]:
    """Table, row and field of each conflict, with the writes that stand beside each other."""
    writes = sorted(fold.history(db, row_ids), key=lambda w: (w.tbl, w.row_id))
    found = []
    for (tbl, row_id), own in groupby(writes, key=lambda w: (w.tbl, w.row_id)):
        for name, heads in sorted(fold.row_heads(list(own)).items()):
            if name in fold.GATHERED:
                continue  # what the one said comes to what the other did
            if len({_compared(name, head.vals[name]) for head in heads}) > 1:
                found.append((tbl, row_id, name, heads))
    hidden = {row for (row,) in db.execute(HIDDEN_WORK)} if found else set()
    return [rivals for rivals in found if rivals[1] not in hidden]


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
    has_name = "name" in fold.projections(db)[tbl]
    row = has_name and db.execute(f"SELECT name FROM {tbl} WHERE id = ?", (row_id,)).fetchone()
    return Conflict(
        table=tbl.rstrip("_"),
        row_id=row_id,
        name=row[0] if row else row_id[:8],
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
