"""Blind means blind: no command tells a blind coder anything of what others did meanwhile.

Every command runs on the study that was handed out and on the one in which others went on,
with every option, as Bram who codes blind and as nobody, and must answer the same. New
commands and options come under this by themselves; where `VALUES` doesn't know what to give
them, a test says so.
"""

import inspect
import io
import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from qualcode import api
from qualcode.cli.commands import TABLE, load
from qualcode.cli.session import _plain
from qualcode.errors import QualcodeError
from qualcode.study.file import Study

from .conftest import Program
from .two_studies import BLIND, CASE, SAID, SECRET, Two, make

# What to give a parameter of this name: one value after the other, the first where it must be.
# One that takes several words has them on lines.
VALUES: dict[str, list[str]] = {
    "accept": ["Bram\n{coding}", "none\n{coding}"],
    "about": ["2019"],
    "after": ["werk"],
    "because": ["moved"],
    "before": ["zorg"],
    "by": ["wave", "role"],
    "case": [CASE, "P02"],
    "cell": ["presence", "count", "coders", "words", "share", "quotes", "summary"],
    "code": ["stigma", "zelf", "zorg/integratie"],
    "coder": ["Bram", "Anna", "Dirk"],
    "codes": ["stigma"],
    "coding": ["{coding}"],
    "codings": ["keep", "remove", "move:zorg"],
    "colour": ["#00ff00"],
    "columns": ["code", "wave"],
    "date": ["2020-05-05"],
    "definition": ["Een ander woord."],
    "depth": ["1"],
    "doc": [*BLIND, "P02-W01"],
    "document": [*BLIND, "P01-W02"],
    "documents": [BLIND[0], "P02-W01"],
    "drop_example": ["Iets."],
    "drop_keyword": ["iets"],
    "edited": ["[…] Ik schaamde me kapot."],
    "example": ["Iets anders."],
    "file": ["new.file"],
    "flag": ["{flag}"],
    "hotkey": ["x"],
    "ids": ["{coding}"],
    "interviewer": ["I"],
    "into": ["zorg"],
    "keyword": ["woord"],
    "kind": ["interview", "todo"],
    "language": ["en"],
    "last": ["1", "5"],
    "layer": ["final", "consensus", "Bram", "Anna"],
    "limit": ["1"],
    "manifest": ["none.csv"],
    "memo": ["{memo}"],
    "name": ["nl=Naam"],
    "new": ["anders"],
    "not_when": ["Nooit."],
    "on": [f"document:{BLIND[0]}", f"case:{CASE}", "memo:{memo}", "coding:{coding}", "code:werk"],
    "other": ["chris.qualcode"],
    "out": ["out.md", "out.csv"],
    "part": ["1:6"],
    "path": ["nieuw"],
    "paths": ["new.txt"],
    "pattern": ["{{case}}-{{wave}}"],
    "periods": ["phases"],
    "quote": [SAID],
    "role": ["participant"],
    "round_": ["training", "reliability", "stability"],
    "rows": ["case", "document", "wave", "speaker", "role"],
    "sample_": ["50%"],
    "seed": ["2"],
    "settle": ["{flag}"],
    "since": ["2020-01-01"],
    "source": ["none.csv"],
    "span": ["0:4"],
    "speaker": ["P01"],
    "speaker_pattern": ["(.+?):"],
    "template": ["none.docx"],
    "text": ["bakker", SECRET],
    "thing": [f"document:{BLIND[0]}", "code:werk"],
    "times": ["1", "9"],
    "title": ["Titel"],
    "to": ["Chris"],
    "translation": ["en=Words"],
    "turn": ["4"],
    "under": ["zorg"],
    "use_when": ["Altijd."],
    "wave": ["W01"],
    "where": [f"case = {CASE}", "coder = Anna"],
    "which": ["none"],
    "within": ["transcripts", "codings", "memos"],
    "words": [SAID],
}
# The same where a name means something else in one command.
THERE: dict[tuple[str, str], list[str]] = {
    ("codebook add", "name"): ["nl=Naam"],
    ("codebook check", "file"): ["codes.yaml"],
    ("codebook diff", "file"): ["codes.yaml"],
    ("codebook load", "file"): ["codes.yaml"],
    ("code", "memo"): ["Waarom."],
    ("done", "documents"): [BLIND[0]],
    ("import-codings", "file"): ["codings.csv"],
    ("import-summaries", "file"): ["form.xlsx"],
    ("matrix", "out"): ["out.xlsx", "out.html", "out.csv"],
    ("periods", "source"): ["phases"],
    ("recode", "to"): ["werk"],
    ("revise", "memo"): ["Anders."],
    ("speakers", "role"): ["I=interviewer"],
    ("speakers", "case"): [f"P01={CASE}"],
    ("undo", "times"): ["1", "9"],
    ("waves", "source"): ["none.csv"],
}
# What else to say, or a command would only complain that it is missing.
ALONG: dict[str, list[str]] = {
    "assign": [BLIND[0]],
    "code": ["--turn", "6"],
    "codebook edit": ["--definition", "Anders."],
    "codebook move": ["--top"],
    "codebook split": ["--into", "publiek,privé"],
    "flag": ["--text", "Van Bram, later."],
    "import": ["new.txt"],
    "memo add": ["--text", "Van Bram, later."],
    "memo edit": ["--text", "Van Bram, anders."],
    "quote": ["--star"],
    "recode": ["--keep"],
    "revise": ["--turn", "6"],
}
APART = {  # not looked at, because
    "demo": "it makes a study of its own",
    "init": "it makes a study of its own",
    "reveal": "it ends the blindness, and looks at whether everybody is done",
}
BEGIN = 3_000_000_000_000  # of what the commands do, in the time of the study
SHOWN = 12  # of the leaks that are found
EXCUSED = {  # where nobody in particular is told more, because
    "codebook remove": "work that is hidden must not lose its code unseen: it says yes or no",
}
VIEWERS = ("Bram", None)
FILES = {
    "codes.yaml": "codes:\n- code: werk\n  definition: Anders.\n- code: vers\n",
    "codings.csv": (
        "document,code,coder,quote\n"
        f"{BLIND[0]},werk,Bram,{SAID}\n{BLIND[0]},werk,Anna,{SAID}\nP02-W01,werk,Bram,Een jaar.\n"
    ),
    "new.txt": "I: Hoe gaat het?\nP01: Goed.\n",
}


@dataclass(frozen=True)
class Given:
    """What one run gave: exit code, output, files."""

    code: int
    out: str
    err: str
    files: Mapping[str, bytes]
    after: str = ""


@dataclass(frozen=True)
class Line:
    """A command line without whose it is; a plain one has no option that could be left out."""

    words: tuple[str, ...]
    is_plain: bool = False

    def is_detail(self, path: str) -> bool:
        """Whether it is too little to ask it as nobody too: what a code can be said to be."""
        return path.startswith("codebook ") and not self.is_plain

    def __str__(self) -> str:
        return " ".join(self.words)


# What there is to run


def leaves(name: str) -> Iterator[tuple[str, Any]]:
    """The commands under one of the table, by what a person types."""

    def under(path: str, command: Any) -> Iterator[tuple[str, Any]]:
        below = getattr(command, "commands", {})
        for word, each in below.items():
            yield from under(f"{path} {word}", each)
        if not below or command.invoke_without_command:
            yield path, command

    return under(name, load(name))


def values(path: str, name: str) -> list[str]:
    found = THERE.get((path, name)) or VALUES.get(name)
    assert found, (
        f"`{path}` has a parameter {name!r} that this test knows no value for. Add some to"
        " VALUES in tests/cli/test_blind.py (THERE where it means something else here): such as"
        f" make it tell what it can of {BLIND[0]}, which Bram codes blind."
    )
    return found


def lines(path: str, command: Any) -> Iterator[Line]:
    """The command as it is, and with each of its options, alone and with what goes along."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    needed = [
        word
        for p in (*arguments, *options)
        if p.required
        for word in ([p.opts[0]] if p in options else []) + [values(path, p.name)[0]]
    ]
    along = ALONG.get(path, [])
    yield (bare := Line((*path.split(), *needed), is_plain=True))
    yield Line((*bare.words, "--json"))
    if along:
        yield Line((*bare.words, *along), is_plain=True)
    for argument in arguments:
        for value in values(path, argument.name)[argument.required :]:
            if argument.required:
                words = [
                    value if word == values(path, argument.name)[0] else word for word in needed
                ]
                yield Line((*path.split(), *words, *along))
            else:
                yield Line((*bare.words, value))
    for option in options:
        if option.is_flag:
            yield Line((*bare.words, *_unless(along, option), option.opts[0]))
            continue
        for value in values(path, option.name):
            yield Line((*bare.words, *_unless(along, option), option.opts[0], *value.split("\n")))


def _unless(along: list[str], option: Any) -> list[str]:
    """What goes along, but where the option itself is among it."""
    return [] if option.opts[0] in along else along


# Running it


@pytest.fixture(scope="session")
def two(memory: Path, files: Path) -> Two:
    folder = memory / "two"
    folder.mkdir()
    return make(folder, files)


@pytest.fixture
def place(elsewhere: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where runs happen: always the same folder, clock and ids, and nobody at the keyboard."""
    assert elsewhere.is_dir()
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    folder = memory / "blind"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    return folder


def fresh(place: Path, study: Path, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder with a copy of the study, files to bring in, a clock and ids anew."""
    for path in place.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copy(study, place / "small.qualcode")
    shutil.copy(two.chris, place / "chris.qualcode")
    shutil.copy(two.handed.with_name("form.xlsx"), place)
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    ticks, numbers = count(BEGIN, 1000), count(1)
    chance = {
        "clock": lambda: next(ticks),
        "fresh_id": lambda: f"{next(numbers):08x}-2222-4000-8000-000000000000",
    }
    for name, drawn in chance.items():
        monkeypatch.setitem(Study.__init__.__kwdefaults__, name, drawn)


STAMP = re.compile(r"\d{8}T\d{6}\.\d{6}")


def written(place: Path) -> dict[str, bytes]:
    """The files there now; of studies and backups only that they are there."""
    found = {}
    for path in sorted(place.rglob("*")):
        if path.is_file() and not path.name.endswith(("-wal", "-shm")):
            content = path.read_bytes()
            name = STAMP.sub("(now)", str(path.relative_to(place)))
            found[name] = b"" if content.startswith(b"SQLite format") else content
    return found


def stands(path: Path, viewer: str | None) -> str:
    """What a study tells somebody after a command has changed it; "" where none has."""
    with closing(sqlite3.connect(path)) as db:
        (last,) = db.execute("SELECT max(hlc) FROM event").fetchone()
    if last < BEGIN:
        return ""
    with api.open(path, viewer) as book:
        told = [
            book.log(), book.codings(), book.memos(), book.flags(settled=True), book.summaries(),
            book.quotes(), book.assignments(), book.codebook(), book.status(), book.coders(),
            book.documents(),
        ]  # fmt: skip
        return plain(told)


def plain(value: object) -> str:
    return json.dumps(value, default=_told, ensure_ascii=False, indent=0)


def _told(value: object) -> Any:
    if isinstance(value, api.Rows):
        return list(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    return _plain(value)


def differences(one: Given, other: Given) -> list[str]:
    """What differs, in words that show where to look."""
    found = []
    for name in ("code", "out", "err", "after"):
        a, b = getattr(one, name), getattr(other, name)
        if a != b:
            found.append(f"{name}:\n  handed out: {_around(a, b)}\n  worked on:  {_around(b, a)}")
    for name in sorted(one.files.keys() | other.files.keys()):
        a, b = one.files.get(name), other.files.get(name)
        if a != b:
            found.append(f"file {name}:\n  {_around(a, b)}\n  {_around(b, a)}")
    return found


def _around(one: object, other: object) -> str:
    a, b = str(one), str(other)
    at = next((n for n, pair in enumerate(zip(a, b, strict=False)) if len(set(pair)) > 1), 0)
    return f"…{a[max(0, at - 120) : at + 120]!r}…"


COMMANDS = [name for name in TABLE if name not in APART]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_tells_a_blind_coder_nothing(
    name: str, two: Two, place: Path, qualcode: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaks = []
    for path, command in leaves(name):
        for line in lines(path, command):
            for viewer in VIEWERS[: 1 if path in EXCUSED or line.is_detail(path) else 2]:
                # The codebook holds still for Bram; to nobody in particular it is everybody's.
                given = []
                for study in (two.handed, two.recoded if viewer else two.worked):
                    fresh(place, study, two, monkeypatch)
                    words = [word.format(**two.ids) for word in line.words]
                    who = ["--as", viewer] if viewer else []
                    study_there = ["--study", "small.qualcode"]
                    answer = qualcode(*words, *study_there, *who)
                    shown = [STAMP.sub("(now)", text) for text in (answer.out, answer.err)]
                    assert answer.code != 3, f"{line}: {answer.err}"
                    looks = line.is_plain or os.environ.get("HYPOTHESIS_PROFILE")
                    after = stands(place / "small.qualcode", viewer) if looks else ""
                    given.append(Given(answer.code, *shown, written(place), after))
                leaks += [f"{line}, as {viewer}: {told}" for told in differences(*given)]
                leaks += _secrets(f"{line}, as {viewer}", given[1])
    assert not leaks, "\n".join(leaks[:SHOWN])


def _secrets(line: str, given: Given) -> Iterable[str]:
    """Words of the others that come out, but where they were typed in."""
    if SECRET in line:
        return
    for name in ("out", "err", "after"):
        if SECRET in getattr(given, name):
            yield f"{line}: a secret in {name}: {_around(getattr(given, name), SECRET)}"
    for name, text in given.files.items():
        if SECRET.encode() in text:
            yield f"{line}: a secret in the file {name}"


def test_what_is_not_looked_at_is_a_command() -> None:
    paths = {path for name in TABLE for path, _ in leaves(name)}
    assert APART.keys() | EXCUSED.keys() | ALONG.keys() <= paths
    assert {path for path, _ in THERE} <= paths


def test_there_is_something_to_hide_and_others_see_it(two: Two) -> None:
    before, now = (_all_that(path, "Anna") for path in (two.handed, two.recoded))
    assert SECRET not in before
    told = [word for word in ("Anna before", "Anna after", "Dirk after") if word in now]
    assert told == ["Anna before", "Anna after", "Dirk after"]


def _all_that(path: Path, viewer: str) -> str:
    with api.open(path, viewer) as book:
        return plain([book.codings(), book.memos(), book.flags(), book.summaries(), book.quotes()])


# The same from a notebook

# What to give an argument of this name, where it isn't what a command takes.
ARGUMENTS: dict[str, list[Any]] = {
    "answer": ["Van Bram."],
    "cases": [["P01=P01"]],
    "id": ["{coding}"],
    "language": ["en", None],
    "last": [1],
    "limit": [1],
    "manner": ["words", "fuzzy", "lemma", "regex"],
    "name": ["werk"],
    "names": ["werk"],
    "roles": [["I=interviewer"]],
    "round_name": ["training"],
    "seed": [2],
    "share": ["50%"],
    "span": [(0, 4)],
    "times": [1, 9],
    "to": ["Chris"],
    "turn": [4],
}
ARGUMENTS_THERE: dict[tuple[str, str], list[Any]] = {
    ("add_code", "path"): ["nieuw"],
    ("code", "memo"): ["Waarom."],
    ("edit_memo", "id"): ["{memo}"],
    ("edit_memo", "kind"): ["method"],
    ("export_appendix", "path"): ["out.md"],
    ("export_matrix", "path"): ["out.csv", "out.xlsx"],
    ("export_agenda", "path"): ["out.md"],
    ("hand_out", "path"): ["new.file"],
    ("import_cases", "path"): ["none.csv"],
    ("import_codings", "path"): ["codings.csv"],
    ("import_summaries", "path"): ["form.xlsx"],
    ("load_codebook", "path"): ["codes.yaml"],
    ("memo", "kind"): ["method"],
    ("merge_codes", "to"): ["zorg"],
    ("recode", "to"): [["werk"]],
    ("remove_memo", "id"): ["{memo}"],
    ("revise", "memo"): ["Anders."],
    ("set_speakers", "roles"): [["I=interviewer"]],
    ("settle_flag", "id"): ["{flag}"],
    ("settle_memo", "id"): ["{memo}"],
}
OF_CODINGS: list[dict[str, Any]] = [
    {}, {"doc": BLIND[0]}, {"case": CASE}, {"code": "stigma"}, {"coder": "Anna"},
    {"layer": "final"}, {"layer": "consensus"}, {"where": f"case = {CASE}"},
]  # fmt: skip
OF_MATRICES: list[dict[str, Any]] = [
    {}, {"cell": "count"}, {"cell": "coders"}, {"cell": "quotes"}, {"cell": "summary"},
    {"rows": "document"}, {"layer_name": "consensus"}, {"code": "stigma", "columns": "wave"},
]  # fmt: skip
OF_CODES: list[dict[str, Any]] = [{"definition": "Anders."}, {"keywords": ["woord"]}]
# What methods take by any name (`**where`).
NAMED: dict[str, list[dict[str, Any]]] = {
    "add_code": OF_CODES,
    "assign": [{}, {"blind": True}, {"round_name": "training"}],
    "cells": OF_MATRICES,
    "codings": OF_CODINGS,
    "describe": [{"title": "Titel"}, {"case": "P02"}],
    "edit_code": OF_CODES,
    "export_matrix": OF_MATRICES,
    "import_files": [{"kind": "interview"}],
    "import_summaries": [{}, {"dry_run": True}, {"force": True}, {"clear": True}],
    "matrix": OF_MATRICES,
    "memos": [{}, {"on": f"document:{BLIND[0]}"}, {"todo": True}, {"coder": "Anna"}],
    "move_code": [{"under": "zorg"}, {"top": True}],
    "quote": [{"starred": True}, {"translations": {"en": "Words"}}],
    "quotes": OF_CODINGS,
    "sample": [{}, {"seed": 2}],
    "search": OF_CODINGS,
    "summaries": [{}, {"case": CASE}, {"code": "stigma"}, {"layer_name": "Anna"}],
}
METHODS_APART = {"close": "it answers nothing", "reveal": APART["reveal"]}
METHODS_EXCUSED = {"remove_code": EXCUSED["codebook remove"]}
METHODS = [
    name for name in vars(api.Notebook) if not name.startswith("_") and name not in METHODS_APART
]

Call = tuple[list[Any], dict[str, Any]]


def arguments(method: str, parameter: inspect.Parameter) -> list[Any]:
    if isinstance(parameter.default, bool):
        return [not parameter.default]
    for known in (ARGUMENTS_THERE.get((method, parameter.name)), ARGUMENTS.get(parameter.name)):
        if known is not None:
            return known
    found = VALUES.get(parameter.name)
    assert found, (
        f"`Notebook.{method}` takes a {parameter.name!r} that this test knows no value for: add"
        " some to ARGUMENTS in tests/cli/test_blind.py."
    )
    return list(found)


def calls(method: str) -> Iterator[Call]:
    """The method with what it needs, then with each argument that may be left out."""
    _, *parameters = inspect.signature(getattr(api.Notebook, method)).parameters.values()
    positional: list[Any] = []
    needed: dict[str, Any] = {}
    may: list[inspect.Parameter] = []
    ways: list[dict[str, Any]] = [{}]
    for parameter in parameters:
        if parameter.kind is parameter.VAR_KEYWORD:
            assert method in NAMED, (
                f"`Notebook.{method}` takes **{parameter.name}: add what it can take to NAMED in"
                " tests/cli/test_blind.py."
            )
            ways = NAMED[method]
        elif parameter.default is not parameter.empty:
            may.append(parameter)
        elif parameter.kind is parameter.KEYWORD_ONLY:
            needed[parameter.name] = arguments(method, parameter)[0]
        else:
            positional.append(arguments(method, parameter)[0])
    for way in ways:
        yield positional, needed | way
    for parameter in may:
        for value in arguments(method, parameter):
            yield positional, needed | {parameter.name: value}


def _filled(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value.format(**ids)
    return [_filled(each, ids) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("method", METHODS)
def test_a_notebook_tells_a_blind_coder_nothing(
    method: str, two: Two, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaks = []
    for positional, named in calls(method):
        for viewer in VIEWERS[: 1 if method in METHODS_EXCUSED else 2]:
            given = []
            for study in (two.handed, two.recoded if viewer else two.worked):
                fresh(place, study, two, monkeypatch)
                with api.open("small.qualcode", viewer) as book:
                    try:
                        found = getattr(book, method)(
                            *_filled(positional, two.ids),
                            **{name: _filled(value, two.ids) for name, value in named.items()},
                        )
                        code, told = 0, STAMP.sub("(now)", plain(found))
                    except QualcodeError as error:
                        code, told = error.exit_code, f"{type(error).__name__}: {error}"
                given.append(Given(code, told, "", written(place)))
            line = f"{method} {positional} {named}, as {viewer}"
            leaks += [f"{line}: {told}" for told in differences(*given)]
            leaks += _secrets(line, given[1])
    assert not leaks, "\n".join(leaks[:SHOWN])


def test_what_is_not_looked_at_is_a_method() -> None:
    known = set(vars(api.Notebook))
    assert METHODS_APART.keys() | METHODS_EXCUSED.keys() | NAMED.keys() <= known
