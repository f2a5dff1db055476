"""Units of a transcript: pure functions of text."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import attrgetter

from qualcode.spans import Span

# A sentence ends at a full stop, question or exclamation mark with white space behind it,
# unless the next word goes on in lower case or an abbreviation ends there.
SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s)""")
WORD = re.compile(r"\w+")
ABBREVIATIONS = frozenset(
    "dhr dr drs mevr mr mw nr prof st bijv bv evt incl jl ca o.a m.n t.a.v".split()  # noqa: SIM905
)


def count_words(text: str) -> int:
    """How many words stand in `text`, as word processors count: what white space parts."""
    return len(text.split())


def bare_words(text: str) -> str:
    """The words of `text` in lower case with one space between them, and nothing else."""
    return " ".join(WORD.findall(text.casefold()))


def whole_words(text: str, span: Span) -> Span:
    """`span` with the whole of a word that it begins or ends within."""
    before, after = text[: span.start], text[span.end :]
    opening = re.search(r"\w+\Z", before) if re.match(r"\w", text[span.start :]) else None
    closing = WORD.match(after) if re.search(r"\w\Z", text[: span.end]) else None
    return Span(
        opening.start() if opening else span.start,
        span.end + closing.end() if closing else span.end,
    )


@lru_cache(maxsize=16)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a turn, without the white space between them; spoken ones are rough.

    The last few turns stay at hand, since one is often asked of several times in a row.
    """
    found, start = [], 0
    ends = [match.end() for match in SENTENCE_END.finditer(text) if _ends(text, match)]
    for end in [*ends, len(text)]:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        if words.strip():
            found.append(Span(start, start + len(words.strip())))
        start = end
    return tuple(found)


def surroundings(text: str, span: Span, *, longest: int = 240) -> Span:
    """The sentence in which `span` of a turn lies (or sentences), to show it in.

    Where that is longer than `longest`, as many whole words around the span as fit.
    """
    said = sentences(text)
    first = bisect_right(said, span.start, key=attrgetter("end"))
    last = bisect_left(said, span.end, key=attrgetter("start"))
    touched = said[first:last]
    start = min(span.start, touched[0].start) if touched else span.start
    end = max(span.end, touched[-1].end) if touched else span.end
    if end - start <= longest:
        return Span(start, end)
    room = max(0, longest - len(span)) // 2
    before = text.find(" ", max(start, span.start - room), span.start) + 1
    after = text.rfind(" ", span.end, min(end, span.end + room) + 1)
    return Span(
        start if span.start - room <= start else before or span.start,
        end if span.end + room >= end else max(after, span.end),
    )


def _ends(text: str, mark: re.Match[str]) -> bool:
    following = text[mark.end() : mark.end() + 4].lstrip()[:1]
    before = text[max(0, mark.start() - 12) : mark.start()].split()[-1:]
    return not following.islower() and not (
        text[mark.start()] == "." and before and before[0].casefold() in ABBREVIATIONS
    )
