"""`qualcode adjudicate` as a person runs it, and the same in a notebook."""

from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Program

from qualcode import api

DOC = "P01-W01"


@pytest.fixture
def listed(folder: Path, qualcode: Program) -> dict[str, dict[str, Any]]:
    """The open disagreements by kind, of a document that Anna and Bram both coded."""
    assert folder.is_dir()
    words = "ik werk nu bij de bakker op de hoek."
    assert qualcode("code", DOC, "werk", "--quote", words, "--as", "Bram").code == 0
    assert qualcode("done", DOC, "--as", "Bram").code == 0
    answer = qualcode("adjudicate", DOC, "--json")
    assert answer.code == 0
    return {one["kind"]: one for one in answer.json["disagreements"]}


def test_json_lists_what_is_open_with_each_side(listed: dict[str, dict[str, Any]]) -> None:
    assert set(listed) == {"boundaries", "codes", "missed"}
    one = listed["boundaries"]
    assert set(one) == {
        "id", "document", "kind", "codes", "start", "end", "turn", "quote", "sides",
    }  # fmt: skip
    assert [side["coder"] for side in one["sides"]] == ["Anna", "Bram"]
    assert set(one["sides"][0]["codings"][0]) == {"id", "code", "start", "end", "quote"}


def test_a_batch_is_settled_in_one_call(
    listed: dict[str, dict[str, Any]], qualcode: Program
) -> None:
    first, second = listed["codes"]["id"], listed["boundaries"]["id"]
    words = "--accept", "A", first[:8], "--accept", "both", second[:8], "--because", "samen gelezen"
    answer = qualcode("adjudicate", DOC, *words, "--as", "Karin", "--json")
    assert answer.code == 0
    assert answer.json["accepted"] == [first, second]
    assert {one["decision"] for one in answer.json["settled"]} == {"Anna", "both"}
    assert answer.json["documents"] == [
        {
            "document": DOC,
            "coders": ["Anna", "Bram"],
            "agreed": 0,
            "open": 1,
            "settled": 2,
            "left_out": 0,
        }
    ]
    found = qualcode("codings", "--layer", "consensus", "--doc", DOC, "--json").json["codings"]
    assert [coding["coder"] for coding in found].count("consensus") == 2


def test_it_is_told_in_words(listed: dict[str, dict[str, Any]], qualcode: Program) -> None:
    shown = qualcode("adjudicate", DOC).out
    one = listed["codes"]
    assert f"{one['id'][:8]}  other codes  {DOC} turn 4" in shown
    assert "Bram: –" in shown
    assert f"{DOC} (Anna, Bram): 0 the same, 3 open, 0 settled" in shown
    words = "--accept", "b", one["id"], "--span", f"{one['start']}:{one['start'] + 10}"
    answer = qualcode("adjudicate", DOC, *words, "--because", "kort", "--as", "Anna")
    assert f"settled: Bram {one['start']}:{one['start'] + 10}, by Anna on 20" in answer.out
    assert ", because kort" in answer.out
    assert f"{DOC} (Anna, Bram): 0 the same, 2 open, 1 settled" in answer.out
    assert "because kort" in qualcode("adjudicate", DOC).out
    shown = qualcode("adjudicate", "P01-W02").out
    assert shown == "P01-W02: only Anna has coded it, so there is nothing to settle\n"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("--accept A ffffffff --as Anna", 2, "no disagreement ffffffff"),
        ("--accept A", 2, "requires 2 arguments"),
        ("--accept A {id}", 2, "No coder is named"),
        ("--accept Wim {id} --as Anna", 2, "no side «Wim»"),
        ("--accept A {id} --span 9:3 --as Anna", 2, "not a span"),
        ("--accept none {id} --span 30:40 --as Anna", 2, "no coding is left"),
        ("--accept A {id} --as consensus", 2, "keeps it for itself"),
        ("--because zomaar --as Anna", 2, "Nothing is settled"),
        ("P99", 2, "There is no document «P99»"),
    ],
)
def test_what_cannot_be_is_refused(
    listed: dict[str, dict[str, Any]], qualcode: Program, line: str, code: int, words: str
) -> None:
    told = line.format(id=listed["boundaries"]["id"]).split()
    answer = qualcode("adjudicate", DOC, *told)
    assert (answer.code, answer.out) == (code, "")
    assert words in answer.error


def test_a_document_that_is_not_ready_is_exit_code_1(
    listed: dict[str, dict[str, Any]], qualcode: Program
) -> None:
    assert qualcode("assign", DOC, "--to", "Cor").code == 0
    answer = qualcode("adjudicate", DOC, "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "Cor isn't done with P01-W01" in answer.error
    assert qualcode("assign", "FG1", "--to", "Cor", "--blind").code == 0
    for who in ("Anna", "Cor"):
        answer = qualcode("adjudicate", "FG1", DOC, "--as", who)
        assert (answer.code, answer.out) == (1, "")
        assert "A blind round is open on FG1" in answer.error
    assert listed


def test_a_study_without_a_consensus_says_so(folder: Path, qualcode: Program) -> None:
    assert folder.is_dir()
    answer = qualcode("codings", "--layer", "consensus")
    assert answer.code == 1
    assert "There is no consensus yet" in answer.error


def test_a_notebook_does_the_same(listed: dict[str, dict[str, Any]], folder: Path) -> None:
    with api.open(folder / "small.qualcode", coder="Karin") as study:
        (one,) = [each for each in study.disagreements(DOC).disagreements if each.kind == "codes"]
        assert one.id == listed["codes"]["id"]
        found = study.adjudicate(DOC, accept=[("none", one.id)], because="geen van beide")
        assert found.settled[0].outcome == ()
        assert len(found.disagreements) == 2
