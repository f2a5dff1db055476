"""A workbook of summaries that people fill in: rows are cases, columns codes, a sheet a wave."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.cases.design import cases, waves
from qualcode.codebook.stored import codebook
from qualcode.coding.writing.importing_summaries import own_first
from qualcode.coding.writing.summaries import Summary, summaries
from qualcode.coding.writing.summary_sheets import KEYS, Keys, Place, fingerprint
from qualcode.errors import InputError
from qualcode.export.as_xlsx import workbook
from qualcode.export.matrices import matrix_tables
from qualcode.export.table import Row, Table
from qualcode.export.words import Words
from qualcode.matrix.cells import Matrix
from qualcode.study.file import Study

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Names = tuple[str, str, str | None]  # case, code, wave


def summary_form(study: Study, matrix: Matrix, quotes: Matrix, words: Words) -> bytes:
    """The workbook for a matrix of summaries, cases × codes, split by wave or not.

    A cell holds the coder's own summary, else the oldest; what others wrote there stands in
    its comment, before the quotes. Raises InputError for a matrix of other rows or columns.
    """
    axes = (matrix.cell, matrix.row_kind, matrix.column_kind, matrix.by or "wave")
    if axes != ("summary", "case", "code", "wave"):
        raise InputError(
            "Only summaries of cases × codes can be filled in.",
            "Use --cell summary, and no other --by than wave.",
        )
    whole, *parts = matrix_tables(matrix, words, quotes, all_parts=True)
    own = own_first(study)
    filling = _Filling(study, own)
    keys = Keys(
        study=study.id,
        case_head=whole.stub[0],
        wave_head=words.axes["wave"] if matrix.by else "",
        cases={name: filling.cases[name] for name in matrix.rows},
        codes={name: filling.codes[name] for name in matrix.columns},
        waves={name: filling.waves[name] for name in matrix.by_values},
        texts={place: fingerprint(own[place].text) for place in filling.places(matrix)},
    )
    sheets = [filling.sheet(part, part.title, keys.wave_head) for part in parts]
    return workbook(
        sheets or [filling.sheet(whole, None, "")],
        is_form=True,
        more=lambda book: _hide(book, keys),
    )


class _Filling:
    """Puts what was written so far into the cells of the tables."""

    def __init__(self, study: Study, own: Mapping[Place, Summary]) -> None:
        self.own = own
        self.cases = {case.name: case.id for case in cases(study)}
        self.codes = {code.code: code.id for code in codebook(study)}
        self.waves = {wave.name: wave.id for wave in waves(study)}
        self.others: dict[Names, list[Summary]] = defaultdict(list)
        mine = {summary.id for summary in own.values()}
        for summary in summaries(study):
            if summary.id not in mine and summary.code is not None:
                self.others[summary.case, summary.code, summary.wave].append(summary)

    def places(self, matrix: Matrix) -> list[Place]:
        """The places of the matrix where something stands."""
        return [
            place
            for cell in matrix.cells
            if (place := self._place(cell.row, cell.column, cell.by)) in self.own
        ]

    def sheet(self, table: Table, wave: str | None, wave_head: str) -> Table:
        """The table with texts, and the wave beside the case, so that no sheet's name matters."""
        rows = tuple(self._row(table, row, wave) for row in table.rows)
        return replace(table, stub=(*table.stub, *([wave_head] if wave else [])), rows=rows)

    def _row(self, table: Table, row: Row, wave: str | None) -> Row:
        case = str(row.stub[0])
        cells, comments = [], []
        for code, quoted in zip(table.heads, row.comments or ("",) * len(table.heads), strict=True):
            summary = self.own.get(self._place(case, code, wave))
            said = [f"{other.coder}: {other.text}" for other in self.others[case, code, wave]]
            cells.append(summary.text if summary else None)
            comments.append("\n\n".join(filter(None, [*said, quoted])))
        stub = (case, wave) if wave else (case,)
        return Row(stub, tuple(cells), row.states, tuple(comments))

    def _place(self, case: str, code: str, wave: str | None) -> Place:
        return self.cases[case], self.codes[code], self.waves[wave] if wave else None


def _hide(book: "Workbook", keys: Keys) -> None:
    sheet = book.add_worksheet(KEYS)
    for n, row in enumerate(keys.rows()):
        for column, text in enumerate(row):
            sheet.write_string(n, column, text)
    sheet.very_hidden()
