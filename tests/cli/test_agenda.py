"""Flags and the agenda as a person types them."""

from pathlib import Path

import pytest

from .conftest import Program

pytestmark = pytest.mark.usefixtures("folder")

REFUSED = [
    ("flag stigma", "The flag is empty"),
    ("flag stigme --text x", "Did you mean stigma"),
    ("flag --text x", "isn't said what this is about"),
    ("flag --turn 2", "in what the passage lies"),
    ("flag P01 --text x --turn 2", "A passage lies in a document"),
    ("flag P01-W01 --text x --turn 2 --span 0:4", "one way"),
    ("flag P01-W01 --text x --span 4:0", "is not a span"),
    ("flag coder:Bram --text x", "is a person"),
    ("flag stigma --text x --settle 0", "set or settled"),
    ("flag --settle zz", "There is no flag zz. See `qualcode flag --all`"),
    ("flag --settle 0 --turn 2", "in what the passage lies"),
    ("flag --settle 0 --all", "--all is for the list"),
    ("agenda --language fr", "nl, en"),
    ("agenda --out a.pdf", "a.pdf: a file like this can't be written. Use .md"),
    ("agenda --out small.qualcode", "Use .md"),
    ("export agenda --out a.csv", "Use .md"),
]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("line", "said"), REFUSED, ids=[line for line, _ in REFUSED])
def test_what_is_wrong_gets_one_line(qualcode: Program, line: str, said: str) -> None:
    answer = qualcode("--as", "Anna", *line.split())
    assert answer.code == 2
    assert said in answer.error
    assert answer.out == ""


@pytest.mark.usefixtures("untouched")
def test_a_flag_needs_a_coder_and_a_list_needs_none(qualcode: Program) -> None:
    for line in (("flag", "stigma", "--text", "x"), ("flag", "--settle", "0")):
        assert "No coder is named" in qualcode(*line).error
    assert qualcode("flag").out == "0 open flags\n"
    assert qualcode("flag", "--json").json == {"flags": []}


def test_a_flag_through_its_life(qualcode: Program) -> None:
    anna, bram = ("--as", "Anna"), ("--as", "Bram")
    made = qualcode(*anna, "flag", "P01-W01", "--turn", "4", "--text", "Wie zijn ze?", "--json")
    (found,) = made.json["flags"]
    assert list(found) == [
        "id", "coder", "on", "target", "document", "turn", "start", "end", "quote", "text",
        "settled", "created_at", "reason",
    ]  # fmt: skip
    assert (found["on"], found["turn"], found["settled"]) == ("passage", 4, False)
    row = found["id"][:8]
    assert qualcode("flag").out.splitlines() == [
        f"{row}  on passage P01-W01 turn 4  (Anna)",
        "    «Ze kijken wel eens raar. Ik schaamde me kapot.»",
        "    Wie zijn ze?",
        "1 open flag",
    ]
    settled = qualcode(*bram, "flag", "--settle", row, "--text", "Klanten.")
    assert settled.out.splitlines()[0] == f"{row}  settled  on passage P01-W01 turn 4  (Anna)"
    assert qualcode("flag").out == "0 open flags\n"
    assert qualcode("flag", "--all").out.splitlines()[-1] == "1 flag"
    (memo,) = qualcode("memo", "list", "--json").json["memos"]
    assert (memo["kind"], memo["coder"], memo["text"]) == ("decision", "Bram", "Klanten.")
    assert qualcode(*bram, "undo", "2").code == 0
    assert qualcode("flag", "--json").json["flags"] == [found]


def test_the_agenda_on_a_terminal_as_json_and_as_a_file(qualcode: Program, folder: Path) -> None:
    anna = ("--as", "Anna")
    qualcode(*anna, "flag", "zelf", "--text", "Te breed?")
    shown = qualcode("agenda", "--language", "en")
    assert shown.code == 0
    assert shown.out.startswith("Agenda for the team meeting\n====")
    assert "\nQuestions\n---------\n" in shown.out and "    Te breed? (Anna" in shown.out
    told = qualcode("agenda", "--json").json
    assert list(told) == [
        "flags", "disagreements", "further", "not_ready", "codes", "queue", "decisions", "rounds",
        "forced", "todos",
    ]  # fmt: skip
    assert [flag["text"] for flag in told["flags"]] == ["Te breed?"]
    assert qualcode("agenda", "--out", "uit/a.md").out == "Wrote uit/a.md.\n"
    written = Path("uit/a.md").read_text(encoding="utf-8")
    assert written.startswith("# Agenda voor het teamoverleg\n\n## Vragen\n\n### code stigma/zelf")
    assert qualcode("export", "agenda").code == 0
    assert (folder / "exports" / "agenda.md").read_text(encoding="utf-8") == written


@pytest.mark.usefixtures("folder")
def test_the_agenda_replaces_an_export_and_never_a_study(qualcode: Program, folder: Path) -> None:
    disguised = folder / "disguised.md"
    disguised.write_bytes((folder / "small.qualcode").read_bytes())
    answer = qualcode("agenda", "--out", "disguised.md")
    assert answer.code == 2
    assert "is a study or database" in answer.error
    Path("b.md").write_text("oud", encoding="utf-8")
    assert qualcode("agenda", "--out", "b.md").code == 0
    assert Path("b.md").read_text(encoding="utf-8").startswith("# Agenda")


def test_a_blind_coder_is_told_that_the_agenda_is_not_whole(qualcode: Program) -> None:
    qualcode("assign", "P01-W01", "--to", "Bram", "--blind")
    qualcode("--as", "Anna", "flag", "P01-W01", "--text", "geheim")
    for line in ("flag", "agenda"):
        answer = qualcode("--as", "Bram", line)
        assert "geheim" not in answer.out
        assert "note: a blind round is open: Bram sees no others in P01-W01" in answer.err
