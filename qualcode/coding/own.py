"""A coder's own codings: by the beginning of their ids, or by the place they stand at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qualcode.codebook.stored import codebook
from qualcode.coding import queries
from qualcode.errors import InputError
from qualcode.names import find_id
from qualcode.spans import Span
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class There:
    """A coding that stands somewhere already, with its note and time."""

    id: str
    memo: str
    about: str | None


def codings_there(
    study: Study, document_id: str, version_id: str, coder_id: str, at: Span | None = None
) -> dict[tuple[Span, str], There]:
    """What the coder coded on this text, by span and by the id of the code it counts for;
    with `at` only on that span.

    A coding on a merged code stands there as one on the code it was merged into; of two that
    say the same, the older.
    """
    book = codebook(study)
    asked: dict[str, object] = {
        "document": document_id,
        "version": version_id,
        "coder": coder_id,
    }
    query = queries.CODINGS_ANYWHERE
    if at is not None:  # a coder may have thousands in one document
        query, asked = queries.CODINGS_AT, asked | {"start": at.start, "end": at.end}
    found: dict[tuple[Span, str], There] = {}
    for row_id, start, end, code_id, memo, about in study.db.execute(query, asked):
        key = Span(start, end), book.resolve(code_id).id
        found.setdefault(key, There(row_id, memo, about))
    return found


def find_own(study: Study, prefixes: Iterable[str], by: str, to: str) -> list[str]:
    """The ids of codings of the coder `by` (an id), each once, in the order given.

    `to` is what only they can do ("take it off"). Raises where one is unknown, ambiguous,
    or somebody else's, and where none is named.
    """
    found = dict.fromkeys(_own(study, prefix, by, to) for prefix in prefixes)
    if not found:
        raise InputError("No coding is named.", "Give the ids from `qualcode codings`.")
    return list(found)


def fields_of(study: Study, row_id: str) -> dict[str, Any]:
    """The fields of a coding of the viewer's own, as patches hold them."""
    names = (
        "document_id", "version_id", "code_id", "coder_id", "start", "end", "quote", "memo",
        "weight", "origin", "about", "round_id", "meaning",
    )  # fmt: skip
    row = study.db.execute(queries.OWN_CODING, {"id": row_id}).fetchone()
    return dict(zip(names, row, strict=True))


def _own(study: Study, prefix: str, by: str, to: str) -> str:
    near = study.db.execute(queries.CODING_IDS, {"prefix": prefix.lower()}).fetchall()
    row_id = find_id(prefix, [row_id for row_id, *_ in near], "coding")
    coder_id, coder = next((c, name) for row, c, name in near if row == row_id)
    if coder_id != by:
        raise InputError(f"The coding {row_id[:8]} is {coder}'s.", f"Only {coder} can {to}.")
    return row_id
