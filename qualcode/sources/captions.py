"""What vtt and srt have in common: time lines, and the checks on cues.

Captions are cut up here rather than by webvtt-py or srt: for a person to mend a file, and to
cite it, the number of every line is needed, and neither library keeps it. Both also pass over
what must be said: webvtt-py leaves a malformed cue out in silence, srt takes a cue without
times for more words of the cue before, and neither minds an end before its start.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import Convention
from qualcode.sources.cues import Cue, name_cues
from qualcode.sources.draft import Draft
from qualcode.sources.speakers import fold
from qualcode.sources.times import seconds
from qualcode.sources.turns import numbers

ARROW = "-->"
_PARTS = re.compile(r"(?P<start>[^\s>]+?)\s?-->\s?(?P<end>\S+)(?:\s.*)?$")


@dataclass(frozen=True, slots=True)
class Captions:
    """A captions file taken apart: its cues, and what stood around them."""

    cues: tuple[Cue, ...]
    title: str | None = None
    notes: tuple[str, ...] = ()


def times(row: str, number: int, name: str) -> tuple[float, float]:
    """Start and end on a cue's time line, in seconds; UnreadableFile where they aren't times."""
    parts = _PARTS.match(fold(row))
    start, end = (seconds(parts["start"]), seconds(parts["end"])) if parts else (None, None)
    if start is None or end is None:
        raise UnreadableFile(
            f"Line {number} of {name} doesn't hold two times: {row.strip()[:60]}.",
            "Write it as 00:01:02.500 --> 00:01:05.000.",
        )
    return start, end


def untimed(number: int, name: str) -> UnreadableFile:
    """The refusal of a cue that has words but no time line; `number` is where it begins."""
    return UnreadableFile(
        f"The cue on line {number} of {name} has no time line.",
        "Put one such as 00:01:02.500 --> 00:01:05.000 above its words.",
    )


def draft_of(
    captions: Captions, kind: str, encoding: str, own: Convention | None, name: str
) -> Draft:
    """The captions' cues, checked and given speakers, as the draft of a file of this kind."""
    if not captions.cues:
        raise UnreadableFile(
            f"{name} holds no cues.", "A cue is a line 00:01:02.500 --> 00:01:05.000 and its words."
        )
    cues, doubts = _sound(captions.cues, name)
    talk = name_cues(cues, own, name)
    notes = (*captions.notes, *doubts, *talk.notes)
    return Draft(talk.turns, kind, encoding, talk.convention, captions.title, notes)


def _sound(cues: Sequence[Cue], name: str) -> tuple[list[Cue], tuple[str, ...]]:
    """The cues with times that can be believed, and notes on what is odd about them."""
    sound, notes = [], []
    for cue, before in zip(cues, (None, *cues), strict=False):
        if cue.end is None or cue.end >= cue.start:
            sound.append(cue)
        elif cue.line == cues[-1].line and before and before.end and cue.end > before.end:
            # Programs cut the last end off where the recording ends, even before its start.
            sound.append(replace(cue, end=None))
            notes.append(f"The last cue (line {cue.line}) ends before it starts: end left open.")
        else:
            raise UnreadableFile(
                f"The cue on line {cue.line} of {name} ends before it starts.",
                "Correct its times and import the file again.",
            )
    early = [cue.line for before, cue in pairwise(cues) if cue.start < before.start]
    if early:
        notes.append(f"Out of order, kept as in the file: the cue on {numbers(early)}.")
    return sound, tuple(notes)
