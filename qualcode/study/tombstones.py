"""What was erased stays erased: ids that every merge and restore takes out again."""

import sqlite3
from collections.abc import Iterable

from qualcode.study import fold, versions


def bury(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Adds tombstones and takes out of the file whatever they name.

    Patches on buried rows go, the versions of buried documents and their words with them;
    an event that touched one keeps its place in the order but loses its words.
    """
    db.executemany("INSERT OR IGNORE INTO tombstone VALUES (?)", ((row,) for row in ids))
    buried = "(SELECT id FROM tombstone)"
    gone = db.execute(
        f"SELECT id FROM version WHERE id IN {buried} OR document_id IN {buried}"
    ).fetchall()
    versions.unindex(db, (row for (row,) in gone))
    db.execute(f"DELETE FROM version WHERE id IN {buried} OR document_id IN {buried}")
    db.execute("DELETE FROM text WHERE hash NOT IN (SELECT text_hash FROM version)")
    db.execute(
        "UPDATE event SET label = '(erased)' WHERE id IN"
        f" (SELECT event_id FROM patch WHERE row_id IN {buried})"
    )
    db.execute(f"DELETE FROM patch WHERE row_id IN {buried}")
    for tbl in fold.projections(db):
        db.execute(f"DELETE FROM {tbl} WHERE id IN {buried}")
