"""Case: one participant through all waves, as one text, or one code's passages side by side."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from qualcode.spans import Span
from qualcode.tui.case import beside
from qualcode.tui.case.beside import Beside, Pane
from qualcode.tui.case.going import Going
from qualcode.tui.case.joined import Place
from qualcode.tui.case.layout import columns
from qualcode.tui.case.opened import Opened, opened
from qualcode.tui.case.page import CasePage
from qualcode.tui.case.side_by_side import SideBySide
from qualcode.tui.case.stops import Stop
from qualcode.tui.case.telling import counted
from qualcode.tui.case.writing_here import NO_CASES, all_written
from qualcode.tui.coding.code_picker import code_choices
from qualcode.tui.coding.opened import colours_of, counts
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CASE, CODING, EVERYWHERE, TRANSCRIPT
from qualcode.tui.keys.help import Help
from qualcode.tui.page import actions as text_actions
from qualcode.tui.page.marks import Marks
from qualcode.tui.themes import INKS
from qualcode.tui.widgets.bars import Heading, Keys
from qualcode.tui.widgets.picker import Picker

NARROW, NARROW_BY_CODE = 110, 150  # columns below which nothing stands beside
BESIDE = 36
REST = 0.15  # seconds without a key
IN_TEXT = frozenset(action.name for action in text_actions.ACTIONS)


class CaseScreen(Going):
    """One case."""

    places: ClassVar[tuple[str, ...]] = (CASE, TRANSCRIPT)
    DEFAULT_CSS = """
    CaseScreen CasePage { width: 1fr; }
    CaseScreen SideBySide { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_from_elsewhere = False  # the side by side was gone to from another screen
        self._is_beside_alone = False  # on a narrow screen: in the place of the text
        self._left_at: dict[str, Place] = {}  # where each case was read
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Heading()
        with Horizontal():
            keys = self.bench.keymap.by_key(TRANSCRIPT)
            yield CasePage(INKS[self.app.theme], keys, self._rest)
            yield SideBySide()
            yield Beside()
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Heading).tell(f"Case · {self.bench.study_name}")
        self._turn(by_code=False)

    # What is shown

    def arrive(self, goal: Goal) -> None:
        place = None
        if goal.document is not None:
            place = Place(goal.document, goal.span.start if goal.span else 0)
        if goal.case or goal.document or goal.code:
            self.by_code = self._is_from_elsewhere = goal.code is not None
            self.code = goal.code or self.code
        self.read(goal.case or (None if goal.document else self.case), place)

    def reload(self, told: str = "") -> None:
        if told:
            self.say(told)
        self.read(self.case)

    def read(
        self,
        case: str | None,
        place: Place | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Reads a case; the cursor comes to `place`, else to where it was there."""
        self.case, code = case, self.code
        document = place.document if place else None

        def answer(found: Opened | None) -> None:
            self.show(found, place)
            if then is not None:
                then()

        self.ask(lambda study: opened(study, case, code, document=document), answer, self._not_read)

    def _not_read(self, why: str) -> None:
        """The case or the code isn't there, or no more: shows it without, or what was shown."""
        self.bench.tell_error(why)
        if self.code is not None:
            self.code, self.by_code = None, False
            self.read(self.case)
        else:
            self.case = self.shown.read.case if self.shown else None

    def show(self, found: Opened | None, place: Place | None = None) -> None:
        """Shows the case as it stands; where only codings changed, only these are drawn."""
        before, self.shown = self.shown, found
        page = self.page
        if found is None:
            page.show(NO_CASES, (), Marks())
            return
        self.case = found.read.case
        if before is not None and before.read.case == self.case:
            page.read_again(found.joined, Marks(found.marks))
        else:
            was = page.joined.place(page.cursor)
            if before is not None and was is not None:
                self._left_at[before.read.case] = was
            page.read(found.joined, Marks(found.marks), self._left_at.get(self.case))
        if place is not None:
            page.go_to(found.joined.position(place) or 0)
        if found.by_code is not None:
            self.code = found.by_code.code
            self.side.show(columns(found.by_code), colours_of(found.book))
        self._turn(by_code=self.by_code)

    def _turn(self, *, by_code: bool) -> None:
        """Shows the text, or the passages of one code."""
        self.by_code = by_code and self.shown is not None and self.shown.by_code is not None
        self.page.reserve(self.taken)
        footer = self.bench.keymap.footer((*self.working, EVERYWHERE), self.taken)
        self.query_one(Keys).tell(footer)
        self._arrange()
        if self.focused not in self._beside.panes:
            self._main.focus()
        self.tell()

    @property
    def working(self) -> tuple[str, ...]:
        """Whose keys work now: those of the text only where it is shown."""
        return (CASE,) if self.by_code else self.places

    @property
    def _main(self) -> Widget:
        return self.side if self.by_code else self.page

    @property
    def _beside(self) -> Beside:
        return self.query_one(Beside)

    def _arrange(self) -> None:
        """What stands where: beside the text, where there is room for it; else in its place."""
        fits = self.size.width >= (NARROW_BY_CODE if self.by_code else NARROW)
        alone = self._is_beside_alone and not fits
        self.page.display = not self.by_code and not alone
        self.side.display = self.by_code and not alone
        self._beside.display = fits or alone
        self._beside.styles.width = BESIDE if fits else "1fr"

    def on_resize(self) -> None:
        self._arrange()

    # What is said of it

    def _rest(self) -> None:
        """What stands beside follows when the keys rest: drawing it would cost each a frame."""
        if self._resting is None:
            self._resting = self.set_timer(REST, self._rested)
        else:
            self._resting.reset()

    def _rested(self) -> None:
        self._resting = None
        self.tell()

    @on(SideBySide.Moved)
    @on(Pane.Resized)
    def tell(self) -> None:
        found, way = self.shown, self.way
        if found is None or not way.stops:
            return
        here = way.stops[way.at]
        self._tell_heading(found, here.label)
        if self._beside.display:
            self._tell_beside(found, here)

    def _tell_beside(self, found: Opened, here: Stop) -> None:
        read = found.by_code if self.by_code and found.by_code else found.read
        who, pane = self._beside.panes
        who.tell(beside.who(found.read, read.summaries, who.width))
        # Side by side, what is written of the code stands in its columns.
        written = [s for s in all_written(read) if s.wave and not (self.by_code and s.code)]
        on_wave = [summary for summary in written if summary.wave == here.wave]
        lines = list(beside.of_wave(here.label, here.wave, on_wave, pane.width))
        if not self.by_code:
            page = self.page
            lines += beside.here(page.turn, page.selection, self.under_cursor, pane.width)
        pane.tell(lines)

    def _tell_heading(self, found: Opened, label: str) -> None:
        if self.by_code:
            told = f"{self.code}, {self.side.told}"
        else:
            lost = found.without_place
            told = counted(len(self.page.marks), "coding")
            told += f" ({lost} more on another version of a text)" if lost else ""
        blind = counted(len(found.blind), "document")
        last = f" · only your own codings in {blind}" if found.blind else ""
        told = f"Case · {found.read.case} · {label} · {told} · {self.bench.who}{last}"
        self.query_one(Heading).tell(told, blind=bool(found.blind))

    # Keys

    def perform(self, name: str) -> None:
        if name not in IN_TEXT:
            super().perform(name)
        elif self.by_code:
            self.say("That is for the text: t goes there.")
        else:
            self.page.act(name)

    def do_help(self) -> None:
        self.app.push_screen(Help(self.bench.keymap, (*self.working, EVERYWHERE), self.taken))

    def do_back(self) -> None:
        if self.focused in self._beside.panes:
            self._leave_beside()
        elif self.by_code and not self._is_from_elsewhere:
            self._turn(by_code=False)
        elif self.by_code or not self.page.unselect():
            self.bench.go_back()

    @on(SideBySide.Chosen)
    def do_open(self) -> None:
        document, span = self.way.opening
        if document is None:
            self.say("There is no interview here to open.")
        else:
            self.bench.go(Goal(CODING, document=document, span=span))

    # One code side by side

    def do_by_code(self) -> None:
        """Those under the cursor come first: Enter takes that."""
        if self.shown is None:
            self.say(NO_CASES)
            return
        here = {mark.code for mark in self.under_cursor}
        many = counts(self.page.marks.all)
        codes = [replace(c, aside=str(many[c.id] or "")) for c in code_choices(self.shown.book)]
        choices = sorted(codes, key=lambda choice: choice.id not in here)
        self.app.push_screen(Picker("Which code's passages?", choices), self._code_picked)

    def _code_picked(self, name: str | None) -> None:
        if name is not None:
            self.code, self._is_from_elsewhere = name, False
            was_text, self.by_code = not self.by_code, True
            self.read(self.case, then=self._same_wave if was_text else None)

    def _same_wave(self) -> None:
        """Puts the cursor into the wave that it was in when a case was read the other way."""
        way, other = self.way, self.page if self.by_code else self.side
        labels = [stop.label for stop in way.stops]
        here = other.stops[other.at].label if other.stops else None
        if here in labels and here != labels[way.at]:
            way.visit(labels.index(here))

    def do_switch(self) -> None:
        if self.shown is None or self.shown.by_code is None:
            self.do_by_code()
            return
        passage = self.under_cursor[:1] if self.by_code else []
        self._is_from_elsewhere = False
        self._turn(by_code=not self.by_code)
        self._same_wave()
        for mark in passage:
            self.page.choose(Span(mark.start, mark.end))

    # What stands beside

    def do_beside(self) -> None:
        ring: list[Widget | None] = [self._main, *self._beside.panes]
        at = ring.index(self.focused) if self.focused in ring else 0
        following = ring[(at + 1) % len(ring)]
        if following is None or following is self._main:
            self._leave_beside()
        else:
            self._is_beside_alone = True
            self._arrange()
            following.focus()

    def _leave_beside(self) -> None:
        self._is_beside_alone = False
        self._arrange()
        self._main.focus()
