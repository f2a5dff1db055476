"""A matrix as tables: signs, quotes, a table a part."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from qualcode.cases.planning import import_plan
from qualcode.export.matrices import COMMENTED, cited, matrix_table, matrix_tables
from qualcode.export.matrix_files import write_matrix
from qualcode.export.words import words_in
from qualcode.matrix.cells import Quoted
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study

DUTCH = words_in("nl")


def quoted(n: int, *, starred: bool = False, turn: int | None = 3) -> Quoted:
    return Quoted(str(n), "P01-W01", turn, "P01", f"woorden {n}", starred)


def test_passages_are_cited_with_the_starred_ones_first() -> None:
    shown = cited([quoted(1), quoted(2, starred=True), quoted(3, turn=None)], DUTCH)
    assert shown.split("\n\n") == [
        "★ «woorden 2»\n— P01-W01, beurt 3, P01",
        "«woorden 1»\n— P01-W01, beurt 3, P01",
        "«woorden 3»\n— P01-W01, P01",
    ]


def test_where_not_all_passages_fit_it_is_said_how_many_more() -> None:
    shown = cited([quoted(n) for n in range(9)], DUTCH, 2).split("\n\n")
    assert len(shown) == 3
    assert shown[-1] == "Nog 7 passages zijn niet opgenomen."
    assert len(cited([quoted(n) for n in range(9)], DUTCH).split("\n\n")) == 9


def test_a_split_matrix_is_a_whole_and_a_table_a_part(study: Study) -> None:
    found = matrix(study, by="wave", cell="count")
    whole, *parts = matrix_tables(found, DUTCH)
    assert whole.stub == ("casus", "meting")
    assert [part.title for part in parts] == list(found.by_values) == ["W01", "W02"]
    for part in parts:
        assert part.stub == ("casus",)
        assert [(row.stub[0], part.title, row.cells) for row in part.rows] == [
            (*row.stub, row.cells) for row in whole.rows if row.stub[1] == part.title
        ]


def test_a_whole_matrix_is_one_table(study: Study) -> None:
    (table,) = matrix_tables(matrix(study), DUTCH)
    assert table.title == "casus × thema"
    assert table.stub == ("casus",)
    assert matrix_table(matrix(study, by="wave"), DUTCH).title == "casus × thema, per meting"


def test_comments_are_the_quotes_of_the_same_cell(study: Study) -> None:
    table = matrix_table(matrix(study, by="wave"), DUTCH, matrix(study, by="wave", cell="quotes"))
    row = next(row for row in table.rows if row.stub == ("P01", "W02"))
    said = dict(zip(table.heads, row.comments, strict=True))
    assert said["zorg"] == said["zorg/integratie"]
    assert said["zorg"].startswith("«Mijn begeleider belde met de psycholoog")
    assert said["zorg"].endswith("— P01-W02, beurt 4, P01")
    assert said["werk"] == ""
    assert COMMENTED > 1


def test_a_wave_without_interviews_has_no_sheet_and_the_overview_says_so(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "waves.csv").write_text("wave,month\nW01,0\nW02,1\nW03,2\n", encoding="utf-8")
    import_plan(study, str(tmp_path / "waves.csv"))
    found, words = matrix(study, by="wave", cell="quotes"), words_in("nl")
    whole, *parts = matrix_tables(found, words)
    assert [part.title for part in parts] == ["W01", "W02"]
    assert whole.notes[-1] == "Zonder eigen blad, want er was geen interview: W03."
    assert not any("blad" in note for part in parts for note in part.notes)
    assert {row.stub[1] for row in whole.rows} == {"W01", "W02", "W03"}
    # A form has them all: something can be written there.
    write_matrix(study, tmp_path / "f.xlsx", by="wave", cell="summary", is_form=True)
    assert "W03" in load_workbook(tmp_path / "f.xlsx").sheetnames


@pytest.mark.parametrize("cell", ["presence", "count", "coders", "words", "share", "quotes"])
@pytest.mark.parametrize("suffix", ["xlsx", "html", "md", "csv"])
def test_every_kind_of_cell_goes_into_every_format(
    study: Study, tmp_path: Path, cell: str, suffix: str
) -> None:
    out = tmp_path / f"m.{suffix}"
    found = write_matrix(study, out, cell=cell, by="wave")
    assert found.cell == cell
    assert out.stat().st_size > 100
    if suffix != "xlsx":
        text = out.read_text(encoding="utf-8")
        assert "zorg/integratie" in text
        assert ("casus" in text) == (suffix != "csv")
        assert ("bakker" in text) == (suffix == "html" or cell == "quotes")
