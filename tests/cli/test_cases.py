"""Cases, waves and what was missed, on the command line; what is refused changes nothing."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Program

PLAN = "wave;month;topics\nW01;0;stigma\nW02;1;\nW03;5;\n"
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def planned(folder: Path, qualcode: Program) -> Path:
    (folder / "waves.csv").write_text(PLAN)
    (folder / "cases.csv").write_text("case;ips_start\nP01;2020-05-04\nP02;2020-05-11\n")
    assert qualcode("waves", "--import", "waves.csv").code == 0
    assert qualcode("cases", "--import", "cases.csv").code == 0
    return folder


def strips(qualcode: Program) -> dict[str, str]:
    lines = qualcode("cases").out.splitlines()
    return {line.split()[0]: line.split()[1] for line in lines if line.startswith("P")}


def test_a_case_is_followed_through_its_waves(planned: Path, qualcode: Program) -> None:
    assert strips(qualcode) == {"P01": "●●·", "P02": "●··"}
    qualcode("missed", "P02", "W02", "--because", "ziek")
    (planned / "a.txt").write_text("I: Nu?\nP: Beter.\n")
    (planned / "b.txt").write_text("I: En nu?\nP: Nog beter.\n")
    answer = qualcode("import", "a.txt", "b.txt", "--case", "P01", "--date", "2020-10-01")
    assert answer.out.count("    placed in W03: 4.9 months since the start\n") == 2
    assert strips(qualcode) == {"P01": "●●2", "P02": "●×·"}
    (case, other) = qualcode("cases", "--json").json["cases"]
    assert [i["document"] for i in case["interviews"]][2:] == ["P01-W03", "P01-W03-2"]
    assert other["missed"] == [{"wave": "W02", "reason": "ziek"}]
    assert qualcode("missed", "P02", "W02", "--held").code == 0
    assert strips(qualcode)["P02"] == "●··"
    assert qualcode("doctor").code == 0


def test_an_open_interview_is_listed_and_described(planned: Path, qualcode: Program) -> None:
    (planned / "a.txt").write_text("I: Nu?\nP: Beter.\n")
    answer = qualcode("import", "a.txt", "--case", "P01", "--date", "2023-10-01")
    assert "    left open: 40.9 months since the start, which is in no wave's window" in answer.out
    assert "A date and no wave: a (see `qualcode describe`)." in qualcode("documents").out
    assert "    a date and no wave: a" in qualcode("cases").out
    answer = qualcode("describe", "a", "--wave", "W03")
    now, told = answer.out.splitlines()
    assert now == "a: interview, P01, W03, 2023-10-01"
    assert told == "    40.9 months since the start: outside W03's window"
    assert "A date and no wave" not in qualcode("documents").out
    assert qualcode("undo", "--as", "study").out == "took back: a described\n"


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("missed", "P01", "W01"), "P01 was interviewed in W01: P01-W01."),
        (("missed", "P01", "W01", "--held"), "Nobody said that P01 missed W01."),
        (("missed", "P1", "W01"), "There is no case «P1»."),
        (("missed", "P02", "W03"), "There is no wave «W03»."),
        (("missed", "P02", "W02", "--held", "--because", "x"), "needs no reason"),
        (("describe", "P01-W01"), "Nothing is said of it."),
        (("describe", "P01-W1", "--title", "x"), "There is no document «P01-W1»."),
        (("describe", "P01-W01", "--kind", "verslag"), "There is no kind of document"),
        (("speakers", "--role", "I=x"), "No document is named."),
        (("speakers", "FG1", "--role", "TB1=moderatr", "--role", "TB2=profesional"),
         "«profesional» is nearly a known role. Did you mean professional?"),
        (("waves", "--import", "weg.csv"), "weg.csv can't be read"),
        (("waves", "--import", "ips-ten"), "There is no plan of waves «ips-ten»."),
        (("cases", "--import", "weg.csv"), "weg.csv can't be read"),
        (("cases", "--import", "."), "can't be read"),
        (("periods", "lockdowns"), "There is no set of periods «lockdowns»."),
        (("import", "--manifest", "weg.csv"), "weg.csv can't be read"),
        (("import",), "No file is named."),
        (("import", "FG1.txt", "--pattern", "{case"), "The braces of «{case» don't pair."),
    ],
)  # fmt: skip
def test_refusals(qualcode: Program, words: tuple[str, ...], told: str) -> None:
    answer = qualcode(*words)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.error


def test_a_batch_by_manifest_in_a_real_process(folder: Path, process: Process) -> None:
    (folder / "a.txt").write_text("I: Nu?\nP: Beter.\n")
    (folder / "b.txt").write_text("I: En nu?\nP: Nog beter.\n")
    rows = ["file;case;wave;date;reason", "a.txt;P01;W03;;", "b.txt;P01;W04;mei;", ";P02;W03;;ziek"]
    (folder / "m.csv").write_text("\r\n".join(rows))
    done = process("import", "--manifest", "m.csv")
    assert done.returncode == 1
    assert "P02 missed W03 (ziek)" in done.stdout.decode()
    told = done.stderr.decode().splitlines()
    assert told[0].startswith("refused: m.csv, line 3: «mei» is not a date.")
    assert told[1] == "error: 1 of 3 files were refused. The others came in."
    listed = process("cases", "--json")
    assert listed.returncode == 0
    assert b'"reason": "ziek"' in listed.stdout


@pytest.mark.usefixtures("folder")
def test_coders_of_the_small_study(qualcode: Program) -> None:
    assert qualcode("coders", "--json", "--as", "Anna").json["coders"] == [
        {"coder": "Anna", "documents": 3, "codings": 5, "todo": 0, "doing": 0, "done": 2},
        {"coder": "Bram", "documents": 2, "codings": 2, "todo": 0, "doing": 0, "done": 0},
    ]


@pytest.mark.usefixtures("folder")
def test_a_set_of_periods_becomes_the_studys_own(qualcode: Program) -> None:
    assert qualcode("periods", "labour-market-2022").out.startswith(
        "labour-market-2022 (the study's own): "
    )
    interviews = qualcode("cases", "--json").json["cases"][0]["interviews"]
    assert {interview["period"] for interview in interviews} == {"during"}


def test_a_wave_that_can_no_longer_come_is_not_held(planned: Path, qualcode: Program) -> None:
    (planned / "a.txt").write_text("I: Nu?\nP: Beter.\n")
    answer = qualcode("import", "a.txt", "--case", "P02", "--wave", "W03", "--date", "8-6-2020")
    assert "    0.9 months since the start: in W02's window, not W03's\n" in answer.out
    assert strips(qualcode) == {"P01": "●●·", "P02": "●○●"}
    case = qualcode("cases", "--json").json["cases"][1]
    assert (case["not_held"], case["not_yet"], case["missed"]) == (["W02"], [], [])
    assert case["interviews"][-1]["date"] == "2020-06-08"


def test_windows_that_overlap_are_told(planned: Path, qualcode: Program) -> None:
    (planned / "plan.csv").write_text("wave;month;window\nW01;0;0:2\nW02;1;1:3\nW03;5;3:7\n")
    answer = qualcode("waves", "--import", "plan.csv", "--json")
    assert [note.partition(" overlap")[0] for note in answer.json["notes"]] == [
        "the windows of W01 (0 to 2) and W02 (1 to 3)"
    ]
