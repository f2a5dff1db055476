"""`search` on the command line, and `--review` on a terminal."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from qualcode.coding.retrieval import Where, codings
from qualcode.study.file import Study

from .conftest import Program


def test_hits_show_the_words_in_their_sentence(qualcode: Program, folder: Path) -> None:
    assert folder.is_dir()
    assert qualcode("search", "kapot", "--as", "Anna").out.splitlines() == [
        "P01-W01 turn 4 P01  [stigma/zelf, stigma/publiek]",
        "    Ik schaamde me «kapot».",
        "1 hit",
    ]
    assert qualcode("search", "bakkr", "--fuzzy", "--limit", "1").out.splitlines() == [
        "P01-W01 turn 2 P01  83 %  [werk]",
        "    Goed, ik werk nu bij de «bakker» op de hoek.",
        "the first 1 of 2 hits",
    ]


def test_nothing_found_is_no_error(qualcode: Program, folder: Path) -> None:
    assert folder.is_dir()
    for words in (("niemandal",), ('"', "--regex"), ("kapot", "--in", "memos"), ("(", "--fuzzy")):
        answer = qualcode("search", *words, "--json")
        assert (answer.code, answer.json) == (0, {"count": 0, "hits": []})
    assert qualcode("search", "niemandal").out == "0 hits\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("",), "nothing to search for"),
        (("a(", "--regex"), "not a regular expression"),
        (("werk", "--regex", "--lemma"), "--lemma and --regex don't go together"),
        (("werk", "--in", "memo"), "Did you mean memos?"),
        (
            ("werk", "--in", "memos", "--role", "interviewer"),
            "--role doesn't go with a search in memos",
        ),
        (("werk", "--code", "zorg"), "or search with --in codings"),
        (("werk", "--review"), "Name it: --code CODE"),
        (("werk", "--review", "--code", "zorg", "--in", "memos"), "Leave out --in memos"),
        (("werk", "--review", "--code", "zorg", "--json"), "Leave them out"),
        (("werk", "--review", "--code", "zorg"), "needs a terminal"),
        (("werk", "--where", "funder == UWV"), "There is no attribute|at column 9"),
        (("werk", "--where", "case = P1"), "There is no case «P1». Did you mean"),
    ],
)
@pytest.mark.usefixtures("untouched")
def test_what_makes_no_sense_is_refused(
    qualcode: Program, words: tuple[str, ...], message: str
) -> None:
    answer = qualcode("search", *words, "--as", "Anna")
    assert answer.code == 2
    assert any(part in answer.error for part in message.split("|"))


def test_codings_by_kind_and_condition(qualcode: Program, folder: Path) -> None:
    assert folder.is_dir()
    found = qualcode("codings", "--where", "wave = W01 and case != P02", "--json").json["codings"]
    assert {coding["document"] for coding in found} == {"P01-W01"}
    found = qualcode("codings", "--kind", "focus-group", "--json").json["codings"]
    assert {coding["document"] for coding in found} == {"FG1"}
    assert qualcode("codings", "--where", "wave > ").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_reviewing_on_a_terminal(folder: Path) -> None:
    """y codes, n skips, w widens; a key behind it in one breath changes nothing."""
    words = ("search", "ik", "--review", "--code", "zorg", "--as", "Chris", "--doc", "P01-W01")
    shown = on_a_terminal(folder, words, ["w", "y\r", "nn"])
    assert "1/2  P01-W01 turn 2 P01  [werk]" in shown
    assert "zorg on the sentence? y yes, n no, w wider or back, q stop" in shown
    assert shown.rstrip().endswith("1 coding, 1 skipped")
    with Study(folder / "small.qualcode") as study:
        made = codings(study, Where(coder="Chris"))
        assert [(coding.quote, coding.code) for coding in made] == [
            ("Goed, ik werk nu bij de bakker op de hoek.", "zorg")
        ]


def on_a_terminal(folder: Path, words: tuple[str, ...], keys: Sequence[str]) -> str:
    """Runs the program on a terminal, presses a key at each question, and tells what it showed."""
    ours, theirs = os.openpty()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("QUALCODE_")}
    program = subprocess.Popen(
        [sys.executable, "-m", "qualcode", *words],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=clean | {"XDG_CONFIG_HOME": str(folder / "none")},
    )
    os.close(theirs)
    shown, pressed = b"", 0
    try:
        while ready(ours, 30):
            try:
                said = os.read(ours, 4096)
            except OSError:  # Linux says so where the other side has gone
                break
            if not said:
                break
            shown += said
            if shown.count(b"q stop") > pressed:
                time.sleep(0.2)  # until it listens: what comes before is thrown away
                os.write(ours, keys[pressed].encode())
                pressed += 1
        assert program.wait(30) == 0, shown.decode()
    finally:
        program.kill()
        program.wait()
        os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def ready(file: int, seconds: float) -> bool:
    return bool(select.select([file], [], [], seconds)[0])
