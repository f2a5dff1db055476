"""Ids: made from the name at birth where the same thing made twice should be one."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from qualcode.names import fold_name

if TYPE_CHECKING:
    from qualcode.study.file import Study

NAMED = {  # table → the word in its ids; never change one
    "coder": "coder",
    "case_": "case",
    "wave": "wave",
    "document": "document",
    "code": "code",
    "speaker": "speaker",
    "attribute": "attribute",
    "codebook_version": "codebook-version",
    "version": "version",
}


def natural(study_id: str, tbl: str, *key: str) -> str:
    """The id that every copy of the study gives to the thing of this key."""
    return str(uuid5(UUID(study_id), ":".join((NAMED[tbl], *map(fold_name, key)))))


def claim(study: "Study", tbl: str, *key: str) -> str:
    """The id for a new thing of this key; the caller knows that nothing bears its name now.

    Made from the key, unless that id belongs to something else since (renamed, moved,
    merged) or was erased. A thing that was taken back and is made again is the same thing.
    """
    row_id = natural(study.id, tbl, *key)
    erased = "SELECT 1 FROM tombstone WHERE id = :id"
    alive = f"SELECT 1 FROM {tbl} WHERE id = :id AND removed = 0"
    taken = any(study.db.execute(query, {"id": row_id}).fetchone() for query in (erased, alive))
    return study.fresh_id() if taken else row_id
