"""The registry of actions: every key, the footer, the palette, the help and docs/keys.md.

A key that a code of the codebook has as its hotkey belongs to the code. So every action has
a first key that no hotkey can be, but for the few that the codebook may not take (/ ? u s and
digits); what follows it is for convenience.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

EVERYWHERE, LIBRARY, CODING, TRANSCRIPT = "everywhere", "library", "coding", "transcript"
TITLES = {
    EVERYWHERE: "Everywhere",
    LIBRARY: "Library",
    CODING: "Coding",
    TRANSCRIPT: "Coding: moving and selecting",
}
SHOWN = {
    "escape": "Esc", "enter": "Enter", "space": "Space", "backspace": "Backspace",
    "delete": "Del", "tab": "Tab", "shift+tab": "Shift+Tab", " ": "Space",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does; `short` stands in the footer, where it is given."""

    name: str
    keys: tuple[str, ...]
    does: str
    where: str
    short: str = ""


def _moves() -> Iterator[Action]:
    units = (
        ("character", "right", "left", "a character"),
        ("word", "ctrl+right", "ctrl+left", "a word"),
        ("row", "down", "up", "a row"),
        ("turn", "ctrl+down", "ctrl+up", "a turn"),
        ("page", "pagedown", "pageup", "a page"),
        ("edge", "end", "home", "to the edge of the row"),
        ("text", "ctrl+end", "ctrl+home", "to the edge of the text"),
    )
    for name, on, back, what in units:
        for way, key, told in (("next", on, "on"), ("previous", back, "back")):
            yield Action(f"{name}-{way}", (key,), f"Moves {what}, {told}", TRANSCRIPT)
    for name, on, back, what in units:
        for way, key, told in (("next", on, "on"), ("previous", back, "back")):
            shifted = key.replace("ctrl+", "ctrl+shift+") if "+" in key else f"shift+{key}"
            does = f"Stretches the selection {what}, {told}"
            yield Action(f"{name}-{way}-extend", (shifted,), does, TRANSCRIPT)


ACTIONS = (
    Action("help", ("?",), "Shows the keys", EVERYWHERE, "keys"),
    Action("palette", ("ctrl+p",), "Finds an action by its name", EVERYWHERE),
    Action("undo", ("u",), "Takes back your last action", EVERYWHERE, "undo"),
    Action("redo", ("ctrl+r", "U"), "Does again what you took back", EVERYWHERE),
    Action("library", ("2",), "Goes to the Library", EVERYWHERE),
    Action("coding", ("3",), "Goes back to the document you were coding", EVERYWHERE),
    Action("theme", ("f2",), "Changes the colours: dark, light, high contrast", EVERYWHERE),
    Action("quit", ("ctrl+q",), "Quits; everything is written already", EVERYWHERE, "quit"),
    Action("open", ("enter",), "Opens the document under the cursor", LIBRARY, "open"),
    Action("other-table", ("tab",), "Goes to the other table", LIBRARY, "groups"),
    Action("pick", ("enter", "c"), "Picks a code for the selection", CODING, "code"),
    Action("again", ("ctrl+g", "."), "Puts the same code on the selection", CODING, "again"),
    Action("remove", ("delete",), "Takes off a coding of yours under the cursor", CODING, "remove"),
    Action("next-coding", ("ctrl+n", ">"), "Goes to the next coding", CODING),
    Action("previous-coding", ("ctrl+b", "<"), "Goes to the coding before", CODING),
    Action("next-uncoded", ("ctrl+t", "}"), "Goes to the next turn without codings", CODING),
    Action("previous-uncoded", ("ctrl+y", "{"), "Goes to the uncoded turn before", CODING),
    Action("done", ("ctrl+d", "D"), "Says that you have coded all of it", CODING, "done"),
    Action("codebook", ("f6",), "Goes to the codebook and back to the text", CODING),
    Action("back", ("escape",), "Takes the selection away; then back to the Library", CODING),
    Action("grow", ("space", " "), "Selects the word; then sentence, turn", TRANSCRIPT, "select"),
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


def of(*places: str) -> list[Action]:
    """The actions of these places, in order."""
    return [action for action in ACTIONS if action.where in places]


def keys_of(*places: str) -> dict[str, str]:
    """Key → name of the action, for these places."""
    return {key: action.name for action in of(*places) for key in action.keys}


def shown_key(key: str) -> str:
    """A key as people know it."""
    if key in SHOWN:
        return SHOWN[key]
    *held, last = key.split("+") if len(key) > 1 else [key]
    name = SHOWN.get(last, last.upper() if held or (last[0] == "f" and len(last) > 1) else last)
    return "+".join([*(each.capitalize() for each in held), name])


def footer(places: Collection[str], taken: Collection[str] = ()) -> str:
    """The line of keys: for each action the shortest that the codebook hasn't taken."""
    told = []
    for action in (action for place in places for action in of(place)):
        if action.short:
            free = [key for key in action.keys if key not in taken and key != " "]
            told.append(f"{shown_key(min(free, key=len))} {action.short}")
    return "  ".join(told)


def page() -> str:
    """docs/keys.md."""
    lines = [
        "# Keys",
        "",
        "`qualcode` on a terminal, without a command, opens the study: its Library, and from there",
        "the documents to code. This page is made from the program's own list of actions",
        "(`qualcode/tui/actions.py`), which the footer, the palette (`Ctrl+P`) and the help (`?`)",
        "are made from too; a test compares them.",
        "",
        "A code's hotkey puts that code on the selection. A key that is a code's hotkey belongs to",
        "the code; the action then goes by its other key. The mouse selects too: drag, or click",
        "twice for a word, three times for a sentence, four times for a turn.",
    ]
    for where, title in TITLES.items():
        lines += ["", f"## {title}", "", "| key | what it does |", "|---|---|"]
        for action in of(where):
            keys = ", ".join(f"`{shown_key(key)}`" for key in action.keys if key != " ")
            lines.append(f"| {keys} | {action.does} |")
    return "\n".join(lines) + "\n"
