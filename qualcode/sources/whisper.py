"""JSON of Whisper, WhisperX, whisper.cpp and their like: segments with times, perhaps names."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import Convention
from qualcode.sources.cues import Cue, Told, name_cues
from qualcode.sources.draft import Draft, normalise
from qualcode.sources.encodings import clean, decode
from qualcode.sources.speakers import Line, fold
from qualcode.sources.turns import divide

_LATEST = 1000 * 3600  # seconds: no interview is longer than this
_LISTS = ("segments", "transcription", "chunks")
_SEGMENTS = Told(voices="the speaker of each segment", unit="segment", cue="segment")
_WANTED = 'Whisper and WhisperX write {"segments": [{"start": 0, "end": 2.5, "text": "…"}]}.'


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with what the file says of it."""

    text: str
    speaker: str | None
    start: object
    end: object


def could_be_talk(beginning: bytes) -> bool:
    """True where the file begins as a transcript does, and as settings don't."""
    text = beginning.replace(b"\0", b"")
    if any(f'"{key}"'.encode() in text for key in _LISTS):
        return True
    return b'"text"' in text


def read(data: bytes, name: str, own: Convention | None) -> Draft:
    """A JSON transcript → its draft: the segments' speakers, or labels in their words."""
    text, encoding = decode(data, name)
    content = _parsed(text, name)
    segments = _segments(content)
    if segments is None:
        words = content.get("text") if isinstance(content, dict) else None
        if not isinstance(words, str):
            raise UnreadableFile(f"{name} isn't a transcript: it has no segments.", _WANTED)
        rows = ((fold(row), number) for number, row in enumerate(clean(words).split("\n"), start=1))
        lines = [Line(row, number) for row, number in rows if row]
        talk = divide(lines, own, name, are_paragraphs=True)
    else:
        cues = [
            cue
            for number, segment in enumerate(segments, start=1)
            for cue in _cues(segment, number, name, own is None)
        ]
        talk = name_cues(cues, own, name, _SEGMENTS)
    return Draft(talk.turns, "json", encoding, talk.convention, talk.title, talk.notes)


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"{name} isn't whole JSON: line {error.lineno}, column {error.colno}: {error.msg}.",
            "Export it again, or mend that place.",
        ) from None
    except RecursionError:
        raise UnreadableFile(
            f"{name} is nested too deeply for a transcript.", "Check that it is the right file."
        ) from None
    except ValueError:  # a number of thousands of digits
        raise UnreadableFile(
            f"{name} holds a number too long to be one.", "Check that it is the right file."
        ) from None


def _segments(content: object) -> list[dict[str, object]] | None:
    """The list of segments, wherever the program puts it; None where there is none."""
    if isinstance(content, dict):
        lists = (content.get(key) for key in _LISTS)
        content = next((each for each in lists if isinstance(each, list)), None)
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        return None
    if not content or not any("text" in each or "words" in each for each in content):
        return None
    return content


def _cues(segment: dict[str, object], number: int, name: str, parted: bool) -> Iterator[Cue]:
    """The segment as cues: one, or where its words name several speakers one for each."""
    start, end = _times(segment, number, name)
    voice = _name(segment.get("speaker"))
    words = list(_words(segment, voice))
    text = segment.get("text", _together(words))
    if not isinstance(text, str):
        raise _refused(number, name, "has no text")
    if not parted or len({word.speaker for word in words}) < 2:
        named = voice or (words[0].speaker if words else None)
        yield Cue(_lines(text, number), start, end, number, named)
        return
    for speaker, same in groupby(words, key=lambda word: word.speaker):
        said = list(same)
        begin = _second(said[0].start, number, name)
        last = _second(said[-1].end, number, name)
        begin = start if begin is None else begin
        yield Cue(
            _lines(_together(said), number),
            begin,
            None if last is None or last < begin else last,
            number,
            speaker,
        )


def _words(segment: dict[str, object], voice: str | None) -> Iterator[_Word]:
    """The segment's words; one that names no speaker goes on with the one before it."""
    words = segment.get("words")
    for word in words if isinstance(words, list) else ():
        text = word.get("word", word.get("text")) if isinstance(word, dict) else None
        if isinstance(text, str):
            voice = _name(word.get("speaker")) or voice
            yield _Word(text, voice, word.get("start"), word.get("end"))


def _together(words: Sequence[_Word]) -> str:
    """The words as a text: Whisper's bring their spaces along, WhisperX's don't."""
    between = "" if any(word.text[:1] == " " for word in words) else " "
    return between.join(word.text for word in words)


def _lines(text: str, number: int) -> tuple[Line, ...]:
    folded = fold(clean(text))
    return (Line(folded, number),) if folded else ()


def _name(speaker: object) -> str | None:
    return normalise(clean(speaker)) or None if isinstance(speaker, str) else None


def _times(segment: dict[str, object], number: int, name: str) -> tuple[float, float | None]:
    """Start and end in seconds, wherever the program puts them."""
    offsets, pair = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict):  # whisper.cpp counts in milliseconds
        start = _second(offsets.get("from"), number, name, 1000)
        end = _second(offsets.get("to"), number, name, 1000)
    elif isinstance(pair, list) and len(pair) == 2:
        start, end = (_second(each, number, name) for each in pair)
    else:
        start = _second(segment.get("start"), number, name)
        end = _second(segment.get("end"), number, name)
    if start is None:
        raise _refused(number, name, "has no start")
    if end is not None and end < start:
        raise _refused(number, name, "ends before it starts")
    return start, end


def _second(time: object, number: int, name: str, parts: int = 1) -> float | None:
    """A time as a number of seconds, of which the file counts `parts` in one; None for null."""
    if time is None:
        return None
    if isinstance(time, bool) or not isinstance(time, int | float):
        raise _refused(number, name, f"holds no time: {str(time)[:40]}")
    if not 0 <= time <= _LATEST * parts:  # nor is NaN between them
        raise _refused(number, name, f"holds no time of an interview: {str(time)[:40]}")
    return time / parts if parts > 1 else float(time)


def _refused(number: int, name: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"Segment {number} of {name} {why}.", "Correct it, or export the transcript as vtt or srt."
    )
