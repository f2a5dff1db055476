"""SubRip: numbered cues, as Amberscript, Whisper and caption editors write them."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from qualcode.errors import UnreadableFile
from qualcode.sources.captions import ARROW, Captions, draft_of, times, untimed
from qualcode.sources.conventions import Convention
from qualcode.sources.cues import Cue
from qualcode.sources.draft import Draft
from qualcode.sources.encodings import decode
from qualcode.sources.speakers import Line, fold

_TAGS = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)
_COUNTER = re.compile(r"[0-9]{1,7}")


def read(data: bytes, name: str, own: Convention | None) -> Draft:
    """A SubRip file → its draft: labels in the words as speakers, times in seconds."""
    text, encoding = decode(data, name)
    captions = Captions(tuple(_cues(text, name)))
    return draft_of(captions, "srt", encoding, own, name)


def _cues(text: str, name: str) -> Iterator[Cue]:
    """Every time line with the words below it, up to the next cue's counter or time line."""
    rows = list(enumerate(text.split("\n"), start=1))
    heads = [at for at, (_, row) in enumerate(rows) if ARROW in row]
    _nothing_above(rows[: heads[0]] if heads else [], name)
    for head, after in pairwise((*heads, len(rows))):
        number, row = rows[head]
        start, end = times(row, number, name)
        below = rows[head + 1 : after]
        if after < len(rows) and below and _COUNTER.fullmatch(below[-1][1].strip()):
            below.pop()  # the next cue's counter
        _no_cue_among(below, rows[head - 1][1] if head else "", name)
        lines = [Line(words, at) for at, row in below if (words := _words(row))]
        yield Cue(tuple(lines), start, end, number)


def _nothing_above(rows: list[tuple[int, str]], name: str) -> None:
    """Raise where something other than a counter stands above the first time line."""
    for number, row in rows:
        if row.strip() and not _COUNTER.fullmatch(row.strip()):
            raise UnreadableFile(
                f"Line {number} of {name} stands above the first cue's times: {row.strip()[:60]}.",
                "An srt file begins with 1 and a line 00:00:01,000 --> 00:00:04,000.",
            )


def _no_cue_among(rows: list[tuple[int, str]], counter: str, name: str) -> None:
    """Raise where the next counter stands alone among a cue's words: its time line is missing.

    A blank row and any other number may well be among the words (`1984`).
    """
    counter = counter.strip()
    following = str(int(counter) + 1) if _COUNTER.fullmatch(counter) else None
    for (_, before), (number, row) in pairwise(rows):
        if not before.strip() and row.strip() == following:
            raise untimed(number, name)


def _words(row: str) -> str:
    """A cue's row without tags and entities."""
    return fold(html.unescape(_TAGS.sub("", row)))
