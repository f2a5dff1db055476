"""The ways in which transcripts mark who speaks, each as a pattern over one line."""

import re
from dataclasses import dataclass

from qualcode.errors import InputError
from qualcode.sources.draft import normalise
from qualcode.sources.labels import LONGEST, can_be_label, is_known
from qualcode.sources.times import CLOCK, stamp


@dataclass(frozen=True, slots=True)
class Label:
    """What a convention finds on a line: who (None: nobody named), from when, what words follow.

    `shape` shows the way of writing with placeholders: `Name: [00:01:02] words`.
    """

    speaker: str | None
    words: str
    start: float | None
    end: float | None
    shape: str


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of marking speakers: `pattern` with groups speaker and words, perhaps t1, t2, t3.

    `aside` matches lines that are nobody's words. `own_line`: the label stands alone and its
    words follow; `opening`: it counts only at the beginning of a block of lines.
    `strict` is False for a pattern that a person gave, whose labels aren't questioned.
    """

    name: str
    pattern: re.Pattern[str]
    aside: re.Pattern[str] | None = None
    own_line: bool = False
    opening: bool = False
    strict: bool = True

    def find(self, line: str) -> Label | None:
        """The label at the beginning of `line`, or None."""
        match = self.pattern.match(line)
        if match is None:
            return None
        groups = match.groupdict()
        speaker = normalise(groups.get("speaker") or "") or None
        words = (groups.get("words") or "").strip()
        stamps = {key: groups.get(key) or "" for key in ("t1", "t2", "t3")}
        written = "".join(stamps.values())
        start, end = stamp(written)
        if self.strict and "speaker" in groups and not _believable(match, speaker, words, start):
            return None
        if written and start is None:
            return None  # 00:75 is no time, so the line isn't written in this way
        return Label(speaker, words, start, end, self._shape(stamps))

    def _shape(self, stamps: dict[str, str]) -> str:
        """The convention's name with the times where this line has them."""
        before, within, after = (_shown(written) for written in stamps.values())
        name = self.name.replace("Name", f"Name {within}", 1) if within else self.name
        name = f"{before} {name}" if before else name
        return re.sub(r"(words)$", rf"{after} \1", name) if after else name


def _shown(written: str) -> str:
    """`[00:00:12]` → `[00:01:02]`: the brackets as written about a time that stands for all."""
    written = written.strip()
    if not written:
        return ""
    opening = written[0] if not written[0].isdigit() else ""
    closing = written[-1] if not written[-1].isdigit() else ""
    return f"{opening}00:01:02{closing}"


def _believable(match: re.Match[str], speaker: str | None, words: str, start: float | None) -> bool:
    """True where the label can be one, and isn't a time or the first half of `https://`."""
    if speaker is None or not can_be_label(speaker) or re.fullmatch(CLOCK, speaker):
        return False
    glued = match.groupdict().get("gap") == "" and bool(words) and start is None
    return not glued or (is_known(speaker) and words[0].isalpha())


_STAMP = rf"[\[(<{{#]?[ ]?{CLOCK}(?:[ ]*(?:-->|[-–—/])[ ]*{CLOCK})?(?:-[0-9])?[ ]?[\])>}}#]?"
_NAME = rf"(?P<speaker>[^\W_](?:[^:\t\[\]{{}}<>|*\n]{{0,{LONGEST - 1}}}?))"
_TIME_FIRST = rf"(?:(?P<t1>{_STAMP})[ \t]*[-–|]?[ \t]*)?"

COLON = Convention(
    "Name: words",
    re.compile(
        rf"{_TIME_FIRST}{_NAME}[ \t]*(?P<t2>{_STAMP})?[ \t]*:(?P<gap>\s+|$|)"
        rf"(?P<t3>{_STAMP})?(?P<words>.*)$"
    ),
)
BOLD = Convention(
    "**Name:** words",
    re.compile(
        rf"(?:[-+•][ ]+)?{_TIME_FIRST}(?P<mark>\*\*|__){_TIME_FIRST.replace('t1', 't2')}{_NAME}"
        rf"[ ]*:?[ ]*(?P=mark)[ \t]*:?[ \t]*(?P<t3>{_STAMP})?(?P<words>.*)$"
    ),
)
BRACKETS = Convention(
    "[name] words",
    re.compile(
        rf"{_TIME_FIRST}\[(?P<speaker>[^\[\]\n]{{1,{LONGEST}}})\][ \t]*:?[ \t]*"
        rf"(?P<t3>{_STAMP})?(?P<words>.*)$"
    ),
)
TAB = Convention(
    "Name<TAB>words",
    re.compile(rf"(?:(?P<t1>{_STAMP})\t+)?{_NAME}\t+(?:(?P<t3>{_STAMP})\t+)?(?P<words>.*)$"),
)
CHAT = Convention(
    "*MOT:<TAB>words (CHAT)",
    re.compile(
        r"(?:[0-9]+[ ]*\|[ ]*\*?|\*)(?P<speaker>[A-Za-z0-9][\w'+-]{0,11}):(?:\s+(?P<words>.*))?$"
    ),
    aside=re.compile(r"%\w+:|@\w|%\w+$|##\w"),
)
TIMED_LINE = Convention(
    "Name with a time on a line of its own",
    re.compile(
        rf"(?:(?P<t1>{_STAMP})[ \t|–-]*{_NAME}:?|"
        rf"{_NAME.replace('speaker', 'other')}[ \t|–-]+(?P<t2>{_STAMP}):?)$"
    ),
    own_line=True,
)
OWN_LINE = Convention(
    "Name on a line of its own", re.compile(rf"{_NAME}$"), own_line=True, opening=True
)

# Where two explain as many lines, the earlier one is taken.
NAMED = (CHAT, BOLD, COLON, BRACKETS, TIMED_LINE, TAB, OWN_LINE)
WITHIN_CUES = (BOLD, COLON, BRACKETS)
TIMED = Convention("words", re.compile(rf"(?P<t1>{_STAMP})[ \t]+(?P<words>\S.*)$"))


def own_convention(pattern: str) -> Convention:
    """A person's own regular expression as a convention; InputError where it can't be one."""
    hint = r"Write one such as '(?P<speaker>\w+)> (?P<words>.*)', perhaps with (?P<time>...)."
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise InputError(
            f"The speaker pattern isn't a regular expression: {error}.", hint
        ) from None
    missing = [group for group in ("speaker", "words") if group not in compiled.groupindex]
    if missing:
        raise InputError(f"The speaker pattern has no group {' or '.join(missing)}.", hint)
    return _Own(f"the speaker pattern {pattern}", compiled, strict=False)


class _Own(Convention):
    """A person's pattern: its group `time` may be left out, and no label is questioned."""

    __slots__ = ()

    def find(self, line: str) -> Label | None:
        """The label as the person's pattern has it, anywhere from the line's beginning."""
        match = self.pattern.match(line)
        if match is None:
            return None
        groups = match.groupdict()
        start, end = stamp(groups.get("time") or "")
        speaker = normalise(groups["speaker"] or "") or None
        return Label(speaker, (groups["words"] or "").strip(), start, end, self.name)
