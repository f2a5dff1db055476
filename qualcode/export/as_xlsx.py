"""Tables as an Excel workbook: a sheet a table, numbers as numbers, the same bytes each time."""

import io
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from qualcode.errors import InputError
from qualcode.export.as_csv import RISKY
from qualcode.export.table import Row, Table, Value
from qualcode.export.words import words_in
from qualcode.transcripts.fitting import CUT, MOST, first, fitting, in_cell, units

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a workbook must say when it was made; ours never does
MOST_ROWS, MOST_COLUMNS = 1_048_000, 16_384  # some rows are left for signs and notes
SHEET_NAME = 31  # as Excel counts, again
QUIET = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
# Colours that stay apart for the colour-blind; what has no sign is hatched, so that no state
# is told by its colour alone.
FILLS: dict[str, dict[str, Any]] = {
    "value": {"bg_color": "#D9EAF7"},
    "not_mentioned": {"bg_color": "#F2F2F2"},
    "not_asked": {"bg_color": "#E4DFEC"},
    "not_coded": {"bg_color": "#FFF2CC"},
    "not_interviewed": {"pattern": 14, "fg_color": "#BFBFBF", "bg_color": "#FFFFFF"},
}
# In a form an empty cell can hold no sign, so that each state has a pattern of its own.
PATTERNS: dict[str, dict[str, Any]] = FILLS | {
    "not_asked": {"pattern": 11, "fg_color": "#8F80AA", "bg_color": "#E4DFEC"},
    "not_coded": {"pattern": 17, "fg_color": "#B38F00", "bg_color": "#FFF2CC"},
}
HEAD = {"bold": True, "bg_color": "#404040", "font_color": "#FFFFFF", "valign": "bottom"}
GRID = {"border": 1, "border_color": "#C0C0C0"}
NARROW, WIDE, WIDEST_NAME = 6, 42, 34  # widths of columns, in characters
SHORT = 12  # as narrow as a column of words gets
WIDER = (WIDE, 60, 80, 110)  # for words that else would need a row taller than there can be
LINE, TALLEST = 14.5, 409  # heights of rows, in points; Excel allows no more
PAGE = 230  # characters on the width of a page, as small as can be read well


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """The workbook: what names rows and columns stays in sight, and below stand the signs."""
    return workbook(tables)


def workbook(
    tables: Sequence[Table],
    *,
    is_form: bool = False,
    more: Callable[[Workbook], None] = lambda _: None,
) -> bytes:
    """A workbook with a sheet a table; `more` may add to it what isn't a table.

    A form is for people to fill in: only its cells can be written in, and empty ones hold no
    sign that would be taken for words; a comment says what is the case there.
    """
    out = io.BytesIO()
    book = Workbook(out, QUIET)
    book.set_properties({"created": EPOCH})
    taken: set[str] = {"history"}  # Excel keeps this name for itself
    for table in tables:
        _check_size(table)
        _Sheet(book, book.add_worksheet(sheet_name(table.title, taken)), table, is_form).write()
    more(book)
    book.close()
    return out.getvalue()


def _check_size(table: Table) -> None:
    rows, columns = len(table.rows), len(table.stub) + len(table.heads)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise InputError(
            f"{rows} rows and {columns} columns are too many for a sheet.", "Write a .csv file."
        )


def sheet_name(title: str, taken: set[str]) -> str:
    """A sheet's name that Excel takes and that no other has; it is added to `taken`."""
    plain = re.sub(r"[\[\]:*?/\\\t\n]", "-", fitting(title)).strip().strip("'") or "qualcode"
    name, n = first(plain, SHEET_NAME).strip("' "), 1
    while not name or name.casefold() in taken:
        n += 1
        ending = f" ({n})"
        name = first(plain, SHEET_NAME - len(ending)) + ending
    taken.add(name.casefold())
    return name


class _Sheet:
    """One table on its way to one sheet."""

    def __init__(self, book: Workbook, sheet: Worksheet, table: Table, is_form: bool) -> None:
        self.book = book
        self.sheet = sheet
        self.table = table
        self.is_form = is_form
        self.named = len(table.stub)
        self.width = self.named + len(table.heads)
        self.is_prose = is_form or any(isinstance(v, str) for row in table.rows for v in row.cells)
        self.signs = {sign.state: sign for sign in table.signs}
        self.stub_wide = [self._stub_wide(n) for n in range(self.named)]
        self.wide = [self._wide(n) for n in range(len(table.heads))]
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.is_cut = False
        self.fills = PATTERNS if is_form else FILLS

    def write(self) -> None:
        self._heads()
        for n, row in enumerate(self.table.rows, start=1):
            self._row(n, row)
        self._below(len(self.table.rows) + 2)
        self._for_eyes_and_paper()

    def _heads(self) -> None:
        is_upright = not self.is_prose and any(len(head) > NARROW for head in self.table.heads)
        for column, head in enumerate((*self.table.stub, *self.table.heads)):
            turned = {"rotation": 90} if is_upright and column >= self.named else {}
            self._text(0, column, head, HEAD | GRID | {"text_wrap": not turned} | turned)
        if is_upright:
            self.sheet.set_row(0, min(TALLEST, 16 + 6.6 * max(map(len, self.table.heads))))
        for column, wide in enumerate(self.stub_wide):
            self.sheet.set_column(column, column, wide)
        for column, wide in enumerate(self.wide, start=self.named):
            self.sheet.set_column(column, column, wide)

    def _stub_wide(self, n: int) -> int:
        names = [self.table.stub[n], *(str(row.stub[n]) for row in self.table.rows)]
        return min(WIDEST_NAME, max(8, *map(_widest, names)) + 2)

    def _wide(self, n: int) -> int:
        """The width of a column of cells: as much as its words need, where it holds any."""
        if not self.is_prose or self.is_form:
            return WIDE if self.is_form else NARROW
        head = min(_widest(self.table.heads[n]) + 3, 2 * SHORT)  # with the arrow of the filter
        told = [str(row.cells[n]) for row in self.table.rows if row.cells[n] is not None]
        widest = max([head, *(_widest(text) + 2 for text in told)])
        if not any(" " in text for text in told):
            return max(SHORT if self.signs else NARROW, min(2 * SHORT, widest))  # names, ids
        if widest <= WIDE:
            return max(SHORT, widest)
        fits = (w for w in WIDER if all(LINE * _lines(text, w) <= TALLEST for text in told))
        return next(fits, WIDER[-1])

    def _row(self, n: int, row: Row) -> None:
        if self.is_prose:
            tall = max(map(_lines, row.cells, self.wide), default=1)
            self.sheet.set_row(n, min(TALLEST, LINE * tall))
        for column, name in enumerate(row.stub):
            self._value(n, column, name, GRID | {"bold": True, "valign": "top", "text_wrap": True})
        states = row.states or ("",) * len(row.cells)
        comments = row.comments or ("",) * len(row.cells)
        for column, (value, state, said) in enumerate(
            zip(row.cells, states, comments, strict=True), start=self.named
        ):
            self._cell(n, column, value, state)
            self._comment(n, column, self._told(value, state, said))

    def _cell(self, n: int, column: int, value: Value, state: str) -> None:
        sign = self.signs.get(state)
        look = GRID | (self.fills.get(state, {}) if sign else {}) | {"valign": "top"}
        if isinstance(value, str) and value:
            is_free = self.is_form and units(value) <= MOST
            text = GRID | {"valign": "top", "text_wrap": True, "locked": not is_free}
            self._value(n, column, value, text)
        elif self.is_form:
            self.sheet.write_blank(n, column, None, self._format(look | _FREE))
        elif isinstance(value, int | float):
            self._number(n, column, value, sign.sign if sign else "", look)
        else:
            self._value(n, column, sign.sign if sign else value, look | {"align": "center"})

    def _number(self, n: int, column: int, value: float, sign: str, look: dict[str, Any]) -> None:
        """A number stays one that can be counted with, also where a sign is shown for it."""
        plain = "0%" if self.table.is_share and isinstance(value, float) else "General"
        shown = f'"{sign}";"{sign}";"{sign}"' if sign else plain
        self.sheet.write_number(
            n, column, value, self._format(look | {"num_format": shown, "align": "center"})
        )

    def _value(self, n: int, column: int, value: Value, look: dict[str, Any]) -> None:
        if isinstance(value, int | float):
            self.sheet.write_number(n, column, value, self._format(look))
        elif value:
            self._text(n, column, value, look)
        else:
            self.sheet.write_blank(n, column, None, self._format(look))

    def _text(self, n: int, column: int, text: str, look: dict[str, Any]) -> None:
        """Text is never run; where it looks like a formula it stays text when it is edited too."""
        shown = in_cell(text)
        self.is_cut = self.is_cut or units(fitting(text)) > MOST
        quoted = {"quote_prefix": True} if shown.startswith(RISKY) else {}
        self.sheet.write_string(n, column, shown, self._format(look | quoted))

    def _told(self, value: Value, state: str, said: str) -> str:
        sign = self.signs.get(state)
        if self.is_form and not said and not value and sign:
            return f"{sign.sign} {sign.meaning}".strip()
        return said

    def _comment(self, n: int, column: int, text: str) -> None:
        if text:
            shown = in_cell(text)
            tall = min(480, 24 + 16 * sum(1 + len(line) // 44 for line in shown.split("\n")))
            look = {"author": "", "width": 330, "height": tall, "font_size": 9}
            self.sheet.write_comment(n, column, shown, look)

    def _below(self, n: int) -> None:
        for sign in self.table.signs:
            look = GRID | self.fills.get(sign.state, {}) | {"align": "center"}
            self._text(n, 0, sign.sign.strip(), look)
            self._text(n, 1, sign.meaning, {})
            n += 1
        cut_said = words_in(self.table.language).cut.format(mark=CUT)
        for note in (*self.table.notes, *((cut_said,) if self.is_cut else ())):
            self._text(n, 0, note, {"italic": True})
            n += 1

    def _for_eyes_and_paper(self) -> None:
        sheet = self.sheet
        sheet.freeze_panes(1, self.named)
        if self.table.rows:
            sheet.autofilter(0, 0, len(self.table.rows), self.width - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.repeat_rows(0)
        if self.named:
            sheet.repeat_columns(0, self.named - 1)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.fit_to_pages(self._pages(), 0)
        if self.is_form:
            freedoms = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
            sheet.protect("", dict.fromkeys(freedoms, True))

    def _pages(self) -> int:
        """How many pages wide it is printed; what has no signs is a list, and on one page."""
        if not self.is_prose or not self.signs:
            return 1
        room = PAGE - sum(self.stub_wide)  # what names a row comes back on every page
        return ceil(sum(self.wide) / max(room, WIDE))

    def _format(self, look: dict[str, Any]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(look))
        return self.formats[key]


_FREE = {"locked": False, "text_wrap": True}


def _lines(value: Value, wide: int) -> int:
    """How many lines a text takes in a column so wide."""
    return sum(1 + len(line) // round(wide * 1.14) for line in str(value or "").split("\n"))


def _widest(text: str) -> int:
    return max(map(len, text.split("\n")))
