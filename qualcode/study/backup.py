"""Copies of a study file: the backups beside it, and whole files to hand on."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from qualcode.study.connection import connect

SUFFIX = ".backup"  # never .qualcode: a backup is not found as a study


def folder_of(path: Path) -> Path:
    """Where the backups of the study at `path` lie."""
    return path.with_name(f"{path.name}.backups")


def back_up(path: Path, reason: str = "asked") -> Path:
    """Copies the study at `path`, as it is at this moment, beside it; answers where."""
    target = name_for(path, f"{reason}{SUFFIX}")
    db = connect(path)
    try:
        copy(db, target)
    finally:
        db.close()
    return target


def backups(path: Path) -> list[Path]:
    """The backups of the study at `path`, newest first."""
    return sorted(folder_of(path).glob(f"*{SUFFIX}"), reverse=True)


def name_for(path: Path, tail: str) -> Path:
    """A free name among the backups of the study at `path`, later than all there are."""
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    while True:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        if not any(folder.glob(f"{stamp}*")):
            return folder / f"{stamp}-{tail}"


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
