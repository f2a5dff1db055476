"""Workbooks: read back as they were written, nothing live in them, the same bytes each time."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from qualcode.errors import InputError
from qualcode.export import as_xlsx as writer
from qualcode.export.as_xlsx import as_xlsx, sheet_name
from qualcode.export.matrix_files import write_matrix
from qualcode.export.table import Row, Sign, Table, listing
from qualcode.study.file import Study
from qualcode.transcripts.fitting import CUT, MOST, fitting, in_cell, units

SIGNS = (
    Sign("not_mentioned", "–", "niet genoemd"),
    Sign("not_asked", "×", "niet gevraagd"),
    Sign("not_coded", "?", "niet gecodeerd"),
    Sign("not_interviewed", " ", "leeg: geen interview"),
)
STATES = ("value", "not_mentioned", "not_asked", "not_coded", "not_interviewed")
# openpyxl takes these marks of Excel's out of any text.
words = st.text().filter(lambda text: "x005F_" not in text)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def one(table: Table) -> Any:
    return opened(as_xlsx([table])).worksheets[0]


@given(st.lists(st.tuples(words, words, st.one_of(st.none(), st.integers(-(2**50), 2**50)))))
def test_every_value_comes_back_and_none_is_a_formula(rows: list[tuple[Any, ...]]) -> None:
    sheet = one(listing(("één", "twee", "drie"), rows))
    assert [cell.value for cell in sheet[1]] == ["één", "twee", "drie"]
    for n, row in enumerate(rows, start=2):
        for cell, value in zip(sheet[n], row, strict=True):
            if isinstance(value, str):
                assert (cell.value or "") == fitting(value)
            else:
                assert cell.value == value
            assert cell.data_type in "sn"
            assert cell.hyperlink is None


@given(words)
def test_comments_come_back(text: str) -> None:
    sheet = one(Table(("a",), ("b",), (Row(("x",), (1,), ("value",), (text,)),)))
    comment = sheet["B2"].comment
    if text:
        assert re.sub(r"_x[0-9A-F]{4}_", "", comment.text) == re.sub(
            r"_x[0-9A-F]{4}_", "", fitting(text)
        )
    else:
        assert comment is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "http://x.nl", "{=1}", "1e5"])
def test_what_looks_like_something_else_stays_text(text: str) -> None:
    sheet = one(Table((text,), (text,), (Row((text,), (text,)),), (text,)))
    for place in ("A1", "B1", "A2", "B2"):
        assert sheet[place].value == text
        assert sheet[place].data_type == "s"
        # Excel would make a formula of it when a person steps through the cell.
        assert bool(sheet[place].quotePrefix) == text.startswith(("=", "+", "-", "@", "\t"))


def test_the_states_keep_number_sign_and_colour_apart() -> None:
    cells = (3, 0, None, None, None)
    heads = ("a", "b", "c", "d", "e")
    sheet = one(Table(("casus",), heads, (Row(("P01",), cells, STATES),), signs=SIGNS))
    shown = sheet[2][1:]
    assert [cell.value for cell in shown] == [3, 0, "×", "?", " "]
    assert shown[1].number_format == '"–";"–";"–"'
    fills = {(cell.fill.fill_type, cell.fill.fgColor.rgb, cell.fill.bgColor.rgb) for cell in shown}
    assert len(fills) == len(STATES)
    legend = {sheet.cell(n, 2).value: sheet.cell(n, 1) for n in range(4, 8)}
    for cell, sign in zip(shown[1:], SIGNS, strict=True):
        assert legend[sign.meaning].fill.fill_type == cell.fill.fill_type
        assert (legend[sign.meaning].value or "").strip() == sign.sign.strip()


def test_shares_are_numbers_in_per_cent() -> None:
    row = Row(("P01",), (0.25,), ("value",))
    cell = one(Table(("casus",), ("a",), (row,), is_share=True))["B2"]
    assert (cell.value, cell.number_format) == (0.25, "0%")


def test_a_list_is_wrapped_and_one_page_wide_and_each_column_as_wide_as_it_needs() -> None:
    long = "Ik heb het ze nooit verteld. " * 40
    table = Table((), ("passage", "casus", "id"), (Row((), (long, "P01", "a" * 36)),))
    sheet = one(table)
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] >= writer.WIDE > widths[2] > widths[1]
    assert sheet["A2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height < writer.TALLEST  # so that all of it shows
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_cols is None


def test_a_wide_matrix_of_words_is_printed_on_as_many_pages_as_can_be_read() -> None:
    def pages(texts: int, columns: int) -> int:
        said, silent = "Zo is het gegaan, en niet anders dan zo. " * 3, columns - texts
        cells = (*(said,) * texts, *(None,) * silent)
        states = ("value",) * texts + ("not_mentioned",) * silent
        heads = tuple(f"code{n}" for n in range(columns))
        table = Table(("casus",), heads, (Row(("P01",), cells, states),), signs=SIGNS)
        wide: int = one(table).page_setup.fitToWidth or 1
        return wide

    assert pages(3, 3) == 1
    assert pages(20, 20) == 4
    assert pages(1, 20) == 2  # a column without words is narrow


def test_heads_stay_in_sight_and_on_every_page(study: Study, tmp_path: Path) -> None:
    write_matrix(study, tmp_path / "m.xlsx", by="wave")
    book = load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["Overzicht", "W01", "W02"]
    assert [sheet.freeze_panes for sheet in book] == ["C2", "B2", "B2"]
    assert book["Overzicht"].auto_filter.ref == "A1:H5"
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
    said = book["W01"]["B2"].comment.text
    assert said.startswith("«") and "P01-W01, beurt 4, P01" in said


def test_texts_get_room_and_wrap(study: Study, tmp_path: Path) -> None:
    write_matrix(study, tmp_path / "m.xlsx", cell="quotes")
    sheet = load_workbook(tmp_path / "m.xlsx").worksheets[0]
    cell = next(cell for cell in sheet[2] if "«" in str(cell.value))
    assert cell.alignment.wrap_text
    assert sheet.column_dimensions["B"].width > 30
    assert sheet.row_dimensions[2].height > 30


@given(st.lists(st.text(max_size=40), max_size=12))
def test_sheets_have_names_that_excel_takes(titles: list[str]) -> None:
    taken: set[str] = {"history"}
    names = [sheet_name(title, taken) for title in titles]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < units(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'") and not name.endswith("'")
        assert name.casefold() != "history"
    tables = [Table(("a",), ("b",), (), title=title) for title in titles or ["x"]]
    assert len(opened(as_xlsx(tables)).sheetnames) == len(tables)


@given(st.integers(MOST - 3, MOST + 3), st.sampled_from(["a", "😀", "é", "\n"]))
def test_a_text_is_cut_where_a_cell_is_full_and_says_so(length: int, char: str) -> None:
    text = char * length
    shown = in_cell(text)
    assert units(shown) <= MOST
    assert shown.endswith(CUT) == (units(text) > MOST)
    if units(text) <= MOST:
        assert shown == text


def test_a_cut_is_told_in_a_note_and_only_then() -> None:
    for text, is_cut in (("a" * MOST, False), ("a" * (MOST + 1), True)):
        sheet = one(Table(("a",), ("b",), (Row(("x",), (text,)),), language="nl"))
        notes = [row[0].value for row in sheet.iter_rows(min_row=3) if row[0].value]
        told = "Een tekst die eindigt op «[…]» is afgekapt: er past niet meer in een cel."
        assert notes == ([told] if is_cut else [])
        assert len(sheet["B2"].value) <= MOST


def test_a_table_that_no_sheet_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_COLUMNS", 3)
    with pytest.raises(InputError, match=r"too many for a sheet. Write a \.csv"):
        as_xlsx([listing("abcd", [])])


SCRIPT = """
import sys, time
from pathlib import Path
from qualcode.export.matrix_files import write_matrix
from qualcode.study.file import Study
with Study(Path(sys.argv[1])) as study:
    for form in (False, True):
        cell = "summary" if form else "count"
        write_matrix(study, Path(f"{sys.argv[2]}{form}.xlsx"), by="wave", cell=cell, is_form=form)
"""


def test_the_same_study_gives_the_same_bytes(copied: Path, tmp_path: Path) -> None:
    for n in ("a", "b"):  # two processes, at two times, with other seeds of their hashes
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(copied), str(tmp_path / n)],
            check=True,
            env={"PYTHONHASHSEED": str(ord(n)), "TZ": "Asia/Tokyo" if n == "b" else "UTC"},
        )
    for form in (False, True):
        first, second = (tmp_path / f"{n}{form}.xlsx" for n in ("a", "b"))
        assert first.read_bytes() == second.read_bytes()
        with zipfile.ZipFile(first) as package:
            assert {part.date_time[0] for part in package.infolist()} == {1980}
            assert b"2000-01-01" in package.read("docProps/core.xml")
