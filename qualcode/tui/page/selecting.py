"""Where the cursor goes, and what a selection grows to: words, sentences, turns. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from qualcode.spans import Span
from qualcode.transcripts.units import sentences
from qualcode.tui.page.wrapping import Said

WORD = re.compile(r"\w+(?:['’-]\w+)*")
FAR = 200  # characters in which a word's end is looked for; longer ones are stepped through


def next_word(text: str, position: int) -> int:
    """Where the next word begins; the text's end behind the last one."""
    at = position
    here = WORD.match(text, at)
    if here:
        at = here.end()
    found = WORD.search(text, at)
    return found.start() if found else len(text)


def previous_word(text: str, position: int) -> int:
    """Where the word before `position` begins; the text's beginning before the first one."""
    low = max(0, position - FAR)
    starts = [found.start() for found in WORD.finditer(text, low, position)]
    if starts:
        return starts[-1]
    return low and previous_word(text, low)


def word_at(text: str, position: int) -> Span | None:
    """The word that `position` is in, or right behind; None between words."""
    for found in WORD.finditer(text, max(0, position - FAR), position + FAR):
        if found.start() <= position <= found.end():
            return Span(*found.span())
    return None


def turn_at(turns: Sequence[Said], position: int) -> int:
    """The index of the turn that holds `position`; that before it for what lies between two."""
    return max(0, bisect_right(turns, position, key=attrgetter("start")) - 1)


def sentence_at(text: str, turns: Sequence[Said], position: int) -> Span | None:
    """The sentence at `position`: the one that holds it, else the one before it in its turn."""
    found = _sentences(text, turns, turn_at(turns, position))
    at = bisect_right(found, position, key=attrgetter("start")) - 1
    return found[max(at, 0)] if found else None


def next_sentence(text: str, turns: Sequence[Said], position: int) -> Span | None:
    """The first sentence that begins behind `position`."""
    for turn in range(turn_at(turns, position), len(turns)):
        found = _sentences(text, turns, turn)
        at = bisect_right(found, position, key=attrgetter("start"))
        if at < len(found):
            return found[at]
    return None


def previous_sentence(text: str, turns: Sequence[Said], position: int) -> Span | None:
    """The last sentence that begins before `position`."""
    for turn in range(turn_at(turns, position), -1, -1):
        found = _sentences(text, turns, turn)
        at = bisect_left(found, position, key=attrgetter("start"))
        if at:
            return found[at - 1]
    return None


def grown(text: str, turns: Sequence[Said], selected: tuple[int, int]) -> Span | None:
    """The smallest of word, sentence, turn that holds the selection and more; None for none.

    A selection over several turns grows by whole turns on both sides.
    """
    start, end = selected
    if not text or not turns:
        return None
    last = max(start, end - 1)
    word = word_at(text, start)
    sentence, ending = sentence_at(text, turns, start), sentence_at(text, turns, last)
    first_turn, last_turn = turns[turn_at(turns, start)], turns[turn_at(turns, last)]
    sizes = [(word.start, word.end)] if word else []
    if sentence and ending:
        sizes.append((min(sentence.start, start), max(ending.end, end)))
    sizes.append((first_turn.start, last_turn.end))
    for low, high in sizes:
        if low <= start and high >= end and low < high and (low, high) != (start, end):
            return Span(low, high)
    return None


def _sentences(text: str, turns: Sequence[Said], index: int) -> list[Span]:
    if not turns:
        return []
    turn = turns[index]
    found = sentences(text[turn.start : turn.end])
    return [Span(each.start + turn.start, each.end + turn.start) for each in found]
