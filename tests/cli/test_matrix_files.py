"""Matrices into files and back, from the command line."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qualcode.coding.documents import find_document
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

from .conftest import Program

Process = Callable[..., Any]


def fill(form: Path, *cells: tuple[str, str]) -> None:
    book = load_workbook(form)
    for place, text in cells:
        book["W01"][place] = text
    book.save(form)


@pytest.mark.parametrize("suffix", ["xlsx", "html", "md", "csv"])
@pytest.mark.parametrize("cell", ["presence", "quotes", "summary"])
def test_a_matrix_goes_into_a_file_of_any_kind(
    folder: Path, qualcode: Program, suffix: str, cell: str
) -> None:
    answer = qualcode("matrix", "--by", "wave", "--cell", cell, "--out", f"uit/m.{suffix}")
    assert (answer.code, answer.out, answer.err) == (0, "", f"Wrote uit/m.{suffix}.\n")
    assert [path.name for path in (folder / "uit").iterdir()] == [f"m.{suffix}"]


@pytest.mark.usefixtures("folder")
def test_words_on_a_terminal_are_a_text_and_not_a_grid(qualcode: Program) -> None:
    out = qualcode("matrix", "--cell", "quotes", "--code", "zorg").out
    assert out.startswith("P01\n  zorg\n    «Mijn begeleider belde")
    assert "    — P01-W02, turn 4, P01\n" in out
    assert "─" not in out


@pytest.mark.usefixtures("folder")
def test_quotes_as_json_lead_back_to_the_codings(qualcode: Program) -> None:
    cells = qualcode("matrix", "--cell", "quotes", "--by", "wave", "--json").json["cells"]
    quoted = {each["id"] for cell in cells for each in cell["value"] or ()}
    listed = qualcode("codings", "--layer", "final", "--json").json["codings"]
    own = {coding["id"] for coding in listed if coding["case"] and coding["role"] == "participant"}
    assert quoted == own


def test_a_form_goes_out_is_filled_in_and_comes_back(folder: Path, qualcode: Program) -> None:
    qualcode("matrix", "--by", "wave", "--editable", "--out", "form.xlsx", "--as", "Anna")
    fill(folder / "form.xlsx", ("C2", "Eén."), ("D3", "Twee."))
    tried = qualcode("import-summaries", "form.xlsx", "--as", "Anna", "--dry-run", "--json").json
    assert (tried["imported"], tried["unchanged"], tried["conflicts"]) == (2, 22, [])
    assert qualcode("summaries", "--json").json["summaries"] == []
    told = qualcode("import-summaries", "form.xlsx", "--as", "Anna")
    assert (told.code, told.out) == (0, "2 changed cells taken, 22 unchanged.\n")
    found = qualcode("summaries", "--json").json["summaries"]
    assert [(s["case"], s["wave"], s["coder"], s["text"]) for s in found] == [
        ("P01", "W01", "Anna", "Eén."),
        ("P02", "W01", "Anna", "Twee."),
    ]
    qualcode("undo", "--as", "Anna")
    assert qualcode("summaries", "--json").json["summaries"] == []
    assert qualcode("doctor").code == 0


def test_what_was_not_taken_is_told_a_line_each_and_ends_with_1(
    folder: Path, process: Process
) -> None:
    process("matrix", "--by", "wave", "--editable", "--out", "form.xlsx")
    process("summary", "P01", "stigma", "--wave", "W01", "--text", "Nieuw.", "--as", "Bram")
    fill(folder / "form.xlsx", ("C2", "Van Anna."), ("D2", "Erbij."), ("E2", ""))
    told = process("import-summaries", "form.xlsx", QUALCODE_CODER="Anna")
    assert told.returncode == 1
    assert told.stdout.decode() == "1 changed cell taken, 22 unchanged.\n"
    lines = told.stderr.decode().splitlines()
    assert lines[0].startswith("refused: P01 W01 stigma: it was changed in the study since")
    assert lines[1] == (
        "error: form.xlsx: 1 cell not taken. Change it with `summary`, or give --force to write"
        " over what changed in the study."
    )
    told = process("import-summaries", "form.xlsx", "--force", QUALCODE_CODER="Anna")
    assert told.returncode == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("matrix --editable", "Add --out FILE.xlsx"),
        ("matrix --editable --out m.csv", "can't be filled in. Name an .xlsx file"),
        ("matrix --editable --cell count --out m.xlsx", "Use --cell summary"),
        ("matrix --editable --rows document --out m.xlsx", "cases"),
        ("matrix --where funder --out m.xlsx", ""),
        ("matrix --code zorgg --out m.xlsx", "Did you mean zorg"),
        ("matrix --out small.qualcode", "can't be written"),
        ("import-summaries weg.xlsx --as Anna", "weg.xlsx: No such file"),
        ("import-summaries P01-W01.txt --as Anna", "isn't an Excel workbook"),
        ("import-summaries small.qualcode --as Anna", "isn't an Excel workbook"),
        ("import-summaries codes.yaml", "No coder is named"),
        ("import-summaries codes.yaml --as study", "can't be a coder's name"),
        ("export matrix --out m.docx", "can't be written"),
        ("export codings --out m.txt", "can't be written"),
        ("export quotes --case P1", "Did you mean P01"),
        ("export codebook --out m.txt", "can't be saved"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_what_cannot_be_done_is_said_in_one_line(
    qualcode: Program, command: str, said: str
) -> None:
    answer = qualcode(*command.split())
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.error


def test_exports_lie_beside_the_study_unless_told_otherwise(
    folder: Path, qualcode: Program
) -> None:
    for what, name in (
        ("matrix", "matrix.xlsx"),
        ("codings", "codings.csv"),
        ("quotes", "quotes.xlsx"),
        ("codebook", "codebook.yaml"),
    ):
        answer = qualcode("export", what, "--json")
        assert answer.code == 0, answer.err
        assert Path(answer.json[what]).resolve() == (folder / "exports" / name).resolve()
        assert (folder / "exports" / name).stat().st_size > 50


def test_exported_codings_can_be_brought_in_again(folder: Path, qualcode: Program) -> None:
    assert qualcode("export", "codings", "--json").json["number"] == 7
    with (folder / "exports" / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["document"] for row in rows].count("P01-W01") == 4
    told = qualcode("import-codings", "exports/codings.csv", "--json").json
    assert (len(told["refused"]), told["codings"], told["known"]) == (0, 0, 7)


def test_exported_quotes_have_their_edited_form_and_translations(
    folder: Path, qualcode: Program
) -> None:
    qualcode("export", "quotes", "--out", "leeg.csv")
    (coding,) = qualcode("codings", "--code", "integratie", "--json").json["codings"]
    form = "Mijn begeleider belde […], die twee werken samen."
    words = ("--edited", form, "--translation", "en=They work together.")
    assert qualcode("quote", coding["id"], *words, "--as", "Anna").code == 0
    assert qualcode("export", "quotes", "--out", "q.csv", "--json").json["number"] == 1
    with (folder / "q.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["edited"], row["translation_en"]) == (form, "They work together.")
    assert row["quoted_by"] == "Anna"


def test_quotes_to_read_begin_with_the_words_in_the_studys_language(
    folder: Path, qualcode: Program
) -> None:
    (coding,) = qualcode("codings", "--code", "integratie", "--json").json["codings"]
    words = ("--edited", "… belde met de psycholoog …", "--translation", "en=called")
    assert qualcode("quote", coding["id"], *words, "--as", "Anna").code == 0
    assert qualcode("export", "quotes", "--quiet").code == 0
    sheet = load_workbook(folder / "exports" / "quotes.xlsx")["citaten"]
    heads, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert heads == [
        *("passage", "bewerkt", "vertaling (en)", "vindplaats", "code", "casus", "meting"),
        *("datum", "soort", "codeur", "gekozen door", "begin", "einde", "id"),
    ]  # without notes and the like, which nobody wrote
    assert row[:5] == [
        coding["quote"],
        "… belde met de psycholoog …",
        "called",
        "P01-W02, beurt 4, P01",
        "zorg/integratie",
    ]
    assert row[-3:] == [coding["start"], coding["end"], coding["id"]]
    qualcode("quote", coding["id"], "--unstar", "--as", "Anna")
    at_zero = qualcode("code", "P02-W01", "werk", "--span", "0:3", "--as", "Anna", "--json").json
    qualcode("quote", at_zero["codings"][0]["id"], "--as", "Anna")
    assert qualcode("export", "quotes", "--out", "nul.md").code == 0
    assert " begin | einde | id |" in (folder / "nul.md").read_text()
    qualcode("quote", at_zero["codings"][0]["id"], "--unstar", "--as", "Anna")
    assert qualcode("export", "quotes", "--out", "leeg.md").code == 0
    assert (folder / "leeg.md").read_text().startswith("| passage | bewerkt | vindplaats | code |")


def test_in_a_blind_round_no_form_and_no_export_tells_of_others(
    folder: Path, qualcode: Program
) -> None:
    qualcode("summary", "P01", "werk", "--wave", "W01", "--text", "GEHEIM", "--as", "Bram")
    path = folder / "small.qualcode"
    with Study(path) as study:
        vals = {
            "document_id": find_document(study, "P01-W01").id,
            "coder_id": study.coder_id("Carla"),
            "blind": 1,
            "revealed": 0,
            "state": "todo",
            "removed": 0,
        }
        rows = [
            Patch("coder", study.coder_id("Carla"), {"removed": 0, "name": "Carla"}),
            Patch("assignment", study.fresh_id(), vals),
        ]
        write(study, "assign", rows, label="assign")
    for viewer, is_told in (("Carla", False), ("Anna", True)):
        for suffix in ("xlsx", "html", "csv"):
            out = f"{viewer}.{suffix}"
            qualcode("matrix", "--cell", "summary", "--by", "wave", "--out", out, "--as", viewer)
            if suffix != "xlsx":
                text = (folder / out).read_text(encoding="utf-8")
                assert ("GEHEIM" in text) == is_told
                assert ("bakker op de hoek" in text) == (is_told and suffix == "html")
        qualcode("matrix", "--editable", "--by", "wave", "--out", "f.xlsx", "--as", viewer)
        sheet = load_workbook(folder / "f.xlsx")["W01"]
        cells = [cell for row in sheet for cell in row]
        told = [str(cell.value) for cell in cells] + [
            cell.comment.text for cell in cells if cell.comment
        ]
        assert any("GEHEIM" in text for text in told) == is_told
        assert any("bakker op de hoek" in text for text in told) == is_told
