"""Lines → turns: what a label begins, what continues it, what is kept out and told."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.errors import UnreadableFile
from qualcode.sources.added import between_times, has_times, without_ends, without_numbers
from qualcode.sources.conventions import NAMED, TIMED, Convention, Label
from qualcode.sources.draft import DraftTurn, normalise
from qualcode.sources.speakers import Line, Reading, choose, doubts
from qualcode.sources.times import CLOCK, is_stamp, stamp

UNNAMED = "no speakers: each paragraph is a turn"
_FOOTER = re.compile(r"Transcribed by https?://\S+$")
_LIKE_LABEL = re.compile(rf"[^\W\d_].{{0,100}}?\s[\[(]?{CLOCK}[\])]?:?$")
_TITLE = re.compile(r"(?:##META text )?tit(?:le|el)\s*[:=]\s*(?P<title>\S.*)", re.IGNORECASE)
_NO_TITLE = re.compile(r"[%@(\[{<]|[\w ]{1,25}:")


@dataclass(frozen=True, slots=True)
class Part:
    """What one line gave to a turn: its index among the lines, and its words, perhaps none."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said in a file: its turns, how speakers were told apart, and what was left out.

    `parts` says of each turn which lines it was made of: its words are theirs, with a space
    between. It is empty where turns come from cues.
    """

    turns: tuple[DraftTurn, ...]
    convention: str
    title: str | None = None
    notes: tuple[str, ...] = ()
    parts: tuple[tuple[Part, ...], ...] = ()


@dataclass(slots=True)
class _Piece:
    """A turn in the making."""

    label: Label
    line: int
    parts: list[Part] = field(default_factory=list)
    end: float | None = None


def divide(
    lines: Sequence[Line], own: Convention | None, name: str, *, are_paragraphs: bool = False
) -> Talk:
    """The turns in a text's `lines`, by the person's `own` convention or the one it keeps to.

    `name` is the file's. Lines that an editor broke at a fixed width are put together again,
    unless they `are_paragraphs`. Raises UnreadableFile where an own convention matches no line.
    """
    unit = "paragraph" if are_paragraphs else "line"
    lines, ends = without_ends(lines)
    within = [line.number for line in lines if ends and has_times(line.text)]
    times = [f"f4's times within the words were taken out: {numbers(within, unit)}."]
    lines, counted = without_numbers(lines) if own is None else (list(lines), ())
    taken = (*(times if within else ()), *counted)
    reading = chosen(lines, own, NAMED, name) or choose(lines, (TIMED,))
    if reading is None:
        parts = tuple(_paragraphs(lines, not are_paragraphs, bool(ends)))
        turns = tuple(_unnamed(part, lines, ends) for part in parts)
        return Talk(turns, UNNAMED, None, (*taken, *_like_labels(lines, unit)), parts)
    head, pieces, asides = _gather(lines, reading, ends)
    made = [_turn(piece) for piece in pieces]
    spoken = [turn for turn, _ in made if turn.words]
    told = {id(line) for line in (*head, *asides, *(line for line, _ in reading.refused))}
    others = [
        line for at, line in enumerate(lines) if at not in reading.labels and id(line) not in told
    ]
    notes = (
        *taken,
        *kept_out("before the first turn", head, unit),
        *kept_out("as nobody's words", asides, unit),
        *_silent([turn.line for turn, _ in made if not turn.words], unit),
        *refusals(reading, unit),
        *_like_labels(others, unit),
        *doubtful(spoken),
    )
    parts = join_parts(spoken, [parts for turn, parts in made if turn.words])
    return Talk(join(spoken), convention_of(reading), title_of(head), notes, parts)


def _parts(index: int, words: str, in_f4: bool) -> list[Part]:
    """What a line gives to a turn; in an f4 file a part between every two times."""
    return [Part(index, normalise(each)) for each in (between_times(words) if in_f4 else [words])]


def _like_labels(lines: Sequence[Line], unit: str) -> tuple[str, ...]:
    """A note on lines among the words that look like a name and a time, as labels do."""
    like = [line for line in lines if _LIKE_LABEL.match(line.text)]
    if not like:
        return ()
    many = f"{len(like)} line{'s' if len(like) > 1 else ''}"
    where = numbers([line.number for line in like], unit)
    return (
        f"Read as words, though they end in a time as labels do: {many} ({where}),"
        f" such as “{shorten(like[0].text, 60)}”.",
    )


def chosen(
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


def _paragraphs(
    lines: Sequence[Line], may_be_broken: bool, in_f4: bool
) -> Iterator[tuple[Part, ...]]:
    """The parts of each turn: a line, or a block where its lines were broken to fit a width."""
    block: list[int] = []
    for index in range(len(lines)):
        block.append(index)
        if index + 1 < len(lines) and not lines[index + 1].opens:
            continue
        whole = may_be_broken and _wrapped([lines[at] for at in block])
        for paragraph in [block] if whole else [[at] for at in block]:
            yield tuple(part for at in paragraph for part in _parts(at, lines[at].text, in_f4))
        block = []


def _wrapped(block: Sequence[Line]) -> bool:
    """True where all lines but the last are about equally long, as an editor breaks them."""
    widths = [len(line.text) for line in block[:-1]]
    return bool(widths) and 40 <= max(widths) <= 120 and min(widths) >= max(widths) - 25


def _unnamed(parts: Sequence[Part], lines: Sequence[Line], ends: Mapping[int, float]) -> DraftTurn:
    first, last = parts[0].line, parts[-1].line
    start, end = ends.get(first - 1), ends.get(last)
    return DraftTurn(_words(parts), None, start, _after(start, end), lines[first].number)


def _gather(
    lines: Sequence[Line], reading: Reading, ends: Mapping[int, float]
) -> tuple[list[Line], list[_Piece], list[Line]]:
    """Lines shared out: those before the first label, the pieces of talk, those kept out."""
    head: list[Line] = []
    asides: list[Line] = []
    pieces: list[_Piece] = []
    aside = reading.convention.aside
    for index, line in enumerate(lines):
        label = reading.labels.get(index)
        following = reading.labels.get(index + 1)
        if label is not None:
            start, end = _time_above(lines, index, ends)
            if label.start is None:
                label = replace(label, start=start, end=end)
            pieces.append(_Piece(label, line.number, _parts(index, label.words, bool(ends))))
        elif following and following.start is None and is_stamp(line.text):
            continue  # the time of the turn below
        elif not pieces:
            head.append(line)
        elif _FOOTER.match(line.text) or (aside and aside.match(line.text)):
            asides.append(line)
        else:
            pieces[-1].parts += _parts(index, line.text, bool(ends))
        if pieces and index in ends:
            pieces[-1].end = ends[index]
    return head, pieces, asides


def _time_above(
    lines: Sequence[Line], index: int, ends: Mapping[int, float]
) -> tuple[float | None, float | None]:
    """Start and end of a turn by the line above it: a time alone, or the end of that turn."""
    if index and is_stamp(lines[index - 1].text):
        return stamp(lines[index - 1].text)
    return ends.get(index - 1), None


def _turn(piece: _Piece) -> tuple[DraftTurn, tuple[Part, ...]]:
    """The finished turn; a time on a line of its own under the label is the turn's start."""
    start, end, parts = piece.label.start, piece.label.end, piece.parts
    if start is None and not parts[0].words and parts[1:] and is_stamp(parts[1].words):
        start, end = stamp(parts[1].words)
        parts = [parts[0], *parts[2:]]
    end = _after(start, piece.end if end is None else end)
    return DraftTurn(_words(parts), piece.label.speaker, start, end, piece.line), tuple(parts)


def _words(parts: Iterable[Part]) -> str:
    return " ".join(part.words for part in parts if part.words)


def _after(start: float | None, end: float | None) -> float | None:
    """The end, unless it lies before the start and so can't be one."""
    return None if end is not None and start is not None and end < start else end


def join(turns: Sequence[DraftTurn]) -> tuple[DraftTurn, ...]:
    """Neighbouring turns of one named speaker made one: from the first's start to the last end."""
    return tuple(_one(turns[begin:stop]) for begin, stop in _runs(turns))


def join_parts(
    turns: Sequence[DraftTurn], parts: Sequence[Sequence[Part]]
) -> tuple[tuple[Part, ...], ...]:
    """The parts of each turn that `join` makes of `turns`, of which `parts` are the parts."""
    return tuple(
        tuple(part for some in parts[begin:stop] for part in some) for begin, stop in _runs(turns)
    )


def _runs(turns: Sequence[DraftTurn]) -> Iterator[tuple[int, int]]:
    """Begin and stop of each stretch of turns by one named speaker; the unnamed stay apart."""
    begin = 0
    for at in range(1, len(turns) + 1):
        speaker = turns[begin].speaker
        if at == len(turns) or speaker is None or turns[at].speaker != speaker:
            yield begin, at
            begin = at


def _one(same: Sequence[DraftTurn]) -> DraftTurn:
    if len(same) == 1:
        return same[0]
    first = same[0]
    last = max((turn.end for turn in same if turn.end is not None), default=None)
    words = " ".join(turn.words for turn in same)
    return replace(first, words=words, end=_after(first.start, last))


def shorten(text: str, most: int = 200) -> str:
    """`text` on one line, cut at a word near `most` characters."""
    text = normalise(text)
    return text if len(text) <= most else f"{text[: most + 1].rsplit(' ', 1)[0][:most]} …"


def numbers(lines: Sequence[int], unit: str = "line") -> str:
    """`line 4`, `lines 4, 9, 12` or `lines 4, 9, 12 and 30 more`; `unit` is what is counted."""
    lines = list(dict.fromkeys(lines))  # a paragraph may hold several lines
    shown = ", ".join(str(line) for line in lines[:5])
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f"{unit if len(lines) == 1 else f'{unit}s'} {shown}{more}"


def convention_of(reading: Reading) -> str:
    """How a file marks speakers, in words; says so where nobody is named."""
    if any(label.speaker for label in reading.labels.values()):
        return reading.name
    return f"{reading.name}, no speakers"


def title_of(head: Sequence[Line]) -> str | None:
    """The title a heading names, else its first line, if that is short and plain."""
    for line in head:
        if match := _TITLE.match(line.text):
            return normalise(match["title"])
    if head and len(head[0].text) <= 120 and not _NO_TITLE.match(head[0].text):
        return normalise(head[0].text.strip("#*_= ")) or None
    return None


def kept_out(why: str, lines: Sequence[Line], unit: str = "line") -> tuple[str, ...]:
    """A note on the lines that aren't among the turns, if there are any, and `why`."""
    if not lines:
        return ()
    comma = "" if why.startswith("before") else ","
    text = shorten(" / ".join(line.text for line in lines))
    where = numbers([line.number for line in lines], unit)
    return (f"Kept out{comma} {why} ({where}): {text}",)


def _silent(lines: Sequence[int], unit: str) -> tuple[str, ...]:
    return (f"Skipped, as without words: {numbers(lines, unit)}.",) if lines else ()


def refusals(reading: Reading, unit: str = "line") -> tuple[str, ...]:
    """A note on what looked like labels and was read as words, if anything did."""
    lines = {f"“{label.speaker}”": line.number for line, label in reversed(reading.refused)}
    if not lines:
        return ()
    shown = ", ".join(f"{label} ({unit} {line})" for label, line in list(lines.items())[:-6:-1])
    return (f"Read as words rather than as a speaker: {shown}.",)


def doubtful(turns: Sequence[DraftTurn]) -> tuple[str, ...]:
    """Notes on speakers who may be others, by a slip of the pen."""
    return doubts(Counter(turn.speaker for turn in turns if turn.speaker))
