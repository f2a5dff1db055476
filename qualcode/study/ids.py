"""Ids: made from the name at birth where the same thing made twice should be one."""

from uuid import UUID, uuid5

from qualcode.names import fold_name

NAMED = {  # table → the word in its ids; never change one
    "coder": "coder",
    "case_": "case",
    "wave": "wave",
    "document": "document",
    "code": "code",
    "speaker": "speaker",
    "attribute": "attribute",
    "codebook_version": "codebook-version",
    "round": "round",
    "definition": "definition",
    "absence": "absence",
    "version": "version",
    "summary": "summary",
    "quote": "quote",
    "assignment": "assignment",
    "adjudication": "adjudication",
    "consensus": "consensus",
}


def natural(study_id: str, tbl: str, *key: str) -> str:
    """The id that every copy of the study gives to the thing of this key."""
    return str(uuid5(UUID(study_id), ":".join((NAMED[tbl], *map(fold_name, key)))))
