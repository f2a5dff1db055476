"""The codebook as it stands in a study."""

import json

from qualcode.codebook import queries
from qualcode.codebook.tree import Code, Codebook, grow
from qualcode.study.file import Study


def codebook(study: Study) -> Codebook:
    """The codebook as it stands, read anew only when codes have changed."""
    return study.remembered(_read, "code")


def _read(study: Study) -> Codebook:
    return grow(
        Code(
            id=row_id,
            code=name,
            names=json.loads(names),
            definition=definition,
            use_when=use_when,
            not_when=not_when,
            examples=tuple(json.loads(examples)),
            keywords=tuple(json.loads(keywords)),
            colour=colour,
            hotkey=hotkey,
            domain=bool(domain),
            parent_id=parent_id,
            merged_into=merged_into,
            removed=bool(removed),
            split_into=tuple(json.loads(split_into)),
        )
        for (
            row_id, name, names, definition, use_when, not_when, examples, keywords,
            colour, hotkey, domain, parent_id, merged_into, removed, split_into,
        ) in study.db.execute(queries.CODES)
    )  # fmt: skip
