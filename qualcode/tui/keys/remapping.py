"""Keys that a person has given other actions, in their config file."""

import re
from collections.abc import Iterator, Mapping

from qualcode.errors import InputError
from qualcode.names import find
from qualcode.settings import config_file, configured_keys
from qualcode.tui.keys.action import (
    CASE,
    CODING,
    EVERYWHERE,
    SCREENS,
    SHOWN,
    TITLES,
    TRANSCRIPT,
    shown_key,
)
from qualcode.tui.keys.registry import ACTIONS, Keymap

WITH_TEXT = (CODING, CASE)  # the screens on which the keys of a text work, too
KEY = re.compile(rf"(?:(?:ctrl|alt|shift)\+)*(?:\S|f[1-9]\d?|insert|{'|'.join(SHOWN)})")


def keymap() -> Keymap:
    """The registry with what the config file says; raises `InputError` where that can't be."""
    other: dict[tuple[str, str], tuple[str, ...]] = {}
    for place, named in configured_keys().items():
        where = find(place, {each: each for each in TITLES}, "screen")
        names = {each.name: each.name for each in ACTIONS if each.where == where}
        for name, keys in named.items():
            action = find(name, names, f"action of [keys.{where}]")
            other[where, action] = tuple(map(_checked, keys))
    chosen = Keymap(other)
    _check(chosen, other)
    return chosen


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise InputError(
            f"«{key}» in {config_file()} is no key.",
            "Write it like ctrl+g, alt+right, f9, enter, or a single character.",
        )
    return key


def _check(chosen: Keymap, other: Mapping[tuple[str, str], object]) -> None:
    """Refuses a key that would do two things on one screen, where the config file says so."""
    for screen in SCREENS:
        meant: dict[str, tuple[str, str]] = {}
        for key, action in _pairs(chosen, screen):
            before = meant.setdefault(key, action)
            if before != action and (before in other or action in other):
                (where, one), (also, two) = before, action
                raise InputError(
                    f"{shown_key(key)} would be both {where}.{one} and {also}.{two}.",
                    f"Give one of them another key in {config_file()}.",
                )


def _pairs(chosen: Keymap, screen: str) -> Iterator[tuple[str, tuple[str, str]]]:
    places = (screen, TRANSCRIPT, EVERYWHERE) if screen in WITH_TEXT else (screen, EVERYWHERE)
    for action, keys in chosen.of(*places):
        for key in keys:
            yield key, (action.where, action.name)
