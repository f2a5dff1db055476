"""A field of a code as a person types it: the text to begin from, and what it comes to. Pure."""

from collections.abc import Callable

from qualcode.codebook.editing import Description
from qualcode.codebook.fields import LISTS, TEXTS, words
from qualcode.codebook.tree import Code
from qualcode.errors import InputError
from qualcode.tui.themes import PALETTE

TITLES = {
    "definition": "Definition",
    "use_when": "When to use it",
    "not_when": "When not to",
    "keywords": "Keywords",
    "examples": "Examples",
    "names": "Names",
}
ASKED = {
    "definition": "What {code} means",
    "use_when": "When to use {code}",
    "not_when": "When not to use {code}, and what then",
    "keywords": "Words that point to {code}, one a line",
    "examples": "Passages that {code} fits, one a line",
    "names": "The names of {code}, one a line: nl: Zorg",
}


def text_of(code: Code, field: str) -> str:
    """A field as it is typed."""
    if field in TEXTS:
        return str(getattr(code, field))
    if field in LISTS:
        return "\n".join(getattr(code, field))
    return "\n".join(f"{tag}: {name}" for tag, name in sorted(code.names.items()))


def described(code: Code, field: str, text: str) -> Description:
    """What has to be said of `code` so that its field is as typed.

    Raises InputError for a name without its language.
    """
    if field in TEXTS:
        return TEXT_CHANGES[field](text)
    lines = [line for line in map(words, text.splitlines()) if line]
    if field == "names":
        typed = dict(map(_named, lines))
        return Description(names={tag: "" for tag in code.names if tag not in typed} | typed)
    present, wanted = list(getattr(code, field)), list(dict.fromkeys(lines))
    same = 0
    while same < len(present) and present[same : same + 1] == wanted[same : same + 1]:
        same += 1
    # All behind the first difference goes and comes anew, so that the order is as typed.
    return LIST_CHANGES[field](tuple(wanted[same:]), tuple(present[same:]))


TEXT_CHANGES: dict[str, Callable[[str], Description]] = {
    "definition": lambda text: Description(definition=text),
    "use_when": lambda text: Description(use_when=text),
    "not_when": lambda text: Description(not_when=text),
}
LIST_CHANGES: dict[str, Callable[[tuple[str, ...], tuple[str, ...]], Description]] = {
    "keywords": lambda came, went: Description(keywords=came, dropped_keywords=went),
    "examples": lambda came, went: Description(examples=came, dropped_examples=went),
}


def _named(line: str) -> tuple[str, str]:
    tag, colon, name = line.partition(":")
    if not colon or not tag.strip():
        raise InputError(f"«{line}» doesn't say its language.", "Write nl: Zorg.")
    return tag.strip(), name.strip()


COLOURS = dict(
    zip(
        PALETTE,
        ("orange", "sky blue", "green", "yellow", "blue", "red", "pink", "purple"),
        strict=True,
    )
)
