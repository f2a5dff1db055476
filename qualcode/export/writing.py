"""Writes reports and tables to files and to the terminal, each format by its own writer."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from qualcode.errors import InputError
from qualcode.export.blocks import Block, Figure
from qualcode.export.table import Table
from qualcode.study.connection import is_database

# suffix → (module, function); a module is loaded only when its format is asked for.
REPORTS = {
    ".md": ("as_markdown", "as_markdown"),
    ".html": ("as_html_report", "as_html_report"),
    ".docx": ("as_docx", "as_docx"),
}
TABLES = {
    ".csv": ("as_csv", "as_csv"),
    ".md": ("as_markdown", "table_as_markdown"),
    ".html": ("as_html", "as_html"),
}
WORKBOOKS = {".xlsx": ("as_xlsx", "as_xlsx")}  # these hold a sheet a table


def write_report(
    blocks: Sequence[Block], path: Path, *, language: str = "en", template: Path | None = None
) -> None:
    """Writes a report in the format of `path`'s suffix, in the place of what stood there.

    `language` is that of its captions; a .docx gets the styles of `template`. The figures of
    a .md lie in a folder beside it.
    """
    write = _writer(path, REPORTS)
    suffix = path.suffix.lower()
    if template is not None and suffix != ".docx":
        raise InputError("A template is for a .docx.", "Leave it out, or write a .docx.")
    if suffix == ".docx":
        put(path, write(blocks, language=language, template=template))
        return
    if suffix != ".md":
        put(path, write(blocks, language=language))
        return
    folder = path.with_name(f"{path.stem}-figures")
    put(path, write(blocks, language=language, folder=folder.name))
    for block in blocks:
        if isinstance(block, Figure):
            put(folder / f"{block.name}.svg", block.svg)


def write_table(table: Table, path: Path) -> None:
    """Writes a table in the format of `path`'s suffix, in the place of what stood there."""
    write_tables([table], path)


def write_tables(tables: Sequence[Table], path: Path) -> None:
    """Writes tables that belong together, of which the first holds everything.

    A workbook takes them all; a format that holds one table takes the first.
    """
    check_table_file(path)
    if path.suffix.lower() in WORKBOOKS:
        put(path, _writer(path, WORKBOOKS)(tables))
    else:
        put(path, _writer(path, TABLES)(tables[0]))


def check_table_file(path: Path) -> None:
    """Raises InputError where no table can be written to a file of this name."""
    _named(path, TABLES | WORKBOOKS)


def on_terminal(table: Table, *, reading: bool = False) -> Iterator[str]:
    """The lines of a table as a terminal shows it; with `reading`, one whose cells are texts."""
    terminal = import_module("qualcode.export.as_terminal")
    yield from (terminal.as_reading if reading else terminal.as_terminal)(table)


def put(path: Path, content: str | bytes) -> None:
    """Puts a file in the place of what stood there, at once; never of a study.

    A text ends in one newline.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder.", "Name a file in it.")
    if is_database(path):
        raise InputError(f"{path} is a study or database.", "Choose another name.")
    if isinstance(content, str):
        content = (content.rstrip("\n") + "\n").encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _writer(path: Path, known: dict[str, tuple[str, str]]) -> Any:
    module, writer = _named(path, known)
    return getattr(import_module(f"qualcode.export.{module}"), writer)


def _named(path: Path, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    if path.suffix.lower() not in known:
        raise InputError(
            f"{path.name}: a file like this can't be written.", f"Use {' or '.join(known)}."
        )
    return known[path.suffix.lower()]
