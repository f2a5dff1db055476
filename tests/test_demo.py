"""The demonstration study: the same every time, one study in its folder, a tour that works."""

import hashlib
import json
import shlex
import sqlite3
from pathlib import Path

import pytest

from qualcode.__main__ import run
from qualcode.cli.demo import TOUR
from qualcode.demonstration import DEMO, build_demo
from qualcode.errors import InputError
from qualcode.study.doctor import examine
from qualcode.study.file import Study


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "qualcode demo"
    build_demo(folder)
    return folder


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUALCODE_STUDY", "QUALCODE_CODER", "QUALCODE_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def dumped(path: Path) -> str:
    db = sqlite3.connect(path)
    try:
        return hashlib.sha256("\n".join(db.iterdump()).encode()).hexdigest()
    finally:
        db.close()


def test_it_leaves_one_study_in_its_folder(demo: Path) -> None:
    assert [path.name for path in demo.iterdir()] == [DEMO]


def test_it_is_sound_and_coded_by_two(demo: Path) -> None:
    with Study(demo / DEMO) as study:
        assert examine(study).sound


def test_it_is_the_same_every_time(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = build_demo(tmp_path / "again")
    assert dumped(again) == dumped(demo / DEMO)
    texts = set()
    for folder in (demo, again.parent):
        monkeypatch.chdir(folder)
        out = tmp_path / "out"
        assert run(["export", "appendix", "--out", f"{out}/a.md"]) == 0
        assert run(["matrix", "--by", "wave", "--out", f"{out}/m.csv"]) == 0
        texts.add(tuple((out / name).read_bytes() for name in ("a.md", "m.csv")))
    assert len(texts) == 1


def test_every_command_of_the_tour_works_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "--no-tui", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["study"] == f"qualcode-demo/{DEMO}"
    assert len(told["tour"]) == len(TOUR)
    monkeypatch.chdir(tmp_path / "qualcode-demo")
    for line in told["tour"]:
        assert line.startswith("qualcode ")
        assert run(shlex.split(line)[1:]) == 0, line
        shown = capsys.readouterr()
        assert shown.out and "error" not in shown.err
    assert [path.name for path in Path().glob("*.qualcode")] == [DEMO]


def test_the_tour_is_printed_as_it_can_be_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "een map"
    assert run(["demo", str(folder)]) == 0
    shown = capsys.readouterr()
    assert "imported FG1.srt" in shown.err
    lines = [line.strip() for line in shown.out.splitlines()]
    (cd,) = [line for line in lines if line.startswith("cd ")]
    assert shlex.split(cd) == ["cd", str(folder)]


def test_a_folder_with_a_study_is_refused_and_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.qualcode").write_bytes(b"x")
    with pytest.raises(InputError):
        build_demo(tmp_path)
    assert run(["demo", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("error: There is a study in")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.qualcode"]


def test_a_file_in_the_place_of_its_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert run(["demo", str(tmp_path / "file")]) in (1, 2)
    assert capsys.readouterr().err.startswith("error: ")
