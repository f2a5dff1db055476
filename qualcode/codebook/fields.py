"""The fields of a code, and what each may hold, however it comes in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from qualcode.codebook.tree import Code, Codebook
from qualcode.errors import InputError
from qualcode.names import check_name

RESERVED_HOTKEYS = set("0123456789/?us")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
TEXTS = ("definition", "use_when", "not_when")
LISTS = ("examples", "keywords")
UNSEEN = dict.fromkeys((*range(32), *range(127, 160), 0xFEFF))  # dropped from every text
# In the order in which a codebook tells them; `names` is called `name` in files.
FIELDS = ("names", *TEXTS, *LISTS, "colour", "hotkey", "domain")
NEW_CODE: dict[str, Any] = {
    "removed": 0,
    "merged_into": None,
    "names": {},
    "definition": "",
    "use_when": "",
    "not_when": "",
    "examples": [],
    "keywords": [],
    "colour": None,
    "hotkey": None,
    "domain": 0,
    "split_into": [],
}


def code_of(row: Mapping[str, Any]) -> Code:
    """A code of its fields as patches hold them; its `code` is its own name, not yet a path."""
    return Code(
        id=row["id"],
        code=row["name"],
        names=row["names"],
        definition=row["definition"],
        use_when=row["use_when"],
        not_when=row["not_when"],
        examples=tuple(row["examples"]),
        keywords=tuple(row["keywords"]),
        colour=row["colour"],
        hotkey=row["hotkey"],
        domain=bool(row["domain"]),
        parent_id=row["parent_id"],
        merged_into=row["merged_into"],
        removed=bool(row["removed"]),
        split_into=tuple(row["split_into"]),
    )


def value_of(code: Code, field: str) -> Any:
    """A field of `code` as patches and files hold it."""
    value = getattr(code, field)
    if field == "domain":
        return int(value)
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def words(text: str) -> str:
    """`text` on one line, with single spaces and nothing that speaks to a terminal."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise InputError("That text has broken characters in it.", "Type it again, in UTF-8.")
    return " ".join(" ".join(text.split()).translate(UNSEEN).split())


def check_colour(text: str) -> str:
    """A colour, in lower case; raises InputError for what isn't one."""
    if not COLOUR.fullmatch(text):
        raise InputError(f"«{text}» is not a colour.", 'Write it like "#b5495b".')
    return text.lower()


def check_hotkey(key: str) -> str:
    """A hotkey; raises InputError for one that can't be typed, or is the program's own."""
    if len(key) != 1 or key in RESERVED_HOTKEYS or key.isspace() or not key.isprintable():
        shown = key if key.isprintable() else "?"
        raise InputError(
            f"«{shown}» can't be a hotkey.",
            "A hotkey is one character; digits and / ? u s are the program's own.",
        )
    return key


def check_free_hotkey(book: Codebook, key: str, code_id: str) -> str:
    """A hotkey that no other code in use has."""
    for code in book:
        if code.hotkey == check_hotkey(key) and code.id != code_id:
            raise InputError(f"The hotkey «{key}» is {code.code}'s.", "Choose another key.")
    return key


def check_path(path: str) -> list[str]:
    """The names in a path, from the top; raises InputError where one can't name a code."""
    return [check_name(part, "code") for part in path.strip("/").split("/")]


def with_and_without(
    present: Iterable[str], added: Iterable[str], dropped: Iterable[str], what: str
) -> list[str]:
    """A list with words added and dropped; raises InputError for a dropped one not in it."""
    kept = list(present)
    for each in map(words, dropped):
        if each not in kept:
            raise InputError(f"«{each}» is not among its {what}.", "See `qualcode codebook show`.")
        kept.remove(each)
    return list(dict.fromkeys([*kept, *filter(None, map(words, added))]))
