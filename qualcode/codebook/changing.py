"""Every change of the codebook: one event, and what comes of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.codebook import queries
from qualcode.codebook.differing import CodeChange, compare
from qualcode.codebook.stored import codebook, is_held
from qualcode.codebook.tree import Codebook
from qualcode.errors import OutcomeError
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did, and how many documents that were done need another look for it."""

    changes: tuple[CodeChange, ...]
    stale: int


def change(study: Study, patches: Sequence[Patch], label: str) -> Changed:
    """Writes one event on the codebook, done by the study itself; none where nothing changes.

    Call it inside a transaction. Raises OutcomeError where the viewer is in an open blind round.
    """
    refuse_while_held(study)
    before = codebook(study)
    if patches:
        write(study, "codebook", patches, label=label)
    return compared(study, before)


def refuse_while_held(study: Study) -> None:
    """Raises OutcomeError where the viewer is in an open blind round."""
    if is_held(study):
        raise OutcomeError(
            f"{study.viewer} is in an open blind round, in which the codebook holds still.",
            "Put it on the agenda: `qualcode flag CODE --text …`.",
        )


def compared(study: Study, before: Codebook) -> Changed:
    """What has become different since the codebook was as in `before`."""
    after = codebook(study)
    return Changed(compare(before, after), _made_stale(study, before, after))


def _made_stale(study: Study, before: Codebook, after: Codebook) -> int:
    """How many done documents are no longer covered for some code that was, or that is new."""
    was, now = before.meaning(), after.meaning()
    material = {code: hash_ for code, hash_ in now.items() if was.get(code) != hash_}
    if not material:
        return 0
    found = set()
    for document, text in study.db.execute(queries.DONE):
        covered = json.loads(text)
        for code, hash_ in material.items():
            was_covered = code not in was or covered.get(code) == was[code]
            if was_covered and covered.get(code) != hash_:
                found.add(document)
    return len(found)
