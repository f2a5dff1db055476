"""Runs the examples of a page: console sessions, Python, SQL; compared with what it shows."""

import doctest
import io
import shlex
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from qualcode.__main__ import run

from .pages import Block

DEMO = Path("qualcode-demo/demo.qualcode")
ELIDED = "..."


class Shell:
    """A person in a folder who types what a page shows, in the order of the page."""

    def __init__(self, page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page = page
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.names: dict[str, Any] = {"__name__": "example"}

    def play(self, block: Block) -> None:
        """Does what the block says; fails where the outcome isn't what it shows."""
        if block.file:
            (self.folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            self._console(block)
        elif block.language == "python":
            self._python(block)
        elif block.language == "sql":
            self._sql(block)

    def _console(self, block: Block) -> None:
        for command, shown in _commands(block.text):
            code, said = self._type(shlex.split(command))
            where = f"{self.page.name}, near line {block.line}: $ {command}"
            assert not shown or alike(shown, said), f"{where}\nreally says:\n" + "\n".join(said)
            fails = any(line.startswith("error:") for line in shown)
            assert (code != 0) == fails, f"{where}\nends with {code}:\n" + "\n".join(said)

    def _type(self, words: list[str]) -> tuple[int, list[str]]:
        """One command → its exit code and what it printed, both streams as on a screen."""
        name, *rest = words
        if name == "cd":
            self.monkeypatch.chdir(rest[0])
            return 0, []
        if name == "export":
            for setting in rest:
                self.monkeypatch.setenv(*setting.split("=", 1))
            return 0, []
        if name == "cat":
            return 0, _lines(Path(rest[0]).read_text(encoding="utf-8"))
        assert name == "qualcode", f"a console block can't hold «{name}»: nothing would test it"
        screen = io.StringIO()
        with redirect_stdout(screen), redirect_stderr(screen):
            code = run(rest)
        return code, _lines(screen.getvalue())

    def _python(self, block: Block) -> None:
        if not block.text.startswith(">>>"):
            exec(compile("\n" * (block.line - 1) + block.text, str(self.page), "exec"), self.names)
            return
        parser, told = doctest.DocTestParser(), io.StringIO()
        test = parser.get_doctest(block.text, self.names, self.page.name, None, block.line - 1)
        runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
        runner.run(test, out=told.write, clear_globs=False)
        self.names = test.globs  # the runner worked on a copy
        assert runner.failures == 0, told.getvalue()

    def _sql(self, block: Block) -> None:
        db = sqlite3.connect(f"file:{self.folder / DEMO}?mode=ro", uri=True)
        try:
            for statement in filter(str.strip, block.text.split(";")):
                assert db.execute(statement).fetchall(), f"nothing is found by {statement}"
        finally:
            db.close()


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines it shows below."""
    for part in ("\n" + text).split("\n$ ")[1:]:
        command, *shown = part.replace("\\\n", "").split("\n")
        yield command, _lines("\n".join(shown))


def _lines(text: str) -> list[str]:
    """The lines of a text, without white space at their ends and blank lines around them."""
    text = text.strip("\n")
    return [line.rstrip() for line in text.split("\n")] if text else []


def alike(shown: Sequence[str], said: Sequence[str]) -> bool:
    """True where `said` is what was shown, in which `...` stands for anything left out.

    Alone on a line it stands for any number of lines, else for any part of the line.
    """
    if not shown:
        return not said
    if shown[0].strip() == ELIDED:
        return any(alike(shown[1:], said[n:]) for n in range(len(said) + 1))
    return bool(said) and _line(shown[0], said[0]) and alike(shown[1:], said[1:])


def _line(shown: str, said: str) -> bool:
    first, *rest = shown.split(ELIDED)
    if not said.startswith(first):
        return False
    if not rest:
        return said == first
    place = len(first)
    for part in rest[:-1]:
        found = said.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return said.endswith(rest[-1]) and len(said) - len(rest[-1]) >= place
