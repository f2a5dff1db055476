"""Codebooks as CSV, for people who write theirs in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.codebook.fields import (
    TEXTS,
    check_colour,
    check_hotkey,
    check_path,
    words,
)
from qualcode.codebook.reading import Entry
from qualcode.codebook.tree import Code
from qualcode.errors import InputError, UnreadableFile
from qualcode.names import fold_name
from qualcode.sources.encodings import decode

COLUMNS = ("code", "name", *TEXTS, "keywords", "colour", "hotkey")
DUTCH = {
    "naam": "name", "definitie": "definition", "wel_bij": "use_when", "niet_bij": "not_when",
    "trefwoorden": "keywords", "kleur": "colour", "toets": "hotkey", "sneltoets": "hotkey",
}  # fmt: skip
NAME_IN = re.compile(r"name_(\w+)")
MARK = "\ufeff"
# A spreadsheet would run such a cell as a formula: it gets a «'» in front, taken off again here.
RISKY = re.compile(r"'*[=+\-@]")


def read_csv(data: bytes, name: str) -> list[Entry]:
    """The codes of a codebook in CSV: `code` is the path, the other columns may be missing.

    The delimiter is `,`, `;` or a tab; further columns are ignored, and an empty cell says
    nothing. Raises UnreadableFile with the line.
    """
    text, _ = decode(data, name)
    try:
        return list(_entries(text, name))
    except csv.Error as error:
        raise UnreadableFile(f"{name} is not valid CSV: {error}.", "Save it again.") from error


def _entries(text: str, name: str) -> Iterator[Entry]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    heads = _columns(next(rows, []))
    if "code" not in heads:
        raise UnreadableFile(
            f"{name}, line 1: there is no column «code».", "Begin the file with column names."
        )
    found: dict[str, Entry] = {}
    hotkeys: dict[str, str] = {}
    line = rows.line_num + 1
    for row in rows:
        cells = dict(zip(heads, (_plain(cell) for cell in row), strict=False))
        if any(cells.values()):
            try:
                if any(row[len(heads) :]):
                    raise InputError("there are more cells than columns.", "Quote texts with «;».")
                entry = _entry(cells, line)
                _check(entry, found, hotkeys)
            except InputError as error:
                raise UnreadableFile(f"{name}, line {line}: {error.what}", error.hint) from None
            found[fold_name(entry.path)] = entry
        line = rows.line_num + 1
    yield from _parents_first(found)


def passed_over(data: bytes, name: str) -> tuple[str, ...]:
    """The heads of columns that have something in them and are none of a codebook's."""
    text, _ = decode(data, name)
    heads, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    return tuple(
        head.strip()
        for n, (head, column) in enumerate(zip(heads, _columns(heads), strict=True))
        if column not in COLUMNS and not NAME_IN.fullmatch(column)
        if any(row[n].strip() for row in rows if n < len(row))
    )


def _columns(heads: Sequence[str]) -> list[str]:
    """The columns by their own names, also where the heads are Dutch; each name once."""
    found: list[str] = []
    for head in heads:
        plain = "_".join(head.casefold().split())
        column = re.sub("^naam_", "name_", DUTCH.get(plain, plain))
        found.append(plain if column in found else column)
    return found


def _parents_first(found: dict[str, Entry]) -> Iterator[Entry]:
    """The rows with each code behind the one it lies under, which may have no row of its own."""
    told: set[str] = set()
    for entry in found.values():
        parts = entry.path.split("/")
        for n in range(1, len(parts) + 1):
            path = "/".join(parts[:n])
            if fold_name(path) not in told:
                told.add(fold_name(path))
                yield found.get(fold_name(path)) or Entry(path, entry.line, adds_names=True)


def _entry(cells: dict[str, str], line: int) -> Entry:
    path = "/".join(check_path("/".join(part.strip() for part in cells["code"].split("/"))))
    fields: dict[str, Any] = {key: cells[key] for key in TEXTS if cells.get(key)}
    names = {"": cells["name"]} if cells.get("name") else {}
    for head, cell in cells.items():
        if cell and (found := NAME_IN.fullmatch(head)):
            names[found[1]] = cell
    if names:
        fields["names"] = names
    if keywords := list(filter(None, map(words, cells.get("keywords", "").split(";")))):
        fields["keywords"] = keywords
    if cells.get("colour"):
        fields["colour"] = check_colour(cells["colour"])
    if cells.get("hotkey"):
        fields["hotkey"] = check_hotkey(cells["hotkey"])
    return Entry(path, line, fields, adds_names=True)


def _check(entry: Entry, found: dict[str, Entry], hotkeys: dict[str, str]) -> None:
    if first := found.get(fold_name(entry.path)):
        raise InputError(f"{entry.path} stands here twice (first on line {first.line}).")
    key = entry.fields.get("hotkey")
    if key and (other := hotkeys.setdefault(key, entry.path)) != entry.path:
        raise InputError(f"the hotkey «{key}» is {other}'s already.")


def write_csv(codes: list[Code], language: str, before: bytes | None) -> bytes:
    """The codes as CSV. Of the file that stood there the delimiter, mark, order of columns
    and further columns stay.

    Raises InputError for a keyword with «;», which would come back as two.
    """
    old = decode(before, "")[0] if before else ""
    mark = MARK.encode() if before is None or before.startswith(MARK.encode()) else b""
    cut = delimiter(old)
    kept = list(csv.DictReader(io.StringIO(old, newline=""), delimiter=cut)) if old else []
    others = sorted({tag for code in codes for tag in code.names} - {language})
    wanted = [*COLUMNS[:2], *(f"name_{tag}" for tag in others), *COLUMNS[2:]]
    first = next(csv.reader(io.StringIO(old, newline=""), delimiter=cut), [])
    heads = dict(zip(_columns(first), first, strict=True))
    columns = [*first, *(head for head in wanted if head not in heads)]
    known = {fold_name(row[heads["code"]].strip("/ ")): row for row in kept} if kept else {}
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=cut, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for code in codes:
        row = dict(known.get(fold_name(code.code), {}))
        # A language that no code has any more is told as an empty name.
        row |= {heads[head]: "" for head in heads if NAME_IN.fullmatch(head)}
        cells = _cells(code, language)
        writer.writerow(row | {heads.get(head, head): cells.get(head, "") for head in wanted})
    return mark + out.getvalue().encode()


def _cells(code: Code, language: str) -> dict[str, str]:
    for keyword in code.keywords:
        if ";" in keyword:
            raise InputError(
                f"The keyword «{keyword}» of {code.code} holds «;», which parts keywords in CSV.",
                "Save the codebook as .yaml.",
            )
    cells = {f"name_{tag}": name for tag, name in code.names.items() if tag != language}
    cells |= {
        "code": code.code,
        "name": code.names.get(language, ""),
        "keywords": "; ".join(code.keywords),
        "colour": code.colour or "",
        "hotkey": code.hotkey or "",
    }
    cells |= {key: getattr(code, key) for key in TEXTS}
    return {key: _safe(cell) for key, cell in cells.items()}


def delimiter(text: str) -> str:
    """What parts the columns, as the first line has it."""
    first = re.sub(r'"[^"]*"', "", text.lstrip(MARK).partition("\n")[0])
    return max((",", ";", "\t"), key=first.count)


def _safe(cell: str) -> str:
    return f"'{cell}" if RISKY.match(cell) else cell


def _plain(cell: str) -> str:
    text = words(cell)
    return text[1:] if text.startswith("'") and RISKY.match(text) else text
