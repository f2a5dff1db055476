"""docs/json.md names the keys that `--json` really prints, and no others."""

import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualcode.__main__ import run
from qualcode.codebook.stored import codebook
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

from .pages import CODE, ROOT, sections
from .shell import DEMO
from .test_commands import COMMANDS

PAGE = ROOT / "docs" / "json.md"

# The shapes that researchers' scripts rely on: these keys never go.
CONTRACT = {
    "documents": (
        "documents",
        ("name", "kind", "case", "wave", "sequence", "date", "title", "turns", "words", "state"),
    ),
    "codings": (
        "codings",
        (
            "id", "document", "case", "wave", "date", "kind", "code", "coder", "start", "end",
            "turn", "speaker", "role", "quote", "memo", "origin", "created_at",
        ),
    ),
    "matrix": ("cells", ("row", "column", "by", "state", "value")),
}  # fmt: skip
MATRIX = ("rows", "columns", "by", "cells")
STATES = {"value", "not_mentioned", "not_asked", "not_coded", "not_interviewed"}

NEW_CODES = "codes:\n- code: zorg\n  definition: anders\n- code: covid\n- code: nieuw\n"
RIVAL = "codes:\n- code: zorg\n  definition: nog anders\n"

CODINGS = "codings[]"

Paths = dict[str, set[str]]
Ask = Callable[..., Any]


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command with --json on a copy of the demonstration study."""
    shutil.move(folder / DEMO, folder / "study.qualcode")
    shutil.rmtree(folder / "transcripts")

    def asked(*words: str, code: int = 0, study: str = "study.qualcode") -> Any:
        capsys.readouterr()
        assert run(["--study", study, "--as", "C", "--json", *words]) == code
        return json.loads(capsys.readouterr().out)

    return asked


def documents(ask: Ask) -> Iterator[Any]:
    yield ask("documents")


def show(ask: Ask) -> Iterator[Any]:
    yield ask("show", "P01-W01")
    yield ask("show", "P01-W01", "--codings")


def codebook_show(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "show")


def codebook_load(ask: Ask) -> Iterator[Any]:
    Path("new.yaml").write_text(NEW_CODES, encoding="utf-8")
    yield ask("codebook", "load", "new.yaml")


def code(ask: Ask) -> Iterator[Any]:
    yield ask("code", "P02-W01", "covid", "zorg", "--turn", "4")


def uncode(ask: Ask) -> Iterator[Any]:
    made = ask("code", "P02-W01", "covid", "--turn", "4")
    yield ask("uncode", made["codings"][0]["id"])


def codings(ask: Ask) -> Iterator[Any]:
    yield ask("codings")


def done(ask: Ask) -> Iterator[Any]:
    yield ask("done", "FG1")


def undo(ask: Ask) -> Iterator[Any]:
    ask("code", "P02-W01", "covid", "--turn", "4")
    yield ask("undo")


def redo(ask: Ask) -> Iterator[Any]:
    ask("code", "P02-W01", "covid", "--turn", "4")
    ask("undo")
    yield ask("redo")


def log(ask: Ask) -> Iterator[Any]:
    yield ask("log")


def matrix(ask: Ask) -> Iterator[Any]:
    Path("extra.txt").write_text("I: Hoe gaat het?\nP: Goed hoor.\n", encoding="utf-8")
    yield ask("matrix")
    ask("import", "extra.txt", "--case", "P03")
    yield ask("matrix", "--by", "wave", "--cell", "count")


def import_(ask: Ask) -> Iterator[Any]:
    Path("new").mkdir()
    Path("new/a.txt").write_text("Datum: 1 mei\n\nI: Hoe gaat het?\nP: Goed.\n", encoding="utf-8")
    Path("new/b.txt").write_text("I: Hoe gaat het?\nP: Goed.\n", encoding="utf-8")
    Path("new/c.txt").write_text("", encoding="utf-8")
    Path("new/d.m4a").write_bytes(b"")
    about = ("--case", "P03", "--wave", "W02", "--date", "2020-07-01", "--title", "Derde")
    yield ask("import", "new", *about, code=1)


def export_appendix(ask: Ask) -> Iterator[Any]:
    yield ask("export", "appendix")


def handout(ask: Ask) -> Iterator[Any]:
    yield ask("handout", "for-b.copy", "--to", "B")


def merge(ask: Ask) -> Iterator[Any]:
    ask("handout", "for-b.copy", "--to", "B")
    Path("new.yaml").write_text(NEW_CODES, encoding="utf-8")
    Path("rival.yaml").write_text(RIVAL, encoding="utf-8")
    ask("codebook", "load", "new.yaml")
    ask("codebook", "load", "rival.yaml", study="for-b.copy")
    _move("study.qualcode", "zorg", "covid")
    _move("for-b.copy", "covid", "zorg")
    yield ask("merge", "for-b.copy", "--dry-run")
    yield ask("merge", "for-b.copy")


def _move(study: str, code: str, under: str) -> None:
    """Half of a ring, as somebody makes it who doesn't know of the other half."""
    with Study(Path(study)) as opened:
        book = codebook(opened)
        to = {"parent_id": book.find(under).id}
        write(opened, "codebook", [Patch("code", book.find(code).id, to)], label=f"{code} moved")


def info(ask: Ask) -> Iterator[Any]:
    list(merge(ask))  # leaves a conflict to be told
    yield ask("info")


def doctor(ask: Ask) -> Iterator[Any]:
    yield ask("doctor")
    db = sqlite3.connect("study.qualcode")
    db.execute("UPDATE coding SET memo = 'by hand'")
    db.commit()
    db.close()
    yield ask("doctor", code=1)


def backup(ask: Ask) -> Iterator[Any]:
    yield ask("backup")


def restore(ask: Ask) -> Iterator[Any]:
    ask("backup")
    yield ask("restore")


def init(ask: Ask) -> Iterator[Any]:
    yield ask("init", "new.copy", "--template", "ips-cmd")


def demo(ask: Ask) -> Iterator[Any]:
    yield ask("demo", "elsewhere", "--no-tui")


RUNS: dict[str, Callable[[Ask], Iterator[Any]]] = {
    run.__name__.strip("_").replace("_", " "): run
    for run in (
        demo, init, import_, documents, show, codebook_show, codebook_load, code, uncode, codings,
        done, undo, redo, log, matrix, export_appendix, handout, merge, info, doctor, backup,
        restore,
    )
}  # fmt: skip


def told() -> dict[str, Paths]:
    """Per command its documented keys, each with the types it can have."""
    found: dict[str, Paths] = {}
    for section in sections(PAGE):
        if section.heading.startswith("`qualcode "):
            name = section.heading.strip("`").removeprefix("qualcode ")
            rows = [(CODE.findall(cell)[0], types) for cell, types, _ in section.rows()]
            found[name] = {key: set(types.split(" or ")) for key, types in rows}
    for keys in found.values():
        if keys.get(CODINGS) == {"coding"}:  # stands for all that a coding has
            keys.update(found["codings"])
    return found


def walk(value: Any, path: str, free: dict[str, str], seen: Paths) -> None:
    """Adds the keys of `value` to `seen`: `a.b` within an object, `a[]` for what a list holds."""
    if isinstance(value, dict):
        if path.endswith("[]"):
            seen[path].add("object")
        for key, inner in value.items():
            name = free.get(path, key)
            walk(inner, f"{path}.{name}" if path else name, free, seen)
    elif isinstance(value, list):
        for inner in value:
            walk(inner, f"{path}[]", free, seen)
    else:
        seen[path].add(_type(value))


def _type(value: object) -> str:
    if isinstance(value, bool):
        return "true/false"
    if isinstance(value, (int, float)):
        return "number"
    return "null" if value is None else "text"


def test_every_command_has_its_shape() -> None:
    assert told().keys() == RUNS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", RUNS)
def test_keys_of(name: str, ask: Ask) -> None:
    documented = told()[name]
    free = dict(key.rsplit(".", 1) for key in documented if key.endswith("}"))
    seen: Paths = defaultdict(set)
    for document in RUNS[name](ask):
        walk(document, "", free, seen)
    assert seen.keys() == documented.keys()
    for key, types in seen.items():
        assert types <= documented[key] or documented[key] == {"any"}, key


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_of(name: str, ask: Ask) -> None:
    rows, keys = CONTRACT[name]
    (*_, document) = RUNS[name](ask)
    for row in document[rows]:
        assert [key for key in row if key in keys] == list(keys)
        assert set(row) - set(keys) <= {"about", "reason"}
    assert document[rows]


def test_contract_of_the_matrix(ask: Ask) -> None:
    (*_, document) = RUNS["matrix"](ask)
    assert [key for key in document if key in MATRIX] == list(MATRIX)
    assert {cell["state"] for cell in document["cells"]} <= STATES
    told_states = next(s for s in sections(PAGE) if s.heading == "`qualcode matrix`").text
    assert all(f"`{state}`" in told_states for state in STATES)
