"""An action: a name, its keys, what it does, and on which screen."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events

EVERYWHERE = "everywhere"
STUDIES, LIBRARY, CODING, CASE, PASSAGES = "studies", "library", "coding", "case", "passages"
MATRIX, TIMELINE, AGREEMENT = "matrix", "timeline", "agreement"
CLASSIFICATION, CODEBOOK = "classification", "codebook"
TRANSCRIPT = "transcript"  # the text of a document, wherever it stands
SCREENS = (
    STUDIES, LIBRARY, CODING, CASE, PASSAGES, MATRIX, TIMELINE, AGREEMENT, CLASSIFICATION, CODEBOOK,
)  # fmt: skip
TITLES = {
    EVERYWHERE: "Everywhere",
    **{screen: screen.capitalize() for screen in SCREENS},
    TRANSCRIPT: "The text: moving and selecting",
}
SHOWN = {
    "escape": "Esc", "enter": "Enter", "space": "Space", "backspace": "Backspace",
    "delete": "Del", "tab": "Tab", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does; `short` stands in the footer, where it is given."""

    name: str
    keys: tuple[str, ...]
    does: str
    where: str
    short: str = ""


def key_of(event: events.Key) -> str:
    """A key press as actions name it: by the character that it types, else by its name."""
    if event.is_printable and event.character and event.character != " ":
        return event.character
    return event.key


def shown_key(key: str) -> str:
    """A key as people know it."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    is_named = len(last) > 1 and last[0] == "f"
    name = SHOWN.get(last, last.upper() if held or is_named else last)
    return "+".join([*(each.capitalize() for each in held), name])


def shown_keys(keys: Iterable[str]) -> str:
    """Several keys that do the same."""
    return " ".join(map(shown_key, keys))
