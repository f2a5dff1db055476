"""Batches: which files an import takes in, and what is said of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.coding.arriving.about import About, overlaid
from qualcode.coding.arriving.file_names import Pattern
from qualcode.coding.arriving.manifests import Listed
from qualcode.errors import InputError
from qualcode.sources.draft import normalise
from qualcode.sources.reading import readable


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to bring in: a file, or (None) an interview that was not held.

    `name` is the file as people wrote it, `at` where a manifest names it, `error` why it
    can't come in.
    """

    name: str
    file: Path | None
    about: About
    at: str = ""
    reason: str = ""
    error: InputError | None = None


def items(
    paths: Sequence[Path], about: About, listed: Sequence[Listed] | None, pattern: Pattern | None
) -> Iterator[Item]:
    """What to bring in, in order. A manifest outranks a pattern, a pattern outranks `about`.

    With a manifest, `paths` choose among its files.
    """
    if listed is None:
        for file in _files(paths):
            yield _item(str(file), file, about, pattern)
        return
    chosen = dict.fromkeys(paths, 0)
    for row in listed:
        within = [path for path in paths if row.file and _lies_in(row.file, path)]
        for path in within:
            chosen[path] += 1
        if paths and not within:
            continue
        item = _item(row.name, row.file, about, pattern if row.file else None)
        said = {name: normalise(cell) for name, cell in row.said.items()}
        wanted = overlaid(item.about, said)
        error = InputError(row.error) if row.error else item.error
        yield Item(item.name, row.file, wanted, f"{row.at}: ", row.reason, error)
    for path, number in chosen.items():
        if not number:
            yield Item(str(path), path, about, error=InputError(f"{path} isn't in the manifest."))


def unread(paths: Iterable[Path]) -> Iterator[str]:
    """What lies in the folders and no reader knows."""
    return (str(file) for path in paths for file in _inside(path) if not readable(file))


def _item(name: str, file: Path | None, about: About, pattern: Pattern | None) -> Item:
    try:
        told = pattern.read(file) if pattern and file else {}
    except InputError as error:
        return Item(name, file, about, error=error)
    return Item(name, file, overlaid(about, told))


def _lies_in(file: Path, path: Path) -> bool:
    try:
        return file.resolve().is_relative_to(path.resolve())
    except (OSError, ValueError):
        return False


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        inside = [file for file in _inside(path) if readable(file)]
        yield from inside or [path]


def _inside(path: Path) -> list[Path]:
    """The files of a folder, but for what is hidden, about it, or the program's own."""
    try:
        if not path.is_dir():
            return []
    except (OSError, ValueError):  # a name too long, or with a zero in it: the reader tells
        return []
    files = (file for file in path.rglob("*") if file.is_file())
    return sorted(file for file in files if not _is_aside(file.relative_to(path)))


def _is_aside(file: Path) -> bool:
    folders = file.parts[:-1]
    return (
        any(part.startswith(".") for part in file.parts)
        or any(part == "exports" or part.endswith(".backups") for part in folders)
        or file.stem.casefold() == "readme"
        or file.suffix in (".qualcode", ".qualcode-wal", ".qualcode-shm")
    )
