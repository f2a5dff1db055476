"""Backups beside the study, copies for others, and the way back."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import tombstones
from qualcode.study.connection import connect, schema_of
from qualcode.study.file import Study, check_coder
from qualcode.study.journal import ensure_coder, write

SUFFIX = ".backup"  # never .qualcode: a backup is not found as a study


def folder_of(path: Path) -> Path:
    """Where the backups of the study at `path` lie."""
    return path.with_name(f"{path.name}.backups")


def back_up(path: Path, reason: str = "asked") -> Path:
    """Copies the study at `path`, as it is at this moment, beside it; answers where."""
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")[:-3]
    target = folder / f"{stamp}-{reason}{SUFFIX}"
    db = connect(path)
    try:
        copy(db, target)
    finally:
        db.close()
    return target


def backups(path: Path) -> list[Path]:
    """The backups of the study at `path`, newest first."""
    return sorted(folder_of(path).glob(f"*{SUFFIX}"), reverse=True)


def copy(db: sqlite3.Connection, target: Path) -> None:
    """Copies the study on `db` into a new file, which appears only when it is whole."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        to = sqlite3.connect(unfinished)
        try:
            db.backup(to)
            # A copy that is handed on or kept should be one file, without a WAL beside it.
            to.execute("PRAGMA journal_mode = DELETE")
        finally:
            to.close()
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def hand_out(study: Study, target: Path, to: str) -> Path:
    """A copy of the study for the coder `to`; that it was given stands in the log of both."""
    if target.exists():
        raise InputError(
            f"{target} exists already.", "Choose another name; a study is never replaced."
        )
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent}.", "Make it first.")
    check_coder(to)
    with study.writing():
        ensure_coder(study, to)
        write(study, "handout", label=f"a copy for {to}: {target.name}")
    copy(study.db, target)
    return target


def restore(path: Path, which: str | None = None) -> tuple[Path, Path]:
    """Puts a backup (the newest, or the one named) in the place of the study at `path`.

    Answers the backup taken, and where the state before now lies. What was erased since
    stays erased. Works on a file too damaged to open: that one is set aside as it is.
    """
    chosen = _choose(path, which)
    schema_of(chosen)
    try:
        schema_of(path)
        before = back_up(path, "before-restore")
        buried = _tombstones(path)
    except StudyUnusable:
        before = _set_aside(path)
        buried = set()
    source = connect(chosen, write=False)
    try:
        if path.exists():
            target = connect(path)
            try:
                source.backup(target)
            finally:
                target.close()
        else:
            copy(source, path)
    finally:
        source.close()
    with Study(path) as study, study.writing():
        tombstones.bury(study.db, buried)
        write(study, "restore", label=f"back to {chosen.name}")
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


def _tombstones(path: Path) -> set[str]:
    db = connect(path, write=False)
    try:
        return {row for (row,) in db.execute("SELECT id FROM tombstone")}
    finally:
        db.close()


def _set_aside(path: Path) -> Path:
    aside = folder_of(path) / f"{path.name}.damaged"
    for part in ("-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
    if path.exists():
        path.rename(aside)
    return aside
