"""What keys do in a text: moving, and selecting by character, word, sentence, turn."""

from collections.abc import Iterator

from qualcode.tui.keys.action import TRANSCRIPT, Action

MOVES = (
    ("character", "right", "left", "a character"),
    ("word", "ctrl+right", "ctrl+left", "a word"),
    ("row", "down", "up", "a row"),
    ("turn", "ctrl+down", "ctrl+up", "a turn"),
    ("page", "pagedown", "pageup", "a page"),
    ("edge", "end", "home", "to the edge of the row"),
    ("text", "ctrl+end", "ctrl+home", "to the edge of the text"),
)


def _moves() -> Iterator[Action]:
    for name, on, back, what in MOVES:
        for way, key, told in (("next", on, "on"), ("previous", back, "back")):
            yield Action(f"{name}-{way}", (key,), f"Moves {what}, {told}", TRANSCRIPT)
    for name, on, back, what in MOVES:
        for way, key, told in (("next", on, "on"), ("previous", back, "back")):
            shifted = key.replace("ctrl+", "ctrl+shift+") if "+" in key else f"shift+{key}"
            does = f"Stretches the selection {what}, {told}"
            yield Action(f"{name}-{way}-extend", (shifted,), does, TRANSCRIPT)


ACTIONS = (
    Action("grow", ("space",), "Selects the word; then sentence, turn", TRANSCRIPT, "select"),
    Action("shrink", ("backspace",), "Goes back to the smaller selection", TRANSCRIPT),
    Action("sentence-next", ("tab",), "Selects the next sentence", TRANSCRIPT),
    Action("sentence-previous", ("shift+tab",), "Selects the sentence before", TRANSCRIPT),
    Action(
        "sentence-next-extend",
        ("ctrl+f", ")"),
        "Stretches the selection to the end of a sentence",
        TRANSCRIPT,
    ),
    Action(
        "sentence-previous-extend",
        ("ctrl+o", "("),
        "Stretches the selection to the beginning of a sentence",
        TRANSCRIPT,
    ),
    *_moves(),
)
