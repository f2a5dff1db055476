"""Where codes stand, and what has consequences for codings: moves, merges, splits, removals."""

from collections.abc import Sequence
from functools import partial

from qualcode.codebook.editing import move
from qualcode.codebook.foreseeing import Work, work_on
from qualcode.codebook.reshaping import merge, remove, split
from qualcode.codebook.shifting import DOWN, IN, OUT, UP, shift
from qualcode.codebook.tree import Code
from qualcode.tui.codebook import words
from qualcode.tui.codebook.changing import Changing, Plan
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.picker import Choice, Picker
from qualcode.written import counted

TOP = "top"
KEEP, REMOVE, MOVE = "keep", "remove", "move"
GO_ALONG = "Its codings go along, and count for what it lies under from then on."


class Reshaping(Changing):
    """The shape of the codebook."""

    def do_move(self) -> None:
        code, found = self.in_use(), self.shown
        if code is None or found is None:
            return
        inside = {each.id for each in found.book.branch(code)}
        choices = [Choice(TOP, "(at the top)")] if code.parent_id is not None else []
        choices += [_choice(each) for each in found.book if each.id not in inside]
        picker = Picker(f"Move {code.code} under which code?", choices)
        self.app.push_screen(picker, partial(self._moved, code))

    def _moved(self, code: Code, picked: str | None) -> None:
        if picked is None:
            return
        under = None if picked == TOP else self._path(picked)
        self.carry_out(
            Plan(
                f"Move {code.code} {f'under {under}' if under else 'to the top'}?",
                lambda study: move(study, code.code, under=under, top=under is None),
                note=GO_ALONG,
                follow=code.id,
            )
        )

    def do_move_up(self) -> None:
        self._shift(UP)

    def do_move_down(self) -> None:
        self._shift(DOWN)

    def do_move_in(self) -> None:
        self._shift(IN)

    def do_move_out(self) -> None:
        self._shift(OUT)

    def _shift(self, way: str) -> None:
        code = self.in_use()
        if code is not None:
            self.carry_out(
                Plan(
                    f"Move {code.code} {way}?",
                    lambda study: shift(study, code.id, way),
                    note=GO_ALONG,
                    follow=code.id,
                )
            )

    # What has consequences for codings

    def do_merge(self) -> None:
        found = self.shown
        code = None if self.marks else self.in_use()
        if found is None or not (self.marks or code):
            return
        ids = self.marks or {code.id if code else ""}
        going = [each for each in found.book if each.id in ids]
        inside = {each.id for one in going for each in found.book.branch(one)}
        choices = [_choice(each) for each in found.book if each.id not in inside]
        asked = f"Merge {_listed(going)} into which code?"
        self.app.push_screen(Picker(asked, choices), partial(self._merged, going))

    def _merged(self, going: Sequence[Code], picked: str | None) -> None:
        if picked is None:
            return
        into, names = self._path(picked), [each.code for each in going]
        self.carry_out(
            Plan(
                f"Merge {_listed(going)} into {into}?",
                lambda study: merge(study, names, into),
                note=f"Codings on them count for {into} from then on; none is rewritten.",
                follow=picked,
            )
        )

    def do_split(self) -> None:
        code = self.in_use()
        if code is not None:
            self.fill_in(
                f"Split {code.code} into which codes?",
                [Field("into", "into", hint="names with commas between; with a / a whole path")],
                lambda typed: Plan(
                    f"Split {code.code}?",
                    lambda study: split(study, code.code, _parts(typed["into"])),
                    note="Codings on it wait in the queue (q), where their coder says which part"
                    " they belong to.",
                    told=lambda outcome: f"{words.done(outcome)} q shows what waits.",
                    follow=code.id,
                ),
                "splits it",
            )

    def do_remove(self) -> None:
        code, found = self.in_use(), self.shown
        if code is not None and found is not None:
            ids = [each.id for each in found.book.branch(code)]
            self.ask(lambda study: work_on(study, ids), partial(self._ask_removal, code))

    def _ask_removal(self, code: Code, work: Work) -> None:
        if not work:
            self._remove(code, None)
            return
        above = code.code.rpartition("/")[0]
        stays = f"they stay where they lie, and count for {above}" if above else "they stay"
        choices = [
            Choice(KEEP, f"keep: {stays}"),
            Choice(MOVE, "move: they count for another code …"),
            Choice(REMOVE, "remove: they are taken off, whoever's they are"),
        ]
        told = words.work_told(work).removeprefix("It touches ")
        asked = f"{told.removesuffix('.')} on {code.code}: what becomes of them?"
        picker = Picker(asked, choices)
        self.app.push_screen(picker, partial(self._removal, code))

    def _removal(self, code: Code, rule: str | None) -> None:
        assert self.shown is not None
        if rule == MOVE:
            inside = {each.id for each in self.shown.book.branch(code)}
            choices = [_choice(each) for each in self.shown.book if each.id not in inside]
            picker = Picker("They count for which code?", choices)
            self.app.push_screen(picker, partial(self._removal_to, code))
        elif rule is not None:
            self._remove(code, rule)

    def _removal_to(self, code: Code, picked: str | None) -> None:
        if picked is not None:
            self._remove(code, f"{MOVE}:{self._path(picked)}")

    def _remove(self, code: Code, rule: str | None) -> None:
        assert self.shown is not None
        below = len(self.shown.book.branch(code)) - 1
        along = f" and the {counted(below, 'code')} under it" if below else ""
        notes = {
            None: "",
            KEEP: "Codings and summaries stay where they lie.",
            REMOVE: "Codings and summaries are taken off; u brings them back with it.",
        }
        self.carry_out(
            Plan(
                f"Remove {code.code}{along}?",
                lambda study: remove(study, code.code, codings=rule, branch=True),
                note=notes.get(rule, f"Codings count for {(rule or '').partition(':')[2]} then."),
                always=True,
            )
        )

    def _path(self, code_id: str) -> str:
        assert self.shown is not None
        return self.shown.book.resolve(code_id).code


def _choice(code: Code) -> Choice:
    return Choice(code.id, code.code, " ".join([*code.names.values(), *code.keywords]))


def _listed(codes: Sequence[Code]) -> str:
    return ", ".join(code.code for code in codes)


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split(",") if part.strip()]
