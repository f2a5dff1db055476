"""Connections to a study file: the one place that opens SQLite, and where a key will go in.

Nothing else may open a study file, not even to look at its first bytes: closing any handle
on it drops all locks that this process holds there, and a colleague's program then takes
the file for closed.
"""

import sqlite3
from pathlib import Path

from qualcode.errors import StudyUnusable

APPLICATION_ID = 0x7175616C  # "qual"
SCHEMA = 3  # the newest schema this program knows; see migrations/
BUSY_SECONDS = 10
CACHE_KIB = 16_384  # a study of a hundred transcripts outgrows SQLite's own 2 MB


def connect(path: Path, *, to_look: bool = False) -> sqlite3.Connection:
    """A connection to the study at `path`, durable and with foreign keys checked.

    `to_look` is for a file that is not to be changed in any byte: another's copy, a backup.
    WAL lets scripts read while another writes; FULL makes every commit survive a power cut.
    Raises StudyUnusable where there is no file, or it isn't a study, is damaged, or is newer
    than this program; then the file is as it was, with nothing left beside it.
    """
    if not path.is_file():
        raise StudyUnusable(
            f"There is no study at {path}.", "Make one with `qualcode init`, or name another."
        )
    db = _open(path)
    try:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise _not_a_study(path)
        schema = schema_of(db)
        if schema > SCHEMA:
            raise StudyUnusable(
                f"{path} was made by a newer qualcode (schema {schema}; this one knows {SCHEMA}).",
                "Update qualcode, then open it again. The file was not touched.",
            )
        if to_look:
            db.execute("PRAGMA query_only = ON")
        else:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = {-CACHE_KIB}")
    except sqlite3.DatabaseError as error:
        db.close()
        raise _trouble(path, error) from error
    except StudyUnusable:
        db.close()
        raise
    return db


def schema_of(db: sqlite3.Connection) -> int:
    """The schema of the study on `db`."""
    (schema,) = db.execute("PRAGMA user_version").fetchone()
    return int(schema)


def is_database(path: Path) -> bool:
    """True where `path` is a file that SQLite can read: a study, a backup, or another's."""
    if not path.is_file() or not path.stat().st_size:
        return False
    db = _open(path)
    try:
        db.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_NOTADB
    finally:
        db.close()
    return True


def damaged(path: Path, error: Exception) -> StudyUnusable:
    """What to say where a study turns out to be broken."""
    if any(path.with_name(f"{path.name}.backups").glob("*.backup")):
        hint = f"Bring back the newest backup with `qualcode restore --study {path}`."
    else:
        hint = "No backup lies beside it; look for a copy that was handed out."
    return StudyUnusable(f"{path} is damaged: {error}.", hint)


def _open(path: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
        )
    except sqlite3.OperationalError as error:
        raise _trouble(path, error) from error


def _trouble(path: Path, error: sqlite3.DatabaseError) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_NOTADB:
        return _not_a_study(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return error
    if isinstance(error, sqlite3.OperationalError):
        return StudyUnusable(
            f"{path} can't be opened: {error}.",
            "Check that you may read it and write in its folder.",
        )
    return damaged(path, error)


def _not_a_study(path: Path) -> StudyUnusable:
    return StudyUnusable(
        f"{path} is not a qualcode study.", "Name a file that `qualcode init` made."
    )
