"""Changes of a codebook as commands print them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from qualcode.cli.session import Session, counted
from qualcode.codebook import telling
from qualcode.codebook.differing import CodeChange
from qualcode.codebook.loading import Loaded


def change_lines(changes: Iterable[CodeChange], stale: int = 0) -> Iterator[str]:
    """A line a code, and below it its fields; at the end what needs another look for it."""
    yield from telling.change_lines(changes)
    if stale:
        looks = "needs" if stale == 1 else "need"
        yield (
            f"{counted(stale, 'document')} that {'was' if stale == 1 else 'were'} done {looks}"
            " another look: see `qualcode stale`."
        )


def note_passed_over(here: Session, file: Path, loaded: Loaded) -> None:
    """Says which columns of a spreadsheet no field was read from."""
    if loaded.passed_over:
        shown = ", ".join(f"«{head}»" for head in loaded.passed_over)
        here.note(f"note: {file.name}: nothing was read from {shown}, which no codebook has")
