"""Revising: other boundaries, another note or time for a coding, by the coder who made it.

A coding stays what it is, with all that hangs on it. What agreement is measured on, and what
a disagreement was settled about, goes on saying what it said: there another coding takes the
place of the one that is taken off, as when it is recoded.
"""

import json
from typing import Any

from qualcode.codebook.stored import codebook
from qualcode.coding import queries
from qualcode.coding.carrying import Changes, recoded
from qualcode.coding.documents import find_document, words_of
from qualcode.coding.marking import Passage, locate, time_told_of
from qualcode.coding.own import codings_there, fields_of, find_own
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import InputError
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import acting, write

PLACE = ("version_id", "start", "end", "quote")  # said together, so that they fit each other
COMPARED = {*PLACE, "about"}  # what goes into agreement
TOLD = {"start": "boundaries", "memo": "note", "about": "time"}


def revise(
    study: Study,
    prefix: str,
    *,
    passage: Passage | None = None,
    memo: str | None = None,
    about: str | None = None,
) -> Coding:
    """Gives a coding of the coder at work what is said, and leaves the rest; one event.

    `prefix` begins its id. The passage lies in the present text; an empty note or time takes
    that away. Answers the coding as it is now: where agreement is measured on it, or it was
    settled, another one in its place. Raises InputError where nothing is said, where the same
    code of this coder lies exactly there, and where the coding is somebody else's.
    """
    if passage is None and memo is None and about is None:
        raise InputError("There is nothing to change.", "Give a passage, --memo or --about.")
    with study.writing():
        by = acting(study)
        (row_id,) = find_own(study, [prefix], by, "change it")
        (told,) = codings(study, Where(ids=(row_id,)))
        stood = fields_of(study, row_id)
        said = _place(study, told, stood, passage, by) if passage is not None else {}
        if memo is not None:
            said["memo"] = memo.strip()
        if about is not None:
            said["about"] = time_told_of(about)
        new = _new(study, row_id, stood, said)
        if not new:
            return told
        changes, now = _changes(study, row_id, stood, new, by)
        what = " and ".join(word for name, word in TOLD.items() if name in new)
        label = f"{what} of {told.code} on {told.document}"
        write(study, "revise", changes.patches(), label=label, by=by)
        return codings(study, Where(ids=(now,)))[0]


def _place(
    study: Study, told: Coding, stood: dict[str, Any], passage: Passage, by: str
) -> dict[str, Any]:
    """Where it shall lie; raises InputError where the same code of the coder lies already."""
    document = find_document(study, told.document)
    span, _ = locate(study, document, passage)
    words = words_of(study, document, span)
    code = codebook(study).resolve(stood["code_id"])
    there = codings_there(study, document.id, document.version_id, by, span)
    other = there.get((span, code.id))
    moves = (told.start, told.end) != (span.start, span.end)
    if moves and other is not None and other.id != told.id:
        raise InputError(
            f"A coding of yours with {code.code} lies exactly there already.",
            f"Take one of them off: `qualcode uncode {told.id[:8]}` or {other.id[:8]}.",
        )
    return dict(zip(PLACE, (document.version_id, span.start, span.end, words), strict=True))


def _new(study: Study, row_id: str, stood: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Of what is said what differs from what stands there, or settles a conflict."""
    rivals = {name for _, name in contested(study, [row_id])}
    new = {name for name in said if said[name] != stood[name] or name in rivals}
    if not new.isdisjoint(PLACE):
        new.update(PLACE)
    return {name: value for name, value in said.items() if name in new}


def _changes(
    study: Study, row_id: str, stood: dict[str, Any], new: dict[str, Any], by: str
) -> tuple[Changes, str]:
    """What to write, and the id of the coding that says it."""
    changes, now = Changes(study, by), row_id
    if not COMPARED.isdisjoint(new) and _must_stay(study, row_id):
        now = study.fresh_id()
        changes.set("coding", row_id, {"removed": 1})
        changes.set("coding", now, {"removed": 0} | stood | new)
        changes.carry(row_id, now)
    else:
        changes.set("coding", row_id, new)
    if new.get("quote", stood["quote"]) != stood["quote"]:
        _forget_translations(study, changes, row_id, by)
    return changes, now


def _must_stay(study: Study, row_id: str) -> bool:
    """Whether the coding was frozen or settled, or others are looked for where it lies."""
    kept = study.db.execute(queries.KEPT, {"id": row_id}).fetchone()
    return kept is not None or row_id in recoded(study).values()


def _forget_translations(study: Study, changes: Changes, row_id: str, by: str) -> None:
    """The coder's own translations were of other words."""
    carried = [vals for (tbl, _), vals in changes.vals.items() if tbl == "quote"]
    for vals in carried:
        if vals.get("translations"):
            vals["translations"] = {}
    asked = {"coding": row_id, "coder": by}
    for quote_id, *_, told in study.db.execute(queries.QUOTES_ON_CODING, asked):
        if json.loads(told) and not carried:
            changes.set("quote", quote_id, {"translations": {}})
