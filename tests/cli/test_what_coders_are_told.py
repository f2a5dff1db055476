"""What two coders are told on their way: letters, what is fixed, what a merge brought."""

from pathlib import Path

import pytest

from .conftest import Program

TEXT = "I: Hoe gaat het?\nP: Ze keken weer raar naar mij, en mijn begeleider belde.\n"


@pytest.fixture
def settled(elsewhere: Path, qualcode: Program) -> Program:
    """Zoë and Bram coded one passage each in their way, and are done; Bram blind."""
    (elsewhere / "een.txt").write_text(TEXT, encoding="utf-8")
    for words in (
        ("init", "study.qualcode", "--template", "ips-cmd"),
        ("import", "een.txt"),
        ("--as", "Zoë", "code", "een", "stigma", "--quote", "raar naar"),
        ("--as", "Zoë", "done", "een"),
        ("assign", "een", "--to", "Bram", "--blind"),
        ("--as", "Bram", "code", "een", "stigma", "--span", "24:40"),
        ("--as", "Bram", "done", "een"),
        ("reveal", "een"),
    ):
        assert qualcode(*words).code == 0
    return qualcode


def test_letters_stand_beside_the_coders_they_stand_for(settled: Program) -> None:
    told = settled("adjudicate", "een").out
    assert "    A, Bram: stigma 24:40 «eer raar naar mi»" in told
    assert "    B, Zoë: stigma 28:37 «raar naar»" in told


def test_a_coder_who_is_called_by_a_letter_has_no_other(settled: Program) -> None:
    assert settled("--as", "B", "code", "een", "zorg", "--turn", "2").code == 0
    assert settled("--as", "B", "done", "een").code == 0
    told = settled("adjudicate", "een").out
    assert "    B: zorg" in told
    assert "    Bram: " in told  # the second, whose letter is another's name
    assert "    C, Zoë: " in told


def test_done_after_the_reveal_says_what_agreement_is_measured_on(settled: Program) -> None:
    assert settled("--as", "Bram", "code", "een", "zorg", "--turn", "2").code == 0
    told = settled("--as", "Bram", "done", "een")
    assert told.err.startswith("note: een was revealed: agreement is measured on what Bram had")
    assert told.out == "Bram is done with een.\n"


def test_merge_tells_of_what_was_settled(settled: Program) -> None:
    assert settled("handout", "other.copy", "--to", "Zoë").code == 0
    (one,) = settled("--json", "adjudicate", "een").json["disagreements"]
    there = ("--study", "other.copy", "--as", "Zoë")
    assert settled(*there, "adjudicate", "een", "--accept", "A", one["id"]).code == 0
    here = ("--study", "study.qualcode")
    assert settled(*here, "--json", "merge", "other.copy", "--dry-run").json["settled"] == 1
    told = settled(*here, "merge", "other.copy").out
    assert "+0 documents, +0 codings, +1 settled disagreement" in told


@pytest.mark.parametrize("name", ["both", "None", "consensus", "final", "study"])
def test_nobody_is_called_by_what_says_whose_side_is_right(settled: Program, name: str) -> None:
    refused = settled("--as", name, "code", "een", "zorg", "--turn", "2")
    assert (refused.code, refused.out) == (2, "")
    assert "can't be a coder's name" in refused.error
    assert settled("assign", "een", "--to", name).code == 2


def test_a_quote_of_the_agenda_begins_with_a_whole_word(settled: Program) -> None:
    """Bram's passage begins within «weer» and ends within «mij»."""
    told = settled("agenda", "--language", "en").out
    assert "«weer raar naar mij»" in told
    assert "Bram: stigma «eer raar naar mi»" in told
