"""Importing on the command line: alone, in batches, twice, and only to see."""

from pathlib import Path

import pytest

from .conftest import Program

CUE = "WEBVTT\n\n{}\n<v I>Hoe gaat het?\n\n00:00:05.000 --> 00:00:06.000\n<v P>Goed.\n"


@pytest.fixture
def bad(folder: Path) -> Path:
    """A folder with a file of each kind that can't be taken."""
    place = folder / "bad"
    place.mkdir()
    (place / "leeg.txt").write_bytes(b"")
    (place / "wit.txt").write_text(" \n\n\t\n")
    (place / "binair.txt").write_bytes(bytes(range(256)) * 9)
    (place / "nul.srt").write_bytes(b"\0" * 100)
    (place / "achterom.vtt").write_text(CUE.format("00:00:04.000 --> 00:00:01.000"))
    (place / "krom.vtt").write_text(CUE.format("00:00:xx --> 00:00:04.000"))
    (place / "map.txt").mkdir()
    return place


NAMES = ["leeg.txt", "wit.txt", "binair.txt", "nul.srt", "achterom.vtt", "krom.vtt"]


@pytest.mark.usefixtures("bad", "untouched")
@pytest.mark.parametrize("name", [*NAMES, "map.txt", "weg.txt"])
def test_a_lone_bad_file_is_refused_with_exit_code_2(qualcode: Program, name: str) -> None:
    answer = qualcode("import", f"bad/{name}", "--case", "P99")
    assert (answer.code, answer.out) == (2, "")
    assert name in answer.error
    assert "refused:" not in answer.err


@pytest.mark.usefixtures("bad")
@pytest.mark.parametrize("name", [*NAMES, "weg.txt", "n" * 300 + ".txt"])
def test_a_bad_file_in_a_batch_is_refused_and_the_others_come_in(
    folder: Path, qualcode: Program, name: str
) -> None:
    (folder / "a.txt").write_text("I: Een?\nP: Een.\n")
    (folder / "z.txt").write_text("I: Twee?\nP: Twee.\n")
    answer = qualcode("import", "a.txt", f"bad/{name}", "z.txt")
    assert answer.code == 1
    (line,) = [line for line in answer.err.splitlines() if line.startswith("refused:")]
    assert name in line
    assert answer.error == "error: 1 of 3 files were refused. The others came in."
    assert "a: 2 turns" in answer.out and "z: 2 turns" in answer.out
    shown = {d["name"] for d in qualcode("documents", "--json").json["documents"]}
    assert shown >= {"a", "z"}
    assert len(shown) == 6


@pytest.mark.usefixtures("bad", "untouched")
def test_a_batch_of_bad_files_is_told_line_by_line(qualcode: Program) -> None:
    answer = qualcode("import", "bad", "--json")
    assert answer.code == 1
    assert answer.json["documents"] == []
    assert [Path(r["file"]).name for r in answer.json["refused"]] == sorted(NAMES)
    assert answer.err.count("refused:") == len(NAMES)
    assert answer.error.endswith("Nothing came in.")


@pytest.mark.usefixtures("bad", "untouched")
def test_a_dry_run_tells_and_writes_nothing(folder: Path, qualcode: Program) -> None:
    (folder / "a.txt").write_text("I: Een?\nP: Een.\n")
    for option in ([], ["--json"]):
        answer = qualcode("import", "a.txt", "bad", "--dry-run", "--case", "P09", *option)
        assert answer.code == 0
        assert answer.err.count("refused:") == len(NAMES)
        assert "P09" in answer.out
    (folder / "a.txt").unlink()


@pytest.mark.usefixtures("untouched")
def test_the_same_content_twice_is_recognised(folder: Path, qualcode: Program) -> None:
    assert folder.is_dir()
    answer = qualcode("import", "FG1.txt", "--case", "P09", "--wave", "W09")
    assert (answer.code, answer.out) == (
        0,
        "FG1.txt has the same words as FG1: left out, FG1 is as it was\n"
        "0 documents came in (1 known already, 0 refused).\n",
    )


def test_one_file_named_twice_comes_in_once(folder: Path, qualcode: Program) -> None:
    (folder / "a.txt").write_text("I: Een?\nP: Een.\n")
    answer = qualcode("import", "a.txt", "a.txt", "./a.txt", "--json")
    assert answer.code == 0
    assert [len(answer.json[key]) for key in ("documents", "skipped", "refused")] == [1, 2, 0]


def test_it_says_how_it_understood_the_file(folder: Path, qualcode: Program) -> None:
    (folder / "a.txt").write_bytes("I: Waar?\r\nP: Café.\r\n".encode("cp1252"))
    answer = qualcode("import", "a.txt", "--case", "P07", "--wave", "W03", "--title", "Eén")
    assert answer.out.splitlines() == [
        "P07-W03: 2 turns, 2 words (I: interviewer, P: participant)",
        "    txt, cp1252; speakers: Name: words",
        "    made P07",
        "    made W03",
        "1 document came in (0 known already, 0 refused).",
    ]


def test_ones_own_speaker_pattern(folder: Path, qualcode: Program) -> None:
    (folder / "a.txt").write_text("<<Jan>> Hoi.\n<<Els>> Dag.\n")
    pattern = r"<<(?P<speaker>\w+)>> (?P<words>.*)"
    found = qualcode("import", "a.txt", "--speaker-pattern", pattern, "--json").json
    assert [one["name"] for one in found["documents"][0]["speakers"]] == ["Jan", "Els"]


def test_who_asks_the_questions_can_be_said(folder: Path, qualcode: Program) -> None:
    (folder / "a.txt").write_text("Karin: Hoe gaat het?\nZoë: Goed hoor.\nKarin: Fijn.\nZoë: Ja.\n")
    answer = qualcode("import", "a.txt", "--interviewer", "karin")
    assert answer.out.startswith("a: 4 turns, 7 words (Karin: interviewer, Zoë: unknown)\n")
    assert qualcode("import", "a.txt", "--interviewer", "Marin", "--dry-run").code == 0


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("pattern", ["(", "x", "(?P<words>.*)", "", "[", "(?P<speaker>"])
def test_a_speaker_pattern_that_cannot_serve_is_refused(
    folder: Path, qualcode: Program, pattern: str
) -> None:
    (folder / "a.txt").write_text("<<Jan>> Hoi.\n")
    answer = qualcode("import", "a.txt", "--speaker-pattern", pattern)
    assert answer.code == 2
    assert answer.error
    (folder / "a.txt").unlink()


def test_names_of_all_kinds(folder: Path, qualcode: Program) -> None:
    for n, name in enumerate(["Jan Jansen", "😀", "ابن", "-x", "'q\"", "%s", "{x}", "n" * 200]):
        (folder / f"{n}.txt").write_text(f"I: {n}?\nP: {n}.\n")
        made = qualcode("import", f"{n}.txt", "--case", name, "--wave", "W01", "--json").json
        assert made["documents"][0]["name"] == f"{name}-W01"
        assert qualcode("show", "--json", "--", f"{name}-W01").json["turns"][0]["text"] == f"{n}?"
        assert qualcode("codings", f"--case={name}", "--json").json == {"codings": []}
    assert qualcode("doctor").code == 0
    assert qualcode("documents").code == 0
