"""Copies of a study file: the backups beside it, and whole files to hand on."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import InputError
from qualcode.study.connection import connect

FOLDER = ".backups"
SUFFIX = ".backup"  # never .qualcode: a backup is not found as a study


def folder_of(path: Path) -> Path:
    """Where the backups of the study at `path` lie."""
    return path.with_name(f"{path.name}{FOLDER}")


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


def copy(
    db: sqlite3.Connection,
    target: Path,
    leave_out: Callable[[sqlite3.Connection], None] = lambda _: None,
) -> None:
    """Copies the study on `db` into a new file, which appears only when it is whole.

    `leave_out` may take out of the copy what doesn't belong in it, before anybody sees it.
    """
    with unfinished(target) as file:
        try:
            to = sqlite3.connect(file, isolation_level=None)
            try:
                db.backup(to)
                leave_out(to)
                # What is handed on or kept should be one file, without a WAL beside it.
                to.execute("PRAGMA journal_mode = DELETE")
            finally:
                to.close()
        except sqlite3.OperationalError as error:
            raise InputError(
                f"{target} can't be written: {error}.", "Check the folder, its rights and room."
            ) from error
        with file.open("rb+") as handle:
            os.fsync(handle.fileno())


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A file to write in, which gets the name `target` when the block has ended well.

    Raises InputError, before and after, where that name is taken or something of an earlier
    study of that name is left, which SQLite would take for a part of the new one.
    """
    check_free(target)
    with _folder_beside(target) as folder:
        file = folder / target.name
        yield file
        check_free(target)
        with suppress(FileExistsError):  # then the check below says so
            target.open("xb").close()  # nobody else gets the name from here on
            file.replace(target)
            return
    check_free(target)


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    try:
        folder = tempfile.TemporaryDirectory(dir=target.parent, prefix=".qualcode-")
    except OSError as error:
        raise InputError(
            f"{target} can't be written: {error.strerror}.", "Check the folder and its rights."
        ) from error
    with folder as name:
        yield Path(name)


def check_free(target: Path) -> None:
    """Raises InputError where no new study can be put at `target`."""
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent}.", "Make it first.")
    if target.suffix == FOLDER:
        raise InputError(f"{target.name} is where backups lie.", "Choose another name.")
    if target.exists():
        raise InputError(
            f"{target} exists already.", "Choose another name; a study is never replaced."
        )
    for tail in ("-wal", "-shm", "-journal"):
        left = target.with_name(target.name + tail)
        if left.exists():
            raise InputError(
                f"{left} is left from an earlier study of this name.",
                "Bring that study back beside it, or take it away.",
            )
