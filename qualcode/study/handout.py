"""A copy of the study for another coder, without what a blind round keeps from them."""

import sqlite3
from pathlib import Path

from qualcode.errors import InputError
from qualcode.study import fold, sight
from qualcode.study.backup import check_free, copy
from qualcode.study.file import Study, check_coder
from qualcode.study.journal import ensure_coder, write

# What others did on documents that the coder codes blind, and taking it back or doing it again.
# No event mixes one coder's work with another's, so that whole events can stay behind; but who
# is to code what goes along, or the copy would not know of others who are blind, and a reveal.
OTHERS_EVENTS = f"""
WITH kept_back(id) AS (
  SELECT event_id FROM patch WHERE row_id IN ({sight.HIDDEN_WORK}))
SELECT id FROM event WHERE coder_id <> {sight.ME} AND kind NOT IN ('reveal', 'assign')
  AND (id IN kept_back OR target_id IN kept_back)
"""
LEAVING_OUT = (
    f"CREATE TEMP TABLE left_out AS {OTHERS_EVENTS}",
    "CREATE TEMP TABLE left_rows AS"
    " SELECT DISTINCT row_id FROM patch WHERE event_id IN (SELECT id FROM left_out)",
    "DELETE FROM patch WHERE event_id IN (SELECT id FROM left_out)",
    "DELETE FROM event WHERE id IN (SELECT id FROM left_out)",
    "DELETE FROM place WHERE coding_id IN (SELECT row_id FROM left_rows)",
)


def hand_out(study: Study, target: Path, to: str) -> Path:
    """A copy of the study for the coder `to`; that it was given stands in the log of both.

    What others did on documents that `to` codes blind is not in it: no row, no word, no
    event. Merging brings it back. Without blind assignments it is a full copy.
    """
    check_free(target)
    check_coder(to)
    with study.writing():
        coder_id = ensure_coder(study, to)
        handed = write(study, "handout", label=f"a copy for {to}: {target.name}")
    try:
        copy(study.db, target, lambda db: _leave_out(db, coder_id))
    except InputError:
        write(study, "undo", label="", target=handed.id)  # it was not handed out
        raise
    return target


def _leave_out(db: sqlite3.Connection, coder_id: str) -> None:
    """Takes out of this copy what the coder may not see, down to the last byte."""
    sight.make_views(db)
    sight.look_as(db, coder_id)
    if db.execute("SELECT 1 FROM seen_blind_document LIMIT 1").fetchone() is None:
        return
    db.execute("BEGIN")
    for statement in LEAVING_OUT:
        db.execute(statement)
    for tbl in fold.projections(db):
        db.execute(f"DELETE FROM {tbl} WHERE id IN (SELECT row_id FROM left_rows)")
    fold.refold(db, [row for (row,) in db.execute("SELECT row_id FROM left_rows").fetchall()])
    db.execute("COMMIT")
    db.execute("VACUUM")
