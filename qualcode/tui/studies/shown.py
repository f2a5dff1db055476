"""What the Studies screen shows: the studies that were open, and those in this folder."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from qualcode.errors import QualcodeError, of_the_system
from qualcode.study.looking import glimpse
from qualcode.tui.page.drawing import fitted
from qualcode.tui.remembered import Recent
from qualcode.tui.widgets.listing import BOLD, DIM, Line

GONE = "is no longer there"
HERE = "in this folder"
WHEN = 16  # columns
NAMES = 3  # of coders that are told
OPEN, NOT_OPEN = "▶ ", "  "


@dataclass(frozen=True, slots=True)
class Known:
    """A study in the list; `opened` is when it last was, None where it never was."""

    path: Path
    opened: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at its file told, or why it can't be opened."""

    told: str
    usable: bool


def listed(recent: Iterable[Recent], here: Iterable[Path]) -> tuple[Known, ...]:
    """The studies that were open, the last one first; then the others of the folder."""
    known = {each.path: Known(each.path, each.opened) for each in recent}
    return (*known.values(), *(Known(path, None) for path in here if path not in known))


def look(path: Path) -> Seen:
    """What the study at `path` holds."""
    try:
        if not path.is_file():
            return Seen(GONE, usable=False)
        size = path.stat().st_size / 1_000_000
        found = glimpse(path)
    except (QualcodeError, sqlite3.Error, OSError) as error:
        told = error if isinstance(error, QualcodeError) else of_the_system(error) or error
        what = told.what if isinstance(told, QualcodeError) else str(told)
        return Seen(what.removeprefix(f"{path} "), usable=False)
    who = ", ".join(found.coders[:NAMES]) or "no coders yet"
    more = f" and {len(found.coders) - NAMES} more" if len(found.coders) > NAMES else ""
    many = "1 document" if found.documents == 1 else f"{found.documents} documents"
    older = " · of an older qualcode: opening it updates it" if found.older else ""
    return Seen(f"{many} · {who}{more} · {size:.1f} MB{older}", usable=True)


def when(opened: str | None, today: date) -> str:
    """When a study was last open, as people say it."""
    if opened is None:
        return HERE
    try:
        then = datetime.fromisoformat(opened).astimezone()
    except ValueError:
        return ""
    days = (today - then.date()).days
    if days in (0, 1):
        return f"{'today' if days == 0 else 'yesterday'} {then:%H:%M}"
    return then.date().isoformat()


def folder_of(path: Path, home: Path) -> str:
    """The folder of a study, with ~ for the person's own."""
    folder = path.parent
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)


def row(each: Known, seen: Seen | None, *, is_open: bool, width: int, today: date) -> Line:
    """A study in a line: name, when, folder, what it holds."""
    name = max(16, width // 5)
    folder = max(14, width // 4)
    rest = max(10, width - len(OPEN) - name - WHEN - folder - 3)
    told = seen.told if seen else "…"
    quiet = None if seen is None or seen.usable else DIM
    return (
        (OPEN if is_open else NOT_OPEN, BOLD),
        (f"{fitted(each.path.name, name)} ", BOLD if is_open else quiet),
        (f"{fitted(when(each.opened, today), WHEN)} ", DIM),
        (f"{fitted(folder_of(each.path, Path.home()), folder)} ", DIM),
        (fitted(told, rest), quiet),
    )


def told_of(each: Known, seen: Seen | None, *, is_open: bool) -> str:
    """Everything of the study under the cursor."""
    state = "open now · " if is_open else ""
    where = f"{folder_of(each.path, Path.home())}/{each.path.name}"
    return f"{where} · {state}{seen.told if seen else 'looking…'}"
