"""How the codebook is changed from its screen: what touches somebody's work is shown first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from qualcode.codebook.foreseeing import Act, Foreseen, Outcome, carefully
from qualcode.codebook.taking_back import Turned, do_again, take_back
from qualcode.errors import QualcodeError
from qualcode.study.file import Study
from qualcode.tui.codebook import words
from qualcode.tui.codebook.actions import CHANGING
from qualcode.tui.codebook.viewing import CodebookView
from qualcode.tui.page.wrapping import shown as drawn
from qualcode.tui.widgets.asking import Confirming
from qualcode.tui.widgets.form import Field, Form

CHANGES = frozenset(action.name for action in CHANGING)
HELD = (
    "You are in an open blind round, in which the codebook holds still. Put it on the agenda:"
    " `qualcode flag CODE --text …`."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A change: the question that is put where it touches work, and what to say when it is made.

    `note` says what else comes of it. `follow` is the code (its id) that the cursor goes to;
    with `to_new` that is the first one it makes. `always` asks whatever it touches; `counts`
    says what it adds to the changes made here that can be taken back.
    """

    asked: str
    act: Act
    note: str = ""
    told: Callable[[Any], str] = words.done
    follow: str | None = None
    to_new: bool = False
    always: bool = False
    counts: int = 1


class Changing(CodebookView):
    """The codebook, with the way in which all changes of it are made."""

    def __init__(self) -> None:
        super().__init__()
        self._made = 0  # changes made here that aren't taken back: undo needn't ask about them

    def perform(self, name: str) -> None:
        if name in CHANGES and self.shown is not None and self.shown.held:
            self.bench.tell_error(HELD)
        else:
            super().perform(name)

    def carry_out(
        self,
        plan: Plan,
        failed: Callable[[str], None] | None = None,
        made: Callable[[], None] | None = None,
    ) -> None:
        """Makes a change, if need be once the person has seen what it would touch."""
        self.ask(
            partial(carefully, act=plan.act, always=plan.always),
            lambda answer: self._tried(plan, answer, failed, made=made),
            failed,
        )

    def _tried(
        self,
        plan: Plan,
        answer: tuple[Foreseen, Outcome | None],
        failed: Callable[[str], None] | None,
        *,
        made: Callable[[], None] | None = None,
        declined: Callable[[], None] | None = None,
    ) -> None:
        foreseen, outcome = answer

        def done(outcome: Outcome) -> None:
            if made is not None:
                made()
            self._changed(plan, outcome)

        if outcome is not None:
            done(outcome)
            return

        def agreed(yes: bool | None) -> None:
            if yes:
                self.ask(plan.act, done, failed)
            elif declined is not None:
                declined()

        lines = [*([plan.note, ""] if plan.note else []), *words.foreseen_lines(foreseen)]
        self.app.push_screen(Confirming(plan.asked, list(map(drawn, lines))), agreed)

    def _changed(self, plan: Plan, outcome: Outcome) -> None:
        if outcome.changes:
            self._made = max(0, self._made + plan.counts)
        made = [change.id for change in outcome.changes if change.what == "added"]
        self._follow = made[0] if plan.to_new and made else plan.follow
        self.reload(plan.told(outcome))

    def fill_in(
        self,
        asked: str,
        fields: Sequence[Field],
        plan_of: Callable[[Mapping[str, str]], Plan],
        does: str = "does it",
    ) -> None:
        """Asks for some lines and makes the change that they mean; they stay until it is made."""

        def filled(form: Form) -> None:
            try:
                plan = plan_of(form.values)
            except QualcodeError as error:
                form.refuse(str(error))
            else:
                self.carry_out(plan, form.refuse, made=form.close)

        self.app.push_screen(Form(asked, fields, filled, does=does))

    def write_text(self, asked: str, text: str, plan_of: Callable[[str], Plan]) -> None:
        """Lets a person write, and makes the change that it means; nothing written is lost."""

        def question(study: Study, written: str) -> tuple[str, tuple[Foreseen, Outcome | None]]:
            plan = plan_of(written)
            return written, carefully(study, plan.act, always=plan.always)

        def answer(told: tuple[str, tuple[Foreseen, Outcome | None]]) -> None:
            written, tried = told
            again = partial(self.write_text, asked, written, plan_of)
            self._tried(plan_of(written), tried, partial(self._mend, again), declined=again)

        self.write(asked, text, question, answer)

    def _mend(self, again: Callable[[], None], why: str) -> None:
        self.bench.tell_error(why)
        again()

    # Undo and redo, of the codebook alone: its changes are nobody's own

    def do_undo(self) -> None:
        asked = "Take back the last change of the codebook? It wasn't made here just now."
        plan = Plan(asked, take_back, told=_taken_back, always=True, counts=-1)
        if self._made:
            self.ask(plan.act, partial(self._changed, plan))
        else:
            self.carry_out(plan)

    def do_redo(self) -> None:
        plan = Plan("Do it again?", do_again, told=_done_again)
        self.ask(plan.act, partial(self._changed, plan))


def _taken_back(turned: Turned) -> str:
    return f"Taken back: {turned.label}. {words.done(turned)}"


def _done_again(turned: Turned) -> str:
    return f"Done again: {turned.label}. {words.done(turned)}"
