"""Who speaks: which of the known conventions a file keeps to, and which labels are speakers.

Running text is full of colons (`Let op: …`, `Ik zei: nee`). A convention is therefore taken
only where it explains the file, and a label only where it behaves as one: it repeats, or tells
a role, or is at least no beginning of a sentence and no line of a heading.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz

from qualcode.sources.conventions import Convention, Label
from qualcode.sources.labels import (
    is_code,
    is_known,
    like_full_name,
    like_heading,
    like_sentence,
    role_of,
)

__all__ = ["Line", "Reading", "choose", "doubts", "fold", "role_of"]

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words on it, folded, with its 1-based number; `opens` a block of lines."""

    text: str
    number: int
    opens: bool = True


def fold(text: str) -> str:
    """`text` without outer white space, each run inside as one space, or one tab if it held any.

    Tabs tell a label from its words; long runs of white space would make patterns slow.
    """
    if "\t" not in text:
        return " ".join(text.split())
    return _SPACE.sub(lambda run: "\t" if "\t" in run[0] else " ", text.strip())


@dataclass(frozen=True, slots=True)
class Reading:
    """A file understood by one convention: its labels by index in the lines given.

    `refused` are lines that are written as the convention asks, but whose label is none.
    """

    convention: Convention
    labels: Mapping[int, Label]
    refused: tuple[tuple[Line, Label], ...] = ()

    @property
    def name(self) -> str:
        """How the file marks speakers, in the shape that most of its labels have."""
        shapes = Counter(label.shape for label in self.labels.values())
        return shapes.most_common(1)[0][0]


def choose(lines: Sequence[Line], among: Sequence[Convention]) -> Reading | None:
    """The convention that explains most of `lines`; None where none explains enough."""
    readings = [
        reading for convention in among if _explains(reading := _read_by(convention, lines), lines)
    ]
    return max(readings, key=lambda reading: len(reading.labels), default=None)


def _read_by(convention: Convention, lines: Sequence[Line]) -> Reading:
    found = {
        index: label
        for index, line in enumerate(lines)
        if (line.opens or not convention.opening) and (label := convention.find(line.text))
    }
    if not convention.strict or "speaker" not in convention.pattern.groupindex:
        return Reading(convention, found)
    named = _named_in_full(convention, found)
    found = {index: label for index, label in found.items() if not label.in_full or index in named}
    heading = _heading(found, lines)
    counts = Counter(label.speaker for index, label in found.items() if index not in heading)
    labels = {
        index: label
        for index, label in found.items()
        if index not in heading and (index in named or _is_speaker(label.speaker or "", counts))
    }
    refused = tuple(
        (lines[index], label)
        for index, label in found.items()
        if index not in labels and index not in heading
    )
    return Reading(convention, labels, refused)


def _named_in_full(convention: Convention, found: Mapping[int, Label]) -> set[int]:
    """The labels that are believed for their names as accounts have them: `de Boer, K. (Karin)`.

    On a line of its own a time that lies between its neighbours' is evidence enough for a name.
    What looks like no name has to come back there; before a colon, where running text has
    commas and brackets too, names in full have to.
    """
    counts = Counter(label.speaker for label in found.values())
    times = [label.start for label in found.values()]
    named = set()
    for at, (index, label) in enumerate(found.items()):
        comes_back = counts[label.speaker] > 1
        if convention.own_line and label.start is not None:
            around = [time for time in times[max(at - 1, 0) : at + 2] if time is not None]
            fits = like_full_name(label.speaker or "") and around == sorted(around)
            named |= {index} if comes_back or fits else set()
        elif label.in_full and comes_back:
            named.add(index)
    return named


def _is_speaker(label: str, counts: Counter[str | None]) -> bool:
    """Whether one label of a file is a speaker, given how often each label occurs."""
    if role_of(label) != "unknown":
        return True
    if like_sentence(label) or like_heading(label):
        # Enough of the same is a name after all, however it looks.
        return counts[label] >= 3 and counts[label] * 10 >= counts.total()
    # Once, and without a capital: rather a line that was broken before a colon.
    return counts[label] > 1 or is_code(label) or not label[0].islower()


def _heading(found: Mapping[int, Label], lines: Sequence[Line]) -> set[int]:
    """The labels above the talk that belong to a heading (`Datum: …`, `Interviewer: Karin`)."""
    counts = Counter(label.speaker for label in found.values())
    heading: set[int] = set()
    talking = {
        label.speaker
        for label in found.values()
        if counts[label.speaker] > 1 and not like_heading(label.speaker or "")
    }
    roles = {role_of(speaker) for speaker in talking} - {"unknown"}
    blocks = list(accumulate(line.opens for line in lines))
    about = {blocks[index] for index, label in found.items() if _is_fact(label)}
    named = _introduced(found, blocks)
    for index, label in found.items():
        if label.speaker in talking and not _is_legend(label) and index not in named:
            break
        beside = bool(talking) and blocks[index] in about and _is_brief(label)
        tells = role_of(label.speaker) in roles and _names(label)
        if _is_fact(label) or beside or tells or index in named:
            heading.add(index)
    return heading


def _introduced(found: Mapping[int, Label], blocks: Sequence[int]) -> set[int]:
    """The labels of a first block that tells who they are: `Interviewer: Karin`, an empty line,
    and then `Interviewer: Hoe gaat het?`.

    Only where the talk can be told from it: by its sentences, which end as names don't, or
    because somebody is named in full or by a code.
    """
    first: dict[int, Label] = {}
    for index, label in found.items():
        if not _is_fact(label):
            if not _names(label) or not _is_name(label.words):
                break
            first[index] = label
    rest = [index for index in found if index > max(first, default=-1)]
    if not first or len(rest) < 2 or blocks[rest[0]] == blocks[max(first)]:
        return set()
    people = {label.speaker for label in first.values()}
    if len(people) < len(first) or any(role_of(speaker) == "unknown" for speaker in people):
        return set()
    said = [found[index].words for index in rest if found[index].words]
    sentences = sum(words[-1] in ".?!…" for words in said) >= 0.8 * len(said) > 0
    full = any(" " in label.words or is_code(label.words) for label in first.values())
    return set(first) if sentences or full else set()


def _is_name(words: str) -> bool:
    """True for `Karin`, `Karin de Vries`, `P03`: nothing but names."""
    return not like_sentence(words) and (words[0].isupper() or is_code(words))


def _is_fact(label: Label) -> bool:
    return like_heading(label.speaker or "") or _is_legend(label)


def _is_legend(label: Label) -> bool:
    """True for `I: interviewer`, which explains a label and isn't said by anybody."""
    role = role_of(label.speaker)
    one_word = len(label.words) > 3 and " " not in label.words
    return role != "unknown" and one_word and role_of(label.words) == role


def _is_brief(label: Label) -> bool:
    """True where a few words follow, that end as no sentence does."""
    return 0 < len(label.words.split()) <= 6 and label.words[-1] not in ".?!…"


def _names(label: Label) -> bool:
    """True where a role written in full is followed by somebody's name, not by what was said."""
    speaker = label.speaker or ""
    return _is_brief(label) and speaker.isalpha() and len(speaker) > 2


def _explains(reading: Reading, lines: Sequence[Line]) -> bool:
    """Whether the labels are enough of the file, and enough like labels, to believe in."""
    convention, labels = reading.convention, reading.labels.values()
    if not labels or not convention.strict:
        return bool(labels)
    blocks = sum(line.opens for line in lines)
    share = len(labels) / (blocks if blocks > 1 else len(lines))
    counts = Counter(label.speaker for label in labels)
    if convention.own_line and not _followed(reading, lines):
        return False
    if None in counts:  # times only
        return share >= 0.5
    if convention.opening:  # short lines of any kind look like this: all the others must fit
        return (share >= 0.6 and len(counts) < len(labels)) or _alternate(counts, share)
    if any(map(is_known, counts)) or all(label.start is not None for label in labels):
        return share >= 0.5 or len(labels) > 1
    return _repeat(counts, share)


def _alternate(counts: Counter[str | None], share: float) -> bool:
    """Whether names alone stand above every other paragraph or so, each more than once."""
    people = all(label and (is_known(label) or label[-1] not in ".?!…") for label in counts)
    return people and share >= 0.4 and len(counts) > 1 and min(counts.values()) > 1


def _repeat(counts: Counter[str | None], share: float) -> bool:
    """Whether labels that tell nothing themselves come back often enough to be people's."""
    if counts.total() <= 2:
        return share >= 0.6
    # Where every label is another it's a form or a list of points.
    return len(counts) < counts.total() and share >= (0.5 if len(counts) == 1 else 0.2)


def are_speakers(labels: Sequence[str]) -> bool:
    """Whether a column of a table names people: some by role, or coming back as people do."""
    counts: Counter[str | None] = Counter(labels)
    told = sum(many for label, many in counts.items() if is_known(label))
    aside = sum(
        many
        for label, many in counts.items()
        if label and (like_heading(label) or like_sentence(label))
    )
    if aside * 2 > counts.total() or (aside and len(counts) == counts.total()):
        return False
    return told * 2 >= counts.total() or len(counts) * 2 <= counts.total() + 1


def _followed(reading: Reading, lines: Sequence[Line]) -> bool:
    """True where most labels on lines of their own have words below them."""
    labels = reading.labels
    followed = sum(at + 1 < len(lines) and at + 1 not in labels for at in labels)
    return followed * 2 > len(labels)


def doubts(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Labels that may be slips of the pen for a more frequent one, each as a sentence."""
    notes = []
    frequent = [(label, many) for label, many in counts.items() if many >= 3]
    for rare, few in counts.items():
        for usual, many in frequent:
            if few * 3 <= many and _alike(rare, usual):
                turns = "1 turn" if few == 1 else f"{few} turns"
                notes.append(f"{rare} ({turns}) may be {usual}.")
                break
    return tuple(notes)


def _alike(one: str, other: str) -> bool:
    if one.casefold() == other.casefold():
        return True
    if is_code(one) or is_code(other) or min(len(one), len(other)) < 4:
        return False  # P1 and P2 are two people
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    return fuzz.ratio(one.casefold(), other.casefold()) >= 80
