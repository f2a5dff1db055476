"""What is done to passages: other codes, off they go, stars, memos. One event a key."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from qualcode.coding.marking import uncode
from qualcode.coding.recoding import Recoded, recode
from qualcode.coding.retrieval import Coding
from qualcode.coding.writing.memos import Memo, memos, rewrite_memo, write_memo
from qualcode.coding.writing.quoting import star
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.tui.page.drawing import fitted
from qualcode.tui.passages.browsing import Browsing
from qualcode.tui.passages.found import QUEUE
from qualcode.tui.widgets.picker import Choice, Picker
from qualcode.written import counted

T = TypeVar("T")
TOLD = 60  # cells of a memo to choose
THAT_IS_ALL, NEW = "", "new"  # choices that are no code, and no memo


class Changes:
    """Changes the passages that are marked on a screen, or the one under its cursor."""

    def __init__(self, place: Browsing) -> None:
        self._place = place

    # Other codes

    def answer(self, part: str) -> None:
        """Gives what waits in the queue a part of the code that was split."""
        found, targets = self._place.rows.found, self._targets
        if found is not None and all(part in found.choices[each.id] for each in targets):
            self.recode([part])
        else:
            self._place.say("What is marked comes from codes that were split differently.")

    def do_keep(self) -> None:
        self.recode((), keep=True)

    def do_recode(self) -> None:
        self._pick("Which code do they get?", self._picked)

    def _picked(self, code: str | None) -> None:
        if code is not None:
            self.recode([code])

    def do_recode_several(self) -> None:
        self._pick("Which codes do they get? The first:", partial(self._one_more, ()))

    def _one_more(self, codes: tuple[str, ...], code: str | None) -> None:
        if code == THAT_IS_ALL:
            self.recode(codes)
        elif code is not None:
            codes = (*codes, code)
            self._pick(f"{', '.join(codes)}, and besides?", partial(self._one_more, codes), codes)

    def _pick(
        self, asked: str, answer: Callable[[str | None], None], without: Sequence[str] = ()
    ) -> None:
        """Asks for a code; the parts of one that was split come first."""
        found = self._place.rows.found
        if found is None or not self._own(self._targets):
            return
        ends = [Choice(THAT_IS_ALL, "no other: that is all")] if without else []
        words = {code.code: " ".join([*code.names.values(), *code.keywords]) for code in found.book}
        order = dict.fromkeys([*self._place.parts.values(), *words])
        codes = [Choice(each, each, words.get(each, "")) for each in order if each not in without]
        self._place.app.push_screen(Picker(asked, [*ends, *codes]), answer)

    def recode(self, codes: Sequence[str], *, keep: bool = False) -> None:
        """Gives the targets these codes, or says that the one they have fits."""
        targets = self._targets
        ids = self._own(targets)
        if ids:
            self._change(
                ids,
                lambda study: recode(study, ids, codes, keep=keep),
                partial(_recoded, codes, len(targets) - len(ids)),
                leaves=self._place.mode == QUEUE,
            )

    def do_remove(self) -> None:
        targets = self._targets
        ids = self._own(targets)
        if ids:
            told = _with_others(f"Took off {counted(len(ids), 'coding')}", len(targets) - len(ids))
            self._change(ids, lambda study: uncode(study, ids), lambda _: told, leaves=True)

    # Stars and memos, on anybody's codings

    def do_star(self) -> None:
        found, ids = self._place.rows.found, [each.id for each in self._targets]
        if not ids or found is None:
            return
        me = fold_name(self._place.bench.viewer or "")
        mine = {row for row, coders in found.starred.items() if me in map(fold_name, coders)}
        starred = not mine.issuperset(ids)
        told = "Chosen as quotes" if starred else "No longer quotes"
        self._change(
            ids,
            lambda study: star(study, ids, starred=starred),
            lambda number: f"{told}: {counted(number, 'passage')}.",
        )

    def do_memo(self) -> None:
        """A memo on the one under the cursor: a new one, or one of the coder's own there."""
        row, me = self._place.under_cursor, fold_name(self._place.bench.viewer or "")
        if not isinstance(row, Coding):
            self._place.say("There is no passage here.")
            return
        self._place.ask(
            lambda study: [
                memo for memo in memos(study, on=_on(row)) if fold_name(memo.coder) == me
            ],
            partial(self._which_memo, row),
        )

    def _which_memo(self, row: Coding, mine: list[Memo]) -> None:
        texts = {memo.id: memo.text for memo in mine}
        if not texts:
            self._write_memo(row, texts, NEW)
            return
        choices = [Choice(row_id, fitted(text, TOLD).rstrip()) for row_id, text in texts.items()]
        answer = partial(self._write_memo, row, texts)
        picker = Picker("Which memo?", [*choices, Choice(NEW, "a new one")])
        self._place.app.push_screen(picker, answer)

    def _write_memo(self, row: Coding, texts: dict[str, str], chosen: str | None) -> None:
        if chosen is None:
            return

        def question(study: Study, text: str) -> Memo:
            if chosen in texts:
                return rewrite_memo(study, chosen, text=text)
            return write_memo(study, text, on=_on(row))

        turn = f", turn {row.turn}" if row.turn else ""
        asked = f"Memo on {row.code}, {row.document}{turn}"
        saved = partial(self._place.reload, "The memo is saved.")
        self._place.write(asked, texts.get(chosen, ""), question, lambda _: saved())

    # How it is done

    @property
    def _targets(self) -> list[Coding]:
        found = [row for row in self._place.rows.targets if isinstance(row, Coding)]
        if not found:
            self._place.say("There is no passage here.")
        return found

    def _own(self, targets: Sequence[Coding]) -> list[str]:
        """The ids of those that are the coder's own; says whose they are where none is."""
        viewer = self._place.bench.viewer
        if viewer is None:
            return [each.id for each in targets]  # the desk says that nobody is named
        own = [each.id for each in targets if fold_name(each.coder) == fold_name(viewer)]
        if targets and not own:
            who = " and ".join(sorted({each.coder for each in targets}))
            self._place.say(f"What {who} coded, only {who} can change.")
        return own

    def _change(
        self,
        ids: Sequence[str],
        question: Callable[[Study], T],
        told: Callable[[T], str],
        *,
        leaves: bool = False,
    ) -> None:
        """Has it done at the desk; rows that leave the list do so at once."""
        place = self._place
        if leaves:
            place.rows.leave(ids)
            place.fill()

        def changed(answer: T) -> None:
            place.rows.marked.clear()
            if place.mode == QUEUE:
                place.last = told(answer).removesuffix(".")  # a notice would cover the passage
            else:
                place.say(told(answer))
            place.look(place.where, gone=ids)

        def failed(why: str) -> None:
            place.rows.stay(ids)
            place.rows.narrow()
            place.fill()
            place.bench.tell_error(why)

        place.ask(question, changed, failed)


def _on(coding: Coding) -> str:
    return f"coding:{coding.id}"


def _recoded(codes: Sequence[str], others: int, made: Recoded) -> str:
    told = (
        f"Recoded to {', '.join(codes)}" if codes else f"Kept {counted(len(made.kept), 'coding')}"
    )
    if made.others:
        told += f"; what {', '.join(one.coder for one in made.others)} wrote on it goes along"
    return _with_others(told, others)


def _with_others(told: str, others: int) -> str:
    return f"{told}; {others} of others stay as they are." if others else f"{told}."
