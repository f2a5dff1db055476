"""The whole journey of a second coder, step by step, each with its JSON."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Program

Ask = Callable[..., Any]
CODED = ("stigma", "zorg", "werkwens", "naasten")
SECRET = "Anna vindt dit het belangrijkste."


@pytest.fixture
def ask(qualcode: Program) -> Ask:
    """Runs a command with --json as somebody on some copy; answers what it printed."""

    def asked(who: str, *words: str, study: str = "study.qualcode", code: int = 0) -> Any:
        as_ = ("--as", who) if who else ()
        answer = qualcode("--study", study, *as_, "--json", *words)
        assert answer.code == code, answer
        return answer.json if answer.out else answer.error

    return asked


def transcript(n: int) -> str:
    return (
        f"I: Hoe gaat het met u, in gesprek {n}?\n"
        f"P: Ze keken weer raar naar mij, dat was keer {n}.\n"
        "I: Zei iemand er wat van?\n"
        f"P: Mijn begeleider belde met de dokter over dag {n}.\n"
        "I: En het werk?\n"
        f"P: Ik wil het liefst weer {n} dagen werken.\n"
        "I: En thuis?\n"
        f"P: Thuis zegt niemand wat, behalve op dag {n}.\n"
    )


@pytest.fixture
def drawn(elsewhere: Path, ask: Ask) -> list[str]:
    """Anna coded ten documents; Bram coded two of them blind, in a copy, which came back."""
    ask("", "init", "study.qualcode", "--template", "ips-cmd")
    for n in range(10):
        (elsewhere / f"t{n}.txt").write_text(transcript(n), encoding="utf-8")
        ask("", "import", f"t{n}.txt", "--case", f"P{n // 5 + 1:02}", "--wave", f"W{n % 5 + 1:02}")
    names = [each["name"] for each in ask("", "documents")["documents"]]
    assert len(names) == 10
    for name in names:
        for turn, code in zip((2, 4, 6, 8), CODED, strict=True):
            ask("Anna", "code", name, code, "--turn", str(turn))
        ask("Anna", "memo", "add", "--on", name, "--text", SECRET)
        ask("Anna", "done", name)

    given = ask("", "assign", "--sample", "20%", "--by", "case,wave,kind", "--seed", "4",
                "--to", "Bram", "--blind")  # fmt: skip
    drawn = [each["document"] for each in given["assignments"]]
    assert (given["drawn_from"], len(drawn)) == (10, 2)
    assert len({name[:3] for name in drawn}) == 2  # one of each case
    assert {(a["round"], a["blind"], a["state"]) for a in given["assignments"]} == {
        ("reliability", True, "todo")
    }

    assert ask("", "handout", "bram.copy", "--to", "Bram") == {
        "handout": "bram.copy",
        "to": "Bram",
        "blind": drawn,
    }
    bytes_ = (elsewhere / "bram.copy").read_bytes()
    for name in drawn:
        for one in ask("Anna", "codings", "--doc", name)["codings"]:
            assert one["id"].encode() not in bytes_
    shutil.move("bram.copy", "other.qualcode")

    mine = {"study": "other.qualcode"}
    status = ask("Bram", "status", **mine)
    assert [each["document"] for each in status["assignments"]] == drawn
    assert {c["document"] for c in ask("Bram", "codings", **mine)["codings"]} == set(names) - {
        *drawn
    }
    assert SECRET not in str(ask("Bram", "memo", "list", "--on", drawn[0], **mine))
    for name in drawn:
        ask("Bram", "code", name, "stigma", "--turn", "2", **mine)  # as Anna has it
        ask("Bram", "code", name, "zorg", "--quote", "Mijn begeleider belde", **mine)  # shorter
        ask("Bram", "code", name, "re-integratie", "--turn", "6", **mine)  # another code
    assert ask("Bram", "done", *drawn, **mine)["done"] == drawn
    assert "Not everybody" not in str(ask("Bram", "status", **mine))

    came = ask("", "merge", "other.qualcode")
    assert came["conflicts"] == []
    assert came["backup"]
    ask("", "merge", "study.qualcode", **mine)
    assert SECRET not in str(ask("Bram", "memo", "list", "--on", drawn[0], **mine))
    assert {c["coder"] for c in ask("Bram", "codings", "--doc", drawn[0], **mine)["codings"]} == {
        "Bram"
    }
    return drawn


def test_from_ten_coded_documents_to_the_final_matrix(ask: Ask, drawn: list[str]) -> None:
    mine = {"study": "other.qualcode"}
    assert ask("", "adjudicate", *drawn, code=1).startswith("error: ")
    assert ask("", "reveal", *drawn) == {"revealed": drawn, "forced": []}
    ask("", "merge", "study.qualcode", **mine)
    assert {c["coder"] for c in ask("Bram", "codings", "--doc", drawn[0], **mine)["codings"]} == {
        "Anna", "Bram"
    }  # fmt: skip

    found = ask("", "adjudicate", *drawn)
    assert [(d["document"], d["agreed"], d["open"]) for d in found["documents"]] == [
        (name, 1, 3) for name in drawn
    ]
    open_ = found["disagreements"]
    assert [each["kind"] for each in open_] == ["boundaries", "codes", "missed"] * 2
    there = ask("", "adjudicate", *drawn, **mine)["disagreements"]
    assert [each["id"] for each in there] == [each["id"] for each in open_]

    for each in open_:
        who, more = {
            "boundaries": ("Anna", ("--because", "De hele zin hoort erbij.")),
            "codes": ("both", ()),
            "missed": ("none", ()),
        }[each["kind"]]
        settled = ask("Anna", "adjudicate", each["document"], "--accept", who, each["id"], *more)
    assert settled["disagreements"] == []
    assert {each["decision"] for each in settled["settled"]} == {"Anna", "both", "none"}

    final = ask("", "codings", "--layer", "final", "--doc", drawn[0])["codings"]
    assert {(c["code"], c["coder"]) for c in final} == {
        ("stigma", "Anna"),
        ("zorg", "consensus"),
        ("werkwens", "consensus"),
        ("re-integratie", "consensus"),
    }
    cells = ask("", "matrix", "--layer", "final", "--cell", "count")["cells"]
    number = {(c["row"], c["column"]): c["value"] for c in cells}
    for case in ("P01", "P02"):
        assert number[case, "stigma"] == 5
        assert number[case, "re-integratie"] == 1
        assert number[case, "naasten"] == 4  # the one that Bram missed was taken out
    told = ask("", "agenda")
    assert len(told["decisions"]) == 2


def test_the_letters_a_and_b_stand_for_the_two_coders(elsewhere: Path, ask: Ask) -> None:
    ask("", "init", "study.qualcode", "--template", "ips-cmd")
    (elsewhere / "een.txt").write_text(transcript(1), encoding="utf-8")
    ask("", "import", "een.txt")
    for who, words in (("Zoë", "Ze keken weer raar"), ("Bram", "raar naar mij")):
        ask(who, "code", "een", "stigma", "--quote", words)
        ask(who, "done", "een")
    (one,) = ask("", "adjudicate", "een")["disagreements"]
    assert [side["coder"] for side in one["sides"]] == ["Bram", "Zoë"]
    ask("Zoë", "adjudicate", "een", "--accept", "B", one["id"][:8])
    (final,) = ask("", "codings", "--layer", "final")["codings"]
    assert final["quote"] == "Ze keken weer raar"
    ask("Zoë", "adjudicate", "een", "--accept", "A", one["id"][:8], "--span", "41:59")
    (final,) = ask("", "codings", "--layer", "final")["codings"]
    assert (final["start"], final["end"]) == (41, 59)
    ask("Zoë", "undo", "2")
    assert len(ask("", "adjudicate", "een")["disagreements"]) == 1
