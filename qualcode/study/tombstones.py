"""What was erased stays erased: ids that every merge and restore takes out again."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.study import fold, versions

BURIED = "(SELECT id FROM tombstone)"
ERASED = "(erased)"


# Fields that hold a person's words to what they are about, beside the keys the file knows of.
BELONGS = (
    ("document", "case_id"),
    ("attribute", "owner_id"),
    ("memo", "target_id"),
    ("memo", "document_id"),
    ("flag", "target_id"),
    ("flag", "document_id"),
    ("quote", "coding_id"),
    ("placement", "coding_id"),
    ("claim", "document_id"),
)


# Fields that hold lists of ids, out of which a buried one goes.
LISTS = (("assignment", "frozen"), ("adjudication", "codings"), ("adjudication", "outcome"))


@dataclass(frozen=True, slots=True)
class _Reference:
    """A field of a table that names another row, and whether a row can't be without it."""

    tbl: str
    field: str
    is_required: bool


def bury(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Adds tombstones and takes out of the file whatever they name.

    A row that can't be without a buried one goes with it (a coding without its document or
    code), and where a row could, it forgets it. Patches on buried rows go, the versions of
    buried documents and their words with them; an event that touched one keeps its place in
    the order but loses its words. All of it is a function of the tombstones and the patches,
    so that copies come out the same in whatever order they are merged.
    """
    db.executemany("INSERT OR IGNORE INTO tombstone VALUES (?)", ((row,) for row in ids))
    references = _references(db)
    _take_along(db, references)
    gone = db.execute(
        f"SELECT id FROM version WHERE id IN {BURIED} OR document_id IN {BURIED}"
    ).fetchall()
    versions.unindex(db, (row for (row,) in gone))
    db.execute(f"DELETE FROM version WHERE id IN {BURIED} OR document_id IN {BURIED}")
    db.execute("DELETE FROM text WHERE hash NOT IN (SELECT text_hash FROM version)")
    db.execute(
        f"UPDATE event SET label = '{ERASED}' WHERE id IN"
        f" (SELECT event_id FROM patch WHERE row_id IN {BURIED})"
    )
    db.execute(f"DELETE FROM patch WHERE row_id IN {BURIED}")
    for reference in references:
        if not reference.is_required:
            _forget(db, reference)
    for tbl, field in LISTS:
        _forget_in_list(db, tbl, field)
    for tbl in fold.projections(db):
        db.execute(f"DELETE FROM {tbl} WHERE id IN {BURIED}")


def _take_along(db: sqlite3.Connection, references: list[_Reference]) -> None:
    """Buries rows of which any patch, undone ones too, names a buried row that they need."""
    grown = True
    while grown:
        grown = False
        for reference in references:
            if reference.is_required:
                added = db.execute(
                    "INSERT OR IGNORE INTO tombstone SELECT DISTINCT row_id FROM patch"
                    f" WHERE tbl = :tbl AND json_extract(vals, '$.{reference.field}') IN {BURIED}",
                    {"tbl": reference.tbl},
                )
                grown = grown or added.rowcount > 0


def _forget(db: sqlite3.Connection, reference: _Reference) -> None:
    tbl, field = reference.tbl, reference.field
    db.execute(
        f"UPDATE patch SET vals = json_set(vals, '$.{field}', NULL)"
        f" WHERE tbl = :tbl AND json_extract(vals, '$.{field}') IN {BURIED}",
        {"tbl": tbl},
    )
    db.execute(f'UPDATE {tbl} SET "{field}" = NULL WHERE "{field}" IN {BURIED}')


def _forget_in_list(db: sqlite3.Connection, tbl: str, field: str) -> None:
    kept = f"(SELECT json_group_array(value) FROM json_each({{}}) WHERE value NOT IN {BURIED})"
    there = f"EXISTS (SELECT 1 FROM json_each({{}}) WHERE value IN {BURIED})"
    told = f"json_extract(vals, '$.{field}')"
    db.execute(
        f"UPDATE patch SET vals = json_set(vals, '$.{field}', json({kept.format(told)}))"
        f" WHERE tbl = :tbl AND {there.format(told)}",
        {"tbl": tbl},
    )
    db.execute(f'UPDATE {tbl} SET "{field}" = {kept.format(field)} WHERE {there.format(field)}')


def _references(db: sqlite3.Connection) -> list[_Reference]:
    """Every foreign key between projections, as the file itself knows them."""
    found = (
        'SELECT k."from", c."notnull" FROM pragma_foreign_key_list(:tbl) k'
        ' JOIN pragma_table_info(:tbl) c ON c.name = k."from" WHERE k."table" <> \'version\''
    )
    known = {
        (tbl, field): bool(is_required)
        for tbl in fold.projections(db)
        for field, is_required in db.execute(found, {"tbl": tbl})
    }
    known |= dict.fromkeys(BELONGS, True)
    return [_Reference(*key, is_required) for key, is_required in known.items()]
