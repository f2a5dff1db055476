"""What programs add to lines that nobody said: f4's times, and running numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qualcode.sources.conventions import NAMED
from qualcode.sources.speakers import Line, Reading, choose
from qualcode.sources.times import CLOCK, is_stamp, stamp

# f4 closes every paragraph with the time at which it ends.
_TIME_AT_THE_END = re.compile(rf"(?P<words>.*\S)\s*(?P<time>#{CLOCK}(?:-[0-9])?#)$")
_TIME = re.compile(rf"#{CLOCK}(?:-[0-9])?#")
_NUMBERED = re.compile(r"[\[(]?(?P<number>[0-9]{1,4})[\])]?[.)]?\s+(?P<rest>[^\s|].*)$")
_STEP = 3  # a line that was taken out leaves a gap


def without_ends(lines: Sequence[Line]) -> tuple[list[Line], dict[int, float]]:
    """The lines without f4's times at their ends, and those times by the line's index."""
    kept, ends = list(lines), {}
    for index, line in enumerate(lines):
        found = _TIME_AT_THE_END.match(line.text) if line.text.endswith("#") else None
        time, _ = stamp(found["time"]) if found else (None, None)
        if found and time is not None:
            kept[index] = replace(line, text=found["words"])
            ends[index] = time
    return kept, ends


def has_times(text: str) -> bool:
    """True where f4's times stand within a line; one that is a time alone is another matter."""
    return bool(_TIME.search(text)) and not is_stamp(text) and not _TIME.match(text)


def between_times(words: str) -> list[str]:
    """The words of a line of an f4 file, parted at the times within them."""
    return _TIME.split(words) if _TIME.search(words) and not is_stamp(words) else [words]


def without_numbers(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines without numbers that count up through the file, and a note where there are any.

    They count where most lines have the next one, and where labels show below them.
    """
    kept, taken = list(lines), list[int]()
    for index, line in enumerate(lines):
        found = _NUMBERED.match(line.text)
        number = int(found["number"]) if found else 0
        if found and (not taken or taken[-1] < number <= taken[-1] + _STEP):
            kept[index] = replace(line, text=found["rest"])
            taken.append(number)
    if len(taken) < 3 or len(taken) < 0.6 * sum(line.opens for line in lines):
        return list(lines), ()
    before, after = choose(lines, NAMED), choose(kept, NAMED)
    if after is None or (before and not _only_numbered(before, after)):
        return list(lines), ()
    return kept, (f"Taken off, as running numbers: {taken[0]} to {taken[-1]}.",)


def _only_numbered(before: Reading, after: Reading) -> bool:
    """True where no label is lost with the numbers, and not all of them are other speakers."""
    people = {label.speaker for label in after.labels.values()}
    return len(after.labels) >= len(before.labels) and len(people) < len(after.labels)
