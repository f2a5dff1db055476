"""Lines or cues → turns: what a label begins, what continues it, what is kept out and told."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import NAMED, TIMED, WITHIN_CUES, Convention, Label
from qualcode.sources.draft import DraftTurn, normalise
from qualcode.sources.speakers import Line, Reading, choose, doubts
from qualcode.sources.times import CLOCK, stamp

UNNAMED = "no speakers: each paragraph is a turn"
_FOOTER = re.compile(r"Transcribed by https?://\S+$")
_TIME_ALONE = re.compile(rf"[\[(#]?{CLOCK}(?:-[0-9])?[\])#]?$")
_TITLE = re.compile(r"(?:##META text )?tit(?:le|el)\s*[:=]\s*(?P<title>\S.*)", re.IGNORECASE)
_NO_TITLE = re.compile(r"[%@(\[{<]|[\w ]{1,25}:")


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said in a file: its turns, how speakers were told apart, and what was left out."""

    turns: tuple[DraftTurn, ...]
    convention: str
    title: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: its lines with their numbers, its times, and the name its file gives apart."""

    lines: tuple[Line, ...]
    start: float
    end: float | None
    line: int
    voice: str | None = None


@dataclass(slots=True)
class _Piece:
    """A turn in the making."""

    label: Label
    line: int
    words: list[str] = field(default_factory=list)


def divide(lines: Sequence[Line], own: Convention | None, name: str) -> Talk:
    """The turns in a text's `lines`, by the person's `own` convention or the one it keeps to.

    `name` is the file's. Raises UnreadableFile where an own convention matches no line.
    """
    reading = _chosen(lines, own, NAMED, name) or choose(lines, (TIMED,))
    if reading is None:
        return Talk(tuple(_paragraphs(lines)), UNNAMED)
    head, pieces, asides = _gather(lines, reading)
    turns = [_turn(piece) for piece in pieces]
    spoken = [turn for turn in turns if turn.words]
    notes = (
        *_note("Kept out before the first turn", head),
        *_note("Kept out, as nobody's words", asides),
        *_silent([turn.line for turn in turns if not turn.words]),
        *_refusals(reading),
        *_doubts(spoken),
    )
    return Talk(join(spoken), _named(reading), _title(head), notes)


def _chosen(
    lines: Sequence[Line], own: Convention | None, among: Sequence[Convention], name: str
) -> Reading | None:
    """The reading by the person's own convention, which must match, or by one of `among`."""
    if own is None:
        return choose(lines, among)
    reading = choose(lines, (own,))
    if reading is None:
        raise UnreadableFile(
            f"The speaker pattern matches no line of {name}.",
            "Try it on a line of the file, or leave it out.",
        )
    return reading


def _paragraphs(lines: Sequence[Line]) -> Iterable[DraftTurn]:
    """A turn for each line, or for each block where its lines were broken to fit a width."""
    block: list[Line] = []
    for index, line in enumerate(lines, start=1):
        block.append(line)
        if index < len(lines) and not lines[index].opens:
            continue
        parts = [block] if _wrapped(block) else [[one] for one in block]
        for part in parts:
            words = normalise(" ".join(one.text for one in part))
            yield DraftTurn(words, line=part[0].number)
        block = []


def _wrapped(block: Sequence[Line]) -> bool:
    """True where all lines but the last are about equally long, as an editor breaks them."""
    widths = [len(line.text) for line in block[:-1]]
    return bool(widths) and 40 <= max(widths) <= 120 and min(widths) >= max(widths) - 25


def _gather(lines: Sequence[Line], reading: Reading) -> tuple[list[Line], list[_Piece], list[Line]]:
    """Lines shared out: those before the first label, the pieces of talk, those kept out."""
    head: list[Line] = []
    asides: list[Line] = []
    pieces: list[_Piece] = []
    aside = reading.convention.aside
    for index, line in enumerate(lines):
        label = reading.labels.get(index)
        following = reading.labels.get(index + 1)
        if label is not None:
            pieces.append(_Piece(label, line.number, [label.words]))
            if label.start is None and index and _TIME_ALONE.match(lines[index - 1].text):
                start, end = stamp(lines[index - 1].text)
                pieces[-1].label = replace(label, start=start, end=end)
        elif following and following.start is None and _TIME_ALONE.match(line.text):
            continue  # the time of the turn below
        elif not pieces:
            head.append(line)
        elif _FOOTER.match(line.text) or (aside and aside.match(line.text)):
            asides.append(line)
        else:
            pieces[-1].words.append(line.text)
    return head, pieces, asides


def _turn(piece: _Piece) -> DraftTurn:
    """The finished turn; a time on a line of its own under the label is the turn's start."""
    start, end, words = piece.label.start, piece.label.end, [w for w in piece.words if w]
    if start is None and not piece.label.words and words and _TIME_ALONE.match(words[0]):
        start, end = stamp(words[0])
        words = words[1:]
    return DraftTurn(normalise(" ".join(words)), piece.label.speaker, start, end, piece.line)


def name_cues(cues: Sequence[Cue], own: Convention | None, name: str) -> Talk:
    """The turns in captions: by the names apart if there are any, else by labels in the words."""
    if own is None and any(cue.voice for cue in cues):
        turns = [_cue_turn(cue, cue.lines, cue.voice) for cue in cues]
        return _talk_of(turns, "<v Name> words (voice tags)")
    lines = [
        Line(line.text, line.number, opens=not nth)
        for cue in cues
        for nth, line in enumerate(cue.lines)
    ]
    reading = _chosen(lines, own, WITHIN_CUES, name)
    if reading is None:
        turns = [_cue_turn(cue, cue.lines, None) for cue in cues]
        return _talk_of(turns, "no speakers: each cue is a turn")
    labels = {lines[index].number: label for index, label in reading.labels.items()}
    turns = [turn for cue in cues for turn in _labelled(cue, labels)]
    talk = _talk_of(turns, _named(reading))
    return Talk(talk.turns, talk.convention, None, (*talk.notes, *_refusals(reading)))


def _cue_turn(cue: Cue, lines: Iterable[Line], speaker: str | None) -> DraftTurn:
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


def _talk_of(turns: Sequence[DraftTurn], convention: str) -> Talk:
    spoken = [turn for turn in turns if turn.words]
    silent = _silent([turn.line for turn in turns if not turn.words])
    return Talk(join(spoken), convention, None, (*silent, *_unnamed(spoken), *_doubts(spoken)))


def join(turns: Iterable[DraftTurn]) -> tuple[DraftTurn, ...]:
    """Neighbouring turns of one named speaker made one: from the first's start to the last end."""
    joined: list[list[DraftTurn]] = []
    for turn in turns:
        if turn.speaker is not None and joined and joined[-1][0].speaker == turn.speaker:
            joined[-1].append(turn)
        else:
            joined.append([turn])
    return tuple(_one(same) for same in joined)


def _one(same: Sequence[DraftTurn]) -> DraftTurn:
    if len(same) == 1:
        return same[0]
    first = same[0]
    ends = [turn.end for turn in same if turn.end is not None]
    words = " ".join(turn.words for turn in same)
    return DraftTurn(words, first.speaker, first.start, max(ends, default=None), first.line)


def shorten(text: str, most: int = 200) -> str:
    """`text` on one line, cut at a word near `most` characters."""
    text = normalise(text)
    return text if len(text) <= most else f"{text[: most + 1].rsplit(' ', 1)[0][:most]} …"


def numbers(lines: Sequence[int]) -> str:
    """`line 4`, `lines 4, 9, 12` or `lines 4, 9, 12 and 30 more`."""
    shown = ", ".join(str(line) for line in lines[:5])
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {shown}{more}"


def _named(reading: Reading) -> str:
    if any(label.speaker for label in reading.labels.values()):
        return reading.name
    return f"{reading.name}, no speakers"


def _title(head: Sequence[Line]) -> str | None:
    """The title a heading names, else its first line, if that is short and plain."""
    for line in head:
        if match := _TITLE.match(line.text):
            return normalise(match["title"])
    if head and len(head[0].text) <= 120 and not _NO_TITLE.match(head[0].text):
        return normalise(head[0].text.strip("#*_= ")) or None
    return None


def _note(what: str, lines: Sequence[Line]) -> tuple[str, ...]:
    if not lines:
        return ()
    text = shorten(" / ".join(line.text for line in lines))
    return (f"{what} ({numbers([line.number for line in lines])}): {text}",)


def _silent(lines: Sequence[int]) -> tuple[str, ...]:
    return (f"Skipped, as without words: {numbers(lines)}.",) if lines else ()


def _unnamed(turns: Sequence[DraftTurn]) -> tuple[str, ...]:
    lines = [turn.line for turn in turns if turn.speaker is None]
    if not lines or len(lines) == len(turns):
        return ()
    return (f"No speaker is named in {len(lines)} of {len(turns)} cues ({numbers(lines)}).",)


def _refusals(reading: Reading) -> tuple[str, ...]:
    lines = {f"“{label.speaker}”": line.number for line, label in reversed(reading.refused)}
    if not lines:
        return ()
    shown = ", ".join(f"{label} (line {line})" for label, line in list(lines.items())[:-6:-1])
    return (f"Read as words rather than as a speaker: {shown}.",)


def _doubts(turns: Sequence[DraftTurn]) -> tuple[str, ...]:
    return doubts(Counter(turn.speaker for turn in turns if turn.speaker))
