"""The ways in which transcripts mark who speaks, each as a pattern over one line."""

import re
from dataclasses import dataclass

from qualcode.errors import InputError
from qualcode.sources.draft import normalise
from qualcode.sources.labels import (
    LONGEST,
    LONGEST_IN_FULL,
    can_be_full_name,
    can_be_label,
    is_known,
    like_full_name,
)
from qualcode.sources.times import CLOCK, stamp


@dataclass(frozen=True, slots=True)
class Label:
    """What a convention finds on a line: who (None: nobody named), from when, what words follow.

    `shape` shows the way of writing with placeholders: `Name: [00:01:02] words`. `in_full`
    marks what is longer than labels are, or has commas, as names of accounts do: the file has
    to tell whether somebody is called so.
    """

    speaker: str | None
    words: str
    start: float | None
    end: float | None
    shape: str
    in_full: bool = False


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of marking speakers: `pattern` with groups speaker and words, perhaps t1, t2, t3.

    `aside` matches lines that are nobody's words. `own_line`: the label stands alone and its
    words follow; `opening`: it counts only at the beginning of a block of lines; `in_full`:
    names as accounts have them (`de Boer, K. (Karin)`) can stand there too.
    `strict` is False for a person's own pattern, whose labels aren't questioned and whose
    time is in a group of that name.
    """

    name: str
    pattern: re.Pattern[str]
    aside: re.Pattern[str] | None = None
    own_line: bool = False
    opening: bool = False
    in_full: bool = False
    strict: bool = True

    def find(self, line: str) -> Label | None:
        """The label at the beginning of `line`, or None."""
        match = self.pattern.match(line)
        if match is None:
            return None
        groups = match.groupdict(default="")
        speaker = normalise(groups.get("speaker", "")) or None
        words = groups.get("words", "").strip()
        stamps = [groups.get(key, "") for key in ("t1", "t2", "t3")]
        start, end = stamp("".join(stamps) or groups.get("time", ""))
        if not self.strict:
            return Label(speaker, words, start, end, self.name)
        in_full = "speaker" in groups and not _is_label(speaker)
        if "speaker" in groups and not _believable(groups, speaker, start):
            return None
        if in_full and not (self.in_full and (self.own_line or like_full_name(speaker or ""))):
            return None
        if start is None and any(stamps):
            return None  # 00:75 is no time, so the line isn't written in this way
        return Label(speaker, words, start, end, self._shape(*stamps), in_full)

    def _shape(self, before: str, within: str, after: str) -> str:
        """The convention's name with the times where this line has them."""
        name = self.name
        if within:
            name = name.replace("Name", f"Name {_shown(within)}", 1)
        if after:
            name = f"{name.removesuffix('words')}{_shown(after)} words"
        return f"{_shown(before)} {name}" if before else name


def _shown(written: str) -> str:
    """`[00:00:12]` → `[00:01:02]`: the brackets as written about a time that stands for all."""
    written = written.strip()
    opening = written[0] if not written[0].isdigit() else ""
    closing = written[-1] if not written[-1].isdigit() else ""
    return f"{opening}00:01:02{closing}"


def _is_label(speaker: str | None) -> bool:
    return speaker is not None and can_be_label(speaker) and not re.search(r"[|\[\]]", speaker)


def _believable(groups: dict[str, str], speaker: str | None, start: float | None) -> bool:
    """True where the label can be one, and isn't a time or the first half of `https://`."""
    if speaker is None or re.search(CLOCK, speaker):
        return False
    if not (can_be_label(speaker) or can_be_full_name(speaker)):
        return False
    words = groups.get("words", "")
    glued = groups.get("gap", " ") == "" and words != "" and start is None
    return not glued or (is_known(speaker) and words[0].isalpha())


_STAMP = rf"[\[(<{{#]?[ ]?{CLOCK}(?:[ ]*(?:-->|[-–—/])[ ]*{CLOCK})?(?:-[0-9])?[ ]?[\])>}}#]?"
_NAME = rf"(?P<speaker>[^\W_](?:[^:\t\[\]{{}}<>|*\n]{{0,{LONGEST - 1}}}?))"
_IN_FULL = rf"(?P<speaker>[^\W_](?:[^:\t{{}}<>*\n]{{0,{LONGEST_IN_FULL - 1}}}?))"
_TIME_FIRST = rf"(?:(?P<t1>{_STAMP})[ \t]*[-–|]?[ \t]*)?"

COLON = Convention(
    "Name: words",
    re.compile(
        rf"{_TIME_FIRST}{_IN_FULL}[ \t]*(?P<t2>{_STAMP})?[ \t]*:(?P<gap>\s+|$|)"
        rf"(?P<t3>{_STAMP})?(?P<words>.*)$"
    ),
    in_full=True,
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
TIME_AND_NAME = Convention(
    "Name on a line of its own",
    re.compile(rf"(?P<t1>{_STAMP})[ \t|–-]*{_IN_FULL}:?$"),
    own_line=True,
    in_full=True,
)
NAME_AND_TIME = Convention(
    "Name on a line of its own",
    re.compile(rf"{_IN_FULL}[ \t|–-]+(?P<t2>{_STAMP}):?$"),
    own_line=True,
    in_full=True,
)
NAME_ALONE = Convention(
    "Name on a line of its own", re.compile(rf"{_NAME}$"), own_line=True, opening=True
)

# Where two explain as many lines, the earlier one is taken.
NAMED = (CHAT, BOLD, COLON, BRACKETS, NAME_AND_TIME, TIME_AND_NAME, TAB, NAME_ALONE)
WITHIN_CUES = (BOLD, COLON, BRACKETS, NAME_AND_TIME, NAME_ALONE)
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
    return Convention(f"the speaker pattern {pattern}", compiled, strict=False)
