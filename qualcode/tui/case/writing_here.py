"""Portraits and summaries: which there are of a case, and how one is written."""

from collections.abc import Iterable

from qualcode.coding.reading_cases import CaseRead
from qualcode.coding.writing.summaries import Summary, summarise
from qualcode.names import fold_name
from qualcode.tui.case.coding_here import CodingHere

NO_CASES = "There are no cases yet: bring interviews in with `qualcode import FILES --case NAME`."


def all_written(read: CaseRead) -> list[Summary]:
    """The portraits and summaries of a case, those of waves last."""
    of_waves = [each for wave in read.waves for each in wave.summaries]
    return [*read.portrait, *read.summaries, *of_waves]


def own_words(
    written: Iterable[Summary], code: str | None, wave: str | None, coder: str | None
) -> str:
    """What a coder wrote in one cell; nothing where they didn't."""
    cell = code, wave, fold_name(coder or "")
    found = (e.text for e in written if (e.code, e.wave, fold_name(e.coder)) == cell)
    return next(found, "")


def asked(case: str, code: str | None, wave: str | None) -> str:
    """What stands over the text that is written."""
    if code is None and wave is None:
        return f"Portrait of {case}"
    when = f"in {wave}" if wave else "over all waves"
    return f"Summary of {case} {when}" + (f": {code}" if code else "")


class WritingHere(CodingHere):
    """A screen on which words of one's own are written on a case.

    `code` is that whose passages are, or were last, laid side by side.
    """

    def __init__(self) -> None:
        super().__init__()
        self.code: str | None = None

    def do_summary(self) -> None:
        if self.by_code:
            self._write(self.code, self._wave)
        else:
            self._write(None, None)

    def do_summary_other(self) -> None:
        if self.by_code:
            self._write(self.code, None)
        elif self._wave is None:
            self.say("This is in no wave: s writes the portrait.")
        else:
            self._write(None, self._wave)

    @property
    def _wave(self) -> str | None:
        stops = self.way.stops
        return stops[self.way.at].wave if stops else None

    def _write(self, code: str | None, wave: str | None) -> None:
        if self.shown is None:
            self.say(NO_CASES)
            return
        read = self.shown.by_code if code and self.shown.by_code else self.shown.read
        self.write(
            asked(read.case, code, wave),
            own_words(all_written(read), code, wave, self.bench.viewer),
            lambda study, text: summarise(study, read.case, text, code=code, wave=wave),
            lambda made: self.reload("Saved." if made else "Taken away."),
        )
