"""What can complete a line that is being typed: names of files, or some words."""

import shlex
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from pathlib import Path

Offers = Callable[[str], Sequence[str]]
MAGIC = frozenset("*?[")  # what makes a name a pattern


def one_of(words: Iterable[str]) -> Offers:
    """Offers those of the words that begin as what is typed."""
    known = tuple(words)

    def offers(typed: str) -> Sequence[str]:
        return [word for word in known if word.casefold().startswith(typed.strip().casefold())]

    return offers


def paths(*suffixes: str) -> Offers:
    """Offers folders, and files with one of these suffixes, or any file."""

    def offers(typed: str) -> Sequence[str]:
        head, _, begun = typed.rpartition("/")
        folder = Path(f"{head}/" if "/" in typed else ".").expanduser()
        try:
            inside = sorted(folder.iterdir(), key=lambda each: each.name.casefold())
        except (OSError, ValueError):
            return ()
        lead = f"{head}/" if "/" in typed else ""
        return [
            f"{lead}{each.name}{'/' if each.is_dir() else ''}"
            for each in inside
            if each.name.casefold().startswith(begun.casefold())
            and each.name.startswith(".") == begun.startswith(".")
            and (not suffixes or each.suffix.lower() in suffixes or each.is_dir())
        ]

    return offers


def folders(typed: str) -> Sequence[str]:
    """Offers folders."""
    return [each for each in paths()(typed) if each.endswith("/")]


def completed(typed: str, offered: Sequence[str]) -> str:
    """`typed`, with as much behind it as all that is offered has in common."""
    alike = takewhile(
        lambda chars: len({char.casefold() for char in chars}) == 1, zip(*offered, strict=False)
    )
    length = sum(1 for _ in alike)
    return offered[0][:length] if length > len(typed) else typed


def named_files(typed: str) -> list[Path]:
    """The files and folders that a line names: a path, a pattern with *, or several in quotes.

    A terminal writes files that are dropped on it in quotes, or with a backslash before blanks.
    """
    whole = Path(typed.strip()).expanduser()
    if not typed.strip() or _is_there(whole):
        return [whole] if typed.strip() else []
    found = _matching(whole)
    if not found:
        try:
            parts = [Path(part).expanduser() for part in shlex.split(typed)]
        except ValueError:  # a quotation mark alone
            parts = []
        found = [path for part in parts for path in (_matching(part) or [part])]
        if not all(map(_is_there, found)):
            found = []
    return found or [whole]


def _matching(path: Path) -> list[Path]:
    parts = path.parts
    first = next((n for n, part in enumerate(parts) if MAGIC & set(part)), None)
    if first is None:
        return []
    return sorted(Path(*parts[:first]).glob(str(Path(*parts[first:]))))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a zero in it
        return False
