"""What a person says of the files that they import."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from qualcode.cases.attributes import check_attribute
from qualcode.cases.clocks import check_date
from qualcode.names import unknown

KINDS = ("interview", "expert", "focus-group", "notes", "report")
TOLD = ("kind", "case", "wave", "date", "title")  # the words of a manifest and of a pattern


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a file; a case or wave that is unknown is made.

    `attributes` are pairs of a name and a value, for the document.
    """

    kind: str = "interview"
    case: str | None = None
    wave: str | None = None
    date: str | None = None
    title: str | None = None
    interviewers: tuple[str, ...] = ()
    speaker_pattern: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()


def one_line(title: str | None) -> str | None:
    """A title without the characters that don't show, which would speak to the terminal."""
    if title is None:
        return None
    return " ".join("".join(char if char.isprintable() else " " for char in title).split()) or None


def checked(about: About) -> About:
    """`about` with its date as 2020-09-01; raises InputError for what can't be said.

    That is an unknown kind, a date that is none, and an attribute's bad name.
    """
    if about.kind not in KINDS:
        raise unknown(about.kind, KINDS, "kind of document")
    for name, _ in about.attributes:
        check_attribute(name)
    return replace(about, date=check_date(about.date)) if about.date is not None else about


def overlaid(about: About, said: Mapping[str, str]) -> About:
    """`about` with what is said more closely; words other than `TOLD` are attributes."""
    known: dict[str, Any] = {name: said[name] for name in TOLD if said.get(name)}
    others = {name: value for name, value in said.items() if value and name not in TOLD}
    attributes = tuple((dict(about.attributes) | others).items())
    return replace(about, attributes=attributes, **known)
