"""The codebook as it is looked at: the tree, its branches, a filter, marks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from qualcode.codebook.tree import Code
from qualcode.coding.retrieval import Where
from qualcode.tui.codebook.details import details
from qualcode.tui.codebook.panes import CodeTree, Details
from qualcode.tui.codebook.rows import Row, heads, likeliest, rows
from qualcode.tui.codebook.shown import Known, Shown, known, shown
from qualcode.tui.coding.opened import colours_of
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODEBOOK, EVERYWHERE, PASSAGES
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.listing import Line, Listing
from qualcode.tui.workplace import Workplace
from qualcode.written import counted

REST = 0.15  # seconds without a change
NO_CODES = (
    "There are no codes yet.",
    "n makes one; l loads a codebook from a file (.yaml or .csv).",
)


class CodebookView(Workplace):
    """The tree of codes, and all about the one under the cursor."""

    places: ClassVar[tuple[str, ...]] = (CODEBOOK,)
    DEFAULT_CSS = """
    CodebookView #tree { width: 45%; min-width: 36; max-width: 90; }
    CodebookView #heads { height: 1; background: $panel; color: $accent; text-style: bold; }
    CodebookView Details { width: 1fr; background: $background; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown: Shown | None = None
        self.asked = ""  # the filter
        self.marks: frozenset[str] = frozenset()
        self._folded: frozenset[str] = frozenset()
        self._gone = False
        self._colours: Mapping[str, str] = {}
        self._resting: Timer | None = None
        self._follow: str | None = None  # the id or path of the code to go to

    def compose(self) -> ComposeResult:
        yield Heading()
        with Horizontal():
            with Vertical(id="tree"):
                yield Static(id="heads")
                yield CodeTree()
            yield Details()
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Heading).tell(f"Codebook · {self.bench.study_name}")
        self.query_one(Keys).tell(self.bench.keymap.footer((*self.places, EVERYWHERE)))
        self.tree_.focus()

    def on_resize(self, _event: events.Resize) -> None:
        self.call_after_refresh(self._tell_heads)

    def arrive(self, goal: Goal) -> None:
        self._follow = goal.code
        self.reload()

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        self.ask(shown, self.show)

    @property
    def tree_(self) -> CodeTree:
        return self.query_one(CodeTree)

    # What is shown

    def show(self, found: Shown) -> None:
        """Shows the codebook as it stands, with the cursor on the code where it was."""
        at = self.tree_.code.id if self.tree_.code else None
        if self.shown is not None:
            found = replace(found, known=self.shown.known)
        self.shown, self._colours = found, colours_of(found.book)
        self.marks &= {code.id for code in found.book}
        self.fill(self._to_follow(found) or at)
        if self._resting is None:
            self._resting = self.set_timer(REST, self._rested)
        else:
            self._resting.reset()

    def _rested(self) -> None:
        self._resting = None
        self.ask(known, self._show_known)

    def _show_known(self, found: Known) -> None:
        if self.shown is not None and self.is_running:  # the program may end meanwhile
            self.shown = replace(self.shown, known=found)
            self.fill()

    def _to_follow(self, found: Shown) -> str | None:
        """The code to go to, which is made visible."""
        wanted, self._follow = self._follow, None
        code = next((each for each in found.book if wanted in (each.id, each.code)), None)
        if code is None:
            return None
        self._folded -= {each.id for each in found.book.lineage(code.id)[1:]}
        if self.asked and all(row.code.id != code.id for row in self._rows(found)):
            self.asked = ""
        return code.id

    def _rows(self, found: Shown) -> tuple[Row, ...]:
        return rows(found.book, self._folded, self.asked, gone=self._gone)

    def fill(self, at: str | None = None) -> None:
        """Shows the rows that fold, filter and marks leave, with the cursor on `at`, an id."""
        if self.shown is None:
            return
        tree = self.tree_
        at = at or (tree.code.id if tree.code else None)
        tree.show(self._rows(self.shown), self.shown, self._colours, at)
        tree.mark_codes(self.marks)
        self._tell_heads()
        self._tell()
        self.query_one(Heading).tell(" · ".join(self._title(self.shown)), blind=self.shown.held)

    def _title(self, found: Shown) -> Iterator[str]:
        yield "Codebook as of its beginning, read only" if found.held else "Codebook"
        yield self.bench.study_name
        if self.bench.viewer:
            yield self.bench.viewer
        yield counted(len(found.book), "code")
        if self.asked:
            hits = sum(row.is_hit for row in self.tree_.rows)
            yield f"{hits} with «{self.asked}» (Esc: all)"
        if self._gone:
            yield "with removed and merged ones"
        if self.marks:
            yield f"{len(self.marks)} marked"

    def _tell_heads(self) -> None:
        self.query_one("#heads", Static).update(Content(heads(self.tree_.room)), layout=False)

    @on(Listing.Moved)
    def _tell(self) -> None:
        """Tells all about the code under the cursor."""
        found, code = self.shown, self.tree_.code
        pane = self.query_one(Details)
        if found is None:
            return
        if code is not None:
            colour = self._colours.get(code.code, "")
            pane.tell(code.id, partial(details, code, found, colour))
        elif self.asked:
            sentence = f"No code has «{self.asked}» in its name, keywords or description."
            pane.tell(None, partial(_plain, (sentence, "Esc shows all of them.")))
        else:
            pane.tell(None, partial(_plain, NO_CODES))

    # Looking around

    @on(Listing.Chosen)
    def do_show_passages(self) -> None:
        code = self.tree_.code
        if code is None or self.shown is None:
            self.say("There is no code here.")
        elif code.removed:
            self.say(f"{code.code} is removed; what lies on it counts for the code above it.")
        else:
            path = self.shown.book.resolve(code.id).code
            self.bench.go(Goal(PASSAGES, where=Where(code=path)))

    def do_queue(self) -> None:
        self.bench.go(Goal(PASSAGES, queue=True))

    def do_filter(self) -> None:
        hint = "in names, keywords or descriptions; nothing: all codes"
        field = Field("words", "words", self.asked, hint)
        self.app.push_screen(Form("Find codes", [field], self._filtered, does="shows them"))

    def _filtered(self, form: Form) -> None:
        form.close()
        self.asked = form.values["words"]
        self.fill()
        self.tree_.move_to(likeliest(self.tree_.rows, self.asked, self.tree_.cursor))

    def do_fold(self) -> None:
        code, found = self.tree_.code, self.shown
        if code is None or found is None:
            return
        row = self.tree_.rows[self.tree_.cursor]
        if row.below and row.is_open and not self.asked:
            self._folded |= {code.id}
            self.fill()
        elif code.parent_id is not None:
            above = self.tree_.row_of(found.book.resolve(code.parent_id).id)
            self.tree_.move_to(self.tree_.cursor if above is None else above)

    def do_unfold(self) -> None:
        if not self.tree_.rows:
            return
        row = self.tree_.rows[self.tree_.cursor]
        if row.below and not row.is_open:
            self._folded -= {row.code.id}
            self.fill()
        elif row.below:
            self.tree_.move_to(self.tree_.cursor + 1)

    def do_fold_all(self) -> None:
        if self.shown is None:
            return
        book = self.shown.book
        branches = {code.id for code in book if len(book.branch(code)) > 1}
        at = self.tree_.code
        self._folded = frozenset() if self._folded else frozenset(branches)
        self.fill(book.lineage(at.id)[-1].id if at and self._folded else None)

    def do_gone(self) -> None:
        self._gone = not self._gone
        self.fill()

    def do_mark(self) -> None:
        code = self.in_use()
        if code is not None:
            self.marks ^= {code.id}
            self.fill()
            self.tree_.move_to(self.tree_.cursor + 1)

    def do_other_pane(self) -> None:
        (self.query_one(Details) if self.tree_.has_focus else self.tree_).focus()

    def do_back(self) -> None:
        if not self.tree_.has_focus:
            self.tree_.focus()
        elif self.asked or self.marks:
            self.asked, self.marks = "", self.marks if self.asked else frozenset()
            self.fill()
        else:
            self.bench.go_back()

    def in_use(self) -> Code | None:
        """The code under the cursor, where it is one in use; says so where it is not."""
        code = self.tree_.code
        if code is not None and not code.removed and code.merged_into is None:
            return code
        gone = f"{code.code} isn't in use any more." if code else "There is no code here."
        self.say(gone)
        return None

    def go_to(self, path: str) -> None:
        """Puts the cursor on a code, wherever it hides."""
        if self.shown is not None:
            self._follow = path
            self.fill(self._to_follow(self.shown))


def _plain(sentences: tuple[str, ...], _width: int) -> list[Line]:
    return [((sentence, Style()),) for sentence in sentences]
