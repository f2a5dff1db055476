"""Flags: questions for the team, on anything that was made or coded, until they are settled."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from qualcode.codebook.stored import codebook
from qualcode.coding.carrying import recoded
from qualcode.coding.documents import find_document, words_of
from qualcode.coding.marking import Passage, locate
from qualcode.coding.writing import queries
from qualcode.coding.writing.memos import GONE, OTHER_TEXT, TABLES
from qualcode.coding.writing.things import Thing, find_thing
from qualcode.errors import InputError
from qualcode.names import find_id
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch, acting, write


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as people see it.

    `on` is the kind of thing it is on (document, passage, case, wave, code, coding, memo) and
    `target` its name or id. `quote` are the words of a passage or coding, `start`, `end` and
    `turn` their place; `reason` says why there is none.
    """

    id: str
    coder: str
    on: str
    target: str | None
    document: str | None
    turn: int | None
    start: int | None
    end: int | None
    quote: str | None
    text: str
    settled: bool
    created_at: str
    reason: str | None = None


def flag(study: Study, on: str, text: str, *, passage: Passage | None = None) -> Flag:
    """Asks the team something, as the coder at work: on the thing `on`, or a passage of it.

    Raises InputError for an empty text, a passage without document, and a flag on a person.
    """
    text = _said(text, "flag")
    with study.writing():
        by = acting(study)
        thing = find_thing(study, on)
        if thing.kind == "coder":
            raise InputError(
                f"{thing.name} is a person, and no question.",
                "Flag a document, passage, case, wave, code, coding or memo.",
            )
        vals = {
            "removed": 0,
            "coder_id": by,
            "target_tbl": TABLES.get(thing.kind, thing.kind),
            "target_id": thing.id,
            "document_id": thing.document_id,
            "text": text,
        }
        if passage is not None:
            vals |= _place(study, thing, passage)
        row_id = study.fresh_id()
        name = thing.id[:8] if thing.kind in ("coding", "memo") else thing.name
        write(study, "flag", [Patch("flag", row_id, vals)], label=f"on {thing.kind} {name}", by=by)
        return _one(study, row_id)


def flags(study: Study, *, settled: bool = False) -> list[Flag]:
    """The flags that the viewer may see and that are open, oldest first; with `settled` all."""
    with study.reading():
        return [one for one in _told(study) if settled or not one.settled]


def settle_flag(study: Study, prefix: str, answer: str | None = None) -> Flag:
    """Says that a question is answered; anybody's, for the agenda is everybody's.

    `prefix` begins its id. The `answer` becomes a decision memo on the same thing, of the
    coder at work. Raises UnknownName where there is no such flag, InputError for an empty
    answer.
    """
    said = None if answer is None else _said(answer, "answer")
    with study.writing():
        by = acting(study)
        found = _one(study, find_id(prefix, [one.id for one in _told(study)], "flag"))
        owner, *where = study.db.execute(queries.FLAG, {"id": found.id}).fetchone()
        settling, deciding = [], []
        if not found.settled or (found.id, "settled") in contested(study, [found.id]):
            settling = [Patch("flag", found.id, {"settled": 1})]
        if said is not None:
            names = ("target_tbl", "target_id", "document_id", "version_id", "start", "end")
            vals = dict(zip(names, where, strict=True)) | {
                "removed": 0,
                "kind": "decision",
                "coder_id": by,
                "text": said,
            }
            if vals["start"] is not None:
                vals["quote"] = found.quote
            deciding = [Patch("memo", study.fresh_id(), vals)]
        # No event holds one coder's rows and another's: a handout leaves out whole events.
        steps = [settling + deciding] if owner == by else [settling, deciding]
        for patches in filter(None, steps):
            write(study, "flag", patches, label=f"settled {found.id[:8]}", by=by)
        return _one(study, found.id)


def _said(text: str, what: str) -> str:
    if not text.strip():
        raise InputError(f"The {what} is empty.", "Give --text.")
    return text.strip()


def _place(study: Study, thing: Thing, passage: Passage) -> dict[str, Any]:
    if thing.kind != "document":
        raise InputError("A passage lies in a document.", "Name that, and the passage in it.")
    document = find_document(study, thing.name)
    span, _ = locate(study, document, passage)
    words_of(study, document, span)  # raises where it lies outside the text
    return {"version_id": document.version_id, "start": span.start, "end": span.end}


def _one(study: Study, row_id: str) -> Flag:
    return next(one for one in _told(study) if one.id == row_id)


def _told(study: Study) -> Iterator[Flag]:
    book = codebook(study)
    rows = study.db.execute(queries.FLAGS, {"moved": json.dumps(recoded(study))}).fetchall()
    for row in rows:
        (
            row_id, coder, tbl, target_id, document, named, turn, start, end, quote, text, settled,
            made, version, placed,
        ) = row  # fmt: skip
        on = "case" if tbl == "case_" else tbl
        if tbl == "document":
            on, named = "document" if start is None else "passage", document
            if version is not None:
                quote = study.text(version)[start:end]
        elif tbl == "code":
            named = book.resolve(target_id).code
        found = Flag(
            row_id,
            coder,
            on,
            named,
            document,
            turn,
            start,
            end,
            quote,
            text,
            bool(settled),
            made,
        )
        if named is None:
            found = replace(found, reason=GONE)
        elif not placed:
            found = replace(found, turn=None, start=None, end=None, reason=OTHER_TEXT)
        yield found
