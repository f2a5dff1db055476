"""What is remembered from one session to the next: recent studies, and the place in each document.

One small file of paths, ids and numbers; no words of anybody, and no names of people. Losing it
loses nothing, so whatever is the matter with it, it is as if nothing were remembered.
"""

import json
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from platformdirs import user_state_path

STUDIES, PLACES = "studies", "places"
MOST = {STUDIES: 20, PLACES: 2000}  # the last ones
KINDS = {STUDIES: str, PLACES: int}

Known = dict[str, dict[str, str | int]]


@dataclass(frozen=True, slots=True)
class Recent:
    """A study that was open, and when it was opened (ISO, in UTC)."""

    path: Path
    opened: str


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def state_file() -> Path:
    """Where a person's own file of this lies."""
    return user_state_path("qualcode") / "remembered.json"


class Remembered:
    """Read once; each change is written on a thread of its own, over what others wrote since."""

    def __init__(self, file: Path | None = None, clock: Callable[[], str] = _now) -> None:
        """Without a file, what is put here lasts as long as the program."""
        self._file, self._clock = file, clock
        self._known = _read(file)
        self._changed: dict[tuple[str, str], str | int | None] = {}
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="remembering")

    def recent(self) -> list[Recent]:
        """The studies that were open, the last one first."""
        found = [Recent(Path(path), str(when)) for path, when in self._known[STUDIES].items()]
        return found[::-1]

    def opened(self, path: Path) -> None:
        """Puts down that a study is opened now."""
        self._put(STUDIES, _key(path), self._clock())

    def forget(self, path: Path) -> None:
        """Takes a study off the recent ones."""
        self._put(STUDIES, _key(path), None)

    def place(self, study_id: str, document_id: str) -> int | None:
        """Where the cursor was in a document, as a code point of its text."""
        found = self._known[PLACES].get(f"{study_id}/{document_id}")
        return None if found is None else int(found)

    def put_place(self, study_id: str, document_id: str, position: int) -> None:
        """Puts down where the cursor is in a document."""
        self._put(PLACES, f"{study_id}/{document_id}", position)

    def close(self) -> None:
        """Waits until all is written."""
        self._pool.shutdown()

    def _put(self, part: str, key: str, value: str | int | None) -> None:
        _lay(self._known, part, key, value)
        if self._file is not None:
            with self._lock:
                self._changed[part, key] = value
            self._pool.submit(self._write, self._file)

    def _write(self, file: Path) -> None:
        with self._lock:
            changed, self._changed = self._changed, {}
        if not changed:  # written already, together with an earlier one
            return
        known = _read(file)
        for (part, key), value in changed.items():
            _lay(known, part, key, value)
        with suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(file, json.dumps(known, indent=1))


def _key(path: Path) -> str:
    return os.path.normpath(path.absolute())


def _lay(known: Known, part: str, key: str, value: str | int | None) -> None:
    """Puts a value last, where the newest stand; None takes it away."""
    known[part].pop(key, None)
    if value is not None:
        known[part][key] = value
    while len(known[part]) > MOST[part]:
        del known[part][next(iter(known[part]))]


def _read(file: Path | None) -> Known:
    """What a file remembers, as far as it can be understood."""
    told: object = {}
    if file is not None:
        with suppress(OSError, ValueError, RecursionError):
            told = json.loads(file.read_text(encoding="utf-8"))
    parts = told if isinstance(told, dict) else {}
    found: Known = {}
    for part, kind in KINDS.items():
        entries = parts.get(part)
        pairs = entries.items() if isinstance(entries, dict) else ()
        found[part] = {
            key: value
            for key, value in pairs
            if isinstance(value, str | int) and type(value) is kind  # which True isn't
        }
    return found


def _replace(file: Path, text: str) -> None:
    """Writes a file that only its owner can read; whoever reads sees the old one or the new."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
