"""Times as transcripts write them → seconds."""

import re

# Digits are counted so that no absurd number is ever computed; [0-9] keeps out other scripts.
CLOCK = r"(?<![0-9:])(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?(?![0-9]|[:.,][0-9])"
_PARTS = re.compile(
    r"(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-9]{1,2})"
    r"(?:[.,](?P<fraction>[0-9]{1,3}))?"
)
_CLOCK = re.compile(CLOCK)


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
    start, end, *_ = (*(seconds(clock) for clock in _CLOCK.findall(text)), None, None)
    return start, end
