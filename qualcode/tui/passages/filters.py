"""The filters of Passages: what they are called, what they can be, how they are told. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qualcode.coding.retrieval import EVERYTHING, Known, Where
from qualcode.tui.goals import Goal
from qualcode.tui.widgets.picker import Choice

CONDITION = "by-condition"
# Action → the field of `Where` that it sets; who speaks is one of three.
FIELDS = {
    "by-code": "code",
    "by-case": "case",
    "by-wave": "wave",
    "by-document": "doc",
    "by-speaker": "speaker",
    "by-coder": "coder",
    "by-kind": "kind",
    "by-layer": "layer",
    CONDITION: "where",
}
CALLED = {"doc": "document", "where": "condition"}
SPOKEN = ("speaker", "role", "without_role")
ANY = ""  # the choice that takes a filter off


def called(action: str) -> str:
    """What the filter of an action is called."""
    field = FIELDS[action]
    return CALLED.get(field, field)


def value_of(where: Where, action: str) -> str | None:
    """What the filter is set to, as people read it."""
    if FIELDS[action] != "speaker":
        value: str | None = getattr(where, FIELDS[action])
        return value
    return where.speaker or where.role or (where.without_role and f"not {where.without_role}")


def filtered(where: Where, action: str, choice: str) -> Where:
    """`where` with one filter set to a choice, or taken off."""
    said: dict[str, Any] = {FIELDS[action]: choice or None}
    if FIELDS[action] == "speaker":
        field, _, name = choice.partition(":")
        said = dict.fromkeys(SPOKEN) | ({field: name} if choice else {})
    return replace(where, **said)


def choices(action: str, known: Known, where: Where) -> list[Choice]:
    """What a filter can be set to; where it is set, first that it can be taken off."""
    found = {
        "by-code": _named(known.codes),
        "by-case": _named(known.cases),
        "by-wave": _named(known.waves),
        "by-document": _named(known.documents),
        "by-speaker": list(_speakers(known)),
        "by-coder": _named(known.coders),
        "by-kind": _named(known.kinds),
        "by-layer": _named(known.layers),
    }[action]
    if value_of(where, action) is None:
        return found
    return [Choice(ANY, f"any {called(action)}"), *found]


def _named(names: tuple[str, ...]) -> list[Choice]:
    return [Choice(name, name) for name in names]


def _speakers(known: Known) -> Iterator[Choice]:
    for role in known.roles:
        yield Choice(f"role:{role}", f"{role} (role)")
    for role in known.roles:
        yield Choice(f"without_role:{role}", f"not {role} (role)")
    for name in known.speakers:
        yield Choice(f"speaker:{name}", name)


def asked_by(goal: Goal) -> Where | None:
    """What a goal wants to see; None where it says nothing of that."""
    if goal.where is not None:
        return goal.where
    asked = Where(doc=goal.document, case=goal.case, code=goal.code)
    return asked if goal.queue or asked != EVERYTHING else None
