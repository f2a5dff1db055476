"""Finds the passage that a person quotes: to the letter, else as near as makes no doubt."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from qualcode.errors import InputError
from qualcode.spans import Span

DUTCH = "niet nie geen geeneens nooit niks niets nergens niemand noch zonder nauwelijks amper"
ENGLISH = "not no never nothing nobody nowhere none neither nor without hardly cannot"
NEGATIONS = frozenset(f"{DUTCH} {ENGLISH}".split())
# Programs write quotation marks each in their own way; character for character, so that all
# stays where it is.
MARKS = str.maketrans("’‘ʼ‛`´“”„‟«»", "''''''" + 6 * '"')
SOLID = 4  # characters alike in a row that are no chance
LONGEST_LIKENESS = 4000  # characters; longer ones would take more than a moment
NEAR = 88  # per cent alike; below it a quote counts as not there


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands; `likeness` is 100 where it stands there to the letter."""

    span: Span
    likeness: float


def anchor(text: str, quote: str, document: str, occurrence: int | None = None) -> Anchor:
    """The one place of `quote` in `text`; `document` is its name, for the complaint.

    Looks for the words without regard to case and the kind of quotation marks, then to white
    space too, then for the passage most like them. Raises InputError where there is none, or
    several, unless `occurrence` says which of these is meant (1 is the first).
    """
    if not quote.strip():
        raise InputError("The quote is empty.", "Give the words that stand in the text.")
    asked = unicodedata.normalize("NFC", quote)  # as the text is; keyboards differ
    quote, text = plain_marks(asked), plain_marks(text)
    spaced = r"\s+".join(map(re.escape, quote.split()))
    for pattern in (re.escape(quote), spaced):
        # Looking ahead, so that "ha ha" stands twice in "ha ha ha".
        places = re.finditer(f"(?=({pattern}))", text, re.IGNORECASE)
        found = [Span(*match.span(1)) for match in places]
        whole = [span for span in found if _whole_words(text, span.start, span.end) == span]
        found = whole or found
        if found and occurrence is not None:
            return _occurrence(found, asked, document, occurrence)
        if len(found) > 1:
            where = ", ".join(map(str, found[:5]))
            raise InputError(
                f"«{asked}» stands {len(found)} times in {document} (at {where}).",
                "Quote more of it, or give --span.",
            )
        if found:
            return Anchor(found[0], 100.0)
    return _nearest(text, quote, document)


def plain_marks(text: str) -> str:
    """`text` with straight quotation marks and apostrophes, each where it was."""
    return text.translate(MARKS)


def _occurrence(found: list[Span], quote: str, document: str, occurrence: int) -> Anchor:
    if occurrence > len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise InputError(f"«{quote}» stands {times} in {document}, not {occurrence} times.")
    return Anchor(found[occurrence - 1], 100.0)


def _nearest(text: str, quote: str, document: str) -> Anchor:
    if len(quote) > LONGEST_LIKENESS:
        raise InputError(
            f"These words don't stand in {document} to the letter, and are too many"
            " to look for by likeness.",
            "Quote a part of them, or give --span.",
        )
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
    window = _whole_words(text, found.dest_start, found.dest_end)
    span = _whole_words(text, *_matching(quote, text, found.dest_start, found.dest_end))
    for each in (window, span):
        if _negations(quote) != _negations(text[each.start : each.end]):
            return None  # one word apart, and the opposite
    # A mark that opens or closes both weighs too little to be kept by likeness alone.
    start = span.start - (quote[0] in "'\"" and text[span.start - 1 : span.start] == quote[0])
    end = span.end + (quote[-1] in "'\"" and text[span.end : span.end + 1] == quote[-1])
    span = Span(start, end)
    return Anchor(span, min(found.score, 99.0))


def _matching(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Where the quote lies in text[start:end], by the first and last words that are alike.

    The window that likeness finds is as long as the quote, so that a word too many in the
    quote brings in a word that isn't meant.
    """
    window = _same_length_casefold(text[start:end])
    same = [
        block
        for block in Indel.opcodes(quote.casefold(), window)
        if block.tag == "equal" and _is_solid(window, block.dest_start, block.dest_end)
    ]
    if not same:
        return start, end
    before, behind = same[0].src_start, len(quote) - same[-1].src_end
    first, last = start + same[0].dest_start, start + same[-1].dest_end
    return max(0, first - before), min(len(text), last + behind)


def _is_solid(window: str, start: int, end: int) -> bool:
    """True for a stretch that isn't just a letter or two which any words share."""
    return end - start >= SOLID or (
        not window[start - 1 : start].strip() and not (window[end : end + 1].strip())
    )


def is_negation(word: str) -> bool:
    """True for a word, in lower case, that turns what is said into the opposite."""
    return word in NEGATIONS or word.endswith("n't")


def _negations(text: str) -> int:
    said = re.findall(r"\w+(?:'\w+)?", text.casefold())
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
        return before.isalnum() or (before == "'" and text[at - 2 : at - 1].isalnum())
    return here == "'" and before.isalnum() and after.isalnum()
