"""Passages: its keys, its filters, what is marked, and the ways out: to the text, to a file."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on

from qualcode.coding.retrieval import EVERYTHING, Coding, Known, Where, known
from qualcode.coding.rounds.finishing import done
from qualcode.coding.staleness import Stale
from qualcode.errors import QualcodeError
from qualcode.export.lists import write_codings
from qualcode.export.writing import check_table_file
from qualcode.names import fold_name
from qualcode.spans import Span
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING, key_of
from qualcode.tui.passages.browsing import Browsing
from qualcode.tui.passages.changes import Changes
from qualcode.tui.passages.filters import CONDITION, FIELDS, called, choices, filtered, value_of
from qualcode.tui.passages.found import LIST, MODES, QUEUE, STALE, first_of
from qualcode.tui.widgets.asking import Asking
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.widgets.picker import Picker
from qualcode.written import counted

WORDS, LAYER = "words", "by-layer"
EXAMPLE = "wave = W02 and kind = interview"
CHANGES = frozenset({"keep", "recode", "recode-several", "remove", "star", "memo"})


class PassagesScreen(Browsing):
    """Codings by filter; the queue of split codes; what wants another look."""

    not_in: ClassVar[dict[str, frozenset[str]]] = {
        LIST: frozenset({"keep", "done"}),
        QUEUE: frozenset({"done"}),
        STALE: CHANGES | FIELDS.keys() - {LAYER} | {"write"},
    }

    def __init__(self) -> None:
        super().__init__()
        self._changes = Changes(self)

    # Keys

    def on_key(self, event: events.Key) -> None:
        if self.line.asks_for is not None:
            self._key_in_line(event)
        elif (part := self.parts.get(key_of(event))) is not None:
            event.stop()
            event.prevent_default()
            self._changes.answer(part)
        else:
            super().on_key(event)

    def _key_in_line(self, event: events.Key) -> None:
        """What isn't typed: the list can be gone through meanwhile, and left."""
        event.prevent_default()  # these keys are no actions now
        if event.key in ("up", "down"):
            self.listing.move_to(self.listing.cursor + (1 if event.key == "down" else -1))
        elif event.key == "escape":
            if self.line.asks_for == WORDS:
                self.narrow("")
            self.close_line()

    def perform(self, name: str) -> None:
        if name in self.not_in[self.mode]:
            told = "That has no meaning in this list."
            self.say(f"{told} {self.keys['other-list']} goes to the other ones.")
        elif name in CHANGES:
            getattr(self._changes, f"do_{name.replace('-', '_')}")()
        elif name in FIELDS:
            self._ask_for(name)
        else:
            super().perform(name)

    def do_back(self) -> None:
        if self.rows.marked:
            self.rows.marked.clear()
            self._show_marks()
        elif self.rows.words:
            self.narrow("")
        else:
            super().do_back()

    def do_other_list(self) -> None:
        self.wanted = MODES[(MODES.index(self.wanted) + 1) % len(MODES)]
        self.rows.words = ""
        self.reload()

    # Filters

    def _ask_for(self, action: str) -> None:
        if action == CONDITION:
            said = self.where.where or ""
            self.line.open(action, "Where:", said, self._set_condition, example=EXAMPLE)
        else:
            self.ask(known, partial(self._offer, action))

    def _offer(self, action: str, there: Known) -> None:
        value, offered = value_of(self.where, action), choices(action, there, self.where)
        if offered:
            asked = f"Only of which {called(action)}?" + (f" (now {value})" if value else "")
            self.app.push_screen(Picker(asked, offered), partial(self._chosen, action))
        else:
            self.say(f"There is no {called(action)} in this study yet.")

    def _chosen(self, action: str, choice: str | None) -> None:
        if choice is not None:
            self.filter(filtered(self.where, action, choice))

    def _set_condition(self, told: str) -> None:
        self.filter(replace(self.where, where=told.strip() or None))

    def do_unfilter(self) -> None:
        self.rows.words = ""
        self.filter(EVERYTHING)

    def do_filters_before(self) -> None:
        if self.before:
            self.filter(self.before.pop(), back=True)
        else:
            self.say("There were no other filters before.")

    def do_words(self) -> None:
        self.line.open(WORDS, "Words:", self.rows.words, self._typed, changed=self.narrow)

    def _typed(self, _words: str) -> None:
        self.close_line()

    # Marks

    def do_mark(self) -> None:
        self._mark(toggle=True)
        self.listing.move_to(self.listing.cursor + 1)

    def do_mark_down(self) -> None:
        self._mark_on(1)

    def do_mark_up(self) -> None:
        self._mark_on(-1)

    def _mark_on(self, step: int) -> None:
        self._mark()
        self.listing.move_to(self.listing.cursor + step)
        self._mark()

    def _mark(self, *, toggle: bool = False) -> None:
        row_ids = set(self.rows.ids[self.listing.cursor : self.listing.cursor + 1])
        self.rows.marked ^= row_ids if toggle else row_ids - self.rows.marked
        self._show_marks()

    def do_mark_all(self) -> None:
        self.rows.mark_all()
        self._show_marks()

    def _show_marks(self) -> None:
        self.listing.mark(self.rows.marked_rows)
        self.tell_heading()

    # To the text

    @on(Listing.Chosen)
    def do_open(self) -> None:
        row = self.under_cursor
        if row is None:
            self.say("There is nothing here to open.")
        elif isinstance(row, Stale):
            self.ask(lambda study: first_of(study, row), partial(self._open, row.document))
        else:
            self._open(row.document, row)

    def _open(self, document: str, coding: Coding | None) -> None:
        span = None
        if coding is not None and coding.start is not None and coding.end is not None:
            span = Span(coding.start, coding.end)
        elif coding is not None:
            self.say(f"This coding has no place in the text: it was {coding.reason}.")
        self.bench.go(Goal(CODING, document=document, span=span))

    # Documents that were looked at again

    def do_done(self) -> None:
        rows = [row for row in self.rows.targets if isinstance(row, Stale)]
        me = self.bench.viewer and fold_name(self.bench.viewer)
        own = [row for row in rows if me in (None, fold_name(row.coder))]
        names = list(dict.fromkeys(row.document for row in own))
        if names:
            told = f"Done with {', '.join(names)}, by the codebook as it is now."
            self.ask(lambda study: done(study, names), lambda _: self.reload(told))
        elif rows:
            self.say(f"Only {rows[0].coder} can say that {rows[0].document} is done.")

    # Into a file

    def do_write(self) -> None:
        if not self.rows.passages:
            self.say("There is nothing here to write.")
        elif self.bench.path is not None:
            self._ask_for_file(str(self.bench.path.parent / "exports" / "codings.csv"))

    def _ask_for_file(self, path: str) -> None:
        asked = f"Write {counted(len(self.rows.passages), 'passage')} to which file?"
        self.app.push_screen(Asking(asked, path, wrong=_wrong_file), self._write_to)

    def _write_to(self, told: str | None) -> None:
        if told is None:
            return
        where, path = self.where, Path(told).expanduser()
        if self.mode == QUEUE or self.rows.words:
            where = Where(layer=where.layer, ids=tuple(self.rows.ids))

        def failed(why: str) -> None:
            self._ask_for_file(told)  # what was typed stays to be mended
            self.bench.tell_error(why)

        self.ask(
            lambda study: write_codings(study, path, where),
            lambda number: self.say(f"Wrote {counted(number, 'passage')} to {path}."),
            failed,
        )

    # Undo

    def do_undo(self) -> None:
        self.follows = True
        super().do_undo()

    def do_redo(self) -> None:
        self.follows = True
        super().do_redo()


def _wrong_file(told: str) -> str | None:
    try:
        check_table_file(Path(told))
    except QualcodeError as error:
        return str(error)
    return None
