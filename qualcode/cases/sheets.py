"""Sheets: csv files that a person fills in, whichever program saved them."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import UnreadableFile
from qualcode.names import fold_name, unknown
from qualcode.sources.delimited import parted
from qualcode.sources.encodings import decode


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the line it begins on, and its cells by column (empty ones too)."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A csv as read. `heads` are the columns as written; known ones as the program writes them."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def at(self, row: SheetRow) -> str:
        """Where a row stands, for complaints."""
        return f"{self.name}, line {row.line}"

    def complaint(self, row: SheetRow, what: str, hint: str = "") -> UnreadableFile:
        return UnreadableFile(f"{self.at(row)}: {what}", hint)


def read_sheet(path: Path, known: Sequence[str], needed: str) -> Sheet:
    """The rows of a csv with `;`, `,` or tabs between; empty rows are passed over.

    `known` are the columns the program has a word for, found without regard to case; the
    column `needed` must be there. Raises UnreadableFile with the line.
    """
    text = _text(path)
    lines, delimiter, skipped = parted(text)
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter, strict=True)
    table: list[tuple[int, list[str]]] = []
    line = skipped + 1
    try:
        for cells in reader:
            table.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + skipped + 1
    except csv.Error as error:
        raise UnreadableFile(
            f"{path.name}, line {line}: this row can't be read: {error}.",
            "Look for a quotation mark too many or too few.",
        ) from None
    table = [(line, cells) for line, cells in table if any(cells)]
    if not table:
        raise UnreadableFile(f"{path.name} is empty.", "Its first row names the columns.")
    heads = _heads(path.name, table[0], known, needed)
    return Sheet(
        path.name,
        tuple(head for head in heads if head),
        tuple(_row(path.name, heads, *row) for row in table[1:]),
    )


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a zero in the name
        reason = getattr(error, "strerror", None) or "the system refuses"
        raise UnreadableFile(f"{path} can't be read: {reason}.", "Check its name.") from None
    try:
        return decode(data, path.name)[0]
    except UnreadableFile as error:
        raise UnreadableFile(error.what, "Save it as csv, in UTF-8.") from None


def _heads(name: str, first: tuple[int, list[str]], known: Sequence[str], needed: str) -> list[str]:
    line, cells = first
    words = {fold_name(word): word for word in known}
    heads = [words.get(fold_name(cell), cell) for cell in cells]
    if needed not in heads:
        told = unknown(needed, heads, "column")
        raise UnreadableFile(f"{name}, line {line}: t{told.what[1:]}", told.hint)
    folded = [fold_name(head) for head in heads if head]
    twice = next((head for head in heads if head and folded.count(fold_name(head)) > 1), None)
    if twice:
        raise UnreadableFile(f"{name}, line {line}: two columns are called «{twice}».")
    return heads


def _row(name: str, heads: list[str], line: int, cells: list[str]) -> SheetRow:
    astray = [cell for head, cell in zip(heads, cells, strict=False) if cell and not head]
    astray += [cell for cell in cells[len(heads) :] if cell]
    if astray:
        raise UnreadableFile(
            f"{name}, line {line}: «{astray[0]}» stands in no column.",
            "Put quotes around a cell that holds the sign between the cells.",
        )
    padded = [*cells, *[""] * (len(heads) - len(cells))]
    return SheetRow(line, {head: cell for head, cell in zip(heads, padded, strict=False) if head})
