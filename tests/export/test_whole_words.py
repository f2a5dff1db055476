"""Passages that begin or end within a word, shown with the whole of it."""

import pytest

from qualcode.spans import Span
from qualcode.transcripts.units import whole_words


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("ik werk weer", (4, 9), "werk weer"),
        ("ik werk weer", (3, 7), "werk"),
        ("ik werk weer", (2, 8), " werk "),
        ("ik werk\nweer thuis", (8, 12), "weer"),
        ("werk, weer", (4, 7), ", weer"),
        ("werk", (1, 2), "werk"),
        ("één keer", (1, 3), "één"),
        ("…weer", (1, 3), "weer"),
    ],
)
def test_a_word_is_whole_and_nothing_else_comes_along(
    text: str, span: tuple[int, int], words: str
) -> None:
    found = whole_words(text, Span(*span))
    assert text[found.start : found.end] == words
