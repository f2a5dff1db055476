"""Finds the passage that a person quotes: to the letter, else as near as makes no doubt."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from qualcode.errors import InputError
from qualcode.spans import Span

DUTCH = "niet nie geen geeneens nooit niks niets nergens niemand noch zonder nauwelijks amper"
ENGLISH = "not no never nothing nobody nowhere none neither nor without hardly cannot"
NEGATIONS = frozenset(f"{DUTCH} {ENGLISH}".split())
APOSTROPHES = ("'", "’")
NEAR = 88  # per cent alike; below it a quote counts as not there


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands; `likeness` is 100 where it stands there to the letter."""

    span: Span
    likeness: float


def anchor(text: str, quote: str, document: str, occurrence: int | None = None) -> Anchor:
    """The one place of `quote` in `text`; `document` is its name, for the complaint.

    Looks for the very words, then for them without regard to case and white space, then
    for the passage most like them. Raises InputError where there is none, or several, unless
    `occurrence` says which of these is meant (1 is the first).
    """
    if not quote.strip():
        raise InputError("The quote is empty.", "Give the words that stand in the text.")
    quote = unicodedata.normalize("NFC", quote)  # as the text is; keyboards differ
    spaced = r"\s+".join(map(re.escape, quote.split()))
    for pattern in (re.escape(quote), spaced):
        # Looking ahead, so that "ha ha" stands twice in "ha ha ha".
        places = re.finditer(f"(?=({pattern}))", text, re.IGNORECASE)
        found = [Span(*match.span(1)) for match in places]
        exact = [span for span in found if text[span.start : span.end] == quote]
        found = exact or found
        whole = [span for span in found if _whole_words(text, span.start, span.end) == span]
        found = whole or found
        if found and occurrence is not None:
            return _occurrence(found, quote, document, occurrence)
        if len(found) > 1:
            where = ", ".join(map(str, found[:5]))
            raise InputError(
                f"«{quote}» stands {len(found)} times in {document} (at {where}).",
                "Quote more of it, or give --span.",
            )
        if found:
            return Anchor(found[0], 100.0)
    return _nearest(text, quote, document)


def _occurrence(found: list[Span], quote: str, document: str, occurrence: int) -> Anchor:
    if occurrence > len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise InputError(f"«{quote}» stands {times} in {document}, not {occurrence} times.")
    return Anchor(found[occurrence - 1], 100.0)


def _nearest(text: str, quote: str, document: str) -> Anchor:
    best = _best(text, quote)
    if best is None:
        raise InputError(
            f"«{quote}» doesn't stand in {document}, nor anything near it.",
            "Copy the words from `qualcode show`, or give --span.",
        )
    covered = "\n" * len(best.span)
    again = _best(text[: best.span.start] + covered + text[best.span.end :], quote)
    if again is not None:
        raise InputError(
            f"Two passages of {document} are like «{quote}» (at {best.span} and {again.span}).",
            "Quote more of it, or give --span.",
        )
    return best


def _best(text: str, quote: str) -> Anchor | None:
    if len(quote) > len(text):
        return None  # it would be found the other way round
    found = fuzz.partial_ratio_alignment(
        quote.casefold(), _same_length_casefold(text), score_cutoff=NEAR
    )
    if found is None or found.dest_start >= found.dest_end:
        return None
    span = _whole_words(text, found.dest_start, found.dest_end)
    if _negations(quote) != _negations(text[span.start : span.end]):
        return None  # one word apart, and the opposite
    return Anchor(span, min(found.score, 99.0))


def is_negation(word: str) -> bool:
    """True for a word, in lower case, that turns what is said into the opposite."""
    return word in NEGATIONS or word.endswith("n't")


def _negations(text: str) -> int:
    said = re.findall(r"\w+(?:'\w+)?", text.casefold().replace("’", "'"))
    return sum(map(is_negation, said))


def _same_length_casefold(text: str) -> str:
    """`text` in lower case, each character where it was ("ß" doesn't become two)."""
    return "".join(low if len(low := char.casefold()) == 1 else char for char in text)


def _whole_words(text: str, start: int, end: int) -> Span:
    """The span grown or shrunk so that it cuts no word and holds no white space at its ends."""
    while _within_word(text, start):
        start -= 1
    while _within_word(text, end):
        end += 1
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _within_word(text: str, at: int) -> bool:
    """True where a cut before `at` would cut a word; «don't» and «zo'n» are one."""
    before, here, after = text[at - 1 : at], text[at : at + 1], text[at + 1 : at + 2]
    if here.isalnum():
        return before.isalnum() or (before in APOSTROPHES and text[at - 2 : at - 1].isalnum())
    return here in APOSTROPHES and before.isalnum() and after.isalnum()
