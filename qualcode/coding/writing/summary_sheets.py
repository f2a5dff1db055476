"""Sheets of summaries that people fill in: how a cell is known again, however it was moved.

A very hidden sheet says of which study the workbook is, what each name on it stands for, and
what stood in each cell. A cell is found by the names at the side and the head of its row and
column, not by its place: rows may be sorted, columns deleted, sheets renamed.
"""

import hashlib
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any

from qualcode.errors import UnreadableFile
from qualcode.names import fold_name
from qualcode.transcripts.fitting import in_cell

KEYS = "qualcode keys"
FORM = "summaries 1"  # what is written in the first cell, and read again
LARGEST = 100 * 1024 * 1024  # bytes, of all parts together
MOST_ROWS = 100_000
AGAIN = "Export it anew with `matrix --cell summary --editable`."

Place = tuple[str, str, str | None]  # case id, code id, wave id


@dataclass(frozen=True, slots=True)
class Keys:
    """What a workbook is about: its study, the heads of its naming columns (the wave's is ""
    where it isn't split), the ids by name, and a fingerprint of every text by its place."""

    study: str
    case_head: str
    wave_head: str
    cases: Mapping[str, str]
    codes: Mapping[str, str]
    waves: Mapping[str, str]
    texts: Mapping[Place, str]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of the hidden sheet."""
        yield FORM, self.study, self.case_head, self.wave_head
        for kind, names in (("case", self.cases), ("code", self.codes), ("wave", self.waves)):
            yield from ((kind, name, row_id) for name, row_id in names.items())
        for (case, code, wave), told in self.texts.items():
            yield "text", case, code, wave or "", told


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stands in a workbook, and where."""

    text: str
    where: str


@dataclass(slots=True)
class Filled:
    """A workbook as it came back: every text that stands at a place, and what was left out."""

    keys: Keys
    cells: dict[Place, list[Written]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def fingerprint(text: str) -> str:
    """The same for texts that look the same in a cell."""
    shown = unicodedata.normalize("NFC", in_cell(text)).strip()
    return hashlib.sha256(shown.encode()).hexdigest()[:16] if shown else ""


def read(data: bytes, name: str) -> Filled:
    """What stands in the workbook `data`, a file called `name`.

    Raises UnreadableFile where it is no workbook, or not one that qualcode made to be filled in.
    """
    _check(data, name)
    # It takes longer to load than most commands take to run.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it doesn't know, and we don't read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            typed = load_workbook(io.BytesIO(data), read_only=True)
            sheets = {
                sheet.title: list(_rows(sheet, typed[sheet.title])) for sheet in book.worksheets
            }
    except Exception as error:
        # Whatever a library throws at a strange file, the file is what is wrong.
        raise UnreadableFile(f"{name} is damaged: no whole Excel workbook.", AGAIN) from error
    if KEYS not in sheets:
        raise UnreadableFile(f"{name} isn't a workbook of summaries to fill in.", AGAIN)
    filled = Filled(_keys(sheets.pop(KEYS), name))
    known = [_take(filled, title, rows) for title, rows in sheets.items()]
    if not any(known):
        raise UnreadableFile(
            f"{name}: no sheet has a row with the heads «{filled.keys.case_head}» and codes.",
            "Leave the names at the side and the head as they are, or export it anew.",
        )
    return filled


def _check(data: bytes, name: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            f"{name} has a password, or is of an old kind.", "Save it without one, as .xlsx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFile(f"{name} isn't an Excel workbook.", "Give an .xlsx file.") from None
    if size > LARGEST:
        raise UnreadableFile(
            f"{name} unpacks to {size // 2**20} MB; the limit is {LARGEST // 2**20} MB.", AGAIN
        )


def _rows(sheet: Any, typed: Any) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet as texts; what a sheet says of its own size is not believed.

    Words that begin with «=» were taken for a formula: where that has no outcome, the words
    as they were typed count.
    """
    sheet.reset_dimensions()
    typed.reset_dimensions()
    pairs = zip(sheet.iter_rows(values_only=True), typed.iter_rows(values_only=True), strict=False)
    for row, as_typed in islice(pairs, MOST_ROWS):
        yield tuple(
            str((own or "") if value is None or str(value).startswith("#") else value)
            for value, own in zip_longest(row, as_typed)
        )


def _keys(rows: list[tuple[str, ...]], name: str) -> Keys:
    try:
        (form, study, case_head, wave_head), *others = (_padded(row) for row in rows)
        named: dict[str, dict[str, str]] = {"case": {}, "code": {}, "wave": {}}
        texts: dict[Place, str] = {}
        for kind, *values in others:
            if kind == "text":
                texts[values[0], values[1], values[2] or None] = values[3]
            elif kind:
                named[kind][values[0]] = values[1]
    except (ValueError, KeyError, IndexError):
        form = ""
    if form != FORM:
        raise UnreadableFile(f"{name} was made by another version of qualcode.", AGAIN)
    return Keys(study, case_head, wave_head, named["case"], named["code"], named["wave"], texts)


def _padded(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row, "", "", "", "", "")[: 4 if row and row[0] == FORM else 5]


def _take(filled: Filled, title: str, rows: list[tuple[str, ...]]) -> bool:
    """Adds what a sheet holds; False where it has no row of heads."""
    keys = filled.keys
    heads = _Heads(keys)
    for n, row in enumerate(rows, start=1):
        if not heads.are_known:
            heads.look(row)
            continue
        place = heads.side(row)
        texts = [(column, row[column]) for column in heads.codes if column < len(row)]
        if place is None:
            if any(text.strip() for _, text in texts) and heads.name(row):
                filled.notes.append(f"Left out, of no row that was exported: {title} row {n}.")
            continue
        for column, text in texts:
            at = (place[0], heads.codes[column], place[1])
            written = Written(text.replace("_x000D_", "").strip(), f"{title}, row {n}")
            filled.cells.setdefault(at, []).append(written)
    return heads.are_known


class _Heads:
    """Which column of a sheet is what, once its row of heads is found."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.cases = _folded(keys.cases)
        self.waves = _folded(keys.waves)
        self.codes: dict[int, str] = {}
        self.case = self.wave = -1

    @property
    def are_known(self) -> bool:
        return bool(self.codes)

    def look(self, row: tuple[str, ...]) -> None:
        folded = [_plain(text) for text in row]
        sides = [_plain(self.keys.case_head), _plain(self.keys.wave_head)]
        if sides[0] not in folded or (sides[1] and sides[1] not in folded):
            return
        codes = _folded(self.keys.codes)
        self.case = folded.index(sides[0])
        self.wave = folded.index(sides[1]) if sides[1] else -1
        own = {self.case, self.wave}
        self.codes = {
            n: codes[text] for n, text in enumerate(folded) if text in codes and n not in own
        }

    def name(self, row: tuple[str, ...]) -> str:
        """What stands where a row's case is named, unless it is a sign below the table."""
        name = row[self.case].strip() if self.case < len(row) else ""
        return name if len(name) > 1 else ""

    def side(self, row: tuple[str, ...]) -> tuple[str, str | None] | None:
        """The case and wave of a row, where it is one that was exported."""
        if self.case >= len(row) or self.wave >= len(row):
            return None
        case = self.cases.get(_plain(row[self.case]))
        if case is None or self.wave < 0:
            return (case, None) if case is not None else None
        wave = self.waves.get(_plain(row[self.wave]))
        return (case, wave) if wave is not None else None


def _folded(names: Mapping[str, str]) -> dict[str, str]:
    return {_plain(name): row_id for name, row_id in names.items()}


def _plain(text: str) -> str:
    return fold_name(text.strip())
