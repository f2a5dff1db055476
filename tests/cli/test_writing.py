"""Memos, summaries, quotes, reading and status as a person types them."""

import io
import sys
from pathlib import Path

import pytest

from .conftest import Program

pytestmark = pytest.mark.usefixtures("folder")

REFUSED = [
    ("memo add", "The memo is empty"),
    ("memo add --text x --on stigme", "Did you mean stigma"),
    ("memo add --text x --on P01 --turn 2", "A passage lies in a document"),
    ("memo add --text x --on P01-W01 --turn 2 --span 0:4", "one way"),
    ("memo add --text x --on P01-W01 --span 4:0", "is not a span"),
    ("memo add --text x --kind gedachte", "There is no kind of memo «gedachte»"),
    ("memo list --coder Ana", "Did you mean Anna"),
    ("memo edit zz --text x", "There is no memo zz"),
    ("memo done zz", "There is no memo zz"),
    ("memo remove zz", "There is no memo zz"),
    ("summary P1 --text x", "Did you mean P01"),
    ("summary P01 werkt --text x", "Did you mean werk"),
    ("summary P01 werk --wave W9", "There is no wave «W9»"),
    ("summaries --case P1", "Did you mean P01"),
    ("quote zz", "There is no coding zz"),
    ("quote 0", "codings begin with 0"),
    ("quote 0 --star --unstar", "starred or it isn't"),
    ("quote 0 --translation English", "names no language"),
    ("quotes --code zorgg", "Did you mean zorg"),
    ("read P1", "Did you mean P01"),
    ("read P01 --code stigme", "Did you mean stigma"),
    ("import-codings weg.csv", "weg.csv can't be read"),
    ("import-codings codes.yaml", "codes.yaml, line 1"),
    ("code P01-W01 werk --turn 2 --about 2019-13", "«2019-13» is no date"),
]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("line", "said"), REFUSED, ids=[line for line, _ in REFUSED])
def test_what_is_wrong_gets_one_line(qualcode: Program, line: str, said: str) -> None:
    answer = qualcode("--as", "Anna", *line.split())
    assert answer.code == 2
    assert said in answer.error
    assert answer.out == ""


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "line", ["memo add --text x", "summary P01 --text x", "quote 0000", "memo done 0"]
)
def test_what_is_written_needs_a_coder(qualcode: Program, line: str) -> None:
    answer = qualcode(*line.split())
    assert answer.code == 2
    assert "No coder is named" in answer.error
    assert "--as NAME" in answer.error


def test_a_memo_through_its_life(qualcode: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = ("--as", "Anna")
    made = qualcode(*anna, "memo", "add", "--on", "P01-W01", "--turn", "4", "--text", "Hier!")
    assert made.code == 0
    row, first, *_ = made.out.splitlines()[0].split("  ")
    assert (first, made.out.splitlines()[1:]) == (
        "analytic",
        ["    «Ze kijken wel eens raar. Ik schaamde me kapot.»", "    Hier!"],
    )
    assert "on passage P01-W01 turn 4  (Anna)" in made.out
    monkeypatch.setattr(sys, "stdin", io.StringIO("Lange tekst\nover twee regels\n"))
    edited = qualcode(*anna, "--json", "memo", "edit", row, "--kind", "todo", "--text", "-")
    assert edited.json["memos"][0]["text"] == "Lange tekst\nover twee regels"
    assert qualcode("memo", "list", "--todo").out.splitlines()[-1] == "1 memo"
    assert "todo, done" in qualcode(*anna, "memo", "done", row).out
    assert qualcode(*anna, "memo", "remove", row).out.startswith(f"removed {row}")
    assert qualcode("memo", "list").out == "0 memos\n"
    assert qualcode(*anna, "undo").code == 0
    assert qualcode("memo", "list", "--json").json["memos"][0]["settled"] is True


def test_a_summary_is_shown_set_and_taken_away(qualcode: Program) -> None:
    cell = ("summary", "P01", "werk", "--wave", "W01")
    assert qualcode(*cell).out == "There is no summary.\n"
    assert qualcode("--as", "Anna", *cell, "--text", "Bij de bakker.").code == 0
    assert qualcode(*cell).out == "P01 W01  werk  (Anna)\n    Bij de bakker.\n"
    assert qualcode("summaries", "--code", "zorg").out == "0 summaries\n"
    assert qualcode("--as", "Anna", *cell, "--text", "").out == "There is no summary.\n"
    assert qualcode(*cell, "--json").json == {"summaries": []}


def test_quotes_of_a_colleague(qualcode: Program) -> None:
    coding = qualcode("codings", "--coder", "Anna", "--code", "zelf", "--json").json["codings"][0]
    short = coding["id"][:13]
    edited = "Ze kijken (…) raar. Ik schaamde me kapot."
    told = qualcode("--as", "Bram", "quote", short, "--edited", edited, "--translation", "en=Hi")
    assert told.out.splitlines()[1:] == [
        "    «Ze kijken wel eens raar. Ik schaamde me kapot.»", f"    edited: «{edited}»",
        "    en: «Hi»",
    ]  # fmt: skip
    wrong = qualcode("--as", "Bram", "quote", short, "--edited", "Ze kijken nooit raar …")
    assert (wrong.code, wrong.out) == (2, "")
    assert "says «nooit raar» where the words are «wel eens raar" in wrong.error
    assert qualcode("quotes", "--case", "P01").out.splitlines()[-1] == "1 quote"
    assert "not starred by Bram" in qualcode("--as", "Bram", "quote", short, "--unstar").out
    assert qualcode("quotes").out == "0 quotes\n"


@pytest.mark.parametrize("line", ["Bij de bakker", "", None])
def test_codings_from_a_file(qualcode: Program, line: str | None) -> None:
    rows = ["document,code,coder,quote", "P01-W02,werk,Karin,Ik ben gestopt bij de bakker"]
    rows += [] if line is None else [f"P01-W01,werk,Karin,{line}"]
    Path("c.csv").write_text("\n".join(rows), encoding="utf-8")
    answer = qualcode("import-codings", "c.csv")
    assert "note: Karin is new in this study" in answer.err
    if line == "":
        assert answer.code == 1
        assert "refused: c.csv, line 3: the row names no passage" in answer.err
        assert "error: 1 of 2 rows was refused. The others came in." in answer.err
    else:
        assert answer.code == 0
        assert "refused" not in answer.err
    made = 1 if line in ("", None) else 2
    assert answer.out.startswith(f"{made} coding")


@pytest.mark.usefixtures("untouched")
def test_a_file_of_which_nothing_is_right(qualcode: Program) -> None:
    file = Path("../wrong.csv")
    file.write_text("document,code,quote\nP9,werk,x\nP8,werk,x\n", encoding="utf-8")
    answer = qualcode("--as", "Anna", "import-codings", str(file))
    assert answer.code == 2
    assert answer.err.count("refused: wrong.csv, line ") == 2
    assert "2 of 2 rows were refused. Nothing came in." in answer.error
    assert qualcode("--as", "Anna", "import-codings", str(file), "--dry-run").code == 0


def test_reading_a_case_on_a_terminal(qualcode: Program) -> None:
    assert qualcode("read", "P02").out.splitlines() == [
        "P02",
        "",
        "W01",
        "  P02-W01: 2020-05-11, 4 turns, 22 words, doing",
        "    Ik zit thuis en wacht op de gemeente.",
        "    stigma 1",
        "",
        "W02: not yet",
    ]
    coded = qualcode("read", "P02", "--code", "stigma").out.splitlines()
    assert coded[4:6] == [
        "       4 P02  stigma (Bram)",
        "         «Een jaar. Ze denken dat ik niks kan.»",
    ]


def test_status_for_a_coder_and_for_nobody(qualcode: Program) -> None:
    mine = qualcode("--as", "Anna", "status").out.splitlines()
    assert mine[0] == "Anna was at FG1 turn 2: stigma/publiek"
    assert "documents: 1 to do, 1 begun, 2 done" in mine
    assert any(line.startswith("since then Bram: code 2") for line in mine)
    assert qualcode("--as", "Karin", "status").out.startswith("Karin has coded nothing yet.")
    assert qualcode("status").out.startswith("documents: 0 to do")


def test_done_says_that_codings_still_wait(qualcode: Program) -> None:
    assert qualcode("codebook", "split", "zelf", "--into", "schaamte").code == 0
    answer = qualcode("--as", "Anna", "done", "P01-W01")
    assert answer.out == "Anna is done with P01-W01.\n"
    assert "note: 2 codings of P01-W01 still wait in the queue: see `qualcode queue`" in answer.err
    told = qualcode("--as", "Anna", "done", "P01-W01", "FG1", "--json").json
    assert told == {
        "done": ["P01-W01", "FG1"],
        "waiting": [{"document": "P01-W01", "codings": 2}],
        "fixed": [],
    }


def test_recode_says_whose_memos_and_quotes_go_along(qualcode: Program) -> None:
    coding = qualcode("codings", "--code", "zelf", "--json").json["codings"][0]["id"]
    qualcode("--as", "Bram", "quote", coding)
    answer = qualcode("--as", "Anna", "recode", coding, "--to", "werk")
    assert "note: 1 quote by Bram on it: shown on the new coding" in answer.err
    assert "werk" in qualcode("quotes").out


def test_read_says_why_there_is_no_passage(qualcode: Program) -> None:
    assert "    not mentioned\n" in qualcode("read", "P01", "--code", "zelf").out
    answer = qualcode("read", "P02", "--code", "werk")
    assert "    not (fully) coded\n" in answer.out
    assert "Ik zit thuis" not in answer.out
    assert "Ik zit thuis" in qualcode("read", "P02").out


def test_a_summary_of_an_interview_that_is_not_there_is_noted(qualcode: Program) -> None:
    answer = qualcode("--as", "Anna", "summary", "P02", "--wave", "W02", "--text", "Stil.")
    assert answer.code == 0
    assert "note: there is no interview of P02 in W02" in answer.err
    assert (
        "W01" not in qualcode("--as", "Anna", "summary", "P02", "--wave", "W01", "--text", "x").err
    )
