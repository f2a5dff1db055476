"""Assignments: who codes what, in which round, and how far they are."""

from dataclasses import dataclass

from qualcode.coding.rounds import queries
from qualcode.study.file import Study

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
        coded = {row[:2]: row[2] for row in study.db.execute(queries.CODED)}
        return [
            _told(row, 0 if _is_unseen(study, row) else coded.get((row[10], row[11]), 0))
            for row in study.db.execute(queries.LISTED).fetchall()
            if coder in (None, row[11])
        ]


def _is_unseen(study: Study, row: tuple[object, ...]) -> bool:
    """What somebody else codes a second time shows only when they are done."""
    return row[3] == "stability" and row[11] != study.viewer_id


def _told(row: tuple[object, ...], coded: int) -> Assignment:
    document, who, name, kind, blind, state, revealed, forced, made, frozen, *_ = row
    codings = coded if frozen is None else int(str(frozen))
    return Assignment(
        document=str(document),
        coder=str(who),
        round=None if name is None else str(name),
        kind=None if kind is None else str(kind),
        blind=bool(blind),
        state=DONE if state == DONE else DOING if codings else TODO,
        revealed=bool(revealed),
        forced=bool(forced),
        codings=codings,
        assigned_at=str(made),
    )
