"""Undo and redo: events that name another event, so that nobody else's work is touched."""

from dataclasses import dataclass

from qualcode.errors import OutcomeError
from qualcode.study import fold
from qualcode.study.file import STUDY, Study, require_coder
from qualcode.study.journal import ensure_coder, write
from qualcode.study.rounds import STABILITY

IRREVERSIBLE = ("assign", "reveal", "erase", "pseudonymise", "encrypt", "decrypt", "restore")
# Acts in the world, and the study's own beginnings: undo passes over them.
PASSED_OVER = ("undo", "redo", "coder", "handout")
# What an event says of assignments that are revealed: 1 where others may see them, 0 where
# only their own coder does, who coded the document a second time.
REVEALED = f"""
SELECT max(coalesce(r.kind, '') <> '{STABILITY}')
FROM patch p JOIN assignment a ON a.id = p.row_id LEFT JOIN round r ON r.id = a.round_id
WHERE p.event_id = ? AND a.revealed = 1
"""
MARKS = ", ".join("?" * len(PASSED_OVER))


@dataclass(frozen=True, slots=True)
class Undone:
    """An event taken back, or done again."""

    id: str
    kind: str
    label: str
    at: str


def undo(study: Study, times: int = 1) -> list[Undone]:
    """Takes back the coder's own last actions, latest first.

    Raises OutcomeError where there is nothing of theirs left, or it can't be undone;
    then nothing at all is taken back.
    """
    with study.writing():
        by = _me(study)
        return [undone for n in range(times) for undone in _undo_action(study, by, n)]


def redo(study: Study, times: int = 1) -> list[Undone]:
    """Does again what the coder undid last; refused once they have done something else."""
    with study.writing():
        by = _me(study)
        return [redone for _ in range(times) for redone in _redo_action(study, by)]


def _me(study: Study) -> str:
    # «study» may not code, but what it did (imports, the codebook) can be taken back.
    return ensure_coder(study, require_coder(study))


def _last(study: Study, by: str) -> Undone | None:
    row = study.db.execute(
        f"SELECT id, kind, label, at FROM event WHERE coder_id = ? AND kind NOT IN ({MARKS})"
        f" AND id NOT IN ({fold.OFF}) ORDER BY hlc DESC, id DESC LIMIT 1",
        (by, *PASSED_OVER),
    ).fetchone()
    return Undone(*row) if row else None


def _undo_action(study: Study, by: str, before: int) -> list[Undone]:
    found = _undo_run(study, by, before)
    # A code that is removed takes codings off first, in events of their own: they come back
    # with it. The study itself takes codings off for nothing else.
    while _is_taking_off(study, by, _last(study, by)) and found[0].kind == "codebook":
        found += _undo_run(study, by, before)
    return found


def _redo_action(study: Study, by: str) -> list[Undone]:
    found = _redo_run(study, by)
    while _is_taking_off(study, by, found[-1]):
        found += _redo_run(study, by)
    return found


def _is_taking_off(study: Study, by: str, event: Undone | None) -> bool:
    return event is not None and event.kind == "uncode" and by == study.study_coder


def _undo_run(study: Study, by: str, before: int) -> list[Undone]:
    found = _last(study, by)
    if found is None and before:
        raise OutcomeError(f"{study.viewer} has no more than {before} actions; nothing was undone.")
    if found is None:
        raise OutcomeError(f"{study.viewer} has nothing to undo.", _whose(study, by))
    run = _run(study, by, found, is_off=False)[::-1]
    for event in run:
        _check_reversible(study, event)
        _name(study, "undo", event, by)
    return run


def _check_reversible(study: Study, event: Undone) -> None:
    if event.kind in IRREVERSIBLE:
        raise OutcomeError(
            f"«{event.label}» ({event.kind}) can't be undone.",
            "Nor what was done before it."
            + (" `qualcode assign --take-back` takes it back." if event.kind == "assign" else ""),
        )
    if event.kind != "done":
        return
    (seen_by_others,) = study.db.execute(REVEALED, (event.id,)).fetchone()
    if seen_by_others is not None:
        why = (
            "the round was revealed since"
            if seen_by_others
            else "what was coded there the first time shows again since"
        )
        raise OutcomeError(
            f"«{event.label}» can't be undone: {why}.",
            "What was coded by then is what agreement is measured on.",
        )


def _redo_run(study: Study, by: str) -> list[Undone]:
    row = study.db.execute(
        "SELECT e.id, e.kind, e.label, e.at FROM event u JOIN event e ON e.id = u.target_id"
        " WHERE u.coder_id = ? AND u.kind = 'undo' AND NOT EXISTS ("
        "   SELECT 1 FROM event v WHERE v.target_id = u.target_id AND v.kind IN ('undo', 'redo')"
        "   AND (v.hlc, v.id) > (u.hlc, u.id))"
        " AND NOT EXISTS ("
        f"   SELECT 1 FROM event n WHERE n.coder_id = u.coder_id AND n.kind NOT IN ({MARKS})"
        "   AND (n.hlc, n.id) > (u.hlc, u.id))"
        " ORDER BY u.hlc DESC, u.id DESC LIMIT 1",
        (by, *PASSED_OVER),
    ).fetchone()
    if row is None:
        raise OutcomeError(f"{study.viewer} has nothing to redo.", "Redo follows an undo.")
    run = _run(study, by, Undone(*row), is_off=True)
    for event in run:
        _name(study, "redo", event, by)
    return run


def _run(study: Study, by: str, event: Undone, *, is_off: bool) -> list[Undone]:
    """The events of the action that this one is part of, as they were written, undone or not."""
    rows = study.db.execute(
        "SELECT e.id, e.kind, e.label, e.at FROM event f JOIN event e ON e.target_id = f.target_id"
        f" WHERE f.id = ? AND e.coder_id = ? AND e.kind NOT IN ({MARKS})"
        f" AND (e.id IN ({fold.OFF})) = ? ORDER BY e.hlc, e.id",
        (event.id, by, *PASSED_OVER, is_off),
    ).fetchall()
    return [Undone(*row) for row in rows] or [event]


def _name(study: Study, kind: str, event: Undone, by: str) -> None:
    # The log finds the words at the event itself: erasing them there is enough.
    write(study, kind, label="", by=by, target=event.id)
    touched = study.db.execute(
        "SELECT DISTINCT tbl, row_id FROM patch WHERE event_id = ?", (event.id,)
    ).fetchall()
    fold.refold(study.db, [row_id for _, row_id in touched])
    study.revisions.update(tbl for tbl, _ in touched)


def _whose(study: Study, by: str) -> str:
    if by == study.study_coder:
        return ""
    last = _last(study, study.study_coder)
    if last is None:
        return "An undo takes back what that coder did."
    return f"What belongs to nobody («{last.label}» was the last) goes back with --as {STUDY}."
