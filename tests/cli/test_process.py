"""The program as a process of its own: streams, pipes, odd terminals, odd folders."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.study.file import Study

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}


def test_results_go_to_stdout_and_errors_to_stderr(process: Process) -> None:
    good = process("documents", "--json", PYTHONIOENCODING="utf-8")
    assert (good.returncode, good.stderr) == (0, b"")
    assert len(json.loads(good.stdout)["documents"]) == 4
    bad = process("show", "P01-W1")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert bad.stderr.startswith(b"error: ") and bad.stderr.count(b"\n") == 1


def test_a_failure_inside_shows_no_traceback_unless_asked(process: Process) -> None:
    assert b"Traceback" not in process("show", "P01-W1").stderr
    assert b"Traceback" in process("show", "P01-W1", QUALCODE_DEBUG="1").stderr


@pytest.mark.parametrize("encoding", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "LANG": "C"}])
def test_a_poor_terminal_gets_all_lines(process: Process, encoding: dict[str, str]) -> None:
    for command in ("codings", "matrix", "documents", "log"):
        shown = process(command, **encoding)
        assert (shown.returncode, shown.stderr) == (0, b"")
        assert b"P01" in shown.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end differently there")
@pytest.mark.parametrize("command", ["codings --json", "log", "matrix", "--help"])
def test_a_reader_that_goes_away_is_no_failure(folder: Path, command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", *command.split()],
        cwd=folder,
        stdout=write,
        stderr=subprocess.PIPE,
        env=CLEAN,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_told_in_a_sentence(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qualcode", "codings", "--json"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            env=CLEAN,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: ")
    assert b"inside broke" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use can't be removed there")
def test_a_folder_that_is_gone_is_told_in_a_sentence(folder: Path, process: Process) -> None:
    script = (
        "import os, sys; os.mkdir('weg'); os.chdir('weg'); os.rmdir('../weg');"
        "from qualcode.__main__ import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "documents"],
        cwd=folder,
        capture_output=True,
        env=CLEAN,
        check=False,
    )
    assert done.returncode in (1, 2)
    assert done.stderr.startswith(b"error: ")
    assert process("documents").returncode == 0


@pytest.mark.parametrize("name", ["mijn studie ü.qualcode", "a?b#c%20d.qualcode", "x'\"y.qualcode"])
def test_a_study_under_an_odd_name(folder: Path, process: Process, name: str) -> None:
    if sys.platform == "win32":
        pytest.skip("such names don't exist there")
    (folder / "small.qualcode").rename(folder / name)
    for command in (
        ["code", "FG1", "zorg", "--turn", "2", "--as", "Anna"],
        ["handout", "copy ?#.x", "--to", "B"],
        ["merge", "copy ?#.x"],
        ["backup"],
        ["restore"],
        ["doctor"],
    ):
        done = process(*command)
        assert done.returncode == 0, done.stderr
    assert [path.name for path in folder.glob("*.qualcode")] == [name]


def test_two_processes_write_and_none_of_their_work_is_lost(folder: Path, process: Process) -> None:
    acknowledged: list[str] = []

    def work(coder: str) -> None:
        for start in range(0, 12, 3):
            span = f"{start}:{start + 2}"
            done = process("code", "FG1", "werk", "--span", span, "--as", coder, "--json")
            if done.returncode == 0:
                acknowledged.append(json.loads(done.stdout)["codings"][0]["id"])

    threads = [threading.Thread(target=work, args=(coder,)) for coder in ("Cor", "Dirk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(acknowledged) == 8
    shown = json.loads(process("codings", "--json", PYTHONIOENCODING="utf-8").stdout)
    assert {coding["id"] for coding in shown["codings"]} >= set(acknowledged)
    assert process("doctor").returncode == 0
    assert folder.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end differently there")
def test_all_files_come_in_though_nobody_reads_what_is_told(folder: Path) -> None:
    (folder / "in").mkdir()
    for n in range(5):
        (folder / "in" / f"t{n}.txt").write_text(f"I: Vraag {n}?\nP: Antwoord {n}.\n")
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "qualcode", "import", "in"]
    done = subprocess.run(
        command, cwd=folder, stdout=write, stderr=subprocess.PIPE, env=CLEAN, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
    (path,) = folder.glob("*.qualcode")
    with Study(path) as study:
        names = {name for (name,) in study.db.execute("SELECT name FROM document")}
    assert {f"t{n}" for n in range(5)} <= names
