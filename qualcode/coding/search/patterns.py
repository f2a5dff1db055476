"""Regular expressions over texts, in a process of their own that can be stopped.

Python can't be interrupted within one match, and some patterns would take years
(`(a+)+b` on a row of a's). So the texts go to a second Python, which gets some seconds.
"""

import json
import re
import subprocess
import sys
import unicodedata
import warnings
from collections.abc import Sequence

from qualcode.coding.search.words import Match
from qualcode.errors import InputError

SECONDS = 20.0  # a sound pattern takes a second over a million words

# `^` and `$` are the beginning and end of a turn as well, since a turn is a line of the text.
FINDS = """
import json, re, sys
asked = json.load(sys.stdin)
pattern = re.compile(asked["pattern"], re.IGNORECASE | re.MULTILINE)
found = [[m.span() for m in pattern.finditer(text) if m.group()] for text in asked["texts"]]
json.dump(found, sys.stdout)
"""


def pattern_places(
    pattern: str, texts: Sequence[str], *, seconds: float = SECONDS
) -> list[list[Match]]:
    """Per text where the pattern stands, without regard to case; nowhere where it is empty.

    Raises InputError for what is no regular expression, and for one that takes too long.
    """
    pattern = unicodedata.normalize("NFC", pattern)  # as the texts are
    _check(pattern)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-W", "ignore", "-c", FINDS],
            input=json.dumps({"pattern": pattern, "texts": texts}),
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise InputError(
            f"The pattern «{pattern}» takes longer than {seconds:.0f} seconds.",
            "Make it simpler: no repeat within a repeat, such as (a+)+, or name fewer documents.",
        ) from None
    return [[Match(*span) for span in spans] for spans in json.loads(done.stdout)]


def _check(pattern: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    except re.error as error:
        where = "" if error.pos is None else f" at character {error.pos + 1}"
        raise InputError(
            f"«{pattern}» is not a regular expression: {error.msg}{where}.",
            "Put a backslash before a sign that stands for itself, or leave out --regex.",
        ) from None
    except (RecursionError, OverflowError, MemoryError):
        raise InputError("The pattern is too deep or too large.", "Make it simpler.") from None
