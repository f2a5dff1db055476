"""Units of a transcript: pure functions of text."""


def count_words(text: str) -> int:
    """How many words stand in `text`, as word processors count: what white space parts."""
    return len(text.split())
