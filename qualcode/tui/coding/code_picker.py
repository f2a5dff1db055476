"""Picks codes: one, several at once, or one that isn't there yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Label

from qualcode.codebook.tree import Code, Codebook
from qualcode.names import fold_name
from qualcode.tui.widgets.picker import Choice, Picking

NEW = ""  # the id of the choice that is no code yet
RECENT = 9  # codes used last, which come first where nothing is typed
HINT = "some letters · Enter puts on · Tab marks several · Ctrl+N new code"


@dataclass(frozen=True, slots=True)
class Picked:
    """Paths of codes; or what a new one shall be called, perhaps with where it lies: a/b."""

    codes: tuple[str, ...] = ()
    new: str | None = None


def code_choices(book: Codebook, recent: Sequence[str] = ()) -> list[Choice]:
    """The codes as they are offered, those used last first; each with its definition."""
    known = {code.code: code for code in book}
    first = [path for path in recent if path in known][:RECENT]
    paths = dict.fromkeys([*first, *known])
    return [_choice(known[path], used=path in first) for path in paths]


def _choice(code: Code, *, used: bool) -> Choice:
    aside = " ".join(filter(None, ("used" if used else "", code.hotkey or "")))
    words = " ".join([*code.names.values(), *code.keywords])
    return Choice(code.code, code.code, words, aside, definition(code))


def definition(code: Code) -> str:
    """What a code means, in a line or a few."""
    parts = (
        code.definition,
        f"Use: {code.use_when}" if code.use_when else "",
        f"Not: {code.not_when}" if code.not_when else "",
    )
    return "\n".join(filter(None, parts)) or f"{code.code} has no definition yet."


def names_a_code(asked: str, choices: Iterable[Choice]) -> bool:
    """True where a code is called so already, with its whole path."""
    return fold_name(asked.strip("/")) in {fold_name(each.id) for each in choices}


class CodePicker(Picking[Picked | None]):
    """Asks for codes; answers what was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "mark", show=False, priority=True),
        Binding("ctrl+n", "new", show=False, priority=True),
    ]

    def __init__(self, asked: str, book: Codebook, recent: Sequence[str]) -> None:
        super().__init__(asked, code_choices(book, recent), HINT)

    def candidates(self, asked: str) -> list[Choice]:
        found = super().candidates(asked)
        if not asked or names_a_code(asked, self.choices):
            return found
        new = Choice(NEW, f"New code «{asked}»", told="It is made, and put on the selection.")
        return [*found, new]

    def take(self, choice: Choice) -> None:
        if choice.id == NEW:
            self.action_new()
        else:
            self.dismiss(Picked(tuple(self.marked) or (choice.id,)))

    def action_new(self) -> None:
        """Answers a new code of the name that is typed."""
        if self.typed and not names_a_code(self.typed, self.choices):
            self.dismiss(Picked(new=self.typed.strip("/")))

    def action_mark(self) -> None:
        """Marks the code under the cursor, or takes its mark away; then another can be typed."""
        choice = self.highlighted
        if choice is None or choice.id == NEW:
            return
        if self.marked.pop(choice.id, None) is None:
            self.marked[choice.id] = choice
        told = f": {', '.join(self.marked)}" if self.marked else ""
        self.query_one("#asked", Label).update(Content(f"{self._asked}{told}"))
        self.query_one(Input).value = ""
        self._offer()
