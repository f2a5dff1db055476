"""Codes on a case: each goes to the document that the passage is from.

The passage is what is selected in the text; where one code's passages are laid side by side, the
one under the cursor.
"""

from textual import events

from qualcode.coding.marking import Marked, Passage, code, uncode
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.case.opened import Opened
from qualcode.tui.case.page import CasePage
from qualcode.tui.case.side_by_side import SideBySide
from qualcode.tui.case.stops import Way
from qualcode.tui.coding.code_picker import code_choices
from qualcode.tui.coding.opened import marks
from qualcode.tui.page.marks import Mark
from qualcode.tui.widgets.picker import Choice, Picker
from qualcode.tui.workplace import Workplace


class CodingHere(Workplace):
    """A screen on which a case is read and coded. `by_code`: not as a text, but by one code."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Opened | None = None
        self.by_code = False
        self.last_code: str | None = None

    @property
    def page(self) -> CasePage:
        """The text."""
        return self.query_one(CasePage)

    @property
    def side(self) -> SideBySide:
        """One code's passages."""
        return self.query_one(SideBySide)

    @property
    def way(self) -> Way:
        """The one of them that is shown."""
        return self.side if self.by_code else self.page

    @property
    def under_cursor(self) -> list[Mark]:
        """The codings under the cursor."""
        ids = self.way.codings
        return [mark for mark in self.page.marks.all if mark.id in ids]

    @property
    def hotkeys(self) -> dict[str, str]:
        """The keys that put a code on by themselves, with their codes.

        Side by side there are none: a passage is always chosen there, and a slip would code it.
        """
        book = self.shown.book if self.shown and not self.by_code else ()
        return {each.hotkey: each.code for each in book if each.hotkey}

    @property
    def taken(self) -> frozenset[str]:
        return frozenset(self.hotkeys)

    def tell(self) -> None:
        """Says anew what lies where the cursor is."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        if event.character in self.hotkeys:
            event.stop()
            event.prevent_default()
            self.put(self.hotkeys[event.character])
        else:
            super().on_key(event)

    # Putting on

    def put(self, name: str) -> None:
        """Puts a code on the passage."""
        passage, selected = self.way.passage, self.page.selection
        if passage is None:
            self.say(self.way.refusal)
            return
        document, span = passage

        def question(study: Study) -> tuple[Marked, list[Coding]]:
            marked = code(study, document, [name], Passage(span))
            return marked, codings(study, Where(ids=marked.ids)) if marked.ids else []

        self.ask(question, lambda answer: self._put(name, selected, *answer))

    def _put(self, name: str, selected: Span | None, marked: Marked, made: list[Coding]) -> None:
        self.last_code = name
        if not made or self.shown is None:
            self.say(f"That passage has {name} already.")
            return
        if self.by_code:
            self.reload(f"Coded as {name}.")
            return
        if selected is not None and self.page.selection == selected:  # nobody has moved on
            self.page.place(selected.end)
        document = made[0].document
        drawn = marks(made, self.shown.book, self.bench.viewer)
        here = [self.shown.joined.shifted(document, mark) for mark in drawn]
        self.page.change(set(marked.ids), [mark for mark in here if mark is not None])
        self.tell()
        if self.shown.state_of(document) == "todo":
            self.reload()  # its heading says that it is begun

    def do_pick(self) -> None:
        if self.way.passage is None:
            self.say(self.way.refusal)
        elif self.shown is not None:
            choices = code_choices(self.shown.book)
            self.app.push_screen(Picker("Which code?", choices), self._picked)

    def _picked(self, name: str | None) -> None:
        if name is not None:
            self.put(name)

    def do_again(self) -> None:
        if self.last_code is None:
            self.say("No code was put on anything yet.")
        else:
            self.put(self.last_code)

    # Taking off

    def do_remove(self) -> None:
        mine = [mark for mark in self.under_cursor if mark.mine]
        if not mine:
            self.say("There is no coding of yours under the cursor.")
        elif len(mine) == 1:
            self._remove(mine[0].id)
        else:
            text = self.page.text
            choices = [Choice(m.id, f"{m.code}  «{text[m.start : m.end][:40]}»") for m in mine]
            self.app.push_screen(Picker("Take off which coding?", choices), self._remove)

    def _remove(self, row_id: str | None) -> None:
        if row_id is not None:
            self.ask(lambda study: uncode(study, [row_id]), self._removed)

    def _removed(self, gone: list[Coding]) -> None:
        told = f"Taken off: {', '.join(each.code for each in gone)}."
        if self.by_code:
            self.reload(told)
            return
        self.page.change({each.id for each in gone}, ())
        self.tell()
        self.say(told)

    # From one to another

    def do_next_coding(self) -> None:
        if self.by_code:
            self.side.step(1)
        else:
            self._jump(self.page.marks.following(self.page.cursor))

    def do_previous_coding(self) -> None:
        if self.by_code:
            self.side.step(-1)
        else:
            self._jump(self.page.marks.preceding(self.page.cursor))

    def _jump(self, mark: Mark | None) -> None:
        if mark is None:
            self.say("There is no further coding that way.")
        else:
            self.page.place(mark.start)
