"""Is an edited form of a quote still the participant's words? Pure functions.

It may leave out words where it shows that (`…`, `...`, `(…)`, `[…]`), put in words of the
researcher's own between square brackets, which may stand in the place of others, and change
capitals and punctuation. Fillers may go unseen. Anything else is another quote.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.coding.anchoring import is_negation

# Sounds of thinking. «er» and «he» are words in Dutch and English, so they aren't here.
HESITATIONS = frozenset(
    "eh ehh ehm ehhm euh euhm uh uhh uhm um umm hm hmm hmmm mm mmm hè".split()  # noqa: SIM905
)
# Asides that say nothing, wherever they stand.
ASIDES = (("zeg", "maar"),)
# These say something in a sentence («dat weet je niet»), and nothing between commas. «Gewoon»,
# «nou», «ja ja», «ik bedoel» and «like» can carry an answer or a judgement, so they must stay.
BETWEEN_COMMAS = (
    ("weet", "je"), ("weet", "je", "wel"), ("weet", "u"), ("weet", "u", "wel"),
    ("weet", "ge"), ("snap", "je"), ("you", "know"), ("i", "mean"),
)  # fmt: skip

CUT = r"\((?:…|\.{3,})\)|\[\s*(?:…|\.{3,})\s*\]|…|\.{3,}"
PARTS = re.compile(rf"(?P<cut>{CUT})|\[(?P<own>[^\[\]]*)\]")
SHOWN = 6  # words of each side that a complaint shows


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and as it stands; `apart` where punctuation or an end precedes."""

    folded: str
    shown: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Where words of the original may be missing: a cut, or the words somebody put there."""

    own: frozenset[str] | None

    def may_hide(self, word: str) -> bool:
        """A cut hides any word; own words hide no «niet» that they don't have themselves."""
        return self.own is None or word in self.own or not is_negation(word)


def edited_form_problem(verbatim: str, edited: str) -> str | None:
    """Why `edited` is no edited form of `verbatim`, as the end of a sentence; None where it is."""
    said = words(verbatim)
    items = list(_items(edited))
    if not any(isinstance(item, Word) for item in items):
        return "keeps none of the words"
    reached = _past_fillers({0}, said)
    for n, item in enumerate(items):
        if isinstance(item, Gap):
            after = _past_gap(reached, said, item)
        else:
            after = {at + 1 for at in reached if at < len(said) and said[at].folded == item.folded}
        after = _past_fillers(after, said)
        if not after:
            is_open = n > 0 and isinstance(items[n - 1], Gap)
            return _differs(said, min(reached) if is_open else max(reached), items[n:])
        reached = after
    if len(said) in reached:
        return None
    return f"leaves out «{_shown(said[max(reached) :])}» at its end, and doesn't show it"


def words(text: str) -> list[Word]:
    """The words of a text: letters and digits, numbers whole, and signs such as % and €."""
    found: list[Word] = []
    apart, end = True, -1
    for start, stop in _pieces(text):
        apart = not found or any(not char.isspace() for char in text[end:start])
        shown = text[start:stop]
        folded = unicodedata.normalize("NFC", shown).casefold().replace("’", "'")
        found.append(Word(folded, shown, apart))
        end = stop
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for at, char in enumerate(text):
        inside = _is_letter(char) or (char in "'’.,:" and start is not None and _joins(text, at))
        if inside:
            start = at if start is None else start
            continue
        if start is not None:
            yield start, at
            start = None
        if char in "%‰&" or unicodedata.category(char) in ("Sc", "Sm", "So"):
            yield at, at + 1
    if start is not None:
        yield start, len(text)


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _joins(text: str, at: int) -> bool:
    """True for what stands within a word or a number: «zo'n», «don't», 1,5 and 9.30."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    if text[at] in "'’":
        return _is_letter(before) and _is_letter(after or " ")
    return before.isdigit() and after.isdigit()


def _items(edited: str) -> Iterator[Word | Gap]:
    at = 0
    for part in PARTS.finditer(edited):
        yield from words(edited[at : part.start()])
        if part["cut"] is not None:
            yield Gap(None)
        elif own := words(part["own"]):  # empty brackets show nothing
            yield Gap(frozenset(word.folded for word in own))
        at = part.end()
    yield from words(edited[at:])


def _past_gap(reached: set[int], said: Sequence[Word], gap: Gap) -> set[int]:
    found = set(reached)
    for start in sorted(reached):
        at = start
        while at < len(said) and gap.may_hide(said[at].folded):
            at += 1
            if at in found:
                break
            found.add(at)
    return found


def _past_fillers(reached: set[int], said: Sequence[Word]) -> set[int]:
    found, waiting = set(reached), list(reached)
    while waiting:
        at = waiting.pop()
        for length in _filler_lengths(said, at):
            if at + length not in found:
                found.add(at + length)
                waiting.append(at + length)
    return found


def _filler_lengths(said: Sequence[Word], at: int) -> Iterator[int]:
    if at < len(said) and said[at].folded in HESITATIONS:
        yield 1
    for filler in (*ASIDES, *BETWEEN_COMMAS):
        end = at + len(filler)
        if tuple(word.folded for word in said[at:end]) != filler:
            continue
        if filler in ASIDES or (said[at].apart and (end == len(said) or said[end].apart)):
            yield len(filler)


def _differs(said: Sequence[Word], at: int, items: Sequence[Word | Gap]) -> str:
    new = [item for item in items[:SHOWN] if isinstance(item, Word)]
    rest = said[at : at + SHOWN]
    first = new[0].folded if new else None
    left_out = next((n for n, word in enumerate(rest) if n and word.folded == first), None)
    if left_out:
        return (
            f"leaves out «{_shown(rest[:left_out])}» before «{new[0].shown}», and doesn't show it"
        )
    if not rest:
        return f"goes on with «{_shown(new)}» where the words end"
    return f"says «{_shown(new)}» where the words are «{_shown(rest)}»"


def _shown(found: Sequence[Word]) -> str:
    more = " …" if len(found) > SHOWN else ""
    return " ".join(word.shown for word in found[:SHOWN]) + more
