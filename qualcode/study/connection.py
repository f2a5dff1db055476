"""Connections to a study file: the one place that opens SQLite, and where a key will go in."""

import sqlite3
from pathlib import Path

from qualcode.errors import StudyUnusable

APPLICATION_ID = 0x7175616C  # "qual"
SCHEMA = 1  # the newest schema this program knows; see migrations/
BUSY_SECONDS = 10


def connect(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """A connection to the existing file at `path`, durable and with foreign keys checked.

    WAL lets scripts read while another writes; FULL makes every commit survive a power cut.
    """
    mode = "rw" if write else "ro"
    db = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
    )
    if write:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    return db


def schema_of(path: Path) -> int:
    """The schema of the study at `path`.

    Raises StudyUnusable where there is no file, or it isn't a study, is damaged,
    or is newer than this program.
    """
    if not path.is_file():
        raise StudyUnusable(
            f"There is no study at {path}.", "Make one with `qualcode init`, or name another."
        )
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise _not_a_study(path)
    try:
        db = connect(path, write=False)
        try:
            (application,) = db.execute("PRAGMA application_id").fetchone()
            (schema,) = db.execute("PRAGMA user_version").fetchone()
        finally:
            db.close()
    except sqlite3.OperationalError as error:
        raise StudyUnusable(
            f"{path} can't be opened: {error}.",
            "Check that you may read it and write in its folder.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    if application != APPLICATION_ID:
        raise _not_a_study(path)
    if schema > SCHEMA:
        raise StudyUnusable(
            f"{path} was made by a newer qualcode (schema {schema}; this one knows {SCHEMA}).",
            "Update qualcode, then open it again. The file was not touched.",
        )
    return int(schema)


def damaged(path: Path, error: Exception) -> StudyUnusable:
    """What to say where SQLite itself reports a broken file."""
    return StudyUnusable(
        f"{path} is damaged: {error}.",
        f"Bring back the newest backup with `qualcode restore --study {path}`.",
    )


def _not_a_study(path: Path) -> StudyUnusable:
    return StudyUnusable(
        f"{path} is not a qualcode study.", "Name a file that `qualcode init` made."
    )
