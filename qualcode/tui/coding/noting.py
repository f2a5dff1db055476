"""Writing beside the text: memos, quotes, questions for the team."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import shorten

from qualcode.coding.marking import Passage
from qualcode.coding.revising import revise
from qualcode.coding.writing.flags import flag, settle_flag
from qualcode.coding.writing.memos import KINDS, remove_memo, rewrite_memo, write_memo
from qualcode.coding.writing.quoting import quote
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.coding.notes import FLAG, MEMO, STAR, Note, notes, notes_on
from qualcode.tui.coding.part import Part
from qualcode.tui.page.marks import Mark
from qualcode.tui.widgets.picker import Choice, Picker

NEW, NOTE = "new", "note"
NO_CODING = "There is no coding under the cursor: code the passage first."


@dataclass(frozen=True, slots=True)
class Target:
    """What is written on: a coding, or a passage of the document; `told` says which."""

    on: str
    span: Span
    told: str
    mark: Mark | None = None

    @property
    def passage(self) -> Passage | None:
        """The passage, where it is one of the document."""
        return None if self.mark else Passage(self.span)


class Noting(Part):
    """The keys that write beside the text."""

    def _with_target(self, asked: str, then: Callable[[Target], None]) -> None:
        """Goes on with what is written on: the one thing it can be, or what a person chooses."""
        targets = self._targets()
        if not targets:
            self.screen.say("There is no text here to write on.")
        elif len(targets) == 1:
            then(targets[0])
        else:
            known = {str(n): target for n, target in enumerate(targets)}
            choices = [
                Choice(n, target.told, aside=target.mark.coder if target.mark else "")
                for n, target in known.items()
            ]

            def picked(choice: str | None) -> None:
                if choice is not None:
                    then(known[choice])

            self.screen.app.push_screen(Picker(asked, choices), picked)

    def _targets(self) -> list[Target]:
        """The codings here; where others words are selected, these come first; else the turn."""
        chosen, turn, marks = self.page.selection, self.page.turn, self.marks_here()
        exact = [m for m in marks if chosen and (m.start, m.end) == (chosen.start, chosen.end)]
        on_marks = [
            Target(
                f"coding:{mark.id}",
                Span(mark.start, mark.end),
                f"{mark.code} {self.words(mark.start, mark.end)}",
                mark,
            )
            for mark in exact or marks
        ]
        document = f"document:{self.shown.name}"
        if chosen is not None and not exact:
            words = self.words(chosen.start, chosen.end)
            return [Target(document, chosen, f"the passage {words}"), *on_marks]
        if not on_marks and turn is not None and turn.start < turn.end:
            words = self.words(turn.start, turn.end)
            return [Target(document, Span(turn.start, turn.end), f"turn {turn.n} {words}")]
        return on_marks

    def _notes(self, target: Target, sign: str) -> list[Note]:
        codings = {target.mark.id} if target.mark else set()
        found = notes_on(self.shown.notes, codings, target.span.start, target.span.end)
        on_it = [each for each in found if (each.coding is None) == (target.mark is None)]
        return [each for each in on_it if each.sign == sign]

    def _write(self, asked: str, text: str, question: Callable[[Study, str], object]) -> None:
        """Lets a person write; then shows the notes anew."""
        name = self.shown.name

        def save(study: Study, said: str) -> tuple[Note, ...]:
            question(study, said)
            return notes(study, name)

        self.screen.write(asked, text, save, self.screen.show_notes)

    # Memos

    def do_memo(self) -> None:
        self._with_target("A memo on what?", self._memo_on)

    def _memo_on(self, target: Target) -> None:
        mine = [each for each in self._notes(target, MEMO) if each.mine]
        choices = [Choice(f"{NEW}:{kind}", f"a new {kind} memo") for kind in KINDS]
        choices += [
            Choice(each.id, f"change «{shorten(each.text, 50, placeholder='…')}»", aside=each.kind)
            for each in mine
        ]
        mark = target.mark
        if mark is not None and mark.mine:
            does = "change" if mark.memo else "write"
            choices.append(Choice(NOTE, f"{does} the note of the coding itself"))

        def picked(choice: str | None) -> None:
            if choice == NOTE and mark is not None:
                self._write_note(mark)
            elif choice is not None and choice.startswith(f"{NEW}:"):
                self._new_memo(target, choice.partition(":")[2])
            elif choice is not None:
                self._change_memo(next(each for each in mine if each.id == choice))

        self.screen.app.push_screen(Picker(f"On {target.told}", choices), picked)

    def _new_memo(self, target: Target, kind: str) -> None:
        self._write(
            f"{kind.capitalize()} memo on {target.told}",
            "",
            lambda study, text: write_memo(
                study, text, kind=kind, on=target.on, passage=target.passage
            ),
        )

    def _change_memo(self, memo: Note) -> None:
        def save(study: Study, text: str) -> object:
            if text.strip():
                return rewrite_memo(study, memo.id, text=text)
            return remove_memo(study, memo.id)

        self._write(f"Your memo ({memo.kind}); empty takes it away", memo.text, save)

    def _write_note(self, mark: Mark) -> None:
        self.screen.write(
            f"The note of your coding {mark.code} {self.words(mark.start, mark.end)}",
            mark.memo,
            lambda study, text: revise(study, mark.id, memo=text),
            lambda now: self.show_revised(mark, now),
        )

    # Quotes

    def _with_coding(self, asked: str, then: Callable[[Mark], None]) -> None:
        marks = self.marks_here()
        if marks:
            self.with_one_of(asked, marks, then)
        else:
            self.screen.say(NO_CODING)

    def _my_star(self, mark: Mark) -> Note | None:
        stars = (each for each in self.shown.notes if each.sign == STAR and each.mine)
        return next((each for each in stars if each.coding == mark.id), None)

    def do_star(self) -> None:
        self._with_coding("Quote which coding?", self._star)

    def _star(self, mark: Mark) -> None:
        is_quote, name = self._my_star(mark) is None, self.shown.name

        def question(study: Study) -> tuple[Note, ...]:
            quote(study, mark.id, starred=is_quote)
            return notes(study, name)

        def answer(found: tuple[Note, ...]) -> None:
            self.screen.show_notes(found)
            told = f"{STAR} A quote" if is_quote else "No quote of yours any more"
            self.screen.say(f"{told}: {self.words(mark.start, mark.end)}.")

        self.ask(question, answer)

    def do_edited_form(self) -> None:
        self._with_coding("The edited form of which coding?", self._edit_form)

    def _edit_form(self, mark: Mark) -> None:
        star, words = self._my_star(mark), self.page.text[mark.start : mark.end]
        self._write(
            "How these words may be printed; show cuts as (…) and your own words as [words]",
            star.text if star and star.text else words,
            lambda study, text: quote(
                study, mark.id, starred=True, edited="" if text.strip() == words.strip() else text
            ),
        )

    # Questions for the team

    def do_flag(self) -> None:
        self._with_target("A question about what?", self._flag_on)

    def _flag_on(self, target: Target) -> None:
        open_ = self._notes(target, FLAG)
        if not open_:
            self._ask_team(target)
            return
        known = {each.id: each for each in open_}
        choices = [Choice(NEW, "ask the team something new")]
        choices += [
            Choice(each.id, f"settle «{shorten(each.text, 50, placeholder='…')}»", aside=each.coder)
            for each in open_
        ]

        def picked(choice: str | None) -> None:
            if choice == NEW:
                self._ask_team(target)
            elif choice is not None:
                self._settle(known[choice])

        self.screen.app.push_screen(Picker(f"On {target.told}", choices), picked)

    def _ask_team(self, target: Target) -> None:
        self._write(
            f"A question about {target.told}",
            "",
            lambda study, text: flag(study, target.on, text, passage=target.passage),
        )

    def _settle(self, question: Note) -> None:
        self._write(
            f"The answer to «{shorten(question.text, 60, placeholder='…')}» (or nothing)",
            "",
            lambda study, text: settle_flag(study, question.id, text if text.strip() else None),
        )
