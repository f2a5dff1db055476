"""Who speaks in a document, shown over the Library; Enter says what somebody is."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualcode.coding.arriving.roles import ROLES
from qualcode.coding.arriving.speaking import AWAY, Speaker, set_speakers
from qualcode.tui.bench import Bench
from qualcode.tui.page.drawing import fitted
from qualcode.tui.widgets.completing import one_of
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.listing import BOLD, DIM, Line, Listing

NAME, ROLE, CASE = 18, 21, 8  # columns
NOBODY = "(nobody is named)"


class Speakers(ModalScreen[int]):
    """The speakers of a document. Each change is written when it is made; answers how many."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    Speakers { align: center middle; background: $background 60%; }
    Speakers Vertical { width: 84; max-width: 95%; height: 20; max-height: 90%;
      border: round $primary; background: $surface; padding: 0 1; }
    Speakers Label { color: $foreground; text-style: bold; }
    """

    def __init__(self, document: str, found: Sequence[Speaker], cases: Sequence[str]) -> None:
        super().__init__()
        self.document, self.found, self._cases = document, list(found), cases
        self._made = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(Content(f"Who speaks in {self.document}?"))
            yield Static()
            yield Listing(self._row)
            yield Static(Content("Enter says what somebody is · Esc leaves"))

    def on_mount(self) -> None:
        self.query_one(Listing).fill(len(self.found))
        self.query_one(Listing).focus()

    def _row(self, at: int) -> Line:
        each = self.found[at]
        many = "1 turn" if each.turns == 1 else f"{each.turns} turns"
        return (
            (f"{fitted(each.speaker or NOBODY, NAME)} ", BOLD),
            (f"{fitted(each.role, ROLE)} ", None),
            (f"{fitted(each.case or '', CASE)} ", None),
            (f"{many}, {each.words} words", DIM),
        )

    def action_leave(self) -> None:
        self.dismiss(self._made)

    @on(Listing.Chosen)
    def _choose(self) -> None:
        each = self.found[self.query_one(Listing).cursor]
        name = each.speaker
        if name is None:
            self.notify("Nobody is named there, so there is nobody to say it of.", markup=False)
            return

        def done(form: Form) -> None:
            role, case = (form.values[of] or AWAY for of in ("role", "case"))
            assert isinstance(self.app, Bench)
            self.app.ask(
                lambda study: set_speakers(
                    study, self.document, [f"{name}={role}"], [f"{name}={case}"]
                ),
                written,
                form.refuse,
            )

        def written(found: list[Speaker]) -> None:
            form.close()
            self._made += found != self.found
            self.found = found
            self.query_one(Listing).fill(len(found))

        roles = f"{', '.join(ROLES)}, or a word of your own."
        form = Form(
            f"What is {name}?",
            [
                Field("role", "Role", each.role, roles, one_of(ROLES)),
                Field("case", "Case", each.case or "", "In a group: the case that speaks.",
                      one_of(self._cases)),
            ],
            done,
            does="saves it",
        )  # fmt: skip
        self.app.push_screen(form)
