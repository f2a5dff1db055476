"""Merge: the union of two sets of events, and the tables made anew where they changed."""

import sqlite3
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import SQLITE_BUSY, SQLITE_FULL

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import arrivals, fold, tombstones, versions
from qualcode.study.arrivals import Improper
from qualcode.study.backup import back_up
from qualcode.study.conflicts import Conflict, conflicts
from qualcode.study.connection import SCHEMA, connect, schema_of
from qualcode.study.file import Study

NEW_EVENTS = "(SELECT id FROM other.event WHERE id NOT IN (SELECT id FROM main.event))"
ALIVE = "NOT IN (SELECT id FROM main.tombstone)"
UNION = (
    f"CREATE TEMP TABLE arrived AS SELECT id FROM {NEW_EVENTS}",
    "INSERT OR IGNORE INTO main.text (hash, text) SELECT hash, text FROM other.text WHERE hash IN ("
    f" SELECT text_hash FROM other.version WHERE id {ALIVE} AND document_id {ALIVE})",
    "INSERT INTO main.version"
    " (id, document_id, parent_id, text_hash, speakers, turns, source)"
    " SELECT id, document_id, parent_id, text_hash, speakers, turns, source FROM other.version"
    f" WHERE id {ALIVE} AND document_id {ALIVE}"
    # One text in two files, or once as a correction: the same for whoever merges.
    " ON CONFLICT (id) DO UPDATE SET source = min(source, excluded.source),"
    " parent_id = coalesce(min(parent_id, excluded.parent_id), parent_id, excluded.parent_id)",
    "INSERT INTO main.event (id, hlc, coder_id, kind, target_id, label, at)"
    " SELECT id, hlc, coder_id, kind, target_id, label, at FROM other.event"
    " WHERE id IN (SELECT id FROM arrived) ORDER BY hlc, id",
    "INSERT INTO main.patch (event_id, n, tbl, row_id, vals, over)"
    " SELECT event_id, n, tbl, row_id, vals, over FROM other.patch"
    " WHERE event_id IN (SELECT id FROM arrived) ORDER BY event_id, n",
)
# Rows that arrived events wrote, or that undo and redo among them took away or brought back.
TOUCHED = """
SELECT DISTINCT row_id FROM patch WHERE event_id IN (
  SELECT id FROM arrived UNION SELECT target_id FROM event
  WHERE id IN (SELECT id FROM arrived) AND kind IN ('undo', 'redo'))
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: how much more there is, and what a person should look at.

    `settled` is how many more disagreements are settled.
    `skipped_moves` are codes whose move or merge no longer holds, because together with
    another it would close a ring.
    """

    events: int
    documents: int
    codings: int
    settled: int
    conflicts: tuple[Conflict, ...]
    skipped_moves: tuple[str, ...]
    backup: Path | None


def merge(study: Study, other: Path, *, dry_run: bool = False) -> Merged:
    """Takes in all that another copy of this study holds; `dry_run` tells and keeps nothing.

    Any order of merging, any number of times, gives the same study. A copy of an older
    schema is migrated aside first; neither file is touched where anything is wrong.
    """
    if other.exists() and other.samefile(study.path):
        raise InputError(f"{other} is this study itself.", "Name another copy of it.")
    with ExitStack() as aside:
        if _schema(other) < SCHEMA:
            from qualcode.study.migrate import migrated_copy  # noqa: PLC0415  (heavy)

            # Beside the study, not in the common temporary folder: these are people's words.
            folder = tempfile.TemporaryDirectory(dir=study.path.parent, prefix=".qualcode-")
            other = migrated_copy(other, Path(aside.enter_context(folder)))
        study.db.execute("ATTACH ? AS other", (f"{other.resolve().as_uri()}?mode=rw",))
        try:
            _check_same_study(study, other)
            is_news = not dry_run and _brings_news(study)
            backup = back_up(study.path, "before-merge") if is_news else None
            with study.rehearsing() if dry_run else study.writing():
                return _union(study, backup)
        except (sqlite3.DatabaseError, Improper) as error:
            if getattr(error, "sqlite_errorcode", None) in (SQLITE_BUSY, SQLITE_FULL):
                raise
            raise StudyUnusable(
                f"{other} holds rows that can't be right: {error}.",
                "Run `qualcode doctor` on it. Nothing was merged.",
            ) from error
        finally:
            study.db.execute("DETACH other")


def _schema(path: Path) -> int:
    db = connect(path, to_look=True)
    try:
        return schema_of(db)
    finally:
        db.close()


def _brings_news(study: Study) -> bool:
    """True where the other copy holds anything that this one doesn't."""
    return any(
        study.db.execute(
            f"SELECT 1 FROM other.{tbl} WHERE id NOT IN (SELECT id FROM main.{tbl}) LIMIT 1"
        ).fetchone()
        for tbl in ("event", "version", "tombstone")
    )


def _check_same_study(study: Study, other: Path) -> None:
    row = study.db.execute("SELECT id FROM other.study").fetchone()
    if row is None or row[0] != study.id:
        raise InputError(
            f"{other.name} is another study, not a copy of {study.path.name}.",
            "Only copies made by `handout` (or of the file itself) can be merged.",
        )


def _union(study: Study, backup: Path | None) -> Merged:
    db = study.db
    before, rings_before = _counts(db), fold.skipped_moves(db)
    db.execute("DROP TABLE IF EXISTS temp.arrived")
    for statement in UNION:
        db.execute(statement)
    arrivals.check(db, study.id)
    _obey_tombstones(db)
    versions.index_missing(db)
    touched = [row for (row,) in db.execute(TOUCHED)]
    try:
        fold.refold(db, touched)
    except (OverflowError, UnicodeEncodeError) as error:  # no room for it in any column
        raise Improper(str(error)) from error
    if db.execute("SELECT '' FROM pragma_foreign_key_check UNION ALL" + fold.ASTRAY).fetchone():
        raise Improper("rows refer to what isn't there")
    (events,) = db.execute(
        "SELECT count(*) FROM seen_event WHERE id IN (SELECT id FROM arrived)"
    ).fetchone()
    db.execute("DROP TABLE temp.arrived")
    study.revisions.update(list(fold.projections(db)))
    study.text.cache_clear()  # some may have been erased
    after = _counts(db)
    return Merged(
        events=events,
        documents=after[0] - before[0],
        codings=after[1] - before[1],
        settled=after[2] - before[2],
        conflicts=tuple(conflicts(db)),
        skipped_moves=_names(db, fold.skipped_moves(db) - rings_before),
        backup=backup,
    )


def _obey_tombstones(db: sqlite3.Connection) -> None:
    """Buries what either copy erased, now that all that could lean on it has arrived."""
    both = "SELECT id FROM other.tombstone UNION SELECT id FROM main.tombstone"
    buried = db.execute(both).fetchall()
    if buried:
        tombstones.bury(db, (row for (row,) in buried))


def _counts(db: sqlite3.Connection) -> tuple[int, int, int]:
    """How many documents, codings and settled disagreements there are to the viewer's eyes."""
    documents, codings, settled = db.execute(
        "SELECT (SELECT count(*) FROM seen_document), (SELECT count(*) FROM seen_coding),"
        " (SELECT count(*) FROM seen_adjudication)"
    ).fetchone()
    return documents, codings, settled


def _names(db: sqlite3.Connection, moves: set[fold.SkippedMove]) -> tuple[str, ...]:
    # To a coder in an open blind round the codebook holds still.
    name = "SELECT name FROM code WHERE id = ? AND NOT (SELECT is_open FROM seen_round_open)"
    found = (db.execute(name, (move.code_id,)).fetchone() for move in moves)
    return tuple(sorted(row[0] for row in found if row))
