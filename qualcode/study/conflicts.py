"""Fields that two people set without knowing of each other: the latest shows, all are listed."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from qualcode.names import fold_name
from qualcode.study import fold
from qualcode.study.sight import HIDDEN_WORK


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of one row with its rival values, the one that shows first.

    `coders` are the names of those who set them, in the same order.
    """

    table: str
    row_id: str
    name: str
    field: str
    values: tuple[Any, ...]
    coders: tuple[str, ...]


def conflicts(db: sqlite3.Connection, row_ids: Iterable[str] | None = None) -> list[Conflict]:
    """The open conflicts that the viewer may see, of some rows or of the whole study.

    Setting a field again settles it.
    """
    several = db.execute("SELECT row_id FROM patch GROUP BY row_id HAVING count(*) > 1")
    rows = {row for (row,) in several}
    if row_ids is not None:
        rows &= set(row_ids)
    writes = sorted(fold.history(db, rows), key=lambda w: (w.tbl, w.row_id))
    found = []
    for (tbl, row_id), own in groupby(writes, key=lambda w: (w.tbl, w.row_id)):
        for name, heads in sorted(fold.row_heads(list(own)).items()):
            if len({_compared(name, head.vals[name]) for head in heads}) > 1:
                found.append(_told(db, tbl, row_id, name, heads))
    hidden = {row for (row,) in db.execute(HIDDEN_WORK)} if found else set()
    return [conflict for conflict in found if conflict.row_id not in hidden]


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
        values=tuple(_shown(db, field, head.vals[field]) for head in heads),
        coders=tuple(coders),
    )


def _shown(db: sqlite3.Connection, field: str, value: Any) -> Any:
    """A version is told by the file it came from and its id, everything else by itself."""
    if field != "version_id":
        return value
    row = db.execute("SELECT source FROM version WHERE id = ?", (value,)).fetchone()
    return f"{row[0]} ({value[:8]})" if row else value
