"""Tables as CSV, Markdown and on the terminal: nothing lost, nothing run, nothing cut off."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.errors import InputError
from qualcode.export.as_csv import as_csv
from qualcode.export.as_markdown import table_as_markdown
from qualcode.export.matrices import matrix_table
from qualcode.export.table import Row, Sign, Table, listing
from qualcode.export.words import words_in
from qualcode.export.writing import on_terminal, write_table
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study

values = st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"])))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.tuples(values, values, values)))
def test_csv_gives_every_value_back(rows: list[tuple[str | int | None, ...]]) -> None:
    heads, *found = read(as_csv(listing(("één", "twee", "drie"), rows)))
    assert heads == ["één", "twee", "drie"]
    for row, back in zip(rows, found, strict=True):
        for value, shown in zip(row, back, strict=True):
            # Line ends within a cell are told as one kind; a lone \r would split the row.
            told = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
            assert shown in (told, f"'{told}")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(sign: str) -> None:
    formula = f'{sign}HYPERLINK("x")'
    table = Table((formula,), (formula,), (Row((formula,), (formula,)),))
    told = formula.replace("\r", "\n")
    assert read(as_csv(table)) == [[f"'{told}"] * 2] * 2


def test_negative_numbers_stay_numbers() -> None:
    assert read(as_csv(listing(("a", "b"), [(-3, -1.5)])))[1] == ["-3", "-1.5"]


def test_lines_in_csv_end_one_way() -> None:
    assert as_csv(listing(("a",), [("x",)])) == "a\nx\n"


def test_a_matrix_as_csv_says_what_each_emptiness_is(study: Study) -> None:
    table = matrix_table(matrix(study, by="wave", cell="count"), words_in("en"))
    heads, *rows = read(as_csv(table))
    assert heads[:3] == ["case", "wave", "stigma"]
    found = {(row[0], row[1]): dict(zip(heads[2:], row[2:], strict=True)) for row in rows}
    assert found["P01", "W01"]["werk"] == "1"
    assert found["P01", "W01"]["zorg"] == "0"
    assert found["P02", "W01"]["zorg"] == "not_coded"
    assert set(found["P02", "W02"].values()) == {"not_interviewed"}


def test_marks_stand_in_the_legend(study: Study) -> None:
    for language in ("nl", "en"):
        words = words_in(language)
        table = matrix_table(matrix(study, by="wave"), words)
        used = {str(value) for row in table.rows for value in table.shown(row)} - {" "}
        assert used == {"●", "–", "?"}
        assert all(sign in table.remarks[0] for sign in used)


def test_people_see_signs_and_shares_and_texts_stay_texts() -> None:
    signs = (Sign("value", "●", "said"), Sign("not_mentioned", "–", "not said"))
    states = ("value", "value", "not_mentioned", "not_coded")
    row = Row(("P01",), ("wel", None, 0.0, 0.255), states)
    table = Table(("case",), ("a", "b", "c", "d"), (row,), signs=signs, is_share=True)
    assert table.shown(row) == ("wel", "●", "–", "26%")
    assert table.remarks == ("● said, – not said",)


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.225, "23%"), (0.125, "13%"), (0.285, "29%"), (0.2249, "22%"), (1.0, "100%")],
)
def test_half_a_per_cent_goes_up_as_in_a_spreadsheet(share: float, shown: str) -> None:
    row = Row(("P01",), (share,))
    assert Table(("case",), ("a",), (row,), is_share=True).shown(row) == (shown,)


def test_csv_tells_a_state_only_where_there_is_no_value() -> None:
    states = ("value", "value", "not_mentioned", "not_coded")
    row = Row(("P01",), ("wel", None, 0.0, None), states)
    table = Table(("case",), ("a", "b", "c", "d"), (row,))
    assert read(as_csv(table))[1] == ["P01", "wel", "", "0.0", "not_coded"]


def test_texts_on_a_terminal_stand_under_their_row_and_column() -> None:
    signs = (Sign("not_mentioned", "–", "not mentioned"),)
    states = ("value", "not_mentioned", "not_mentioned")
    rows = (
        Row(("P01", "W01"), ("één\ntwee", None, None), states),
        Row(("P02", "W01"), (None, None, None), ("not_mentioned",) * 3),
    )
    table = Table(("case", "wave"), ("a", "b", "c"), rows, ("A note.",), signs=signs)
    assert list(on_terminal(table, reading=True)) == [
        "P01  W01",
        "  a",
        "    één",
        "    twee",
        "  (not mentioned) b, c",
        "",
        "P02  W01",
        "  (not mentioned)",
        "",
        "A note.",
    ]


def test_what_a_chinese_spreadsheet_would_run_is_made_harmless_too() -> None:
    for sign in "＝＋－＠":
        assert read(as_csv(listing(("a",), [(f"{sign}1",)])))[1] == [f"'{sign}1"]


NASTY = ["a|b", "*vet*", "_cursief_", "`x`", "<b>x</b>", "[a](http://b)", "a\nb", "\\|", "# kop"]


@pytest.mark.parametrize("text", [*NASTY, "a\r\nb", "a\rb", "~~weg~~", "&lt;b&gt;"])
def test_markdown_tables_keep_their_rows_and_columns(text: str) -> None:
    shown = table_as_markdown(Table((text,), ("x",), (Row((text,), (text,)),)))
    lines = re.split(r"\r\n|\r|\n", shown)
    assert len(lines) == 3
    for line in lines:
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 3
    assert "<b>" not in lines[2]


def test_the_terminal_shows_every_column_in_blocks_that_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    heads = ["case", *(f"thema {n}" for n in range(12))]
    table = listing(heads, [(f"P{n}", *range(12)) for n in range(3)])
    for width in (200, 80, 40, 25):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = list(on_terminal(table))
        assert max(map(len, lines)) <= width
        shown = "\n".join(lines)
        assert all(head in shown for head in heads)
        assert shown.count("P2") == shown.count("case")
        assert (shown.count("case") == 1) == (width == 200)


def test_a_terminal_narrower_than_a_name_does_not_cut_it_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    table = listing(["case", "stigma/publiek", "stigma/zelfstigma"], [("P01", "●", "–")])
    shown = "".join("\n".join(on_terminal(table)).split())
    assert "…" not in shown
    for part in ("publiek", "zelfstigma"):
        assert part in shown


def test_a_long_word_is_folded_and_not_cut_off() -> None:
    name = "n" * 150
    shown = "\n".join(on_terminal(listing(["a", "b"], [(name, 1)])))
    assert "…" not in shown
    assert shown.count("n") == 150


def test_written_to_a_file_a_table_is_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    table = listing(["case", *(f"thema {n}" for n in range(40))], [("P01", *range(40))])
    assert "\n".join(on_terminal(table)).count("case") == 1


def test_wide_characters_keep_columns_apart() -> None:
    lines = on_terminal(listing(["a", "b"], [("漢字です", "x"), ("ab", "x"), ("😀", "x")]))
    places = {cell_len(line[: line.index("x")]) for line in lines if "x" in line}
    assert len(places) == 1


def test_markup_and_signs_are_shown_as_they_are() -> None:
    shown = "\n".join(on_terminal(listing(["[b]x[/b]", ":smile:"], [("[red]", "**a**")])))
    assert all(text in shown for text in ("[b]x[/b]", ":smile:", "[red]", "**a**"))


def test_an_empty_table_can_be_written_everywhere(tmp_path: Path) -> None:
    table = listing(["a", "b"], [])
    assert list(on_terminal(table))
    for suffix, begin in (
        ("csv", "a,b"),
        ("md", "| a | b |"),
        ("html", "<!doctype"),
        ("xlsx", "PK"),
    ):
        write_table(table, tmp_path / f"t.{suffix}")
        assert (tmp_path / f"t.{suffix}").read_bytes().startswith(begin.encode())


def test_files_end_lines_one_way_and_replace_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "in" / "t.CSV"
    for name in ("één", "twee"):
        write_table(listing(["a"], [(name,)]), path)
    assert path.read_bytes() == b"a\ntwee\n"
    assert [p.name for p in path.parent.iterdir()] == ["t.CSV"]


@pytest.mark.parametrize("name", ["t.xls", "t", ".csv", "", "t.csv.gz", "t.qualcode"])
def test_an_unknown_kind_of_file_is_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"Use \.csv or \.md"):
        write_table(listing(["a"], []), tmp_path / "new" / name if name else Path())
    assert list(tmp_path.iterdir()) == []


def test_an_export_never_takes_the_place_of_a_study_or_folder(copied: Path, tmp_path: Path) -> None:
    disguised = copied.rename(copied.with_name("study.csv"))
    before = disguised.read_bytes()
    with pytest.raises(InputError, match="is a study or database"):
        write_table(listing(["a"], []), disguised)
    assert disguised.read_bytes() == before
    (tmp_path / "map.csv").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        write_table(listing(["a"], []), tmp_path / "map.csv")
