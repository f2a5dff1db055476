"""Ids: made from the name at birth where the same thing made twice should be one."""

import sqlite3
import unicodedata
from uuid import UUID, uuid5

NAMED = {  # table → the word in its ids; never change one
    "coder": "coder",
    "case_": "case",
    "wave": "wave",
    "document": "document",
    "code": "code",
    "speaker": "speaker",
    "attribute": "attribute",
    "codebook_version": "codebook-version",
    "version": "version",
}


def fold_name(name: str) -> str:
    """`name` as names are compared: without regard to case or to how accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def natural(study_id: str, tbl: str, *key: str) -> str:
    """The id that every copy of the study gives to the thing of this key."""
    return str(uuid5(UUID(study_id), ":".join((NAMED[tbl], *map(fold_name, key)))))


def is_taken(db: sqlite3.Connection, tbl: str, row_id: str, name: str) -> bool:
    """True where `row_id` belongs to something else now: renamed since, or erased."""
    if db.execute("SELECT 1 FROM tombstone WHERE id = :id", {"id": row_id}).fetchone():
        return True
    row = db.execute(f"SELECT name, removed FROM {tbl} WHERE id = :id", {"id": row_id}).fetchone()
    return row is not None and not row[1] and fold_name(row[0]) != fold_name(name)
