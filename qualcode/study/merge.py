"""Merge: the union of two sets of events, and the tables made anew where they changed."""

import sqlite3
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import fold, tombstones, versions
from qualcode.study.backup import back_up
from qualcode.study.conflicts import Conflict, conflicts
from qualcode.study.connection import SCHEMA, schema_of
from qualcode.study.file import Study

NEW_EVENTS = "(SELECT id FROM other.event WHERE id NOT IN (SELECT id FROM main.event))"
ALIVE = "NOT IN (SELECT id FROM main.tombstone)"
UNION = (
    f"CREATE TEMP TABLE arrived AS SELECT id FROM {NEW_EVENTS}",
    "INSERT OR IGNORE INTO main.text SELECT * FROM other.text WHERE hash IN ("
    f" SELECT text_hash FROM other.version WHERE id {ALIVE} AND document_id {ALIVE})",
    "INSERT INTO main.version"
    " (id, document_id, parent_id, text_hash, speakers, turns, source)"
    " SELECT id, document_id, parent_id, text_hash, speakers, turns, source FROM other.version"
    f" WHERE id {ALIVE} AND document_id {ALIVE} AND id NOT IN (SELECT id FROM main.version)",
    "INSERT INTO main.event (id, hlc, coder_id, kind, target_id, label, at)"
    " SELECT id, hlc, coder_id, kind, target_id, label, at FROM other.event"
    " WHERE id IN (SELECT id FROM arrived) ORDER BY hlc, id",
    "INSERT INTO main.patch (event_id, n, tbl, row_id, vals, over)"
    " SELECT event_id, n, tbl, row_id, vals, over FROM other.patch"
    f" WHERE event_id IN (SELECT id FROM arrived) AND row_id {ALIVE} ORDER BY event_id, n",
)
# Rows that arrived events wrote, or that undo and redo among them took away or brought back.
TOUCHED = """
SELECT DISTINCT row_id FROM patch WHERE event_id IN (
  SELECT id FROM arrived UNION SELECT target_id FROM event
  WHERE id IN (SELECT id FROM arrived) AND kind IN ('undo', 'redo'))
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: counts of what is new, and what a person should look at."""

    events: int
    documents: int
    codings: int
    conflicts: tuple[Conflict, ...]
    skipped_moves: int
    backup: str | None


def merge(study: Study, other: Path, *, dry_run: bool = False) -> Merged:
    """Takes in all that another copy of this study holds; `dry_run` tells and keeps nothing.

    Any order of merging, any number of times, gives the same study. A copy of an older
    schema is migrated aside first; neither file is touched where anything is wrong.
    """
    schema = schema_of(other)
    backup = None if dry_run else back_up(study.path, "before-merge")
    with ExitStack() as aside:
        if schema < SCHEMA:
            from qualcode.study.migrate import migrated_copy  # noqa: PLC0415  (heavy)

            # Beside the study, not in the common temporary folder: these are people's words.
            folder = tempfile.TemporaryDirectory(dir=study.path.parent, prefix=".qualcode-")
            other = migrated_copy(other, Path(aside.enter_context(folder)))
        study.db.execute("ATTACH ? AS other", (f"{other.resolve().as_uri()}?mode=ro",))
        try:
            return _unite(study, other, dry_run, backup)
        except sqlite3.IntegrityError as error:
            raise StudyUnusable(
                f"{other} holds rows that can't be right: {error}.",
                "Run `qualcode doctor` on it. Nothing was merged.",
            ) from error
        finally:
            study.db.execute("DETACH other")


def _unite(study: Study, other: Path, dry_run: bool, backup: Path | None) -> Merged:
    db = study.db
    (other_id,) = db.execute("SELECT id FROM other.study").fetchone()
    if other_id != study.id:
        raise InputError(
            f"{other.name} is another study, not a copy of {study.path.name}.",
            "Only copies made by `handout` (or of the file itself) can be merged.",
        )
    with study.rehearsing() if dry_run else study.writing():
        return _union(study, backup)


def _union(study: Study, backup: Path | None) -> Merged:
    db = study.db
    before = _counts(db)
    buried = db.execute("SELECT id FROM other.tombstone").fetchall()
    if buried:
        tombstones.bury(db, (row for (row,) in buried))
    db.execute("DROP TABLE IF EXISTS temp.arrived")
    for statement in UNION:
        db.execute(statement)
    _check_names(db)
    versions.index_missing(db)
    touched = [row for (row,) in db.execute(TOUCHED)]
    skipped = fold.refold(db, touched)
    (events,) = db.execute("SELECT count(*) FROM arrived").fetchone()
    db.execute("DROP TABLE temp.arrived")
    after = _counts(db)
    study.revisions.update(list(fold.projections(db)))
    return Merged(
        events=events,
        documents=after[0] - before[0],
        codings=after[1] - before[1],
        conflicts=tuple(conflicts(db, touched)),
        skipped_moves=len(skipped),
        backup=str(backup) if backup else None,
    )


def _counts(db: sqlite3.Connection) -> tuple[int, int]:
    documents, codings = db.execute(
        "SELECT (SELECT count(*) FROM document WHERE removed = 0),"
        " (SELECT count(*) FROM coding WHERE removed = 0)"
    ).fetchone()
    return documents, codings


def _check_names(db: sqlite3.Connection) -> None:
    """Refuses patches on tables or fields that this schema doesn't have."""
    known = fold.projections(db)
    arrived = db.execute(
        "SELECT DISTINCT p.tbl, k.key FROM patch p, json_each(p.vals) k"
        " WHERE p.event_id IN (SELECT id FROM arrived)"
    )
    for tbl, name in arrived:
        if name not in known.get(tbl, ()):
            raise sqlite3.IntegrityError(f"a patch sets {tbl}.{name}")
