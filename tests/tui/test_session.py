"""One session in a real terminal: what was coded there is there when the study is opened again."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qualcode.coding.retrieval import Where, codings
from qualcode.study.file import Study

pexpect = pytest.importorskip("pexpect")

CODED = 5


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self, path: Path, *arguments: str) -> None:
        self.path = path
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "qualcode", *arguments],
            cwd=str(path.parent),
            dimensions=(40, 120),
            encoding="utf-8",
            timeout=60,
            env={k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
            | {"TERM": "xterm-256color", "QUALCODE_CODER": "Anna", "LC_ALL": "C.UTF-8"}
            | {"XDG_STATE_HOME": str(path.parent / "state")},
        )

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def wait(self, shown: str) -> None:
        self.child.expect_exact(shown)

    def codes(self, document: str) -> list[str]:
        with Study(self.path, viewer="Anna") as study:
            return [each.code for each in codings(study, Where(doc=document, coder="Anna"))]

    def until(self, count: int, document: str) -> None:
        """Waits until so many codings of Anna's lie in the document."""
        end = time.monotonic() + 60
        while len(self.codes(document)) != count:
            assert time.monotonic() < end, self.codes(document)
            time.sleep(0.05)


@pytest.fixture
def alone(copied: Path, tmp_path: Path) -> Path:
    """The study, the only one in its folder."""
    return Path(shutil.copy(copied, tmp_path / "alone.qualcode"))


def test_what_is_coded_in_a_session_is_there_in_the_next(alone: Path) -> None:
    first = Terminal(alone)
    first.wait("P01-W01")
    first.press("\x1b[B")  # to P02
    first.wait("P02-W01")
    first.press("\r")
    first.wait("ertelt u eens.")  # the cursor stands on the first letter
    for count in range(1, CODED + 1):
        first.press("\t")
        first.press("g")
        first.until(count, "P02-W01")
    first.press("u")
    first.until(CODED - 1, "P02-W01")
    first.press("\x11")  # Ctrl+Q
    first.child.expect(pexpect.EOF)
    first.child.close()
    assert first.child.exitstatus == 0
    second = Terminal(alone)
    second.wait("P01-W01 ·")
    second.press("\x1b[B")
    second.wait("P02-W01 ·")
    second.wait("◐ begun")
    second.press("\r")
    second.wait(f"{CODED} codings")  # Bram's is the fifth
    second.press("\x11")
    second.child.expect(pexpect.EOF)
    assert first.codes("P02-W01") == ["stigma"] * (CODED - 1)


def test_what_was_shown_as_coded_survives_a_kill(alone: Path) -> None:
    running = Terminal(alone)
    running.wait("P01-W01")
    running.press("\r")
    running.wait("oe gaat het")
    before = len(running.codes("P01-W01"))
    running.press("\tg")
    running.until(before + 1, "P01-W01")
    running.child.kill(9)
    running.child.wait()
    assert len(running.codes("P01-W01")) == before + 1


def test_without_a_study_it_offers_to_make_one(tmp_path: Path) -> None:
    running = Terminal(tmp_path / "none.qualcode")
    running.wait("No study was opened here yet")
    running.press("n")
    running.wait("A new study")
    running.press("nieuw\r")
    running.wait("No documents yet")
    running.press("\x11")
    running.child.expect(pexpect.EOF)
    assert (tmp_path / "nieuw.qualcode").is_file()


def test_of_several_studies_one_is_chosen_and_remembered(alone: Path, tmp_path: Path) -> None:
    shutil.copy(alone, tmp_path / "zweite.qualcode")
    first = Terminal(alone)
    first.wait("alone.qualcode")
    first.press("\x1b[B\r")
    first.wait("P01-W01 ·")
    first.press("\x11")
    first.child.expect(pexpect.EOF)
    second = Terminal(alone)
    second.wait("zweite.qualcode")  # the last one that was open stands first
    second.wait("alone.qualcode")
    second.press("\x11")
    second.child.expect(pexpect.EOF)


def test_where_nobody_sits_the_error_is_as_ever(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "qualcode", "documents"],
        cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert said.returncode == 2
    assert "There is no study in this folder." in said.stderr


def test_a_study_that_is_none_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "none.qualcode").write_text("no study")
    running = Terminal(tmp_path / "none.qualcode")
    running.child.expect(pexpect.EOF)
    assert "is not a qualcode study" in " ".join(running.child.before.split())


def test_the_demonstration_opens_on_screen(tmp_path: Path) -> None:
    shown = Terminal(tmp_path / "een map", "demo", "een map")
    shown.wait("P01-W01 · interview")  # what the cursor of the grid is on
    shown.press("\x11")  # Ctrl+Q
    shown.child.expect(pexpect.EOF)
    shown.child.close()
    assert shown.child.exitstatus == 0
