"""Is the file sound? And, where only caches or tables are wrong, makes them anew."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qualcode.study import fold, versions
from qualcode.study.file import Study


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
    with study.writing():  # one state of the file throughout
        checks = tuple(Check(name, tuple(_first(look(study.db)))) for name, look in LOOKS.items())
    return Examination(sound=all(check.sound for check in checks), checks=checks)


def repair(study: Study) -> Examination:
    """Makes tables, turns and search index anew from the events and texts, then examines."""
    with study.writing():
        db = study.db
        db.execute("DELETE FROM turn")
        versions.index_missing(db)
        db.execute("INSERT INTO turn_fts (turn_fts) VALUES ('rebuild')")
        fold.refold_all(db)
        study.revisions.update(list(fold.projections(db)))
    return examine(study)


def _first(problems: Iterator[str]) -> Iterator[str]:
    for n, problem in enumerate(problems):
        if n == 10:
            yield "… and more"
            return
        yield problem


def _file(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield line
    for tbl, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {tbl} refers to no {parent}"


def _tables(db: sqlite3.Connection) -> Iterator[str]:
    folded, _ = fold.fold_all(fold.history(db))
    expected: dict[str, dict[str, fold.Fields]] = {}
    for (tbl, row_id), fields in folded.items():
        expected.setdefault(tbl, {})[row_id] = fields
    for tbl, columns in fold.projections(db).items():
        names = sorted(columns - {"pk", "id"})
        quoted = ", ".join(f'"{name}"' for name in ["id", *names])
        should = expected.get(tbl, {})
        found = set()
        for row_id, *values in db.execute(f"SELECT {quoted} FROM {tbl}"):
            found.add(row_id)
            wanted = should.get(row_id)
            if wanted is None:
                yield f"{tbl} {row_id} comes from no event"
                continue
            for name, value in zip(names, values, strict=True):
                if name in wanted and fold.stored(wanted[name]) != value:
                    yield f"{tbl} {row_id}: {name} is not what the events say"
        for row_id in should.keys() - found:
            yield f"{tbl} {row_id} is missing"


def _texts(db: sqlite3.Connection) -> Iterator[str]:
    for known, text in db.execute("SELECT hash, text FROM text"):
        if hashlib.sha256(text.encode()).hexdigest() != known:
            yield f"text {known[:12]} has changed"
    astray = db.execute("SELECT id FROM version WHERE text_hash NOT IN (SELECT hash FROM text)")
    for (version,) in astray:
        yield f"version {version} has no text"


def _quotes(db: sqlite3.Connection) -> Iterator[str]:
    wrong = db.execute(
        "SELECT c.id FROM coding c JOIN version v ON v.id = c.version_id JOIN text x"
        ' ON x.hash = v.text_hash WHERE substr(x.text, c.start + 1, c."end" - c.start) <> c.quote'
    )
    for (coding,) in wrong:
        yield f"coding {coding} quotes words that don't stand there"


def _turns(db: sqlite3.Connection) -> Iterator[str]:
    wrong = db.execute(
        "SELECT v.id FROM version v LEFT JOIN turn t ON t.version_id = v.id"
        " GROUP BY v.id HAVING count(t.pk) <> json_array_length(v.turns)"
    )
    for (version,) in wrong:
        yield f"version {version} has not the turns it should have"
    for (version,) in db.execute(
        "SELECT DISTINCT t.version_id FROM turn t JOIN version v ON v.id = t.version_id"
        " WHERE json_extract(v.turns, '$[' || (t.n - 1) || '][1]') IS NOT t.start"
        " OR json_extract(v.turns, '$[' || (t.n - 1) || '][2]') IS NOT t.\"end\""
    ):
        yield f"version {version} has turns in the wrong place"


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
