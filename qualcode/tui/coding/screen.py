"""Coding: the codebook, the transcript, and what lies under the cursor."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from qualcode.coding.marking import Marked, Passage, code, uncode
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.rounds.finishing import Done, done
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.coding import opened
from qualcode.tui.coding.panes import CodebookPane, Inspector
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING, EVERYWHERE, TRANSCRIPT
from qualcode.tui.page import actions as page
from qualcode.tui.page.marks import Mark, Marks
from qualcode.tui.page.selecting import turn_at
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.themes import INKS
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.widgets.picker import Choice, Picker
from qualcode.tui.workplace import Workplace

NARROW, NARROWER = 110, 84  # columns below which there is no inspector, and no codebook either
REST = 0.15  # seconds without a key
IN_TEXT = frozenset(action.name for action in page.ACTIONS)


class CodingScreen(Workplace):
    """One document, as it is coded."""

    places: ClassVar[tuple[str, ...]] = (CODING, TRANSCRIPT)
    DEFAULT_CSS = """
    CodingScreen Transcript { width: 1fr; }
    CodingScreen.narrow Inspector { display: none; }
    CodingScreen.narrower CodebookPane { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.document = ""
        self.shown: opened.Opened | None = None
        self.last_code: str | None = None
        self._goal: Span | None = None  # what shall be selected once the text is there
        self._resting: Timer | None = None
        self._colours: dict[str, str] = {}
        self._hotkeys: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Heading()
        with Horizontal():
            yield CodebookPane()
            keys = self.bench.keymap.by_key(TRANSCRIPT)
            yield Transcript(INKS[self.app.theme], keys, self._rest)
            yield Inspector()
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Heading).tell("Coding · no document is open: choose one in the Library (2)")
        self.query_one(Keys).tell(self.bench.keymap.footer(self.places))
        self.transcript.focus()

    def arrive(self, goal: Goal) -> None:
        if goal.document is not None and goal.document != self.document:
            self.document, self.shown = goal.document, None
        if self.document:
            self._goal = goal.span
            self.reload()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "narrow")
        self.set_class(event.size.width < NARROWER, "narrower")

    @property
    def transcript(self) -> Transcript:
        return self.query_one(Transcript)

    @property
    def taken(self) -> frozenset[str]:
        return frozenset(self._hotkeys)

    # What is shown

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        name = self.document
        self.ask(lambda study: opened.opened(study, name), self.show)

    def show(self, found: opened.Opened) -> None:
        """Shows the document as it stands; where only codings changed, only these are drawn."""
        before, self.shown = self.shown, found
        self._colours = opened.colours_of(found.book)
        self._hotkeys = {each.hotkey: each.code for each in found.book if each.hotkey}
        self.transcript.reserve(self.taken)
        marks = Marks(found.marks)
        if before is not None and (before.text, before.turns) == (found.text, found.turns):
            self.transcript.mark(marks)
        else:
            self.transcript.show(found.text, found.turns, marks)
        if before is None or before.book != found.book:
            places = (*self.places, EVERYWHERE)
            self.query_one(Keys).tell(self.bench.keymap.footer(places, self.taken))
        if self._goal is not None:
            self.transcript.choose(self._goal)
            self._goal = None
        self._tell_all()

    def _change(self, marks: Iterable[Mark]) -> None:
        """Shows other codings, after a change that is written."""
        self.transcript.mark(Marks(marks))
        self._tell_all()

    def _tell_all(self) -> None:
        assert self.shown is not None
        marks = self.transcript.marks.all
        pane = self.query_one(CodebookPane)
        pane.show(self.shown.book, opened.counts(marks), self._colours)
        blind = " · you see only your own codings here" if self.shown.blind else ""
        many = f"{len(marks)} coding{'' if len(marks) == 1 else 's'}"
        told = (
            f"Coding · {self.shown.name} · {self.bench.who} · {many}"
            f" · {opened.STATES[self.shown.state]}{blind}"
        )
        self.query_one(Heading).tell(told, blind=self.shown.blind)
        self._tell()

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
            text = self.transcript
            self.query_one(Inspector).tell(
                text.turn, text.selection, self._under_cursor, self.shown.without_place
            )

    @property
    def _under_cursor(self) -> list[Mark]:
        page = self.transcript
        chosen = page.selection
        start, end = (chosen.start, chosen.end) if chosen else (page.cursor, page.cursor + 1)
        return page.marks.over(start, end)

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
        else:
            super().perform(name)

    def put(self, name: str) -> None:
        """Puts a code on what is selected."""
        chosen = self.transcript.selection
        if chosen is None or self.shown is None:
            self.say("Select a passage first: Space, Tab, or Shift with the arrows.")
            return
        document = self.document

        def question(study: Study) -> tuple[Marked, list[Coding]]:
            marked = code(study, document, [name], Passage(chosen))
            return marked, codings(study, Where(ids=marked.ids)) if marked.ids else []

        self.ask(question, lambda answer: self._put(name, chosen, *answer))

    def _put(self, name: str, where: Span, marked: Marked, made: list[Coding]) -> None:
        assert self.shown is not None
        self.last_code = name
        if not made:
            self.say(f"That passage has {name} already.")
            return
        if self.shown.state == "todo":
            self.shown = replace(self.shown, state="doing")
        drawn = list(opened.marks(made, self.shown.book, self.bench.viewer))
        gone = set(marked.ids)
        self._change([*(m for m in self.transcript.marks.all if m.id not in gone), *drawn])
        if self.transcript.selection == where:  # nobody has moved on meanwhile
            self.transcript.place(where.end)

    @on(CodebookPane.Chosen)
    def _from_tree(self) -> None:
        code = self.query_one(CodebookPane).code
        self.transcript.focus()
        if code is not None:
            self.put(code)

    def do_tree(self) -> None:
        pane = self.query_one(CodebookPane)
        target = pane if self.focused is self.transcript and pane.display else self.transcript
        target.focus()

    def do_pick(self) -> None:
        if self.transcript.selection is None or self.shown is None:
            self.say("Select a passage first: Space, Tab, or Shift with the arrows.")
            return
        choices = [
            Choice(each.code, each.code, " ".join([*each.names.values(), *each.keywords]))
            for each in self.shown.book
        ]
        self.app.push_screen(Picker("Which code?", choices), self._picked)

    def _picked(self, name: str | None) -> None:
        if name is not None:
            self.put(name)

    def do_again(self) -> None:
        if self.last_code is None:
            self.say("No code was put on anything yet.")
        else:
            self.put(self.last_code)

    def do_remove(self) -> None:
        mine = [mark for mark in self._under_cursor if mark.mine]
        if not mine:
            self.say("There is no coding of yours under the cursor.")
        elif len(mine) == 1:
            self._remove(mine[0].id)
        else:
            words = self.transcript.text
            choices = [
                Choice(each.id, f"{each.code}  «{words[each.start : each.end][:40]}»")
                for each in mine
            ]
            self.app.push_screen(Picker("Take off which coding?", choices), self._remove)

    def _remove(self, row_id: str | None) -> None:
        if row_id is not None:
            self.ask(lambda study: uncode(study, [row_id]), self._removed)

    def _removed(self, gone: list[Coding]) -> None:
        ids = {each.id for each in gone}
        self._change(mark for mark in self.transcript.marks.all if mark.id not in ids)
        self.say(f"Taken off: {', '.join(each.code for each in gone)}.")

    def do_next_coding(self) -> None:
        self._jump(self.transcript.marks.following(self.transcript.cursor))

    def do_previous_coding(self) -> None:
        self._jump(self.transcript.marks.preceding(self.transcript.cursor))

    def _jump(self, mark: Mark | None) -> None:
        if mark is None:
            self.say("There is no further coding that way.")
        else:
            self.transcript.place(mark.start)

    def do_next_uncoded(self) -> None:
        self._to_uncoded(1)

    def do_previous_uncoded(self) -> None:
        self._to_uncoded(-1)

    def _to_uncoded(self, step: int) -> None:
        page = self.transcript
        at = turn_at(page.turns, page.cursor)
        rest = page.turns[at + 1 :] if step > 0 else page.turns[:at][::-1]
        for turn in rest:
            if not page.marks.over(turn.start, turn.end):
                page.place(turn.start)
                return
        self.say("There is no further turn without codings that way.")

    def do_done(self) -> None:
        self.ask(lambda study: done(study, [self.document]), self._done)

    def _done(self, answer: Done) -> None:
        waiting = sum(each.codings for each in answer.waiting)
        told = f"; {waiting} of its codings wait in the queue" if waiting else ""
        self.reload(f"Done with {self.document}{told}.")

    def do_back(self) -> None:
        if self.focused is not self.transcript:
            self.transcript.focus()
        elif not self.transcript.unselect():
            self.bench.go_back()
