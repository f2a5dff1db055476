"""Tables as transcription services make them: a row a turn, in columns or with labels in one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.sources.columns import Layout, layout
from qualcode.sources.comments import Inked
from qualcode.sources.conventions import NAME_AND_TIME, NAMED, Convention
from qualcode.sources.draft import DraftTurn, normalise
from qualcode.sources.speakers import Line, choose, fold
from qualcode.sources.times import in_column, stamp
from qualcode.sources.turns import (
    UNNAMED,
    Part,
    Talk,
    divide,
    doubtful,
    join,
    join_parts,
    kept_out,
    numbers,
    shorten,
    title_of,
)
from qualcode.sources.word_lines import Ink
from qualcode.sources.word_text import Cell, Paragraph, Table

_NOTHING = Cell(())


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of talk: the paragraph it begins with, who speaks, and when; the lines with its
    words, and those `beside` them, where a comment may stand."""

    number: int
    lines: tuple[Inked, ...]
    beside: tuple[Inked, ...]
    speaker: str
    start: float | None
    end: float | None


@dataclass(slots=True)
class _Found:
    """What is gathered over the tables of a document."""

    rows: list[_Row] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    titles: list[Line] = field(default_factory=list)
    across: list[Line] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def talk_of_tables(
    tables: Sequence[Table], own: Convention | None, inks: Ink, name: str
) -> tuple[Talk, list[Inked]] | None:
    """The turns in the tables, and the lines that their parts point at; None if none is talk.

    By a column of names if there is one, else by labels in the words.
    """
    found = _Found()
    for table in tables:
        _read(table, found, inks)
    if not found.rows:
        return None
    others = shorten(" / ".join(dict.fromkeys(found.others)))
    notes = (
        *kept_out("before the first turn", found.titles, "paragraph"),
        *kept_out("as rows across all columns", found.across, "paragraph"),
        *((f"Kept out, as other columns: {others}",) if others else ()),
    )
    if own is None and any(row.speaker for row in found.rows):
        talk, lines = _by_column(found.rows, found.layouts[0])
    else:
        talk, lines = _by_label(found.rows, found.layouts[0], own, name)
    title = talk.title or title_of(found.titles)
    return replace(talk, title=title, notes=(*notes, *talk.notes)), lines


def _read(table: Table, found: _Found, inks: Ink) -> None:
    """Adds a table's rows; one without heads goes on in the columns of the table before."""
    grid = _grid(table)
    texts = [[cell.text for cell in row] for row in grid]
    kind = layout(texts)
    if kind is None:
        found.titles += [line for row in grid for cell in row for line in _lines(cell)]
        return
    width = max(map(len, grid))
    before = found.layouts[-1].columns if found.layouts else None
    if before and not kind.has_heads and width > max(before.values()):
        kind = Layout(before, 0)
    found.layouts.append(kind)
    heads = texts[kind.first - 1] if kind.has_heads else []
    above = grid[: kind.first - 1] if heads else grid[: kind.first]
    found.titles += [line for row in above for cell in row for line in _lines(cell)]
    used = set(kind.columns.values())
    found.others += [head for at, head in enumerate(heads) if head and at not in used]
    if not heads:
        found.others += [
            row[at] for row in texts for at in range(len(row)) if at not in used and row[at]
        ]
    for row in grid[kind.first :]:
        if width > 1 and len(table.rows) > 1 and _is_across(row, width):
            found.across += _lines(row[0])
        else:
            found.rows += _row(row, kind.columns, inks)


def _grid(table: Table) -> list[list[Cell]]:
    """The cells column by column: one merged over rows stands in each, marked as going on;
    one over columns in its first, and the others are empty."""
    grid: list[list[Cell]] = []
    for row in table.rows:
        cells: list[Cell] = []
        for cell in row:
            at = len(cells)
            if cell.goes_on and grid and at < len(grid[-1]):
                cells.append(replace(grid[-1][at], goes_on=True))
            else:
                cells.append(replace(cell, goes_on=False))
            cells += [_NOTHING] * (cell.across - 1)
        grid.append(cells)
    return grid


def _is_across(row: Sequence[Cell], width: int) -> bool:
    return bool(row) and row[0].across >= width and bool(row[0].text)


def _lines(cell: Cell) -> list[Line]:
    return [
        Line(text, each.number) for each in cell.paragraphs if (text := " ".join(each.text.split()))
    ]


def _row(row: Sequence[Cell], columns: Mapping[str, int], inks: Ink) -> Iterator[_Row]:
    """The row as one of talk, if there are words in it."""
    cells = {kind: row[at] for kind, at in columns.items() if at < len(row)}
    words = cells.get("text", _NOTHING)
    if words.goes_on:
        return
    lines = _inked([words], inks)
    speaker = cells.get("speaker", _NOTHING).text
    start, end = _times(cells)
    label = NAME_AND_TIME.find(speaker) if start is None else None
    if label is not None:
        speaker, start, end = label.speaker or "", label.start, label.end
    if lines or speaker:
        number = _first(row).number
        beside = _inked([cell for cell in row if cell is not words and not cell.goes_on], inks)
        yield _Row(number, lines, beside, normalise(speaker.rstrip(": ")), start, end)


def _inked(cells: Sequence[Cell], inks: Ink) -> tuple[Inked, ...]:
    paragraphs = (each for cell in cells for each in cell.paragraphs)
    return tuple(line for each in paragraphs for line in inks.lines(each) if line.text.strip())


def _first(row: Sequence[Cell]) -> Paragraph:
    return next(each for cell in row if not cell.goes_on for each in cell.paragraphs)


def _times(cells: Mapping[str, Cell]) -> tuple[float | None, float | None]:
    """Start and end of a row; both may stand in one cell."""
    start, end = stamp(cells.get("start", _NOTHING).text)
    if start is None:
        start = in_column(cells.get("start", _NOTHING).text)
    last = cells.get("end", _NOTHING).text
    end = end if end is not None else in_column(last)
    end = end if end is not None else stamp(last)[0]
    return start, None if end is not None and start is not None and end < start else end


def _by_column(rows: Sequence[_Row], kind: Layout) -> tuple[Talk, list[Inked]]:
    """The turns where a column names who speaks; a row without a name goes on."""
    turns: list[DraftTurn] = []
    parts: list[tuple[Part, ...]] = []
    silent, nameless = [], []
    lines: list[Inked] = []
    speaker: str | None = None
    for row in rows:
        if not row.speaker and row.lines:
            nameless.append(row.number)
        speaker = row.speaker or speaker
        if not row.lines:
            silent.append(row.number)
            continue
        words = [""] * len(row.beside) + [normalise(line.text) for line in row.lines]
        parts.append(tuple(Part(len(lines) + n, each) for n, each in enumerate(words)))
        lines += [*row.beside, *row.lines]
        said = " ".join(each for each in words if each)
        turns.append(DraftTurn(said, speaker, row.start, row.end, row.number))
    notes = []
    if nameless:
        where = numbers(nameless, "paragraph")
        notes.append(f"Rows without a name go on with the speaker above ({where}).")
    if silent:
        notes.append(f"Skipped, as without words: {numbers(silent, 'paragraph')}.")
    talk = Talk(
        join(turns),
        f"a table: {kind.shown}",
        notes=(*notes, *doubtful(turns)),
        parts=join_parts(turns, parts),
    )
    return talk, lines


def _by_label(
    rows: Sequence[_Row], kind: Layout, own: Convention | None, name: str
) -> tuple[Talk, list[Inked]]:
    """The turns where labels stand among the words, if anybody is named at all."""
    spoken = [row for row in rows if row.lines]
    lines = [
        Line(fold(line.text), row.number, opens=not nth)
        for row in spoken
        for nth, line in enumerate(row.lines)
    ]
    inked = [line for row in spoken for line in row.lines]
    if own is None and choose(lines, NAMED) is None and any(row.start is not None for row in rows):
        talk, inked = _by_column([replace(row, speaker="") for row in spoken], kind)
        return replace(talk, notes=(), convention=f"{talk.convention}, no speakers"), inked
    talk = divide(lines, own, name, are_paragraphs=True)
    if talk.convention == UNNAMED:
        return talk, inked
    times = {row.number: row for row in spoken}
    turns = tuple(
        turn
        if turn.start is not None or turn.line not in times
        else replace(turn, start=times[turn.line].start, end=times[turn.line].end)
        for turn in talk.turns
    )
    return replace(talk, turns=turns), inked
