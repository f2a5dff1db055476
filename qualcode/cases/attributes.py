"""Attributes: what a study knows of its cases and documents beside their talk."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from qualcode.cases import queries
from qualcode.study import ids
from qualcode.study.file import Study
from qualcode.study.journal import Patch

Owner = Literal["case_", "document"]


def attributes(study: Study, owner: Owner) -> Mapping[str, Mapping[str, str]]:
    """Per case id (or document id) its attributes: name → value, in the order of the names."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for owner_id, name, value in study.db.execute(queries.ATTRIBUTES, {"owner": owner}):
        found[owner_id][name] = value
    return found


def attribute_patch(study: Study, owner: Owner, owner_id: str, name: str, value: str) -> Patch:
    """What sets an attribute; an empty value takes it away."""
    vals = {
        "removed": 0 if value else 1,
        "owner_tbl": owner,
        "owner_id": owner_id,
        "name": name,
        "value": value,
    }
    return Patch("attribute", ids.natural(study.id, "attribute", owner, owner_id, name), vals)
