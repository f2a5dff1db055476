"""Makes a new study file."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from qualcode.study import tables  # noqa: F401  (fills the metadata)
from qualcode.study.backup import unfinished
from qualcode.study.connection import APPLICATION_ID, SCHEMA
from qualcode.study.file import STUDY, Study, fresh_id, milliseconds
from qualcode.study.journal import ensure_coder

# What SQLModel has no words for. `turn_text` gives the search index the words it needs to
# forget a turn, so that they stand in the file once.
BESIDE_THE_TABLES = """
CREATE VIEW turn_text AS
  SELECT t.pk, substr(x.text, t.start + 1, t."end" - t.start) AS words
  FROM turn t JOIN version v ON v.id = t.version_id JOIN text x ON x.hash = v.text_hash;
CREATE VIRTUAL TABLE turn_fts USING fts5 (
  words, content = 'turn_text', content_rowid = 'pk',
  tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
"""


def make(
    path: Path,
    language: str,
    fill: Callable[[Study], None],
    *,
    clock: Callable[[], int] = milliseconds,
    fresh_id: Callable[[], str] = fresh_id,
) -> None:
    """Makes the study file `path`; `fill` puts in what it begins with.

    The file appears under its name only when it is whole.
    Raises InputError where `path` is taken or its folder is missing.
    """
    with unfinished(path) as file:
        _lay_tables(file, language, fresh_id())
        with Study(file, clock=clock, fresh_id=fresh_id) as study:
            ensure_coder(study, STUDY)
            fill(study)


def _lay_tables(path: Path, language: str, study_id: str) -> None:
    db = sqlite3.connect(path)
    try:
        engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
        SQLModel.metadata.create_all(engine)
        db.executescript(BESIDE_THE_TABLES)
        db.execute("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA:04d}",))
        db.execute("INSERT INTO study (id, language) VALUES (?, ?)", (study_id, language))
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA}")
        db.commit()
    finally:
        db.close()
