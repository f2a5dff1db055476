"""Cues → turns: captions and segments, whose words come with times, and perhaps with names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.sources.conventions import WITHIN_CUES, Convention, Label
from qualcode.sources.draft import DraftTurn, normalise
from qualcode.sources.speakers import Line
from qualcode.sources.turns import Talk, chosen, convention_of, doubtful, join, numbers, refusals


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: its lines with their numbers, its times, and the name its file gives apart."""

    lines: tuple[Line, ...]
    start: float
    end: float | None
    line: int
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """How a format speaks of its cues: where names stand apart, and what a cue is counted in."""

    voices: str = "<v Name> words (voice tags)"
    unit: str = "line"
    cue: str = "cue"


CAPTIONS = Told()


def name_cues(
    cues: Sequence[Cue], own: Convention | None, name: str, told: Told = CAPTIONS
) -> Talk:
    """The turns in cues: by the names apart if there are any, else by labels in the words."""
    if own is None and any(cue.voice for cue in cues):
        return _talk_of([_turn(cue, cue.lines, cue.voice) for cue in cues], told.voices, told)
    lines = [
        Line(line.text, line.number, opens=not nth)
        for cue in cues
        for nth, line in enumerate(cue.lines)
    ]
    reading = chosen(lines, own, WITHIN_CUES, name)
    if reading is None:
        turns = [_turn(cue, cue.lines, None) for cue in cues]
        return _talk_of(turns, f"no speakers: each {told.cue} is a turn", told)
    labels = {lines[index].number: label for index, label in reading.labels.items()}
    turns = [turn for cue in cues for turn in _labelled(cue, labels)]
    talk = _talk_of(turns, convention_of(reading), told)
    return Talk(talk.turns, talk.convention, None, (*talk.notes, *refusals(reading, told.unit)))


def _turn(cue: Cue, lines: Iterable[Line], speaker: str | None) -> DraftTurn:
    words = normalise(" ".join(line.text for line in lines))
    return DraftTurn(words, speaker, cue.start, cue.end, cue.line)


def _labelled(cue: Cue, labels: dict[int, Label]) -> list[DraftTurn]:
    """One turn for each label in the cue, all with the cue's times; the rest continues it."""
    parts: list[tuple[str | None, list[str]]] = []
    for line in cue.lines:
        label = labels.get(line.number)
        if label is not None:
            parts.append((label.speaker, [label.words]))
        elif parts:
            parts[-1][1].append(line.text)
        else:
            parts.append((None, [line.text]))
    return [
        DraftTurn(normalise(" ".join(words)), speaker, cue.start, cue.end, cue.line)
        for speaker, words in parts
    ]


def _talk_of(turns: Sequence[DraftTurn], convention: str, told: Told) -> Talk:
    spoken = [turn for turn in turns if turn.words]
    silent = [turn.line for turn in turns if not turn.words]
    notes = (
        *((f"Skipped, as without words: {numbers(silent, told.unit)}.",) if silent else ()),
        *_unnamed(spoken, told),
        *doubtful(spoken),
    )
    return Talk(join(spoken), convention, None, notes)


def _unnamed(turns: Sequence[DraftTurn], told: Told) -> tuple[str, ...]:
    lines = [turn.line for turn in turns if turn.speaker is None]
    if not lines or len(lines) == len(turns):
        return ()
    where = numbers(lines, told.unit)
    return (f"No speaker is named in {len(lines)} of {len(turns)} {told.cue}s ({where}).",)
