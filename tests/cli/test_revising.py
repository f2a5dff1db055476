"""`qualcode revise`, and the same from a notebook."""

from pathlib import Path

import pytest

from qualcode import api

from .conftest import Program


@pytest.fixture
def coding(folder: Path, qualcode: Program) -> str:
    """A coding of Cor's on a turn of P02-W01."""
    assert folder.is_dir()
    made = qualcode("code", "P02-W01", "zorg", "--turn", "4", "--as", "Cor", "--json")
    return str(made.json["codings"][0]["id"])


def test_a_coding_gets_other_boundaries_a_note_and_a_time(qualcode: Program, coding: str) -> None:
    said = ("--quote", "Een jaar.", "--memo", "Kort.", "--about", "2019-3")
    answer = qualcode("revise", coding[:13], *said, "--as", "Cor", "--json")
    (now,) = answer.json["codings"]
    assert (now["id"], now["quote"], now["memo"]) == (coding, "Een jaar.", "Kort.")
    assert now["about"] == "2019-03"
    assert "note:" not in answer.err
    answer = qualcode("revise", coding, "--memo=", "--about=", "--as", "Cor")
    assert "Een jaar." in answer.out and "Kort." not in answer.out
    assert qualcode("undo", "--as", "Cor").code == 0
    (now,) = qualcode("codings", "--coder", "Cor", "--json").json["codings"]
    assert now["memo"] == "Kort."


def test_what_was_done_stays_and_the_command_says_so(qualcode: Program, coding: str) -> None:
    qualcode("done", "P02-W01", "--as", "Cor")
    answer = qualcode("revise", coding, "--turn", "2", "--as", "Cor", "--json")
    (now,) = answer.json["codings"]
    assert now["id"] != coding
    assert f"a new coding, {now['id'][:8]}" in answer.err
    assert qualcode("revise", coding, "--turn", "2", "--as", "Cor").code == 2


def test_nothing_said_is_refused(qualcode: Program, coding: str) -> None:
    answer = qualcode("revise", coding, "--as", "Cor")
    assert answer.code == 2 and "nothing to change" in answer.error
    answer = qualcode("revise", coding, "--turn", "2", "--span", "0:4", "--as", "Cor")
    assert answer.code == 2 and "in one way" in answer.error


def test_the_same_from_a_notebook(folder: Path, coding: str) -> None:
    with api.open(folder / "small.qualcode", coder="Cor") as book:
        now = book.revise(coding, span=(0, 4), about="winter")
        assert (now.start, now.end, now.about) == (0, 4, "winter")
        assert book.revise(coding, memo="Hm.").memo == "Hm."
