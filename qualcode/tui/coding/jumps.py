"""Jumping about in a text: codings, turns, speakers, finds."""

from qualcode.coding.retrieval import Where
from qualcode.coding.search.searching import search
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.coding.jumping import find_from, numbered, same_speaker, uncoded_turn
from qualcode.tui.coding.part import Part
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import Said
from qualcode.tui.widgets.asking import Asking

SAME_CODINGS = "There is no further coding that way."


class Jumps(Part):
    """The keys that go somewhere else in the same document."""

    finds: tuple[Span, ...] = ()
    found_in = ""  # the document that was searched
    sought = ""

    def do_next_coding(self) -> None:
        self._to_coding(self.page.marks.following(self.page.cursor))

    def do_previous_coding(self) -> None:
        self._to_coding(self.page.marks.preceding(self.page.cursor))

    def _to_coding(self, mark: Mark | None) -> None:
        if mark is None:
            self.screen.say(SAME_CODINGS)
        else:
            self.page.place(mark.start)

    def do_next_uncoded(self) -> None:
        self._to_uncoded(1)

    def do_previous_uncoded(self) -> None:
        self._to_uncoded(-1)

    def _to_uncoded(self, step: int) -> None:
        turn = uncoded_turn(self.page.turns, self.page.marks, self.page.cursor, step)
        self._to_turn(turn, "There is no further turn without codings that way.")

    def do_next_of_speaker(self) -> None:
        self._to_same_speaker(1)

    def do_previous_of_speaker(self) -> None:
        self._to_same_speaker(-1)

    def _to_same_speaker(self, step: int) -> None:
        turn = same_speaker(self.page.turns, self.page.cursor, step)
        self._to_turn(turn, "There is no further turn of this speaker that way.")

    def _to_turn(self, turn: Said | None, otherwise: str) -> None:
        if turn is None:
            self.screen.say(otherwise)
        else:
            self.page.place(turn.start)

    def do_turn(self) -> None:
        turns = self.page.turns
        if not turns:
            self.screen.say("There are no turns in this text.")
            return
        numbers = f"{turns[0].n} to {turns[-1].n}"

        def wrong(said: str) -> str | None:
            return None if numbered(turns, said) else f"Its turns are numbered {numbers}."

        def typed(said: str | None) -> None:
            if said is not None:
                self._to_turn(numbered(turns, said), "That turn is gone.")

        self.screen.app.push_screen(Asking(f"Which turn? ({numbers})", wrong=wrong), typed)

    # Finding words

    def do_find(self) -> None:
        self.screen.app.push_screen(
            Asking(
                f'Find in {self.shown.name}: words, a beginning*, "several together"',
                self.sought,
                example="werk*",
                wrong=lambda said: None if said.strip() else "Type a word.",
            ),
            self._find,
        )

    def _find(self, said: str | None) -> None:
        if said is None:
            return
        self.sought, self.found_in = said.strip(), self.shown.name
        name, sought = self.found_in, self.sought

        def question(study: Study) -> tuple[Span, ...]:
            hits = search(study, sought, where=Where(doc=name)).hits
            return tuple(
                Span(hit.start, hit.end)
                for hit in hits
                if hit.start is not None and hit.end is not None
            )

        self.ask(question, self._found)

    def _found(self, finds: tuple[Span, ...]) -> None:
        self.finds = finds
        if finds:
            self._to_find(1, self.page.cursor - 1)
        else:
            self.screen.say(f"«{self.sought}» doesn't stand in {self.found_in}.")

    def do_next_find(self) -> None:
        self._to_next_find(1)

    def do_previous_find(self) -> None:
        self._to_next_find(-1)

    def _to_next_find(self, step: int) -> None:
        if not self.sought:
            self.do_find()
        elif self.found_in != self.shown.name:  # the same words in this document
            self._find(self.sought)
        elif not self.finds:
            self._found(())
        else:
            chosen = self.page.selection
            here = self.page.cursor - (step > 0)
            self._to_find(step, chosen.start if chosen else here)

    def _to_find(self, step: int, position: int) -> None:
        at = find_from(self.finds, position, step)
        self.page.choose(self.finds[at])
        self.screen.say(f"«{self.sought}»: {at + 1} of {len(self.finds)}")
