"""The registry of actions: every key, the footer, the palette, the help and docs/keys.md."""

from collections.abc import Collection, Mapping

from qualcode.tui.case import actions as case
from qualcode.tui.codebook import actions as codebook
from qualcode.tui.coding import actions as coding
from qualcode.tui.keys import everywhere
from qualcode.tui.keys.action import CODING, TITLES, TRANSCRIPT, Action, shown_key
from qualcode.tui.library import actions as library
from qualcode.tui.matrix import actions as matrix
from qualcode.tui.page import actions as page
from qualcode.tui.passages import actions as passages
from qualcode.tui.studies import actions as studies

ACTIONS: tuple[Action, ...] = (
    *everywhere.ACTIONS,
    *studies.ACTIONS,
    *library.ACTIONS,
    *coding.ACTIONS,
    *page.ACTIONS,
    *case.ACTIONS,
    *passages.ACTIONS,
    *matrix.ACTIONS,
    *codebook.ACTIONS,
)


class Keymap:
    """Which key does what: the registry, with the keys that a person has given other actions."""

    def __init__(self, other: Mapping[tuple[str, str], tuple[str, ...]] | None = None) -> None:
        """`other`: (screen, action) → its keys, in place of those of the registry."""
        self._keys = dict(other or {})

    def of(self, *places: str) -> list[tuple[Action, tuple[str, ...]]]:
        """The actions of these places with their keys, in order."""
        return [
            (action, self._keys.get((action.where, action.name), action.keys))
            for place in places
            for action in ACTIONS
            if action.where == place
        ]

    def by_key(self, *places: str) -> dict[str, str]:
        """Key → name of the action. Of two places with one key, the first is meant."""
        found: dict[str, str] = {}
        for action, keys in self.of(*places):
            for key in keys:
                found.setdefault(key, action.name)
        return found

    def footer(self, places: Collection[str], taken: Collection[str] = ()) -> str:
        """The line of keys: for each action the shortest that the codebook hasn't taken."""
        told = []
        for action, keys in self.of(*places):
            free = [key for key in keys if key not in taken]
            if action.short and free:
                told.append(f"{shown_key(min(free, key=len))} {action.short}")
        return "  ".join(told)


def page_of_keys() -> str:
    """docs/keys.md."""
    lines = [
        "# Keys",
        "",
        "`qualcode` on a terminal, without a command, opens the study: its Library, and from there",
        "all else. This page is made from the program's own list of actions, which the footer, the",
        "palette (`Ctrl+P`) and the help (`?`) are made from too; a test compares them.",
        "",
        "A code's hotkey puts that code on the selection. A key that is a code's hotkey belongs to",
        "the code; the action then goes by its other key. The mouse selects too: drag, or click",
        "twice for a word, three times for a sentence, four times for a turn.",
        "",
        "Another key for an action is a line in the config file (`docs/commands.md` says where it",
        "lies), under the heading of its screen:",
        "",
        "```toml",
        f"[keys.{CODING}]",
        'again = "ctrl+a"',
        'done = ["ctrl+d", "f9"]',
        "",
        f"[keys.{TRANSCRIPT}]",
        'word-next = "alt+right"',
        "```",
    ]
    for where, title in TITLES.items():
        actions = [action for action in ACTIONS if action.where == where]
        if actions:
            lines += ["", f"## {title}", ""]
            lines += ["| key | what it does | its name |", "|---|---|---|"]
        for action in actions:
            keys = ", ".join(f"`{shown_key(key)}`" for key in action.keys)
            lines.append(f"| {keys} | {action.does} | `{action.name}` |")
    return "\n".join(lines) + "\n"
