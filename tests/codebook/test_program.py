"""The codebook's commands as a person types them."""

import builtins
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.conftest import Program

MORE = "codes:\n- code: werk\n  definition: Anders.\n- code: covid\n"


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A terminal on which somebody gives these answers; what they were asked comes in the list."""

    def answering(*answers: str) -> list[str]:
        asked: list[str] = []
        given: Iterator[str] = iter(answers)

        def answer(prompt: str = "") -> str:
            asked.append(prompt)
            return next(given)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(builtins, "input", answer)
        return asked

    return answering


def definition(qualcode: Program) -> str:
    codes = qualcode("codebook", "show", "--json").json["codes"]
    return str(next(code["definition"] for code in codes if code["code"] == "werk"))


def test_a_load_asks_on_a_terminal_and_takes_no_for_no(
    folder: Path, qualcode: Program, on_terminal: Callable[..., list[str]]
) -> None:
    (folder / "meer.yaml").write_text(MORE)
    asked = on_terminal("n", "ja")
    answer = qualcode("codebook", "load", "meer.yaml")
    assert "+ covid" in answer.out and "Nothing was loaded." in answer.out
    assert "2 documents that were done need another look" in answer.out
    assert definition(qualcode) == "Betaald werk."
    assert "Loaded." in qualcode("codebook", "load", "meer.yaml").out
    assert definition(qualcode) == "Anders."
    assert len(asked) == 2
    qualcode("codebook", "load", "meer.yaml")  # nothing changes, so nothing is asked
    assert len(asked) == 2


@pytest.mark.parametrize("option", ["--yes", "--json", "--quiet", "--dry-run"])
def test_a_load_does_not_ask_where_it_is_told(
    folder: Path, qualcode: Program, on_terminal: Callable[..., list[str]], option: str
) -> None:
    (folder / "meer.yaml").write_text(MORE)
    assert on_terminal() == []
    assert qualcode("codebook", "load", "meer.yaml", option).code == 0
    assert definition(qualcode) == ("Betaald werk." if option == "--dry-run" else "Anders.")


def test_a_review_puts_codings_where_they_belong(
    folder: Path, qualcode: Program, on_terminal: Callable[..., list[str]]
) -> None:
    assert folder.is_dir()
    qualcode("codebook", "split", "zelf", "--into", "schaamte,schuld")
    on_terminal("9", "1,2", "k")
    answer = qualcode("queue", "--review", "--as", "Anna")
    assert "«9» is none of these." in answer.out
    assert "1 recoded, 1 kept, 0 of yours in the queue" in answer.out
    assert qualcode("queue", "--json").json == {"queue": []}
    assert len(qualcode("codings", "--code", "schuld", "--json").json["codings"]) == 1


def test_recoding_by_the_ids_that_the_queue_tells(folder: Path, qualcode: Program) -> None:
    assert folder.is_dir()
    qualcode("codebook", "split", "zelf", "--into", "schaamte")
    first, second = (one["id"] for one in qualcode("queue", "zelf", "--json").json["queue"])
    assert qualcode("recode", first[:12], "--to", "schaamte", "--as", "Anna").code == 0
    assert "kept stigma/zelf" in qualcode("recode", second, "--keep", "--as", "Anna").out
    assert qualcode("codebook", "split", "zelf", "--json").json == {"queue": []}


REFUSED = [
    ("codebook add werk", 2, "There is a code werk already"),
    ("codebook add x --name zorg", 2, "doesn't say its language"),
    ("codebook edit werk", 2, "Nothing is given"),
    ("codebook edit werk --hotkey g", 2, "is stigma's"),
    ("codebook rename werkt x", 2, "Did you mean werk"),
    ("codebook move stigma --under zelf", 2, "Move stigma/zelf out of it first"),
    ("codebook split werk --into werk/", 2, "can't name a code|can't be split"),
    ("codebook split werk --into=", 2, "can't name a code"),
    ("codebook merge werk --into werk", 2, "is that code"),
    ("codebook remove werk", 1, "1 coding lies on werk"),
    ("codebook remove werk --codings x", 2, "Write keep, remove, or move:CODE"),
    ("codebook save small.qualcode", 2, "Use .yaml or .yml or .csv"),
    ("codebook save weg/x.yaml", 2, "There is no folder weg"),
    ("codebook load FG1.txt", 2, "FG1.txt"),
    ("codebook diff", 2, "one way"),
    ("codebook diff weg.yaml", 2, "weg.yaml can't be read"),
    ("codebook diff --since morgen", 2, "neither a day nor an event"),
    ("codebook log --code werkt", 2, "Did you mean werk"),
    ("codebook check --file weg.yaml", 2, "weg.yaml can't be read"),
    ("stale --layer Ana", 2, "Did you mean Anna"),
    ("queue werkt", 2, "Did you mean werk"),
    ("queue --review", 2, "needs a terminal"),
    ("queue --review --json", 2, "needs a terminal"),
    ("recode zz --keep", 2, "no coding zz"),
    ("recode 0 --keep", 2, "codings begin with 0"),
]


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize(("command", "code", "told"), REFUSED, ids=[c for c, *_ in REFUSED])
def test_what_cannot_be_is_one_line_and_nothing_changed(
    qualcode: Program, command: str, code: int, told: str
) -> None:
    answer = qualcode("--as", "Anna", *shlex.split(command))
    assert (answer.code, answer.out) == (code, ""), answer
    assert any(each in answer.error for each in told.split("|"))


def test_no_coder_is_needed_but_to_recode(folder: Path, qualcode: Program) -> None:
    assert folder.is_dir()
    assert qualcode("codebook", "split", "zelf", "--into", "schaamte").code == 0
    (first, *_) = qualcode("queue", "--json").json["queue"]
    answer = qualcode("recode", first["id"], "--keep")
    assert (answer.code, "No coder is named" in answer.error) == (2, True)


def test_a_real_process_never_asks(folder: Path, process: Callable[..., "object"]) -> None:
    (folder / "meer.yaml").write_text(MORE)
    done = process("codebook", "load", "meer.yaml")
    assert done.returncode == 0  # type: ignore[attr-defined]
    assert b"+ covid" in done.stdout  # type: ignore[attr-defined]
