"""Attributes: what a study knows of its cases and documents beside their talk."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Literal

from qualcode.cases import queries
from qualcode.errors import InputError
from qualcode.names import check_name, fold_name
from qualcode.study.file import Study
from qualcode.study.journal import Patch

Owner = Literal["case_", "document"]
Stored = Mapping[str, tuple[str, str | None]]  # folded name → the row's id, and the value

# What a condition (`--where`) asks of every document; an attribute would never be seen.
OWN_WORDS = ("case", "wave", "kind", "date", "document", "sequence", "month", "verdict")
START = ("ips_start", "start_ips")  # the day a trajectory began; other spellings are these


def attributes(study: Study, owner: Owner) -> Mapping[str, Mapping[str, str]]:
    """Per case id (or document id) its attributes: name → value, in the order of the names."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for owner_id, name, value in study.db.execute(queries.ATTRIBUTES, {"owner": owner}):
        found[owner_id][name] = value
    return found


def stored(study: Study, owner: Owner, owner_id: str | None = None) -> Mapping[str, Stored]:
    """Per owner the attributes as they are stored; of one owner, or of all (None)."""
    found: dict[str, dict[str, tuple[str, str | None]]] = defaultdict(dict)
    asked = {"owner": owner, "owner_id": owner_id}
    for of, row_id, name, value in study.db.execute(queries.ATTRIBUTES_OF, asked):
        found[of][fold_name(name)] = (row_id, value)
    return found


def attribute_patches(
    study: Study,
    owner: Owner,
    owner_id: str,
    wanted: Mapping[str, str | None],
    present: Stored,
    *,
    contested: Collection[str] = (),
) -> list[Patch]:
    """What sets the attributes that differ from `wanted`; None takes one away.

    `present` is what is stored of the owner. `contested` are ids of attributes with two
    values: saying one again settles it. Names are told apart without regard to case. Raises
    InputError for a name that can't be one.
    """
    patches = []
    for name, value in wanted.items():
        row_id, before = present.get(fold_name(check_attribute(name)), (None, None))
        if value == before and row_id not in contested:
            continue
        if value is None:
            assert row_id is not None
            patches.append(Patch("attribute", row_id, {"removed": 1}))
        elif row_id is not None:
            patches.append(Patch("attribute", row_id, {"value": value}))
        else:
            row_id = study.claim_id("attribute", owner, owner_id, name)
            vals = {"owner_tbl": owner, "owner_id": owner_id, "name": name, "value": value}
            patches.append(Patch("attribute", row_id, {"removed": 0, **vals}))
    return patches


def check_attribute(name: str) -> str:
    """`name`, where an attribute can be called so; raises InputError."""
    if len(name) > 60:
        raise InputError(f"«{name[:30]}…» is too long for an attribute's name.", "Shorten it.")
    if fold_name(name) in OWN_WORDS:
        raise InputError(
            f"«{name}» can't be an attribute: qualcode has that word for itself.",
            "Call the column something else.",
        )
    return check_name(name, "thing that is known of a case or document")


def is_start(name: str) -> bool:
    """True for the attribute that says when a trajectory began: ips_start, "IPS start" …"""
    return re.sub(r"[-\s]", "_", fold_name(name)) in START


def start_of(known: Mapping[str, str]) -> str | None:
    """The day on which a trajectory began, from a case's attributes."""
    return next((value for name, value in known.items() if is_start(name)), None)
