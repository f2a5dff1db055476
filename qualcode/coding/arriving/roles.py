"""Roles: what a speaker is in a conversation, in the words the study has for it."""

from collections.abc import Mapping
from difflib import get_close_matches

from qualcode.errors import InputError
from qualcode.names import check_name, find, fold_name
from qualcode.sources.draft import Draft
from qualcode.sources.labels import role_of

UNKNOWN = "unknown"
ROLES = (
    "interviewer",
    "participant",
    "employment specialist",
    "significant other",
    "professional",
    "policy officer",
    "manager",
    UNKNOWN,
)
NEAR = 0.8  # as alike as a slip of the pen leaves a word


def canonical(role: str) -> str:
    """`role` in the program's own word where it has one ("trajectbegeleider"), else as it is."""
    words = " ".join(role.split())
    known = {fold_name(each): each for each in ROLES}
    if fold_name(words) in known:
        return known[fold_name(words)]
    told = role_of(words)
    return words if told == UNKNOWN else told


def check_role(role: str) -> str:
    """A role that a person names; raises InputError where it looks like a slip in a known one."""
    found = canonical(role)
    if found in ROLES:
        return found
    near = get_close_matches(fold_name(found), ROLES, n=1, cutoff=NEAR)
    if near:
        raise InputError(f"«{found}» is nearly a known role.", f"Did you mean {near[0]}?")
    return check_name(found, "role")


def roles(draft: Draft, interviewers: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The role of each speaker of a draft: as a person says, the file says, or the label tells.

    Raises UnknownName for an interviewer who doesn't speak.
    """
    asking = {find(name, {s: s for s in draft.speakers}, "speaker") for name in interviewers}
    said: dict[str, str] = {}
    for turn in draft.turns:
        if turn.speaker and turn.role:
            said.setdefault(turn.speaker, canonical(turn.role))
    told = {speaker: said.get(speaker) or role_of(speaker) for speaker in draft.speakers}
    return told | dict.fromkeys(asking, "interviewer")
