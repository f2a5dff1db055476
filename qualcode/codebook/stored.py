"""The codebook as it stands in a study."""

import json
from collections.abc import Mapping
from typing import Any

from qualcode.codebook import queries
from qualcode.codebook.tree import Code, Codebook, grow
from qualcode.study.file import Study

JSON = ("names", "examples", "keywords", "split_into")
COLUMNS = (
    "id", "name", "names", "definition", "use_when", "not_when", "examples", "keywords",
    "colour", "hotkey", "domain", "parent_id", "merged_into", "removed", "split_into",
)  # fmt: skip


def codebook(study: Study) -> Codebook:
    """The codebook as it stands, read anew only when codes have changed."""
    return study.remembered(_read, "code")


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


def _read(study: Study) -> Codebook:
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in study.db.execute(queries.CODES))
    return grow(code_of(row | {name: json.loads(row[name]) for name in JSON}) for row in rows)
