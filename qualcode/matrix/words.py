"""Where the words of a text lie."""

import numpy as np
from numpy.typing import NDArray

LAST_SPACE = 0x3000
SPACES = np.array([n for n in range(LAST_SPACE + 1) if chr(n).isspace()], np.uint32)


def word_places(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the words of `text` in code points: what white space parts.

    As many as `transcripts.units.count_words` counts.
    """
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    is_word = ~np.isin(points, SPACES)
    edges = np.diff(is_word.astype(np.int8), prepend=0, append=0)
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
