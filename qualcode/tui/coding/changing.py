"""Changing codings that are there: off, other boundaries, a time; and which are shown."""

from collections.abc import Callable

from qualcode.coding.marking import Passage, time_told_of, uncode
from qualcode.coding.retrieval import Coding
from qualcode.coding.revising import revise
from qualcode.coding.rounds.finishing import Done, done
from qualcode.errors import InputError
from qualcode.study.file import Study
from qualcode.tui.coding.filtering import filters, only_of
from qualcode.tui.coding.part import Part
from qualcode.tui.page.marks import Mark
from qualcode.tui.widgets.asking import Asking
from qualcode.tui.widgets.picker import Picker

NONE_HERE = "There is no coding of yours under the cursor."


class Changing(Part):
    """The keys that change codings of the coder at work."""

    def _mine(self, asked: str, then: Callable[[Mark], None]) -> None:
        mine = [mark for mark in self.marks_here() if mark.mine]
        if mine:
            self.with_one_of(asked, mine, then)
        else:
            self.screen.say(NONE_HERE)

    def do_remove(self) -> None:
        self._mine("Take off which coding?", self._remove)

    def _remove(self, mark: Mark) -> None:
        def removed(gone: list[Coding]) -> None:
            told = f"Taken off: {', '.join(each.code for each in gone)}."
            self.screen.change({each.id for each in gone}, (), told)

        self.ask(lambda study: uncode(study, [mark.id]), removed)

    def do_boundaries(self) -> None:
        chosen = self.page.selection
        if chosen is None:
            self.screen.say("Select the words that your coding shall have, then press this again.")
            return
        mine = [
            mark
            for mark in self.marks_here()
            if mark.mine and (mark.start, mark.end) != (chosen.start, chosen.end)
        ]
        if not mine:
            self.screen.say("No coding of yours with other boundaries touches the selection.")
            return
        passage = Passage(chosen)
        self.with_one_of(
            "Which coding gets the selected words?",
            mine,
            lambda mark: self._revise(mark, lambda study: revise(study, mark.id, passage=passage)),
        )

    def do_about(self) -> None:
        self._mine("The time of which coding?", self._ask_about)

    def _ask_about(self, mark: Mark) -> None:
        def typed(about: str | None) -> None:
            if about is not None:
                self._revise(mark, lambda study: revise(study, mark.id, about=about))

        asking = Asking(
            f"Which time is {mark.code} {self.words(mark.start, mark.end)} about?",
            mark.about,
            example="2019, 2019-03, 2019-03-05, or words; empty for none",
            wrong=wrong_time,
        )
        self.screen.app.push_screen(asking, typed)

    def _revise(self, mark: Mark, question: Callable[[Study], Coding]) -> None:
        self.ask(question, lambda now: self.show_revised(mark, now))

    def do_done(self) -> None:
        name = self.shown.name
        self.ask(lambda study: done(study, [name]), self._done)

    def _done(self, answer: Done) -> None:
        waiting = sum(each.codings for each in answer.waiting)
        told = f"; {waiting} of its codings wait in the queue" if waiting else ""
        self.screen.reload(f"Done with {', '.join(answer.done)}{told}.")

    def do_show_only(self) -> None:
        choices = list(filters(self.screen.all_marks, [each.code for each in self.shown.book]))

        def picked(choice: str | None) -> None:
            if choice is not None:
                self.screen.show_only(only_of(choice))

        self.screen.app.push_screen(Picker("Show which codings?", choices), picked)


def wrong_time(said: str) -> str | None:
    """Why a coding can't be about that time; None where it can."""
    try:
        time_told_of(said)
    except InputError as error:
        return str(error)
    return None
