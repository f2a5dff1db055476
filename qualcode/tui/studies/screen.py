"""Studies: which there are, opening and making one, and who is at work."""

import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from qualcode.coding.coders import coder_names
from qualcode.demonstration import build_demo
from qualcode.errors import InputError
from qualcode.study.file import check_coder
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import EVERYWHERE, LIBRARY, STUDIES
from qualcode.tui.studies import making, shown
from qualcode.tui.studies.shown import Known, Seen
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.listing import Line, Listing
from qualcode.tui.workplace import Workplace

NONE_YET = """\
No study was opened here yet, and none lies in this folder.

  n  makes one, empty or with a codebook
  d  builds the demonstration study: a hundred invented interviews, coded by two
  o  opens one that lies elsewhere, by its path"""


class StudiesScreen(Workplace):
    """Where one chooses which study to work on, and says who does."""

    places: ClassVar[tuple[str, ...]] = (STUDIES,)
    DEFAULT_CSS = """
    StudiesScreen .title { color: $accent; text-style: bold; padding: 0 1; height: 1; }
    StudiesScreen #none { padding: 1 2; height: 1fr; }
    StudiesScreen #told { height: 2; padding: 0 1; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.known: tuple[Known, ...] = ()
        self.seen: dict[Path, Seen] = {}

    def compose(self) -> ComposeResult:
        yield Heading()
        yield Static("Opened before, and in this folder", classes="title", id="title")
        yield Listing(self._row, id="studies")
        yield Static(Content(NONE_YET), id="none")
        yield Static(id="told")
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Keys).tell(self.bench.keymap.footer((*self.places, EVERYWHERE)))
        self.query_one("#none").display = False
        self.listing.focus()

    @property
    def listing(self) -> Listing:
        return self.query_one(Listing)

    @property
    def chosen(self) -> Known | None:
        """The study under the cursor."""
        return self.known[self.listing.cursor] if self.known else None

    # What is shown

    def arrive(self, _goal: Goal) -> None:
        self.reload()

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        who = self.bench.viewer or "nobody is named: you can only read (w says who you are)"
        self.query_one(Heading).tell(f"Studies · {self.bench.study_name} · {who}")
        self.bench.do_aside(_here, self._show)

    def _show(self, here: list[Path]) -> None:
        at = self.chosen
        self.known = shown.listed(self.bench.remembered.recent(), here)
        paths = [each.path for each in self.known]
        self.listing.fill(len(paths), paths.index(at.path) if at and at.path in paths else 0)
        self.listing.display = bool(paths)
        self.query_one("#none").display = not paths
        self._tell()
        for path in paths:
            self.bench.do_aside(partial(shown.look, path), partial(self._looked, path))

    def _looked(self, path: Path, seen: Seen) -> None:
        self.seen[path] = seen
        self.listing.redraw(at for at, each in enumerate(self.known) if each.path == path)
        if self.chosen and self.chosen.path == path:
            self._tell()

    def _row(self, at: int) -> Line:
        each, today = self.known[at], date.today()
        return shown.row(
            each,
            self.seen.get(each.path),
            is_open=self._is_open(each),
            width=self.listing.room,
            today=today,
        )

    def _is_open(self, each: Known) -> bool:
        open_ = self.bench.path
        return open_ is not None and str(each.path) == os.path.normpath(open_.absolute())

    @on(Listing.Moved)
    def _tell(self) -> None:
        each = self.chosen
        if each is not None:
            seen = self.seen.get(each.path)
            self._told(shown.told_of(each, seen, is_open=self._is_open(each)))

    def _told(self, told: str) -> None:
        self.query_one("#told", Static).update(Content(told), layout=False)

    # Keys

    @on(Listing.Chosen)
    def do_open(self) -> None:
        if self.chosen is None:
            self.say("There is no study in the list: n makes one, o opens one by its path.")
        elif self._is_open(self.chosen):
            self.bench.go(Goal(LIBRARY))
        else:
            self._open(self.chosen.path)

    def _open(self, path: Path) -> None:
        self._told(f"Opening {path} …")
        self.bench.open_study(path)

    def do_other(self) -> None:
        def done(form: Form) -> None:
            typed = form.values["path"]
            if not typed:
                form.refuse("Write the path of a study.")
                return
            path = Path(typed).expanduser().absolute()

            def looked(seen: Seen) -> None:
                if seen.usable:
                    form.close()
                    self._open(path)
                else:
                    form.refuse(f"{path} {seen.told}".strip())

            self.bench.do_aside(partial(shown.look, path), looked, form.refuse)

        self.app.push_screen(making.opening(done))

    def do_new(self) -> None:
        def done(form: Form) -> None:
            def made(path: Path) -> None:
                form.close()
                self._open(path)

            form.tell("Making it …")
            self.bench.do_aside(partial(making.make, form.values), made, form.refuse)

        self.app.push_screen(making.making(done))

    def do_demo(self) -> None:
        def done(form: Form) -> None:
            folder = Path(form.values["folder"] or ".").expanduser().absolute()
            form.close()
            self._told(f"Building the demonstration in {folder} …")

            def told(what: str, step: int, steps: int) -> None:
                told = f"Building the demonstration: {what} ({step} of {steps})"
                self.call_later(self._told, told)

            self.bench.do_aside(lambda: build_demo(folder, told), self._open)

        self.app.push_screen(making.demonstrating(done))

    def do_who(self) -> None:
        if self.bench.desk is None:
            self._ask_who([])
        else:
            self.ask(lambda study: list(coder_names(study).values()), self._ask_who)

    def _ask_who(self, coders: list[str]) -> None:
        def done(form: Form) -> None:
            name = form.values["coder"]
            try:
                if name:
                    check_coder(name)
            except InputError as error:
                form.refuse(str(error))
                return
            form.close()
            self.bench.work_as(name or None)
            is_new = name and coders and name.casefold() not in map(str.casefold, coders)
            self.say(f"{name} is new in this study." if is_new else f"At work: {name or 'nobody'}.")

        self.app.push_screen(making.naming(self.bench.viewer, coders, done))

    def do_forget(self) -> None:
        if self.chosen is None or self.chosen.opened is None:
            self.say("This study lies in the folder you are in; it can't be taken off the list.")
        else:
            self.bench.remembered.forget(self.chosen.path)
            self.reload()


def _here() -> list[Path]:
    return sorted(path for path in Path.cwd().glob("*.qualcode") if path.is_file())
