"""docs/json.md names the keys that `--json` really prints, and no others."""

import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

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
WHOLE = "any"  # for a value of which the keys aren't told

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
    ask("codebook", "split", "zelfstigma", "--into", "schaamte")
    yield ask("codebook", "show")


def codebook_load(ask: Ask) -> Iterator[Any]:
    Path("new.yaml").write_text(NEW_CODES, encoding="utf-8")
    yield ask("codebook", "load", "new.yaml")
    Path("new.csv").write_text("code,who\nnieuw,Anna\n", encoding="utf-8")
    yield ask("codebook", "load", "new.csv")


def codebook_save(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "save", "new.yaml")
    yield ask("codebook", "save", "new.yaml")


def codebook_check(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "check")
    Path("new.yaml").write_text(NEW_CODES, encoding="utf-8")
    yield ask("codebook", "check", "--file", "new.yaml", code=1)


def codebook_add(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "add", "zorg/nazorg", "--name", "nl=Nazorg")


def codebook_edit(ask: Ask) -> Iterator[Any]:
    words = ("--definition", "Anders.", "--name", "de=Pflege", "--keyword", "arts", "--hotkey", "")
    yield ask("codebook", "edit", "zorg", *words)


def codebook_rename(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "rename", "zorg", "behandeling")


def codebook_move(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "move", "covid", "--under", "zorg")


def codebook_split(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "split", "zelfstigma", "--into", "schaamte")
    yield ask("codebook", "split", "zelfstigma")


def codebook_merge(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "merge", "covid", "--into", "zorg")


def codebook_remove(ask: Ask) -> Iterator[Any]:
    yield ask("codebook", "remove", "covid", "--codings", "move:zorg")


def codebook_log(ask: Ask) -> Iterator[Any]:
    list(codebook_edit(ask))
    yield ask("codebook", "log")


def codebook_diff(ask: Ask) -> Iterator[Any]:
    Path("new.yaml").write_text(NEW_CODES, encoding="utf-8")
    yield ask("codebook", "diff", "new.yaml")


def stale(ask: Ask) -> Iterator[Any]:
    ask("codebook", "split", "zelfstigma", "--into", "schaamte")
    yield ask("stale")


def queue(ask: Ask) -> Iterator[Any]:
    ask("codebook", "split", "zelfstigma", "--into", "schaamte")
    yield ask("queue")


def recode(ask: Ask) -> Iterator[Any]:
    ask("code", "P02-W01", "zelfstigma", "--turn", "4")
    ask("codebook", "split", "zelfstigma", "--into", "schaamte")
    mine = [one["id"] for one in ask("queue")["queue"] if one["coder"] == "C"]
    yield ask("recode", *mine, "--to", "schaamte,zelfstigma")
    (made,) = ask("code", "P02-W01", "covid", "--turn", "4")["codings"]
    ask("--as", "A", "quote", made["id"])
    yield ask("recode", made["id"], "--to", "schaamte")


def code(ask: Ask) -> Iterator[Any]:
    yield ask("code", "P02-W01", "covid", "zorg", "--turn", "4")


def revise(ask: Ask) -> Iterator[Any]:
    made = ask("code", "P02-W01", "covid", "--turn", "4")
    yield ask("revise", made["codings"][0]["id"], "--turn", "2", "--about", "2019")


def uncode(ask: Ask) -> Iterator[Any]:
    made = ask("code", "P02-W01", "covid", "--turn", "4")
    yield ask("uncode", made["codings"][0]["id"])


def search(ask: Ask) -> Iterator[Any]:
    ask("memo", "add", "--on", "P01", "--text", "Veel over werk.")
    yield ask("search", "werk")
    yield ask("search", "wekr", "--fuzzy")
    yield ask("search", "werk", "--in", "codings")
    yield ask("search", "werk", "--in", "memos")


def codings(ask: Ask) -> Iterator[Any]:
    yield ask("codings")


def assign(ask: Ask) -> Iterator[Any]:
    ask("--as", "D", "code", "P02-W01", "covid", "--turn", "4")
    yield ask("assign", "P02-W01", "FG1", "--to", "D")
    yield ask("assign", "FG1", "--to", "D", "--take-back")
    yield ask("assign", "FG1", "--to", "D", "--blind", "--round", "reliability-2")
    yield ask("assign", "P02-W01", "--to", "D")
    yield ask("assign", "--sample", "1", "--to", "D", "--blind")


def assignments(ask: Ask) -> Iterator[Any]:
    list(assign(ask))
    yield ask("assignments")


def reveal(ask: Ask) -> Iterator[Any]:
    ask("assign", "FG1", "--to", "C", "--blind")
    yield ask("reveal", "FG1", "--force")


def adjudicate(ask: Ask) -> Iterator[Any]:
    found = ask("adjudicate", "P01-W02")
    yield found
    first = found["disagreements"][0]["id"]
    yield ask("adjudicate", "P01-W02", "--accept", "A", first, "--because", "Scherper.")
    ask("code", "P01-W01", "covid", "--turn", "4")  # nobody says that this is all
    yield ask("adjudicate")


def flag(ask: Ask) -> Iterator[Any]:
    yield ask("flag", "P01-W01", "--turn", "2", "--text", "Rustig begin?")
    yield ask("flag", "code:zorg", "--text", "Hoort de huisarts erbij?")
    yield ask("flag")


def agenda(ask: Ask) -> Iterator[Any]:
    list(adjudicate(ask))
    list(flag(ask))
    list(memo_add(ask))
    ask("memo", "add", "--on", "P01", "--kind", "decision", "--text", "Zo doen we het.")
    ask("codebook", "split", "zelfstigma", "--into", "schaamte")
    ask("assign", "P02-W01", "--to", "C")
    ask("assign", "FG1", "--to", "C", "--round", "training")
    ask("code", "FG1", "covid", "--turn", "2")
    ask("assign", "P02-W01", "--to", "D", "--blind")
    ask("reveal", "P02-W01", "--force")
    yield ask("agenda")


def export_agenda(ask: Ask) -> Iterator[Any]:
    yield ask("export", "agenda")


def done(ask: Ask) -> Iterator[Any]:
    ask("code", "P02-W01", "zelfstigma", "--turn", "4")
    ask("codebook", "split", "zelfstigma", "--into", "schaamte")
    yield ask("done", "FG1", "P02-W01")
    ask("assign", "P01-W01", "--to", "C", "--blind")
    ask("done", "P01-W01")
    ask("reveal", "P01-W01")
    ask("code", "P01-W01", "covid", "--turn", "2")
    yield ask("done", "P01-W01")


def import_codings(ask: Ask) -> Iterator[Any]:
    Path("c.csv").write_text(
        "document,code,coder,quote\n"
        "P02-W01,werkwens,Karin,En geen kantine met viertig man dat kan ik je nou al\n"
        "P02-W01,werkwnes,Karin,Vroeger wel.\n",
        encoding="utf-8",
    )
    yield ask("import-codings", "c.csv", code=1)


def memo_add(ask: Ask) -> Iterator[Any]:
    yield ask("memo", "add", "--on", "P01-W01", "--turn", "2", "--text", "Rustig begin.")
    yield ask("memo", "add", "--text", "Nu alles nog eens lezen.", "--kind", "todo")
    coding = ask("code", "P01-W01", "covid", "--turn", "3")["codings"][0]["id"]
    made = ask("memo", "add", "--on", coding, "--text", "Of toch niet?")
    ask("uncode", coding)
    yield made
    yield ask("memo", "list")


def memo_list(ask: Ask) -> Iterator[Any]:
    yield from memo_add(ask)


def memo_edit(ask: Ask) -> Iterator[Any]:
    *_, listed = memo_add(ask)
    for memo in _own(listed):
        yield ask("memo", "edit", memo["id"], "--text", "Anders.")


def memo_done(ask: Ask) -> Iterator[Any]:
    *_, listed = memo_add(ask)
    for memo in _own(listed):
        if memo["kind"] == "todo":
            yield ask("memo", "done", memo["id"])


def memo_remove(ask: Ask) -> Iterator[Any]:
    *_, listed = memo_add(ask)
    for memo in _own(listed):
        yield ask("memo", "remove", memo["id"])


def _own(listed: Any) -> list[Any]:
    return [memo for memo in listed["memos"] if memo["coder"] == "C"]


def summary(ask: Ask) -> Iterator[Any]:
    yield ask("summary", "P01", "--text", "Wil graag weer werken.")
    yield ask("summary", "P01", "covid", "--wave", "W01", "--text", "Een klap.")
    yield ask("summary", "P01", "covid", "--text", "Nooit meer genoemd.")


def summaries(ask: Ask) -> Iterator[Any]:
    list(summary(ask))
    yield ask("summaries")


def quote(ask: Ask) -> Iterator[Any]:
    coding = ask("codings", "--code", "uwv", "--coder", "A")["codings"][0]["id"]
    yield ask("quote", coding, "--star", "--edited", "(…) na tien minuten weer op straat.")
    yield ask("quote", coding, "--translation", "en=back on the street after ten minutes")


def quotes(ask: Ask) -> Iterator[Any]:
    list(quote(ask))
    yield ask("quotes")


def read(ask: Ask) -> Iterator[Any]:
    list(summary(ask))
    Path("loose.txt").write_text("I: Hoe gaat het?\nP01: Goed, corona is weg.\n", encoding="utf-8")
    ask("import", "loose.txt", "--case", "P01")
    ask("code", "loose", "covid", "--turn", "2")
    ask("speakers", "FG1", "--case", "Wouter=P01")
    yield ask("read", "P01")
    yield ask("read", "P01", "--code", "covid")


def status(ask: Ask) -> Iterator[Any]:
    yield ask("status")
    list(merge(ask))  # leaves a conflict to be told
    list(memo_add(ask))
    ask("code", "P02-W01", "covid", "--turn", "4")
    Path("loose.txt").write_text("I: Hoe gaat het?\nP: Goed.\n", encoding="utf-8")
    ask("import", "loose.txt")
    ask("done", "FG1")
    ask("assign", "P02-W01", "--to", "C", "--round", "training")
    yield ask("status")


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
    ask("summary", "P01", "zorg", "--text", "Helpt.")
    yield ask("matrix", "--cell", "quotes")
    yield ask("matrix", "--cell", "summary")
    yield ask("matrix", "--by", "wave", "--cell", "count")


def import_summaries(ask: Ask) -> Iterator[Any]:
    ask("matrix", "--editable", "--by", "wave", "--out", "form.xlsx")
    ask("summary", "P01", "stigma", "--wave", "W01", "--text", "Intussen.")
    book = load_workbook("form.xlsx")
    sheet = book["W01"]
    sheet["C2"], sheet["D2"], sheet["A40"], sheet["C40"] = "Anders.", "Nieuw.", "P99", "Wie?"
    book.save("form.xlsx")
    yield ask("import-summaries", "form.xlsx", code=1)


def export_matrix(ask: Ask) -> Iterator[Any]:
    yield ask("export", "matrix")


def export_codings(ask: Ask) -> Iterator[Any]:
    yield ask("export", "codings")


def export_quotes(ask: Ask) -> Iterator[Any]:
    yield ask("export", "quotes")


def export_codebook(ask: Ask) -> Iterator[Any]:
    yield ask("export", "codebook")


def import_(ask: Ask) -> Iterator[Any]:
    Path("new").mkdir()
    Path("new/a.txt").write_text("Datum: 1 mei\n\nI: Hoe gaat het?\nP: Goed.\n", encoding="utf-8")
    Path("new/b.txt").write_text("I: Hoe gaat het?\nP: Goed.\n", encoding="utf-8")
    Path("new/c.txt").write_text("", encoding="utf-8")
    Path("new/d.m4a").write_bytes(b"")
    about = ("--case", "P06", "--wave", "W11", "--date", "2020-07-01", "--title", "Derde")
    yield ask("import", "new", *about, code=1)
    sheet = "file,case,wave,reason\nnew/b.txt,P06,,\n,P06,W13,ziek\n"
    Path("manifest.csv").write_text(sheet, encoding="utf-8")
    _plan(ask)
    Path("new/e.txt").write_text("I: En nu?\nP: Beter.\n", encoding="utf-8")
    yield ask("import", "--manifest", "manifest.csv")
    yield ask("import", "new/e.txt", "--case", "P06", "--date", "2020-09-01")
    yield ask("import", "new/a.txt", "new/e.txt", "--interviewer", "Joost")


def _plan(ask: Ask) -> None:
    """Waves by the month, and a case that began."""
    Path("waves.csv").write_text("wave,month,topics\nW01,0,zorg\nW02,1,\nW12,26,\n")
    Path("cases.csv").write_text("case,ips_start\nP06,2020-05-04\nP07,\n")
    ask("waves", "--import", "waves.csv")
    ask("cases", "--import", "cases.csv")


def describe(ask: Ask) -> Iterator[Any]:
    _plan(ask)
    yield ask("describe", "P02-W01", "--wave", "W11", "--title", "Tweede")
    yield ask("describe", "P02-W01", "--case", "P01", "--date", "2030-01-01", "--wave", "-")
    yield ask("describe", "P02-W01", "--case", "P01", "--title", "-")
    yield ask("describe", "P02-W01", "--wave", "W01", "--date", "2030-01-01")
    yield ask("describe", "P02-W01", "--case", "-", "--date", "-")


def speakers(ask: Ask) -> Iterator[Any]:
    Path("notes.txt").write_text("Een dag in het bos.\n", encoding="utf-8")
    ask("import", "notes.txt", "--kind", "notes")
    yield ask("speakers")
    yield ask("speakers", "P01-W01", "--case", "P01=P01")


def cases(ask: Ask) -> Iterator[Any]:
    yield ask("cases")
    _plan(ask)
    ask("describe", "P01-W01", "--wave", "-")  # so that W01 can't come any more
    Path("cases.csv").write_text("case,ips_start\nP01,2020-05-01\nP09,\n")
    yield ask("cases", "--import", "cases.csv")


def waves(ask: Ask) -> Iterator[Any]:
    yield ask("waves")
    _plan(ask)
    Path("waves.csv").write_text("wave,month,window\nW02,3,2:5\nW13,30,\n")
    yield ask("waves", "--import", "waves.csv")


def missed(ask: Ask) -> Iterator[Any]:
    yield ask("missed", "P01", "W07", "--because", "ziek")
    yield ask("missed", "P01", "W07", "--held")


def periods(ask: Ask) -> Iterator[Any]:
    sheet = "periods:\n- name: a\n  to: 2020-02\n- name: b\n  from: 2020-04\n"
    Path("mine.yaml").write_text(sheet, encoding="utf-8")
    yield ask("periods", "mine.yaml")
    yield ask("periods")


def coders(ask: Ask) -> Iterator[Any]:
    yield ask("coders")


def export_appendix(ask: Ask) -> Iterator[Any]:
    yield ask("export", "appendix")


def handout(ask: Ask) -> Iterator[Any]:
    yield ask("handout", "for-b.copy", "--to", "B")
    ask("assign", "FG1", "--to", "D", "--blind")
    yield ask("handout", "for-d.copy", "--to", "D")


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


NAMES = {name.replace("-", "_").replace(" ", "_"): name for name in COMMANDS}
RUNS: dict[str, Callable[[Ask], Iterator[Any]]] = {
    NAMES[run.__name__.strip("_")]: run
    for run in (
        demo, init, import_, documents, show, codebook_show, codebook_load,
        codebook_save, codebook_check, codebook_add, codebook_edit, codebook_rename, codebook_move,
        codebook_split, codebook_merge, codebook_remove, codebook_log, codebook_diff, stale, queue,
        recode, code, revise, uncode, codings, search, assign, assignments, done, reveal,
        adjudicate, flag, agenda, export_agenda, undo, redo, log, matrix, export_appendix,
        handout, merge, info, doctor, backup, restore, import_codings,
        memo_add, memo_list, memo_edit, memo_done, memo_remove, summary,
        summaries, quote, quotes, read, status, import_summaries, export_matrix, export_codings,
        export_quotes, export_codebook, describe, speakers, cases, waves, missed, periods, coders,
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
    for keys in found.values():
        _spell_out(keys, found)
    return found


# A type that stands for all the keys of a thing: the command and the list that tell of these.
NOUNS = {
    "coding": ("codings", "codings[]"),
    "memo": ("memo list", "memos[]"),
    "summary": ("summaries", "summaries[]"),
    "quote": ("quotes", "quotes[]"),
    "interview": ("read", "waves[].interviews[]"),
    "conflict": ("info", "conflicts[]"),
    "assignment": ("assignments", "assignments[]"),
    "disagreement": ("adjudicate", "disagreements[]"),
    "flag": ("flag", "flags[]"),
}


def _spell_out(keys: Paths, found: dict[str, Paths]) -> None:
    """Puts the keys of a thing in the place of its name."""
    while nouns := {key: noun for key, types in keys.items() for noun in types if noun in NOUNS}:
        for key, noun in nouns.items():
            command, base = NOUNS[noun]
            keys[key] = {"object"}
            if found[command] is not keys:
                _spell_out(found[command], found)
            for name, types in list(found[command].items()):
                if name.startswith(f"{base}."):
                    keys.setdefault(key + name.removeprefix(base), set(types))


def walk(value: Any, path: str, free: dict[str, str], seen: Paths) -> None:
    """Adds the keys of `value` to `seen`: `a.b` within an object, `a[]` for what a list holds."""
    if free.get(path) == WHOLE:
        seen[path].add("any")
    elif isinstance(value, dict):
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
    free |= {key: WHOLE for key, types in documented.items() if types == {"any"}}
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
