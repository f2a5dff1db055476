"""Units of a transcript: pure functions of text."""

import re

WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def count_words(text: str) -> int:
    """How many words stand in `text`; "zo'n", "p.w" and "re-integratie" are one each."""
    return len(WORD.findall(text))
