"""The way back: a backup in the place of the study."""

import sqlite3
import tempfile
from pathlib import Path

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import tombstones
from qualcode.study.backup import SUFFIX, back_up, backups, copy, folder_of, name_for
from qualcode.study.connection import connect, damaged
from qualcode.study.file import Study
from qualcode.study.journal import write

BEFORE = f"before-restore{SUFFIX}"  # never taken unless named: it is what restore left behind
# With their columns by name: a migrated file may have them in another order than a new one.
TABLES = """
SELECT m.name, (SELECT group_concat('"' || c.name || '"', ', ') FROM pragma_table_info(m.name) c)
FROM main.sqlite_master m WHERE m.type = 'table'
AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'turn_fts%'
"""


def restore(path: Path, which: str | None = None) -> tuple[Path, Path | None]:
    """Puts a backup (the newest, or the one named) in the place of the study at `path`.

    Answers the backup taken, and where the state before now lies (None where there was no
    file). What was erased since stays erased. Others may have the study open meanwhile. One
    too damaged to open is set aside as it is, with all that lies beside it.
    """
    chosen = _choose(path, which)
    _check_sound(chosen)
    try:
        _check_sound(path)
    except StudyUnusable:
        before = _set_aside(path)
        _copy_file(chosen, path)
        with Study(path) as study:
            write(study, "restore", label=f"back to {chosen.name}")
        return chosen, before
    return chosen, _replace_content(path, chosen)


def _replace_content(path: Path, chosen: Path) -> Path:
    """Row by row and in one transaction, so that nobody's write falls between."""
    with tempfile.TemporaryDirectory(dir=folder_of(path)) as folder, Study(path) as study:
        ready = Path(folder) / "ready"
        _copy_file(chosen, ready)
        Study(ready).close()  # of the newest schema, whatever it was
        db = study.db
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("ATTACH ? AS backup", (f"{ready.resolve().as_uri()}?mode=rw",))
        with study.writing():
            before = back_up(path, "before-restore")
            buried = [row for (row,) in db.execute("SELECT id FROM main.tombstone")]
            for tbl, columns in db.execute(TABLES).fetchall():
                db.execute(f"DELETE FROM main.{tbl}")
                db.execute(f"INSERT INTO main.{tbl} ({columns}) SELECT {columns} FROM backup.{tbl}")
            db.execute("INSERT INTO turn_fts (turn_fts) VALUES ('rebuild')")
            tombstones.bury(db, buried)
            write(study, "restore", label=f"back to {chosen.name}")
        db.execute("DETACH backup")
    return before


def _choose(path: Path, which: str | None) -> Path:
    known = backups(path)
    if not known:
        raise InputError(
            f"There is no backup of {path}.", f"Backups lie in {folder_of(path)} once made."
        )
    if which is None:
        asked_for = [backup for backup in known if not backup.name.endswith(BEFORE)]
        return (asked_for or known)[0]
    found = [backup for backup in known if backup.name.startswith(Path(which).name)]
    if len(found) != 1:
        raise InputError(
            f"{'Several backups begin' if found else 'No backup begins'} with «{which}».",
            f"There are: {', '.join(backup.name for backup in known)}.",
        )
    return found[0]


def _check_sound(path: Path) -> None:
    """Raises StudyUnusable where the file is broken anywhere, so that no copy spreads it."""
    db = connect(path, to_look=True)
    try:
        (first,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if first != "ok":
            raise damaged(path, ValueError(first))
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    finally:
        db.close()


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    aside = name_for(path, "damaged")
    for part in ("-wal", "-shm", ""):  # the WAL may hold the last work
        beside = path.with_name(path.name + part)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + part))
    return aside


def _copy_file(source: Path, target: Path) -> None:
    db = connect(source, to_look=True)
    try:
        copy(db, target)
    finally:
        db.close()
