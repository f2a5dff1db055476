"""csv and tsv: a row a turn, in the file's order, and never joined to the next."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualcode.errors import UnreadableFile
from qualcode.sources.columns import field_of, fields
from qualcode.sources.conventions import Convention
from qualcode.sources.delimited import parted
from qualcode.sources.draft import Draft, DraftTurn, normalise
from qualcode.sources.encodings import decode
from qualcode.sources.labels import role_of
from qualcode.sources.times import in_column
from qualcode.sources.turns import doubtful, numbers, shorten

csv.field_size_limit(50 * 1024 * 1024)  # one cell may hold a whole interview

_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_NEEDED = 'Give it the heads "speaker" and "text", and perhaps "role", "start" and "end".'


def could_be_talk(beginning: bytes) -> bool:
    """True where the first row names who speaks and what, as a list of cases or memos doesn't."""
    # Heads are ASCII in every encoding, but for the NULs of UTF-16 and the mark before them.
    text = beginning.replace(b"\0", b"").decode("latin-1").lstrip("\xff\xfe\xef\xbb\xbf")
    text, delimiter, _ = parted(text)
    return {"speaker", "text"} <= fields(_first_row(text, delimiter)).keys()


def read(data: bytes, name: str, own: Convention | None) -> Draft:  # noqa: ARG001
    """A csv or tsv file → its draft; the columns by their heads, in Dutch or English.

    A convention of one's `own` has nothing to find here, as a column says who speaks.
    """
    text, encoding = decode(data, name)
    text, delimiter, above = parted(text)
    rows = [row for row in _rows(text, delimiter, name, above) if any(row[1])]
    heads, columns = _heads(rows[0][1] if rows else [], name)
    for line, cells in rows[1:]:
        if len(cells) < len(heads) or any(cells[len(heads) :]):
            raise UnreadableFile(
                f"Line {line} of {name} has {len(cells)} cells, its head has {len(heads)}.",
                f"Put a text that holds {_SIGNS[delimiter]} between double quotes.",
            )
    turns = [_turn(cells, columns, line, name) for line, cells in rows[1:]]
    spoken = [turn for turn in turns if turn.words]
    return Draft(
        turns=tuple(spoken),
        format="tsv" if delimiter == "\t" else "csv",
        encoding=encoding,
        convention=f"a row a turn: {' | '.join(sorted(columns, key=lambda each: columns[each]))}",
        notes=(*_other_columns(heads), *_notes(turns, spoken), *doubtful(spoken)),
    )


def _first_row(text: str, delimiter: str) -> list[str]:
    return text.lstrip().split("\n", 1)[0].replace('"', "").split(delimiter)


def _heads(heads: list[str], name: str) -> tuple[list[str], dict[str, int]]:
    """The heads, without the empty ones that Excel adds behind, and the columns they name."""
    columns = fields(heads)
    for needed in ("text", "speaker"):
        if needed not in columns:
            raise _no_column(needed, heads, name)
    for at in columns.values():
        alike = [head for head in heads if head.casefold() == heads[at].casefold()]
        if len(alike) > 1:
            raise UnreadableFile(
                f"In {name} {len(alike)} columns are called {alike[0]}.",
                "Leave one so, and call the others something else.",
            )
    while not heads[-1]:
        heads = heads[:-1]
    return heads, columns


def _other_columns(heads: Sequence[str]) -> tuple[str, ...]:
    others = ", ".join(head for head in heads if head and field_of(head) is None)
    return (f"Kept out, as other columns: {shorten(others)}",) if others else ()


def _no_column(needed: str, heads: Sequence[str], name: str) -> UnreadableFile:
    shown = ", ".join(" ".join(head.split())[:30] for head in heads[:8])
    found = f"; it has {shown}" if shown else ""
    return UnreadableFile(f'{name} has no column "{needed}"{found}.', _NEEDED)


def _rows(text: str, delimiter: str, name: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on; UnreadableFile where quotes don't match."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(
                f"Line {begin + above} of {name} has quotation marks that don't match: {error}.",
                "Write a double quote within a text as two, and close every text that opens.",
            ) from None
        yield begin + above, [cell.strip() for cell in cells]
        begin = reader.line_num + 1


def _turn(cells: Sequence[str], columns: dict[str, int], line: int, name: str) -> DraftTurn:
    def cell(field: str) -> str:
        return normalise(cells[columns[field]]) if field in columns else ""

    start, end = _time(cell("start"), line, name), _time(cell("end"), line, name)
    if start is not None and end is not None and end < start:
        raise UnreadableFile(
            f"Line {line} of {name} ends before it starts.", "Correct its times and import again."
        )
    told = cell("role")
    role = role_of(told)
    return DraftTurn(
        words=cell("text"),
        speaker=cell("speaker").rstrip(": ") or None,
        start=start,
        end=end,
        line=line,
        role=(role if role != "unknown" else told.casefold()) if told else None,
    )


def _time(cell: str, line: int, name: str) -> float | None:
    time = in_column(cell)
    if cell and time is None:
        raise UnreadableFile(
            f"Line {line} of {name} holds no time: {cell[:40]}.",
            "Write seconds (62.5) or hours, minutes and seconds (00:01:02).",
        )
    return time


def _notes(turns: Sequence[DraftTurn], spoken: Sequence[DraftTurn]) -> Iterator[str]:
    silent = [turn.line for turn in turns if not turn.words]
    if silent:
        yield f"Skipped, as without words: {numbers(silent)}."
    nameless = [turn.line for turn in spoken if turn.speaker is None]
    if nameless:
        yield f"No speaker is named in {len(nameless)} of {len(spoken)} rows ({numbers(nameless)})."
    roles: dict[str, set[str]] = {}
    for turn in spoken:
        if turn.speaker and turn.role:
            roles.setdefault(turn.speaker, set()).add(turn.role)
    for speaker, several in roles.items():
        if len(several) > 1:
            yield f"{speaker} has more than one role: {', '.join(sorted(several))}."
    timed = [turn for turn in spoken if turn.start is not None]
    early = [
        turn.line for before, turn in pairwise(timed) if (turn.start or 0) < (before.start or 0)
    ]
    if early:
        yield f"Out of order, kept as in the file: the row on {numbers(early)}."
