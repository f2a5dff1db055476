"""The way back: a backup in the place of the study."""

import sqlite3
import tempfile
from pathlib import Path

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import tombstones
from qualcode.study.backup import back_up, backups, copy, folder_of, name_for
from qualcode.study.connection import connect, damaged
from qualcode.study.file import Study
from qualcode.study.journal import write


def restore(path: Path, which: str | None = None) -> tuple[Path, Path]:
    """Puts a backup (the newest, or the one named) in the place of the study at `path`.

    Answers the backup taken, and where the state before now lies. What was erased since
    stays erased. A study too damaged to open is set aside as it is, with all beside it.
    """
    chosen = _choose(path, which)
    _check_sound(chosen)
    try:
        _check_sound(path)
        before, buried = back_up(path, "before-restore"), _tombstones(path)
    except StudyUnusable:
        before, buried = _set_aside(path), set()
    with tempfile.TemporaryDirectory(dir=folder_of(path)) as folder:
        ready = Path(folder) / "restored"
        _copy_file(chosen, ready)
        with Study(ready) as study, study.writing():
            tombstones.bury(study.db, buried)
            write(study, "restore", label=f"back to {chosen.name}")
        _put(ready, path)
    return chosen, before


def _choose(path: Path, which: str | None) -> Path:
    known = backups(path)
    if not known:
        raise InputError(
            f"There is no backup of {path}.", f"Backups lie in {folder_of(path)} once made."
        )
    if which is None:
        return known[0]
    found = [backup for backup in known if backup.name.startswith(Path(which).name)]
    if len(found) != 1:
        raise InputError(
            f"{'Several backups begin' if found else 'No backup begins'} with «{which}».",
            f"There are: {', '.join(backup.name for backup in known)}.",
        )
    return found[0]


def _check_sound(path: Path) -> None:
    """Raises StudyUnusable where the file is broken anywhere, so that no copy spreads it."""
    db = connect(path)
    try:
        (first,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if first != "ok":
            raise damaged(path, ValueError(first))
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    finally:
        db.close()


def _tombstones(path: Path) -> set[str]:
    db = connect(path)
    try:
        return {row for (row,) in db.execute("SELECT id FROM tombstone")}
    finally:
        db.close()


def _set_aside(path: Path) -> Path:
    aside = name_for(path, "damaged")
    for part in ("-wal", "-shm", ""):  # the WAL may hold the last work
        beside = path.with_name(path.name + part)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + part))
    return aside


def _copy_file(source: Path, target: Path) -> None:
    db = connect(source)
    try:
        copy(db, target)
    finally:
        db.close()


def _put(ready: Path, path: Path) -> None:
    """Page by page into the file in one transaction, so that others may have it open."""
    if not path.exists():
        _copy_file(ready, path)
        return
    source, target = connect(ready), connect(path)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
