"""Choosing codes for the selection: from the list, a new one, or the selected words as one."""

from collections.abc import Callable

from qualcode.codebook.editing import add
from qualcode.codebook.fields import check_path
from qualcode.codebook.tree import Codebook
from qualcode.coding.marking import Passage, code
from qualcode.errors import QualcodeError
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.coding.code_picker import CodePicker, Picked, definition
from qualcode.tui.coding.opened import Opened, opened
from qualcode.tui.coding.part import Part
from qualcode.tui.widgets.asking import Asking
from qualcode.tui.widgets.picker import Choice, Picker

TOP = ""  # the id of the choice to put a code at the top
LONGEST = 60  # characters of a name that is proposed


class Choosing(Part):
    """The keys that ask which code."""

    def do_pick(self) -> None:
        if (chosen := self.chosen) is None:
            return
        asked = f"Which code? {self.words(chosen.start, chosen.end)}"
        recent = tuple(dict.fromkeys([*self.screen.recent, *self.shown.recent]))

        def picked(answer: Picked | None) -> None:
            if answer is not None and answer.new is not None:
                self._new(answer.new, chosen)
            elif answer is not None:
                self.screen.put(*answer.codes)

        self.screen.app.push_screen(CodePicker(asked, self.shown.book, recent), picked)

    def do_in_vivo(self) -> None:
        if (chosen := self.chosen) is None:
            return
        book = self.shown.book

        def named(name: str | None) -> None:
            if name is not None:
                self._new(name.strip().strip("/"), chosen)

        asking = Asking(
            "The selected words become a code. What is it called? (under another: zorg/…)",
            proposed(self.page.text[chosen.start : chosen.end]),
            wrong=lambda name: wrong_with(book, name),
        )
        self.screen.app.push_screen(asking, named)

    def _new(self, name: str, chosen: Span) -> None:
        """Makes a code of that name, under a code that is asked for where the name says none."""
        told = wrong_with(self.shown.book, name)
        if told is not None:
            self.screen.bench.tell_error(told)
        elif "/" in name:
            self._make(name, chosen)
        else:
            self._ask_where(name, lambda path: self._make(path, chosen))

    def _ask_where(self, name: str, then: Callable[[str], None]) -> None:
        choices = [Choice(TOP, "at the top")]
        choices += [Choice(each.code, each.code, told=definition(each)) for each in self.shown.book]

        def picked(above: str | None) -> None:
            if above is not None:
                then(f"{above}/{name}" if above else name)

        self.screen.app.push_screen(Picker(f"Under which code does «{name}» lie?", choices), picked)

    def _make(self, path: str, chosen: Span) -> None:
        document = self.shown.name

        def question(study: Study) -> tuple[str, Opened]:
            with study.writing():
                (made,) = (each.code for each in add(study, path).changes if each.what == "added")
                code(study, document, [made], Passage(chosen))
            return made, opened(study, document)

        def answer(made: tuple[str, Opened]) -> None:
            name, found = made
            self.screen.used(name)
            self.screen.show(found)
            self.screen.say(f"The new code {name} is in the codebook, and on these words.")

        self.ask(question, answer)


def proposed(words: str) -> str:
    """What a code that is made of these words may be called."""
    bare = " ".join("".join(c for c in words.replace("/", " ") if c.isprintable()
                            or c.isspace()).split()).strip(".,;:!?…«»\"'“”‘’()[]- ")  # fmt: skip
    if len(bare) <= LONGEST:
        return bare
    return bare[:LONGEST].rpartition(" ")[0] or bare[:LONGEST]


def wrong_with(book: Codebook, name: str) -> str | None:
    """Why no code of that name, or path, can be made; None where it can."""
    path = name.strip().strip("/")
    above = path.rpartition("/")[0]
    try:
        check_path(path)
        if above:
            path = f"{book.find(above).code}/{path.rpartition('/')[2]}"
    except QualcodeError as error:
        return str(error)
    if path.casefold() in {each.code.casefold() for each in book}:
        return f"There is a code {path} already."
    return None
