"""Assignments: who codes what, in which round, and how far they are."""

from dataclasses import dataclass
from typing import NamedTuple

from qualcode.coding.rounds import queries
from qualcode.study.file import Study
from qualcode.study.rounds import STABILITY

TODO, DOING, DONE = "todo", "doing", "done"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document that a coder codes, or has coded.

    `round` is the name of the round and `kind` training, reliability or stability; both None
    where the coder said `done` without having been asked. `codings` is how many they made
    there; of a finished one, how many they had when they were done. `forced` where the
    document was revealed before they were.
    """

    document: str
    coder: str
    round: str | None
    kind: str | None
    blind: bool
    state: str
    revealed: bool
    forced: bool
    codings: int
    assigned_at: str


def assignments(study: Study, coder: str | None = None) -> list[Assignment]:
    """The assignments that the viewer may know of, by document; of one coder (an id) or of all."""
    with study.reading():
        coded = {tuple(pair): number for *pair, number in study.db.execute(queries.CODED)}
        rows = [_Row(*row) for row in study.db.execute(queries.LISTED)]
        return [_told(study, row, coded) for row in rows if coder in (None, row.coder_id)]


class _Row(NamedTuple):
    """An assignment as it is read; `frozen` counts the codings of one that is done."""

    document: str
    coder: str
    round: str | None
    kind: str | None
    blind: int
    state: str
    revealed: int
    forced: int
    made: str
    frozen: int | None
    document_id: str
    coder_id: str


def _told(study: Study, row: _Row, coded: dict[tuple[str, ...], int]) -> Assignment:
    codings = row.frozen
    if codings is None:
        # What somebody else codes a second time shows only when they are done.
        is_unseen = row.kind == STABILITY and row.coder_id != study.viewer_id
        codings = 0 if is_unseen else coded.get((row.document_id, row.coder_id), 0)
    return Assignment(
        document=row.document,
        coder=row.coder,
        round=row.round,
        kind=row.kind,
        blind=bool(row.blind),
        state=DONE if row.state == DONE else DOING if codings else TODO,
        revealed=bool(row.revealed),
        forced=bool(row.forced),
        codings=codings,
        assigned_at=row.made,
    )
