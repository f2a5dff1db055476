"""What was done in a study, by whom and when."""

from dataclasses import dataclass

from qualcode.study import fold
from qualcode.study.file import Study

MOST = 2**62  # what a query takes as a number of rows


@dataclass(frozen=True, slots=True)
class Logged:
    """One event as people read it; `undone` while its last undo has not been taken back."""

    id: str
    at: str
    coder: str
    kind: str
    label: str
    undone: bool


def log(study: Study, last: int | None = None) -> list[Logged]:
    """The events that the viewer may know of, oldest first; only the `last` ones where given."""
    rows = study.db.execute(
        "SELECT e.id, e.at, coalesce(c.name, ''), e.kind, coalesce(t.label, e.label),"
        f" e.id IN ({fold.OFF})"
        " FROM seen_event e LEFT JOIN seen_coder c ON c.id = e.coder_id"
        " LEFT JOIN seen_event t ON t.id = e.target_id"
        " ORDER BY e.hlc DESC, e.id DESC LIMIT ?",
        (-1 if last is None else min(last, MOST),),
    ).fetchall()
    return [
        Logged(event, at, coder, kind, label, bool(off))
        for event, at, coder, kind, label, off in reversed(rows)
    ]
