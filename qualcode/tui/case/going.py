"""From wave to wave of a case, and from case to case."""

from qualcode.tui.case.writing_here import WritingHere
from qualcode.tui.widgets.picker import Choice, Picker


class Going(WritingHere):
    """A screen that shows a case, in one way or the other."""

    def __init__(self) -> None:
        super().__init__()
        self.case: str | None = None

    def read(self, case: str | None) -> None:
        """Shows a case; without a name, the one to begin with."""
        raise NotImplementedError

    # Waves

    def do_next_wave(self) -> None:
        self._visit(self.way.further(1))

    def do_previous_wave(self) -> None:
        self._visit(self.way.further(-1))

    def _visit(self, at: int | None) -> None:
        if at is None:
            self.say("There is no further interview that way.")
        else:
            self.way.visit(at)

    def do_pick_wave(self) -> None:
        stops = enumerate(self.way.stops)
        choices = [Choice(str(n), f"{each.label}  {each.words}") for n, each in stops]
        self.app.push_screen(Picker("Which wave?", choices), self._wave_picked)

    def _wave_picked(self, at: str | None) -> None:
        if at is not None:
            self.way.visit(int(at))

    # Cases

    def do_next_case(self) -> None:
        self._step_case(1)

    def do_previous_case(self) -> None:
        self._step_case(-1)

    def _step_case(self, step: int) -> None:
        names = [each.case for each in self.shown.cases] if self.shown else []
        at = names.index(self.case) + step if self.case in names else -1
        if 0 <= at < len(names):
            self.read(names[at])
        else:
            self.say("There is no further case that way.")

    def do_pick_case(self) -> None:
        known = self.shown.cases if self.shown else ()
        choices = [
            Choice(each.case, each.case, each.attributes, told=each.attributes) for each in known
        ]
        self.app.push_screen(Picker("Which case?", choices), self._case_picked)

    def _case_picked(self, case: str | None) -> None:
        if case is not None:
            self.read(case)
