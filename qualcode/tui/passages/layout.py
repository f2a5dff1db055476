"""Rows of a list, as they are drawn in a width: what stands in columns, and the words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.style import Style

from qualcode.coding.retrieval import Coding
from qualcode.coding.staleness import Stale
from qualcode.names import fold_name
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import cells, shown
from qualcode.tui.passages.rows import Row
from qualcode.tui.widgets.listing import BOLD, DIM, Line

MARKED, STARRED, NOTED = "●", "★", "✎"
TURN = 4
BEFORE_HIT = 16  # characters of a passage that are kept before the words looked for
WHY = {"new": "is new since", "definition": "means something else since", "split": "was split on"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The cells of each column; none for the coder where there is only one."""

    document: int
    speaker: int
    code: int
    coder: int
    words: int


@dataclass(frozen=True, slots=True)
class Signs:
    """What is told of a row before its words."""

    marked: bool = False
    starred: bool = False
    noted: bool = False

    def __str__(self) -> str:
        signs = ((self.marked, MARKED), (self.starred, STARRED), (self.noted, NOTED))
        return "".join(sign if is_so else " " for is_so, sign in signs) + " "


def columns(found: Sequence[Row], width: int) -> Columns:
    """Columns as wide as what stands in them, up to a share of the width; the rest is words."""
    coders = {each.coder for each in found}
    speakers = [each.speaker or "–" for each in found if isinstance(each, Coding)]
    document = _wide((each.document for each in found), width // 7)
    speaker = _wide(speakers, width // 10)
    code = _wide((each.code for each in found), width // 4)
    coder = _wide(coders, width // 12) if len(coders) > 1 else 0
    gaps = 2 + (1 if coder else 0)
    taken = len(str(Signs())) + document + len("■ ") + code + coder + gaps
    if speakers:
        taken += TURN + speaker + 2
    return Columns(document, speaker, code, coder, max(1, width - taken))


def _wide(told: Iterable[str], most: int) -> int:
    return max(1, min(most, max(map(cells, set(told)), default=1)))


def passage_row(
    coding: Coding, of: Columns, signs: Signs, colour: str, looked_for: Sequence[str] = ()
) -> Line:
    """A passage: where it stands, who says it, its code, and as many of its words as fit."""
    coder = f"{fitted(coding.coder, of.coder)} " if of.coder else ""
    words = near_hit(coding.quote, looked_for)
    return (
        (str(signs), BOLD),
        (f"{fitted(coding.document, of.document)} ", None),
        (f"{coding.turn or '':>{TURN}} ", DIM),
        (f"{fitted(coding.speaker or '–', of.speaker)} ", DIM),
        ("■ ", Style(color=colour)),
        (f"{ending(coding.code, of.code)} {coder}", None),
        (fitted(words[: 4 * of.words], of.words), None),
    )


def stale_row(row: Stale, of: Columns, marked: bool, colour: str) -> Line:
    """A document and a code that need another look, and why."""
    older = f" · {row.codings} coded before" if row.codings else ""
    coder = f"{fitted(row.coder, of.coder)} " if of.coder else ""
    return (
        (str(Signs(marked=marked)), BOLD),
        (f"{fitted(row.document, of.document)} ", None),
        ("■ ", Style(color=colour)),
        (f"{ending(row.code, of.code)} {coder}", None),
        (fitted(f"{WHY[row.why]} {row.since[:10]}{older}", of.words), None),
    )


def ending(path: str, width: int) -> str:
    """A code in so many cells: of a long path its end, which tells most."""
    told, parts = shown(path), shown(path).split("/")[1:]
    while cells(told) > width and parts:
        told, parts = f"…/{'/'.join(parts)}", parts[1:]
    return fitted(told, width)


def near_hit(words: str, looked_for: Sequence[str]) -> str:
    """The words from a little before the first that was looked for, where that stands far in."""
    folded = fold_name(words)
    hits = [at for each in looked_for if (at := folded.find(each)) >= 0]
    at = min(hits, default=0)
    if at <= BEFORE_HIT:
        return words
    begin = words.find(" ", at - BEFORE_HIT, at) + 1 or at
    return f"…{words[begin:]}"
