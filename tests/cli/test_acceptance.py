"""A very small study on the command line, line by line, with its JSON."""

import csv
from pathlib import Path

import pytest

from .conftest import Program

CODING_KEYS = [
    "id", "document", "case", "wave", "date", "kind", "code", "coder", "start", "end", "turn",
    "speaker", "role", "quote", "memo", "origin", "created_at",
]  # fmt: skip
DOCUMENT_KEYS = [
    "name", "kind", "case", "wave", "sequence", "date", "title", "turns", "words", "state",
]  # fmt: skip
INFO_KEYS = [
    "study", "id", "language", "schema", "documents", "words", "cases", "waves", "codes",
    "codings", "coders", "backups",
]  # fmt: skip
VTT = """\
WEBVTT

NOTE Dit is verzonnen.

1
00:00:01.000 --> 00:00:04.000
<v Interviewer>Hoe gaat het?

2
00:00:04.500 --> 00:00:09.250
<v P01>Goed. Ik werk nu bij de bakker.

3
00:00:09.500 --> 00:00:12.000
<v Interviewer>En wat vinden ze daar van u?

4
00:00:12.000 --> 00:00:16.000
<v P01>Ik schaamde me kapot.
"""


def test_the_whole_path(
    elsewhere: Path, qualcode: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "FILE.vtt").write_text(VTT, encoding="utf-8")
    monkeypatch.setenv("QUALCODE_STUDY", "study.qualcode")
    monkeypatch.setenv("QUALCODE_CODER", "A")

    def done(line: str) -> str:
        answer = qualcode(*line.split())
        assert (answer.code, "error" in answer.err) == (0, False), answer
        return answer.out

    assert "Made study.qualcode with 46 codes" in done("init study.qualcode --template ips-cmd")
    made = done("import FILE.vtt --case P01 --wave W01 --date 2020-05-04")
    assert "P01-W01: 4 turns, 21 words (Interviewer: interviewer, P01: participant)" in made
    assert "stigma" in done("code P01-W01 stigma --turn 3")
    assert qualcode("documents", "--json").json == {
        "documents": [
            {
                "name": "P01-W01",
                "kind": "interview",
                "case": "P01",
                "wave": "W01",
                "sequence": 1,
                "date": "2020-05-04",
                "title": None,
                "turns": 4,
                "words": 21,
                "state": "doing",
            }
        ]
    }
    found = qualcode("codings", "--code", "stigma", "--json").json
    assert list(found) == ["codings"]
    (coding,) = found["codings"]
    assert set(coding) >= set(CODING_KEYS)
    assert [key for key in coding if key in CODING_KEYS] == CODING_KEYS
    assert coding["quote"] == "En wat vinden ze daar van u?"
    assert (coding["turn"], coding["speaker"], coding["role"]) == (3, "Interviewer", "interviewer")
    assert coding["end"] - coding["start"] == len(coding["quote"])

    assert "took back: stigma on P01-W01" in done("undo")
    assert qualcode("codings", "--json").json == {"codings": []}
    assert "did again: stigma on P01-W01" in done("redo")
    assert qualcode("codings", "--code", "stigma", "--json").json == found
    log = done("log")
    assert [line.split()[1:3] for line in log.splitlines()][-3:] == [
        ["A", "code"],
        ["A", "undo"],
        ["A", "redo"],
    ]
    assert "Made for-b.qualcode for B, a full copy" in done("handout for-b.qualcode --to B")
    assert "Nothing new." in done("merge for-b.qualcode")
    assert done("matrix --by wave --out matrix.csv") == ""
    written = (elsewhere / "matrix.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(written.splitlines()))
    assert [(row["case"], row["wave"], row["stigma"]) for row in rows] == [
        ("P01", "W01", "not_coded")
    ]
    assert "appendix.md" in done("export appendix --out appendix.md")
    assert "Bijlage" in (elsewhere / "appendix.md").read_text(encoding="utf-8")
    assert "The study is sound." in done("doctor")


def test_a_colleagues_copy_comes_back_with_their_codings(folder: Path, qualcode: Program) -> None:
    assert qualcode("handout", "c.qualcode", "--to", "Cor", "--as", "Anna").code == 0
    copy = ("--study", "c.qualcode", "--as", "Cor")
    assert qualcode("code", "FG1", "werk", "--turn", "3", *copy).code == 0
    assert qualcode("code", "P02-W01", "werk", "--turn", "2", *copy).code == 0
    own = ("--study", "small.qualcode")
    rehearsed = qualcode("merge", "c.qualcode", "--dry-run", "--json", *own).json
    assert (rehearsed["codings"], rehearsed["backup"]) == (2, None)
    assert len(qualcode("codings", "--json", *own).json["codings"]) == 7
    merged = qualcode("merge", "c.qualcode", "--json", *own).json
    assert (merged["codings"], merged["documents"]) == (2, 0)
    assert Path(merged["backup"]).is_file()
    assert qualcode("merge", "c.qualcode", *own).out == "Nothing new.\n"
    assert len(qualcode("codings", "--coder", "cor", "--json", *own).json["codings"]) == 2
    assert sorted(path.name for path in folder.glob("*.qualcode")) == [
        "c.qualcode",
        "small.qualcode",
    ]


def test_a_backup_brings_the_study_back(folder: Path, qualcode: Program) -> None:
    before = qualcode("codings", "--json").json
    kept = Path(qualcode("backup", "--json").json["backup"])
    assert kept.parent == folder / "small.qualcode.backups"
    assert qualcode("undo", "3", "--as", "Anna").code == 0
    assert qualcode("codings", "--json").json != before
    assert qualcode("restore").code == 0
    assert qualcode("codings", "--json").json == before
    assert qualcode("doctor").code == 0


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("documents", ["documents"]),
        ("codings", ["codings"]),
        ("show P01-W01", ["document", "turns"]),
        ("show P01-W01 --codings --turns 2:4", ["document", "turns", "codings"]),
        ("codebook show", ["codes"]),
        (
            "codebook load codes.yaml --dry-run",
            [
                "added",
                "changed",
                "unchanged",
                "changes",
                "stale",
                "written",
                "passed_over",
            ],
        ),
        (
            "import FG1.txt --dry-run",
            ["documents", "not_held", "skipped", "refused", "unread", "unheard"],
        ),
        ("import FG1.txt", ["documents", "not_held", "skipped", "refused", "unread", "unheard"]),
        ("code P01-W01 werk --turn 4 --as Anna", ["codings"]),
        ("uncode 00000009 --as Anna", ["codings"]),
        ("done FG1 --as Bram", ["done", "waiting", "fixed"]),
        ("undo --as Bram", ["undone"]),
        ("log --last 1", ["events"]),
        (
            "matrix --by wave",
            [
                "rows",
                "columns",
                "by",
                "by_values",
                "cell",
                "layer",
                "cells",
                "notes",
                "row_kind",
                "column_kind",
                "left_out",
                "unplaced",
            ],
        ),
        ("matrix --out m.csv", None),
        ("export appendix", ["appendix"]),
        ("handout b.qualcode --to B", ["handout", "to", "blind"]),
        (
            "info",
            [
                "study",
                "id",
                "language",
                "schema",
                "documents",
                "words",
                "cases",
                "waves",
                "codes",
                "codings",
                "coders",
                "backups",
                "conflicts",
            ],
        ),
        ("doctor", ["sound", "checks"]),
        ("backup", ["backup"]),
        ("init new.qualcode", ["study", "codes"]),
    ],
)
def test_json_is_one_document_and_quiet_prints_nothing(
    folder: Path, qualcode: Program, command: str, keys: list[str] | None
) -> None:
    if command.startswith("uncode"):
        mine = qualcode("codings", "--coder", "Anna", "--json").json["codings"][0]["id"]
        command = command.replace("00000009", mine.partition("-")[0])
    answer = qualcode(*command.split(), "--json")
    assert answer.code == 0, answer.err
    assert isinstance(answer.json, dict)
    if keys:
        assert list(answer.json) == keys
    for path in ("b.qualcode", "new.qualcode", "small.qualcode"):
        if path != "small.qualcode":
            (folder / path).unlink(missing_ok=True)
    if not command.startswith("uncode"):
        quiet = qualcode("--quiet", *command.split())
        assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


def test_shapes_of_rows(qualcode: Program, folder: Path) -> None:
    assert folder.is_dir()
    (document, *_) = qualcode("documents", "--json").json["documents"]
    assert [key for key in document if key in DOCUMENT_KEYS] == DOCUMENT_KEYS
    cell = qualcode("matrix", "--by", "wave", "--json").json["cells"][0]
    assert list(cell) == ["row", "column", "by", "state", "value"]
    turn = qualcode("show", "fg1", "--json").json["turns"][1]
    assert (turn["n"], turn["speaker"], turn["text"]) == (2, "TB1", "Dat ze bang zijn voor gedoe.")
