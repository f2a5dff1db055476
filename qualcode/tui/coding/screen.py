"""Coding: the codebook, the transcript, and what lies under the cursor."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from qualcode.coding.marking import Marked, Passage, code
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.coding import opened
from qualcode.tui.coding.changing import Changing
from qualcode.tui.coding.choosing import Choosing
from qualcode.tui.coding.filtering import Only
from qualcode.tui.coding.jumps import Jumps
from qualcode.tui.coding.notes import Note, notes_on, on_all_of_it
from qualcode.tui.coding.notes_pane import HereLine, NotesPane
from qualcode.tui.coding.noting import Noting
from qualcode.tui.coding.panes import CodebookPane, Inspector
from qualcode.tui.coding.part import SELECT
from qualcode.tui.coding.summarising import Summarising
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING, EVERYWHERE, TRANSCRIPT
from qualcode.tui.page import actions as page
from qualcode.tui.page.marks import Mark, Marks
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.themes import INKS
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.workplace import Workplace

# Columns below which there is no inspector, and no codebook either; and from which both are wider.
NARROW, NARROWER, WIDE = 110, 84, 150
REST = 0.15  # seconds without a key
IN_TEXT = frozenset(action.name for action in page.ACTIONS)


class CodingScreen(Workplace):
    """One document, as it is coded."""

    places: ClassVar[tuple[str, ...]] = (CODING, TRANSCRIPT)
    DEFAULT_CSS = """
    CodingScreen Transcript { width: 1fr; }
    CodingScreen #beside { width: 29; }
    CodingScreen.wide #beside { width: 40; }
    CodingScreen.wide CodebookPane { width: 34; }
    CodingScreen.narrow #beside { display: none; }
    CodingScreen HereLine { display: none; }
    CodingScreen.narrow HereLine { display: block; }
    CodingScreen.narrower CodebookPane { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.document = ""
        self.transcript: Transcript
        self.shown: opened.Opened | None = None
        self.last_codes: tuple[str, ...] = ()
        self.recent: tuple[str, ...] = ()  # codes, the one used last first
        self.only = Only()
        self._unshown: list[Mark] = []  # what the filter leaves out
        # What keys do here, but for what is put on with one key.
        self._parts = (
            Choosing(self), Changing(self), Noting(self), Summarising(self), Jumps(self)
        )  # fmt: skip
        self._goal: Span | None = None  # what shall be selected once the text is there
        self._resting: Timer | None = None
        self._colours: dict[str, str] = {}
        self._hotkeys: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Heading()
        with Horizontal():
            yield CodebookPane()
            keys = self.bench.keymap.by_key(TRANSCRIPT)
            self.transcript = Transcript(INKS[self.app.theme], keys, self._rest)
            yield self.transcript
            with Vertical(id="beside"):
                yield Inspector()
                yield NotesPane()
        yield HereLine()
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Heading).tell("Coding · no document is open: choose one in the Library (2)")
        self.query_one(Keys).tell(self.bench.keymap.footer(self.places))
        self.transcript.focus()

    def arrive(self, goal: Goal) -> None:
        if goal.document is not None and goal.document != self.document:
            self._remember()
            self.document, self.shown = goal.document, None
        if self.document:
            self._goal = goal.span
            self.reload()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.width < NARROW, "narrow")
        self.set_class(event.size.width < NARROWER, "narrower")

    @property
    def taken(self) -> frozenset[str]:
        return frozenset(self._hotkeys)

    # What is shown

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        name = self.document

        def answer(found: opened.Opened) -> None:
            if self.document == name:  # nobody has gone to another one meanwhile
                self.show(found)

        self.ask(lambda study: opened.opened(study, name), answer)

    def show(self, found: opened.Opened) -> None:
        """Shows the document as it stands; where only codings changed, only these are drawn."""
        before, self.shown = self.shown, found
        self._colours = opened.colours_of(found.book)
        self._hotkeys = {each.hotkey: each.code for each in found.book if each.hotkey}
        self.transcript.reserve(self.taken)
        marks = self._let_through(found.marks)
        if before is not None and (before.text, before.turns) == (found.text, found.turns):
            self.transcript.mark(marks)
        else:
            cursor = self._remembered(found) if before is None else self.transcript.cursor
            self.transcript.show(found.text, found.turns, marks, cursor)
        if before is None or before.book != found.book:
            places = (*self.places, EVERYWHERE)
            self.query_one(Keys).tell(self.bench.keymap.footer(places, self.taken))
        if self._goal is not None:
            self.transcript.choose(self._goal)
            self._goal = None
        self._tell_all()

    def change(self, gone: Collection[str], come: Sequence[Mark], told: str = "") -> None:
        """Shows other codings, after a change that is written; `gone`: their ids."""
        assert self.shown is not None
        self.transcript.change(gone, come)
        if self.shown.state == "done" and not self.shown.changed:
            self.shown = replace(self.shown, changed=True)
            told += f" You had said done with {self.shown.name}: say so again when this is all."
        if told:
            self.say(told.strip())
        self._tell_all()

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Shows other notes beside the same text."""
        if self.shown is not None:
            self.shown = replace(self.shown, notes=notes)
            self._rest()

    # Which codings are shown

    @property
    def all_marks(self) -> list[Mark]:
        """The codings of the document, those too that the filter leaves out."""
        return [*self.transcript.marks.all, *self._unshown]

    def show_only(self, only: Only) -> None:
        """Shows the codings that a filter lets through."""
        self.only = only
        self.transcript.mark(self._let_through(self.all_marks))
        self._tell_all()

    def _let_through(self, marks: Sequence[Mark]) -> Marks:
        self._unshown = [mark for mark in marks if not self.only.lets(mark)]
        return Marks(filter(self.only.lets, marks))

    # The place in each document

    def _remember(self) -> None:
        if self.shown is not None:
            at = self.transcript.cursor
            self.bench.remembered.put_place(self.shown.study_id, self.shown.id, at)

    def _remembered(self, found: opened.Opened) -> int:
        return self.bench.remembered.place(found.study_id, found.id) or 0

    def on_screen_suspend(self) -> None:
        self._remember()

    def on_unmount(self) -> None:
        self._remember()

    # What is told of it

    def _tell_all(self) -> None:
        assert self.shown is not None
        marks = self.transcript.marks.all
        pane = self.query_one(CodebookPane)
        pane.show(self.shown.book, opened.counts(marks), self._colours)
        told = opened.heading(
            self.shown, self.bench.who, len(marks), self.only.told, len(self._unshown)
        )
        self.query_one(Heading).tell(told, blind=self.shown.blind)
        self._rest()

    def _rest(self) -> None:
        """The inspector follows when the keys rest: drawing it would cost each of them a frame."""
        if self._resting is None:
            self._resting = self.set_timer(REST, self._rested)
        else:
            self._resting.reset()

    def _rested(self) -> None:
        self._resting = None
        self._tell()

    def _tell(self) -> None:
        if self.shown is not None:
            text, marks = self.transcript, self.under_cursor
            self.query_one(Inspector).tell(
                text.turn, text.selection, marks, self.shown.without_place
            )
            here = notes_on(self.shown.notes, {mark.id for mark in marks}, *self._here)
            self.query_one(NotesPane).tell(here, list(on_all_of_it(self.shown.notes)))
            self.query_one(HereLine).tell(marks, here)

    @property
    def _here(self) -> tuple[int, int]:
        page, chosen = self.transcript, self.transcript.selection
        return (chosen.start, chosen.end) if chosen else (page.cursor, page.cursor + 1)

    @property
    def under_cursor(self) -> list[Mark]:
        """The codings under the cursor or the selection, in order of place."""
        return self.transcript.marks.over(*self._here)

    # Keys

    def on_key(self, event: events.Key) -> None:
        if event.character in self._hotkeys:
            event.stop()
            event.prevent_default()
            self.put(self._hotkeys[event.character])
        else:
            super().on_key(event)

    def perform(self, name: str) -> None:
        if name in IN_TEXT:
            self.transcript.act(name)
            return
        method = f"do_{name.replace('-', '_')}"
        part = next((part for part in self._parts if hasattr(part, method)), None)
        if part is None:
            super().perform(name)
        elif self.shown is None:
            self.say("No document is open: choose one in the Library (2).")
        else:
            getattr(part, method)()

    def put(self, *names: str) -> None:
        """Puts codes on what is selected, all in one action."""
        chosen = self.transcript.selection
        if chosen is None or self.shown is None:
            self.say(SELECT)
            return
        document = self.document

        def question(study: Study) -> tuple[Marked, list[Coding]]:
            marked = code(study, document, names, Passage(chosen))
            return marked, codings(study, Where(ids=marked.ids)) if marked.ids else []

        def answer(found: tuple[Marked, list[Coding]]) -> None:
            if self.document == document:
                self._put(names, chosen, *found)

        self.ask(question, answer)

    def _put(self, names: tuple[str, ...], where: Span, marked: Marked, made: list[Coding]) -> None:
        assert self.shown is not None
        self.used(*names)
        if not made:
            self.say(f"That passage has {', '.join(names)} already.")
            return
        if self.shown.state == "todo":
            self.shown = replace(self.shown, state="doing")
        drawn = list(opened.marks(made, self.shown.book, self.bench.viewer))
        self.change(set(marked.ids), drawn)
        if self.transcript.selection == where:  # nobody has moved on meanwhile
            self.transcript.place(where.end)

    def used(self, *names: str) -> None:
        """Remembers which codes were put on last, and before."""
        self.last_codes = names
        self.recent = tuple(dict.fromkeys([*names, *self.recent]))

    @on(CodebookPane.Chosen)
    def _from_tree(self) -> None:
        code = self.query_one(CodebookPane).code
        self.transcript.focus()
        if code is not None:
            self.put(code)

    def codes_at_hand(self) -> list[str]:
        """The code under the cursor of the tree, while keys work there; else those of the text."""
        pane = self.query_one(CodebookPane)
        if pane.has_focus and pane.code is not None:
            return [pane.code]
        return list(dict.fromkeys(mark.code for mark in self.under_cursor))

    def do_tree(self) -> None:
        pane = self.query_one(CodebookPane)
        target = pane if self.focused is self.transcript and pane.display else self.transcript
        target.focus()

    def do_again(self) -> None:
        if self.last_codes:
            self.put(*self.last_codes)
        else:
            self.say("No code was put on anything yet.")

    def do_back(self) -> None:
        if self.focused is not self.transcript:
            self.transcript.focus()
        elif not self.transcript.unselect():
            self.bench.go_back()
