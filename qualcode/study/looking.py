"""A look at a study file from outside: what it holds, before anybody opens it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from qualcode.names import fold_name
from qualcode.study.connection import SCHEMA, connect, damaged, schema_of
from qualcode.study.file import RESERVED


@dataclass(frozen=True, slots=True)
class Glimpse:
    """How many documents and which coders there are; `older` where opening will migrate it."""

    documents: int
    coders: tuple[str, ...]
    older: bool


def glimpse(path: Path) -> Glimpse:
    """What the study at `path` holds; nothing in it is changed, and an older one stays older.

    Raises StudyUnusable as opening it would, and sqlite3.OperationalError where it is locked.
    """
    db = connect(path, to_look=True)
    try:
        (documents,) = db.execute("SELECT count(*) FROM document WHERE removed = 0").fetchone()
        names = [
            name for (name,) in db.execute("SELECT name FROM coder WHERE removed = 0 ORDER BY name")
        ]
        coders = tuple(name for name in names if fold_name(name) not in RESERVED)
        return Glimpse(documents, coders, schema_of(db) < SCHEMA)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    finally:
        db.close()
