"""The little that has to be known of what a blind round hides, before it is touched or shown."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.study.file import Study
from qualcode.study.rounds import STABILITY
from qualcode.study.sight import HIDDEN_WORK

# Yes or no and nothing more: a number would tell how the others code. To a coder for whom the
# codebook holds still, not even that; they change no code.
HIDDEN_ON = f"""
SELECT NOT (SELECT is_open FROM seen_round_open) AND EXISTS (
  SELECT 1 FROM (SELECT id, code_id FROM coding WHERE removed = 0
    UNION ALL SELECT id, code_id FROM summary WHERE removed = 0) held
  WHERE held.code_id IN (SELECT value FROM json_each(:codes)) AND held.id IN ({HIDDEN_WORK}))
"""


def hides_work_on(study: Study, code_ids: Iterable[str]) -> bool:
    """True where codings or summaries lie on these codes that the viewer may not see."""
    found = study.db.execute(HIDDEN_ON, {"codes": json.dumps(sorted(code_ids))}).fetchone()
    return bool(found[0])


ASSIGNED = f"""
SELECT a.id, a.coder_id, c.name, coalesce(r.kind, ''), a.blind, a.revealed, a.state, EXISTS (
  SELECT 1 FROM coding g WHERE g.removed = 0 AND g.document_id = a.document_id
  AND g.coder_id = a.coder_id
  AND g.round_id IS CASE WHEN r.kind = '{STABILITY}' THEN a.round_id END)
FROM assignment a JOIN coder c ON c.id = a.coder_id LEFT JOIN round r ON r.id = a.round_id
WHERE a.removed = 0 AND a.document_id = :document ORDER BY a.born, a.id
"""


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment on a document, also of those whose work the viewer may not see."""

    id: str
    coder_id: str
    coder: str
    kind: str
    blind: bool
    revealed: bool
    is_done: bool
    is_begun: bool

    @property
    def is_open(self) -> bool:
        """Whether the coder doesn't see what others did there."""
        return self.blind and not self.revealed

    @property
    def is_again(self) -> bool:
        """Whether the coder codes it a second time: nobody waits for that, or reveals it."""
        return self.kind == STABILITY


def assigned_to(study: Study, document_id: str) -> list[Task]:
    """All assignments on a document: what a round allows isn't for one pair of eyes to see."""
    rows = study.db.execute(ASSIGNED, {"document": document_id})
    return [
        Task(row, by, who, kind, bool(blind), bool(revealed), state == "done", bool(begun))
        for row, by, who, kind, blind, revealed, state, begun in rows
    ]


def was_revealed(study: Study, assignment_id: str) -> bool:
    """True for an assignment that was ever revealed, also one that was taken back since."""
    asked = "SELECT 1 FROM assignment WHERE id = ? AND revealed = 1"
    return study.db.execute(asked, (assignment_id,)).fetchone() is not None


def at_work(study: Study, document_id: str) -> set[str]:
    """The coders (ids) who coded a document or are done with it, in what this file holds."""
    rows = study.db.execute(
        "SELECT coder_id FROM coding WHERE removed = 0 AND document_id = :document"
        " UNION SELECT coder_id FROM assignment"
        " WHERE removed = 0 AND state = 'done' AND document_id = :document",
        {"document": document_id},
    )
    return {coder for (coder,) in rows}


def blind_for(study: Study, coder: str) -> list[str]:
    """The names of the documents that a coder codes blind, and that aren't revealed."""
    rows = study.db.execute(
        "SELECT DISTINCT d.name FROM assignment a JOIN document d ON d.id = a.document_id"
        " WHERE a.removed = 0 AND a.blind = 1 AND a.revealed = 0 AND a.coder_id = ?"
        " ORDER BY d.name",
        (study.coder_id(coder),),
    )
    return [name for (name,) in rows]


def coded_by(study: Study, coder_id: str) -> set[str]:
    """The documents (ids) that a coder has coded, also those where the viewer may not look."""
    rows = study.db.execute(
        "SELECT DISTINCT document_id FROM coding"
        " WHERE removed = 0 AND round_id IS NULL AND coder_id = ?",
        (coder_id,),
    )
    return {document for (document,) in rows}
