"""Is the file sound? And, where only caches or tables are wrong, makes them anew."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from qualcode.study import fold, ids, versions
from qualcode.study.file import Study
from qualcode.study.versions import NewTurn

# What reading a broken file can raise: SQLite's own, and what odd JSON leads to.
UNREADABLE = (
    sqlite3.DatabaseError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `problems` is empty where it is sound, at most ten are told."""

    name: str
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Examination:
    """All checks, and whether the study passed every one of them."""

    sound: bool
    checks: tuple[Check, ...]


def examine(study: Study) -> Examination:
    """Looks through the whole file; writes nothing."""
    checks = []
    with study.rehearsing():  # one state of the file throughout
        for name, look in LOOKS.items():
            checks.append(Check(name, tuple(_first_ten(_told(look(study.db))))))
    return Examination(sound=all(check.sound for check in checks), checks=tuple(checks))


def repair(study: Study) -> Examination:
    """Makes tables, turns and search index anew from the events and texts, then examines.

    Where the events themselves can't be read nothing is changed; the examination says so.
    """
    try:
        with study.writing():
            db = study.db
            db.execute("INSERT INTO turn_fts (turn_fts) VALUES ('delete-all')")
            db.execute("DELETE FROM turn")
            versions.index_missing(db)
            fold.refold_all(db)
            study.revisions.update(list(fold.projections(db)))
    except UNREADABLE as error:
        found = examine(study)
        failed = Check("repair", (f"nothing could be made anew: {error}",))
        return Examination(sound=False, checks=(*found.checks, failed))
    return examine(study)


def _told(problems: Iterator[str]) -> Iterator[str]:
    try:
        yield from problems
    except UNREADABLE as error:
        yield f"can't be read: {error}"


def _first_ten(problems: Iterator[str]) -> Iterator[str]:
    for n, problem in enumerate(problems):
        if n == 10:
            yield "… and more"
            return
        yield problem


def _file(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield line
    for (row_id,) in db.execute(fold.ASTRAY):
        yield f"{row_id} was made on a text that isn't there"
    for tbl, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {tbl} refers to no {parent}"


def _tables(db: sqlite3.Connection) -> Iterator[str]:
    folded, _ = fold.fold_all(fold.history(db))
    known = fold.projections(db)
    for (tbl, row_id), fields in folded.items():
        for name in sorted(fields.keys() - known.get(tbl, frozenset())):
            yield f"{tbl} {row_id}: an event sets {name}, which there isn't"
    for tbl in known:
        should = {row_id: fields for (of, row_id), fields in folded.items() if of == tbl}
        yield from _table(db, tbl, should)


def _table(db: sqlite3.Connection, tbl: str, should: dict[str, fold.Fields]) -> Iterator[str]:
    unset = _defaults(db, tbl)
    quoted = ", ".join(f'"{name}"' for name in ["id", *unset])
    found = set()
    for row_id, *values in db.execute(f"SELECT {quoted} FROM {tbl}"):
        found.add(row_id)
        if row_id not in should:
            yield f"{tbl} {row_id} comes from no event"
            continue
        for name, value in zip(unset, values, strict=True):
            if value != fold.stored(should[row_id].get(name, unset[name])):
                yield f"{tbl} {row_id}: {name} is not what the events say"
    for row_id in sorted(should.keys() - found):
        yield f"{tbl} {row_id} is missing"


def _defaults(db: sqlite3.Connection, tbl: str) -> dict[str, Any]:
    """What each field of a table holds where no event sets it."""
    columns = db.execute("SELECT name, type, dflt_value FROM pragma_table_info(:tbl)", {"tbl": tbl})
    return {
        name: db.execute(f"SELECT CAST({default or 'NULL'} AS {kind})").fetchone()[0]
        for name, kind, default in columns.fetchall()
        if name not in ("pk", "id")
    }


def _texts(db: sqlite3.Connection) -> Iterator[str]:
    for known, text in db.execute("SELECT hash, text FROM text"):
        if versions.text_hash(text) != known:
            yield f"text {known[:12]} has changed"
    lost = "SELECT id FROM version WHERE text_hash NOT IN (SELECT hash FROM text)"
    for (version_id,) in db.execute(lost):
        yield f"version {version_id} has no text"
    (study_id,) = db.execute("SELECT id FROM study").fetchone()
    rows = db.execute("SELECT id, document_id, text_hash, speakers, turns FROM version")
    for version_id, *content in rows:
        if ids.natural(study_id, "version", *content) != version_id:
            yield f"version {version_id} is not what its id says"


def _quotes(db: sqlite3.Connection) -> Iterator[str]:
    wrong = db.execute(
        "SELECT c.id FROM coding c JOIN version v ON v.id = c.version_id JOIN text x"
        ' ON x.hash = v.text_hash WHERE substr(x.text, c.start + 1, c."end" - c.start) <> c.quote'
    )
    for (coding,) in wrong:
        yield f"coding {coding} quotes words that don't stand there"


def _turns(db: sqlite3.Connection) -> Iterator[str]:
    rows = db.execute(
        "SELECT v.id, v.speakers, v.turns, length(x.text)"
        " FROM version v JOIN text x ON x.hash = v.text_hash"
    )
    fields = attrgetter(*NewTurn.__slots__)
    for version_id, speakers, turns, length in rows.fetchall():
        made = versions.cut(length, speakers, turns)
        should = [(n, *fields(turn)) for n, turn in enumerate(made, 1)]
        found = db.execute(
            'SELECT n, speaker_id, start, "end", starts_at, ends_at, words FROM turn'
            " WHERE version_id = ? ORDER BY n",
            (version_id,),
        ).fetchall()
        if found != should:
            yield f"version {version_id} has not the turns it should have"


def _search(db: sqlite3.Connection) -> Iterator[str]:
    try:
        db.execute("INSERT INTO turn_fts (turn_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        yield "the search index doesn't match the transcripts"


LOOKS: dict[str, Callable[[sqlite3.Connection], Iterator[str]]] = {
    "file": _file,
    "tables are the fold of the events": _tables,
    "texts": _texts,
    "quotes": _quotes,
    "turns": _turns,
    "search": _search,
}
