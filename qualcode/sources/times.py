"""Times as transcripts write them → seconds."""

import re

# Digits are counted so that no absurd number is ever computed; [0-9] keeps out other scripts.
CLOCK = r"(?<![0-9:])(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?(?![0-9]|[:.,][0-9])"
_PARTS = re.compile(
    r"(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-9]{1,2})"
    r"(?:[.,](?P<fraction>[0-9]{1,3}))?"
)
_STAMP_ALONE = re.compile(rf"[\[(<{{#]?[ ]?{CLOCK}(?:-[0-9])?[ ]?[\])>}}#]?")
# f4 writes tenths behind a hyphen, and closes with a hash: #00:01:02-3#
_CLOCK = re.compile(rf"(?P<clock>{CLOCK})(?:-(?P<tenths>[0-9])(?=#))?")
_PLAIN = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,12})?")


def seconds(clock: str) -> float | None:
    """`01:02:03.5`, `62:03` or `1:02:03,500` → seconds; None where it isn't a time."""
    parts = _PARTS.fullmatch(clock.strip())
    if parts is None or int(parts["seconds"]) > 59:
        return None
    if parts["hours"] is not None and int(parts["minutes"]) > 59:
        return None
    whole = int(parts["hours"] or 0) * 3600 + int(parts["minutes"]) * 60 + int(parts["seconds"])
    return (whole * 1000 + int((parts["fraction"] or "0").ljust(3, "0"))) / 1000


def stamp(text: str) -> tuple[float | None, float | None]:
    """The start and end in `[00:01:02]` or `(00:01:02 - 00:01:05)`; None for what isn't there."""
    if ":" not in text:
        return None, None
    found = [
        seconds(match["clock"] + (f".{match['tenths']}" if match["tenths"] else ""))
        for match in _CLOCK.finditer(text)
    ]
    start, end, *_ = (*found, None, None)
    return start, end


def is_stamp(text: str) -> bool:
    """True for a time alone, in brackets or not: `[00:01:02]`, `#00:01:02-3#`."""
    return bool(_STAMP_ALONE.fullmatch(text))


def in_column(cell: str) -> float | None:
    """`62.5`, `62,5` or `0:01:02` as a table's cell has it → seconds; None where it isn't one."""
    cell = cell.strip()
    return float(cell.replace(",", ".")) if _PLAIN.fullmatch(cell) else seconds(cell)
