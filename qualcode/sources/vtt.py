"""WebVTT: captions of Teams, Zoom, noScribe, Whisper and others."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.sources.captions import ARROW, Captions, draft_of, times, untimed
from qualcode.sources.conventions import Convention
from qualcode.sources.cues import Cue
from qualcode.sources.draft import Draft, normalise
from qualcode.sources.encodings import decode
from qualcode.sources.speakers import Line, fold
from qualcode.sources.turns import numbers, shorten

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t](?P<name>[^<>]*)>")
# Only the tags that WebVTT has: `<lacht>` is something a person wrote.
_TAGS = re.compile(r"</?(?:c|i|b|u|v|ruby|rt|lang)(?:\.[^\s<>]*)?(?:[ \t][^<>]*)?>|<[0-9][0-9:.]*>")
_NO_WORDS = re.compile(r"(?:STYLE|REGION)\s*$")

_Row = tuple[int, str]


def read(data: bytes, name: str, own: Convention | None) -> Draft:
    """A WebVTT file → its draft: voice tags or labels as speakers, times in seconds."""
    text, encoding = decode(data, name)
    draft = draft_of(_take_apart(text, name), "vtt", encoding, own, name)
    return _without_marks(draft)


def _take_apart(text: str, name: str) -> Captions:
    cues: list[Cue] = []
    title: str | None = None
    notes: list[str] = []
    later: list[_Row] = []
    for nth, block in enumerate(_blocks(text)):
        number, first = block[0]
        timed = next((at for at, (_, row) in enumerate(block[:2]) if ARROW in row), None)
        if timed is not None:
            cues.extend(_cues(block[timed:], name))
        elif nth == 0 and first.startswith("WEBVTT"):
            title = normalise(first.removeprefix("WEBVTT").strip(" \t-")) or None
            if block[1:]:
                notes.append(f"Header: {shorten(' / '.join(row for _, row in block[1:]))}")
        elif first.split(maxsplit=1)[0] == "NOTE":
            remark = " ".join(row for _, row in block).removeprefix("NOTE")
            if cues:
                later.append((number, remark))
            elif remark.strip():
                notes.append(f"NOTE: {shorten(remark)}")
        elif not _NO_WORDS.match(first):
            raise untimed(number, name)
    if later:
        remarks = shorten(" / ".join(normalise(remark) for _, remark in later))
        notes.append(f"NOTE on {numbers([number for number, _ in later])}: {remarks}")
    return Captions(tuple(cues), title, tuple(notes))


def _blocks(text: str) -> Iterator[list[_Row]]:
    """Runs of rows with something on them; a time line beyond the second row begins another."""
    block: list[_Row] = []
    for number, row in enumerate(text.split("\n"), start=1):
        if block and (not row.strip() or _begins_anew(block, row)):
            yield block
            block = []
        if row.strip():
            block.append((number, row))
    if block:
        yield block


def _begins_anew(block: Sequence[_Row], row: str) -> bool:
    return ARROW in row and (len(block) > 1 or ARROW in block[0][1] or block[0][1] == "WEBVTT")


def _cues(block: Sequence[_Row], name: str) -> list[Cue]:
    """The cue under a time line; one for each voice, all at the same time, if it holds several."""
    number, row = block[0]
    start, end = times(row, number, name)
    parts: list[tuple[str | None, list[Line]]] = [(None, [])]
    for at, written in block[1:]:
        opening, *voiced = _VOICE.split(written)
        parts[-1][1].append(Line(_words(opening), at))
        for voice, words in zip(voiced[::2], voiced[1::2], strict=True):
            parts.append((_words(voice) or None, [Line(_words(words), at)]))
    spoken = [(voice, [line for line in lines if line.text]) for voice, lines in parts]
    cues = [Cue(tuple(lines), start, end, number, voice) for voice, lines in spoken if lines]
    return cues or [Cue((), start, end, number)]


def _words(written: str) -> str:
    """A cue's row without tags and entities."""
    return fold(html.unescape(_TAGS.sub("", written)))


def _without_marks(draft: Draft) -> Draft:
    """`//S02` → `S02`: noScribe marks a cue of overlapping speech in the speaker's name.

    The names are cleaned after neighbouring cues were joined, so that such a cue stays a turn
    of its own: its speaker is in doubt, and a person may want to give it to somebody else.
    """
    marked = [turn.line for turn in draft.turns if (turn.speaker or "").startswith("//")]
    if not marked:
        return draft
    turns = tuple(
        replace(turn, speaker=turn.speaker.lstrip("/ ") or None) if turn.speaker else turn
        for turn in draft.turns
    )
    told = tuple(note for note in draft.notes if not note.startswith("//"))
    check = f"The speaker is marked as overlapping (//) in the cue on {numbers(marked)}: check who."
    return replace(draft, turns=turns, notes=(*told, check))
