"""A coder's own codings, named by the beginning of their ids."""

from collections.abc import Iterable

from qualcode.coding import queries
from qualcode.errors import InputError
from qualcode.names import find_id
from qualcode.study.file import Study


def find_own(study: Study, prefixes: Iterable[str], by: str, to: str) -> list[str]:
    """The ids of codings of the coder `by` (an id), each once, in the order given.

    `to` is what only they can do ("take it off"). Raises where one is unknown, ambiguous,
    or somebody else's, and where none is named.
    """
    found = dict.fromkeys(_own(study, prefix, by, to) for prefix in prefixes)
    if not found:
        raise InputError("No coding is named.", "Give the ids from `qualcode codings`.")
    return list(found)


def _own(study: Study, prefix: str, by: str, to: str) -> str:
    near = study.db.execute(queries.CODING_IDS, {"prefix": prefix.lower()}).fetchall()
    row_id = find_id(prefix, [row_id for row_id, *_ in near], "coding")
    coder_id, coder = next((c, name) for row, c, name in near if row == row_id)
    if coder_id != by:
        raise InputError(f"The coding {row_id[:8]} is {coder}'s.", f"Only {coder} can {to}.")
    return row_id
