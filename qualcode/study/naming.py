"""The names of rows that others point at, for what is told below the features."""

import sqlite3
from collections import defaultdict
from typing import Any

from qualcode.names import fold_name
from qualcode.study.fold import projections

# What a field that holds an id points at.
POINTED_AT = {
    "parent_id": "code", "merged_into": "code", "code_id": "code", "topics": "code",
    "case_id": "case_", "wave_id": "wave", "document_id": "document", "coder_id": "coder",
}  # fmt: skip


def named(db: sqlite3.Connection, field: str, value: Any) -> Any:
    """A field's value as people know it: an id becomes a name, a code its path.

    A version is told by the file it came from and its id, a code that shares its path by
    both too, the codings of somebody who is done by how many they are, all else by itself.
    """
    if field == "frozen" and isinstance(value, list):
        return f"{len(value)} coding{'' if len(value) == 1 else 's'}"
    if isinstance(value, list):
        return [named(db, field, each) for each in value]
    if field == "version_id":
        row = db.execute("SELECT source FROM version WHERE id = ?", (value,)).fetchone()
        return f"{row[0]} ({value[:8]})" if row else value
    tbl = POINTED_AT.get(field)
    if tbl is None or value is None:
        return value
    if tbl == "code":
        paths = code_paths(db)
        path = paths.get(value, value)
        return path if list(paths.values()).count(path) == 1 else f"{path} ({value[:8]})"
    row = db.execute(f"SELECT name FROM {tbl} WHERE id = ?", (value,)).fetchone()
    return row[0] if row else value


ASSIGNED = """
SELECT d.name || ' to ' || c.name FROM assignment a
JOIN document d ON d.id = a.document_id JOIN coder c ON c.id = a.coder_id WHERE a.id = ?
"""


def called(db: sqlite3.Connection, tbl: str, row_id: str) -> str:
    """What people call a row: by its name, else by the beginning of its id."""
    query = ASSIGNED if tbl == "assignment" else f"SELECT name FROM {tbl} WHERE id = ?"
    has_name = tbl == "assignment" or "name" in projections(db)[tbl]
    row = db.execute(query, (row_id,)).fetchone() if has_name else None
    return str(row[0]) if row else row_id[:8]


def doubled_paths(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Paths that several codes in use have, as after a merge of copies, and the codes' ids."""
    in_use = "SELECT id FROM code WHERE removed = 0 AND merged_into IS NULL ORDER BY born, id"
    paths = code_paths(db)
    found: dict[str, list[str]] = defaultdict(list)
    for (row_id,) in db.execute(in_use):
        found[fold_name(paths[row_id])].append(row_id)
    return {paths[ids[0]]: ids for ids in found.values() if len(ids) > 1}


def code_paths(db: sqlite3.Connection) -> dict[str, str]:
    """Code id → path; one under a code that was merged stands under what it was merged into."""
    rows = db.execute("SELECT id, name, parent_id, merged_into FROM code")
    codes = {row_id: (name, parent, into) for row_id, name, parent, into in rows}
    found = {}
    for row_id, (name, parent, _) in codes.items():
        parts, above = [name], parent
        while above in codes:
            its_name, over, into = codes[above]
            if into is None:
                parts.append(its_name)
            above = over if into is None else into
        found[row_id] = "/".join(reversed(parts))
    return found
