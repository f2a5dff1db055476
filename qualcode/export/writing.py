"""Writes reports and tables to files and to the terminal, each format by its own writer."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from qualcode.errors import InputError
from qualcode.export.blocks import Block
from qualcode.export.table import Table
from qualcode.study.connection import is_database

# suffix → (module, function); a module is loaded only when its format is asked for.
REPORTS = {".md": ("as_markdown", "as_markdown")}
TABLES = {".csv": ("as_csv", "as_csv"), ".md": ("as_markdown", "table_as_markdown")}


def write_report(blocks: Sequence[Block], path: Path) -> None:
    """Writes a report in the format of `path`'s suffix, in the place of what stood there."""
    _put(path, _format(path, REPORTS, blocks))


def write_table(table: Table, path: Path) -> None:
    """Writes a table in the format of `path`'s suffix, in the place of what stood there."""
    _put(path, _format(path, TABLES, table).rstrip("\n") + "\n")


def on_terminal(table: Table) -> Iterator[str]:
    """The lines of a table as a terminal shows it."""
    yield from import_module("qualcode.export.as_terminal").as_terminal(table)


def _format(path: Path, known: dict[str, tuple[str, str]], content: object) -> str:
    if path.suffix.lower() not in known:
        raise InputError(
            f"{path.name}: a file like this can't be written.", f"Use {' or '.join(known)}."
        )
    module, writer = known[path.suffix.lower()]
    return str(getattr(import_module(f"qualcode.export.{module}"), writer)(content))


def _put(path: Path, text: str) -> None:
    """Replaces a file at once, but never a study."""
    if path.is_dir():
        raise InputError(f"{path} is a folder.", "Name a file in it.")
    if is_database(path):
        raise InputError(f"{path} is a study or database.", "Choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
