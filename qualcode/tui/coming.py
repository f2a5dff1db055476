"""Screens that aren't built yet: what each will show, and what does it meanwhile."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import AGREEMENT, CLASSIFICATION, EVERYWHERE, TIMELINE, TITLES
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.workplace import Workplace


class Coming(Workplace):
    """A screen that says what it will show."""

    will_show: ClassVar[str]
    meanwhile: ClassVar[str]
    DEFAULT_CSS = "Coming VerticalScroll { padding: 1 2; background: $background; }"

    def compose(self) -> ComposeResult:
        yield Heading()
        with VerticalScroll():
            yield Static(Content("\n".join(self._lines())))
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Heading).tell(f"{TITLES[self.places[0]]} · {self.bench.study_name}")
        self.query_one(Keys).tell(self.bench.keymap.footer((EVERYWHERE,)))

    def arrive(self, _goal: Goal) -> None:
        pass  # there is nothing to read yet

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)

    def _lines(self) -> Iterator[str]:
        yield "This screen isn't built yet."
        yield ""
        yield f"It will show {self.will_show}"
        yield ""
        yield self.meanwhile


class TimelineScreen(Coming):
    """What was said when."""

    places: ClassVar[tuple[str, ...]] = (TIMELINE,)
    will_show = (
        "what each case said of a theme, wave by wave and by the time that was told of,\n"
        "with the periods of the study beside it."
    )
    meanwhile = "Until then: the Matrix (6) by wave, and `qualcode matrix --by period`."


class AgreementScreen(Coming):
    """How far coders agree."""

    places: ClassVar[tuple[str, ...]] = (AGREEMENT,)
    will_show = (
        "how far coders agree on each code, with intervals; from there the passages on which\n"
        "they differ, and the decisions of the team."
    )
    meanwhile = "Until then: `qualcode adjudicate` lists and settles where coders differ."


class ClassificationScreen(Coming):
    """CMD or EPA."""

    places: ClassVar[tuple[str, ...]] = (CLASSIFICATION,)
    will_show = (
        "for each case the claims on care duration, care intensity and diagnosis with their\n"
        "passages, and the verdict they lead to: CMD, EPA, undecided or insufficient."
    )
    meanwhile = "Until then: code what is said of them, and read it in the Case screen (4)."
