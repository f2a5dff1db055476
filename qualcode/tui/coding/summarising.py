"""Summarising what a case says: on a code or as a whole, in the wave of the document."""

from qualcode.coding.writing.summaries import cell, summarise
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.tui.coding.code_picker import code_choices
from qualcode.tui.coding.part import Part
from qualcode.tui.widgets.picker import Choice, Picker

PORTRAIT = ""  # the id of the choice to write on no code


class Summarising(Part):
    """The key that summarises."""

    def do_summary(self) -> None:
        if self.shown.case is None:
            self.screen.say(f"{self.shown.name} is of no case that could be summarised.")
            return
        paths = self.screen.codes_at_hand()
        if len(paths) == 1:
            self._summarise(paths[0])
            return
        known = {each.id: each for each in code_choices(self.shown.book)}
        choices = [known[path] for path in paths if path in known] or list(known.values())
        portrait = Choice(PORTRAIT, "the case as a whole, on no code: its portrait")

        def picked(path: str | None) -> None:
            if path is not None:
                self._summarise(path)

        asked = f"Summary of {self._place}, on which code?"
        self.screen.app.push_screen(Picker(asked, [*choices, portrait]), picked)

    @property
    def _place(self) -> str:
        return " ".join(filter(None, (self.shown.case, self.shown.wave)))

    def _summarise(self, path: str) -> None:
        """Reads what the coder said there, then lets them write on."""
        case, wave, code = self.shown.case or "", self.shown.wave, path or None
        asked = f"What {case} says of {path}" if path else f"The portrait of {case}"
        asked += f" in {wave}" if wave else ""

        def question(study: Study) -> str:
            me = study.viewer and fold_name(study.viewer)
            found = cell(study, case, code=code, wave=wave)
            return next((each.text for each in found if fold_name(each.coder) == me), "")

        def save(study: Study, text: str) -> bool:
            return summarise(study, case, text, code=code, wave=wave) is not None

        def saved(is_there: bool) -> None:
            self.screen.say(f"{asked}: {'written' if is_there else 'taken away'}.")

        def answer(text: str) -> None:
            self.screen.write(asked, text, save, saved)

        self.ask(question, answer)
