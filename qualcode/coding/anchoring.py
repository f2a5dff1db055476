"""Finds the passage that a person quotes: to the letter, else as near as makes no doubt."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from qualcode.errors import InputError
from qualcode.spans import Span

NEGATIONS = set("niet geen nooit niks niets nergens niemand not no never nothing".split())  # noqa: SIM905
NEAR = 88  # per cent alike; below it a quote counts as not there


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands; `likeness` is 100 where it stands there to the letter."""

    span: Span
    likeness: float


def anchor(text: str, quote: str, document: str) -> Anchor:
    """The one place of `quote` in `text`; `document` is its name, for the complaint.

    Looks for the very words, then for them without regard to case and white space, then
    for the passage most like them. Raises InputError where there is none, or several.
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
        if len(found) > 1:
            where = ", ".join(map(str, found[:5]))
            raise InputError(
                f"«{quote}» stands {len(found)} times in {document} (at {where}).",
                "Quote more of it, or give --span.",
            )
        if found:
            return Anchor(found[0], 100.0)
    return _nearest(text, quote, document)


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


def _negations(text: str) -> int:
    return sum(word in NEGATIONS for word in re.findall(r"\w+", text.casefold()))


def _same_length_casefold(text: str) -> str:
    """`text` in lower case, each character where it was ("ß" doesn't become two)."""
    return "".join(low if len(low := char.casefold()) == 1 else char for char in text)


def _whole_words(text: str, start: int, end: int) -> Span:
    """The span grown or shrunk so that it cuts no word and holds no white space at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
