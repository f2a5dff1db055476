"""How people name things: without regard to case, by a prefix of an id, and with typos."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from qualcode.errors import InputError, UnknownName

T = TypeVar("T")

# The commands that list what can be named, or of which there are ids.
LISTED = {
    "document": "documents",
    "case": "cases",
    "wave": "waves",
    "code": "codebook show",
    "coder": "coders",
    "speaker": "speakers",
    "coding": "codings",
    "memo": "memo list",
    "flag": "flag --all",
    "event": "codebook log",
    "set of periods": "periods",
    "disagreement": "adjudicate DOC",
}


def fold_name(name: str) -> str:
    """`name` as names are compared: without regard to case or to how accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


LONGEST_NAME = 200


def check_name(name: str, what: str) -> str:
    """`name`, where a case, wave, code or coder can be called so.

    Raises InputError for one that is empty, has white space around it, a «/», or characters
    that don't show (which would break lists, or speak to the terminal), or that goes on and on.
    """
    if len(name) > LONGEST_NAME:
        raise InputError(f"«{name[:40]}…» is too long to name a {what}.", "Shorten it.")
    if not name or name != name.strip() or "/" in name or not name.isprintable():
        shown = "".join(char if char.isprintable() else "?" for char in name)
        raise InputError(f"«{shown}» can't name a {what}.", "Use letters and digits, without «/».")
    return name


def find(wanted: str, known: Mapping[str, T], what: str) -> T:
    """The one of `known` that is called `wanted`; `what` says what it is ("document").

    Raises UnknownName with the nearest names where there is none.
    """
    if wanted in known:
        return known[wanted]
    folded = fold_name(wanted)
    for name, thing in known.items():
        if fold_name(name) == folded:
            return thing
    raise unknown(wanted, known, what)


def find_id(prefix: str, known: Iterable[str], what: str) -> str:
    """The one id that begins with `prefix`; raises where there is none, or more than one."""
    found = [row_id for row_id in known if row_id.startswith(prefix.lower())] if prefix else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownName(
            f"There is no {what} {prefix}.", f"See `qualcode {LISTED[what]}` for ids."
        )
    raise InputError(
        f"{len(found)} {what}s begin with {prefix}.", "Give more of the id, so that one is left."
    )


def unknown(wanted: str, names: Iterable[str], what: str) -> UnknownName:
    """The error for a name that isn't there: near misses, or what there is."""
    names = list(names)
    original = {fold_name(name): name for name in names}
    near = [original[name] for name in get_close_matches(fold_name(wanted), original, n=3)]
    if near:
        hint = f"Did you mean {' or '.join(near)}?"
    elif not names:
        hint = f"There is no {what} yet."
    elif len(names) <= 12:
        hint = f"Known: {', '.join(names)}."
    else:
        where = f"see `qualcode {LISTED[what]}`" if what in LISTED else "none of that name"
        hint = f"There are {len(names)}: {where}."
    return UnknownName(f"There is no {what} «{wanted}».", hint)
