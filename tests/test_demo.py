"""The demonstration study: the same every time, one study in its folder, a tour that works."""

import hashlib
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from qualcode.__main__ import run
from qualcode.cli.demo import TOUR
from qualcode.coding.retrieval import codings
from qualcode.demonstration import DEMO, FIRST, SECOND, build_demo
from qualcode.errors import InputError
from qualcode.study.doctor import examine
from qualcode.study.file import Study


@pytest.fixture(scope="module")
def told() -> list[tuple[str, int, int]]:
    """What was told of each step while the study of `demo` was built."""
    return []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, int, int]]) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "qualcode demo"
    build_demo(folder, lambda *step: told.append(step))
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
        assert {each.coder for each in codings(study)} == {FIRST, SECOND}


@pytest.mark.usefixtures("demo")
def test_each_step_is_told_once_and_the_last_is_the_last(told: list[tuple[str, int, int]]) -> None:
    assert [step for _, step, _ in told] == list(range(1, len(told) + 1))
    assert {steps for _, _, steps in told} == {len(told)}
    assert "imported FG1.srt" in [what for what, _, _ in told]


def on_a_terminal(tmp_path: Path, *options: str) -> tuple[str, str]:
    """What `demo` prints, and what a terminal shows that only its stderr goes to."""
    import pty  # where there are terminals

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    command = [sys.executable, "-m", "qualcode", *options, "demo", "een map"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as process:
        os.close(theirs)
        seen = b""
        # At its end Linux closes a terminal with an error, others with nothing more to read.
        with suppress(OSError):
            while piece := os.read(ours, 4096):
                seen += piece
        os.close(ours)
        assert process.stdout
        printed = process.stdout.read()
    assert process.returncode == 0, seen
    return printed, seen.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_a_terminal_shows_a_bar_and_takes_it_away(tmp_path: Path) -> None:
    printed, seen = on_a_terminal(tmp_path)
    assert printed.startswith("Built een map/") and "\x1b" not in printed
    assert re.search(r"imported P0\d-W\d\d", seen) and "━" in seen
    assert seen.endswith(("\x1b[2K", "\x1b[?25h"))  # nothing of it stays


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
@pytest.mark.parametrize("option", ["--quiet", "--json"])
def test_no_bar_where_quiet_or_json_is_asked_for(tmp_path: Path, option: str) -> None:
    printed, seen = on_a_terminal(tmp_path, option)
    assert seen == ""
    if option == "--quiet":
        assert printed == ""
    else:
        assert json.loads(printed)["study"] == f"een map/{DEMO}"


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
    assert shown.err == ""
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
    assert run(["demo", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.startswith("error: ")
