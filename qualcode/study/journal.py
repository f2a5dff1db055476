"""The writer: every change of a study is an event with its patches, and goes in here.

A feature hands over patches; the event, the rows and the caches are this module's doing,
in one transaction. It is the program's only INSERT outside making and merging files.
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from qualcode.names import fold_name
from qualcode.study import fold, versions
from qualcode.study.file import STUDY, Study, check_coder, require_coder
from qualcode.study.versions import NewVersion


@dataclass(frozen=True, slots=True)
class Patch:
    """Fields to set on the row `row_id` of `tbl`; `removed: 0` among them makes the row."""

    tbl: str
    row_id: str
    vals: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One user action as written: who, when, what, in words."""

    id: str
    hlc: int
    coder_id: str
    kind: str
    target_id: str | None
    label: str
    at: str
    patches: tuple[Patch, ...] = field(default=(), repr=False)


def write(
    study: Study,
    kind: str,
    patches: Sequence[Patch] = (),
    *,
    label: str,
    by: str | None = None,
    target: str | None = None,
    new_versions: Iterable[NewVersion] = (),
) -> Event:
    """Writes one event by the coder `by` (an id; the study itself where left out).

    When the outermost transaction ends the event is on the disk, with its rows and
    caches. A new event is always the latest, so that its fields can simply be set.
    """
    db = study.db
    with nullcontext() if db.in_transaction else study.writing():
        last = db.execute("SELECT max(hlc) FROM event").fetchone()[0] or 0
        now = study.clock()
        hlc = max(now, last + 1)
        event = Event(
            id=study.fresh_id(),
            hlc=hlc,
            coder_id=by or study.study_coder,
            kind=kind,
            target_id=target,
            label=label,
            at=moment(now),
            patches=tuple(patches),
        )
        db.execute(
            "INSERT INTO event (id, hlc, coder_id, kind, target_id, label, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (event.id, hlc, event.coder_id, kind, target, label, event.at),
        )
        for version in new_versions:
            versions.add(study, version)
        for n, patch in enumerate(patches):
            _apply(study, event, n, patch)
        if any(
            patch.tbl == "code" and not patch.vals.keys().isdisjoint(fold.WHOLE)
            for patch in patches
        ):
            fold.refold(db, [patch.row_id for patch in patches])
    return event


def write_run(
    study: Study, kind: str, parts: Sequence[tuple[str, Sequence[Patch]]], *, by: str | None = None
) -> list[Event]:
    """Writes one action as an event for each part, its label and patches; undo takes them as one.

    So is written what is on several documents: a handout may have to keep back what is on the
    one, and not what is on the other. The parts name no event as their target, but the run.
    """
    run = study.fresh_id() if len(parts) > 1 else None
    return [write(study, kind, patches, label=label, by=by, target=run) for label, patches in parts]


def _apply(study: Study, event: Event, n: int, patch: Patch) -> None:
    db = study.db
    heads = fold.heads(db, patch.row_id)
    over = {name: heads[name] for name in patch.vals if name in heads} if heads else {}
    db.execute(
        "INSERT INTO patch (event_id, n, tbl, row_id, vals, over) VALUES (?, ?, ?, ?, ?, ?)",
        (event.id, n, patch.tbl, patch.row_id, fold.to_json(patch.vals), fold.to_json(over)),
    )
    values = [fold.stored(value) for value in patch.vals.values()]
    if heads is None:
        db.execute(
            fold.insert_sql(patch.tbl, ("id", "born", "made", *patch.vals)),
            [patch.row_id, event.hlc, event.at, *values],
        )
    elif not db.execute(_update(patch.tbl, tuple(patch.vals)), [*values, patch.row_id]).rowcount:
        fold.refold(db, [patch.row_id])
    study.revisions[patch.tbl] += 1


@cache
def _update(tbl: str, fields: tuple[str, ...]) -> str:
    assignments = ", ".join(f'"{name}" = ?' for name in fields)
    return f"UPDATE {tbl} SET {assignments} WHERE id = ?"


def moment(milliseconds: int) -> str:
    """An hlc as a UTC time in ISO 8601, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(milliseconds // 1000))


def acting(study: Study) -> str:
    """The id of the coder at work, who is written into the study the first time.

    Raises InputError where no coder is named, or a reserved one.
    """
    name = require_coder(study)
    check_coder(name)
    return ensure_coder(study, name)


def ensure_coder(study: Study, name: str) -> str:
    """The id of the coder called `name`, added to the study where new."""
    known = study.coders().get(fold_name(name))
    if known is not None:
        return known
    row_id = study.coder_id(name)
    row = Patch("coder", row_id, {"removed": 0, "name": name})
    write(study, "coder", [row], label=f"coder {name}" if name != STUDY else "the study itself")
    return row_id
