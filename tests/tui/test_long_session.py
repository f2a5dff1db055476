"""Transcripts brought in and coded in a real terminal, and what is there after a kill."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.codebook.loading import load, start
from qualcode.coding.documents import documents
from qualcode.coding.retrieval import Coding, codings
from qualcode.study.file import Study

pytest.importorskip("pexpect")

from .test_session import Terminal

WAVES, CODED = 8, 7
DOWN, ENTER, ESCAPE, TAB = "\x1b[B", "\r", "\x1b", "\t"
CODES = """\
codes:
- code: stigma
  definition: Beelden over mensen met een aandoening.
  hotkey: g
"""


class Work:
    """A study that is worked on in a terminal, and looked at from outside."""

    def __init__(self, folder: Path) -> None:
        talks = folder / "talks"
        talks.mkdir()
        for wave in range(1, WAVES + 1):
            said = " ".join(f"In maand {wave} zei ik ding {n}." for n in range(1, CODED + 5))
            text = f"I: Vertelt u eens over meting {wave}.\nP01: {said}\n"
            (talks / f"P01_W{wave:02}.txt").write_text(text, encoding="utf-8")
        (folder / "codes.yaml").write_text(CODES, encoding="utf-8")
        self.path = folder / "study.qualcode"
        start(self.path)
        with Study(self.path) as study:
            load(study, folder / "codes.yaml")

    def __call__(self, what: Callable[[Study], int], wanted: int) -> None:
        """Waits until the file itself says so."""
        end = time.monotonic() + 60
        while (found := self.look(what)) != wanted:
            assert time.monotonic() < end, found
            time.sleep(0.05)

    def look(self, what: Callable[[Study], int]) -> int:
        with Study(self.path, viewer="Anna") as study:
            return what(study)

    def codings(self) -> list[Coding]:
        with Study(self.path, viewer="Anna") as study:
            return codings(study)


def brought_in(terminal: Terminal, work: Work) -> None:
    """Brings all transcripts in from the Library, and opens the first."""
    terminal.wait("No documents yet")
    terminal.press("i")
    terminal.wait("Bring in transcripts")
    terminal.press("talks")
    terminal.press(DOWN * 7)
    terminal.press("{case}_{wave}")
    terminal.press(ENTER)
    terminal.wait(f"{WAVES} documents would come in")
    terminal.press(ENTER)
    work(lambda study: len(documents(study)), WAVES)
    terminal.wait(f"{WAVES} documents came in")
    terminal.press(ESCAPE)
    terminal.wait("2 turns")  # of the interview that the cursor is on
    terminal.press(ENTER)
    terminal.wait("ertelt u eens over meting 1")  # the cursor stands on the first letter


def test_what_was_coded_is_there_after_a_kill_in_the_middle(tmp_path: Path) -> None:
    work = Work(tmp_path)
    running = Terminal(work.path)
    brought_in(running, work)
    for number in range(1, CODED + 1):
        running.press(f"{TAB}g")
        running.wait(f"{number} coding")  # acknowledged on screen
    running.press(f"{TAB}g")
    running.child.kill(9)
    running.child.wait()
    assert len(work.codings()) in (CODED, CODED + 1)
