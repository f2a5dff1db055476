"""Memos: what coders think, on anything in the study or on nothing in particular."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from qualcode.codebook.stored import codebook
from qualcode.coding.carrying import agreed_on, recoded
from qualcode.coding.coders import find_coder
from qualcode.coding.documents import find_document, words_of
from qualcode.coding.marking import Passage, locate
from qualcode.coding.writing import queries
from qualcode.coding.writing.things import Thing, find_thing
from qualcode.errors import InputError
from qualcode.names import find, find_id
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch, acting, write

KINDS = ("analytic", "method", "reflexive", "decision", "todo")
TABLES = {"case": "case_"}  # the others are called as people call them
OTHER_TEXT = "made on another version of the text"
GONE = "what it was on is no longer in the study"


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo as people see it.

    `on` is the kind of thing it is on (document, passage, case, wave, code, coder, coding,
    memo) and `target` its name or id; both None where it is on nothing. `quote` are the words
    of a passage or coding, `start`, `end` and `turn` their place; `reason` says why there is
    none.
    """

    id: str
    kind: str
    coder: str
    on: str | None
    target: str | None
    document: str | None
    start: int | None
    end: int | None
    turn: int | None
    quote: str | None
    text: str
    settled: bool
    created_at: str
    reason: str | None = None


def write_memo(
    study: Study,
    text: str,
    *,
    kind: str = "analytic",
    on: str | None = None,
    passage: Passage | None = None,
) -> Memo:
    """Writes a memo of the coder at work, on the thing `on`, or on a passage of that document.

    Raises InputError for an empty text, a kind that isn't there, a passage without document.
    """
    kind, text = _kind(kind), _text(text)
    with study.writing():
        by = acting(study)
        vals = {"removed": 0, "kind": kind, "coder_id": by, "text": text}
        thing = find_thing(study, on) if on is not None else None
        if thing is not None:
            vals |= {
                "target_tbl": TABLES.get(thing.kind, thing.kind),
                "target_id": thing.id,
                "document_id": thing.document_id,
            }
        if passage is not None:
            vals |= _passage(study, thing, passage)
        row_id = study.fresh_id()
        label = f"{kind} memo" + (f" on {_short(thing)}" if thing else "")
        write(study, "memo", [Patch("memo", row_id, vals)], label=label, by=by)
        return _memo(study, row_id)


def memos(
    study: Study,
    *,
    on: str | None = None,
    kind: str | None = None,
    coder: str | None = None,
    todo: bool = False,
) -> list[Memo]:
    """The memos that the viewer may see, oldest first.

    `on` a document, case or wave includes the memos on what lies in it; a code includes those
    under it and those merged into it, and codings with any of these; a coding that was agreed
    on those on what it stands for. `todo` leaves only todos that are still open.
    """
    with study.reading():
        asked: dict[str, Any] = {}
        if on is not None:
            asked |= _about(study, find_thing(study, on))
        if kind is not None:
            asked["kind"] = _kind(kind)
        if coder is not None:
            asked["coder"] = find_coder(study, coder)
        if todo:
            asked["todo"] = True
        return list(_told(study, asked))


def rewrite_memo(
    study: Study, prefix: str, *, text: str | None = None, kind: str | None = None
) -> Memo:
    """Gives a memo of the coder at work another text or kind; `prefix` begins its id.

    Saying that it is a todo opens it, also where it was one that is settled.
    """
    if text is None and kind is None:
        raise InputError("There is nothing to change.", "Give --text or --kind.")
    with study.writing():
        memo, by = _own(study, prefix)
        vals: dict[str, Any] = {"text": _text(text)} if text is not None else {}
        if kind is not None:
            vals["kind"] = _kind(kind)
            vals |= {"settled": 0} if vals["kind"] == "todo" else {}
        return _change(study, memo, vals, f"changed a {memo.kind} memo", by)


def settle(study: Study, prefix: str) -> Memo:
    """Says that a todo is done; anybody's, for a team's todos are everybody's."""
    with study.writing():
        by = acting(study)
        memo = _find(study, prefix)
        if memo.kind != "todo":
            raise InputError(f"The memo {memo.id[:8]} is no todo, it is {memo.kind}.")
        return _change(
            study, memo, {"settled": 1}, f"settled «{shorten(memo.text, 60, placeholder='…')}»", by
        )


def remove_memo(study: Study, prefix: str) -> Memo:
    """Takes away a memo of the coder at work; undo brings it back. Answers it as it was."""
    with study.writing():
        memo, by = _own(study, prefix)
        label = f"removed a {memo.kind} memo"
        write(study, "memo", [Patch("memo", memo.id, {"removed": 1})], label=label, by=by)
        return memo


def _passage(study: Study, thing: Thing | None, passage: Passage) -> dict[str, Any]:
    if thing is None or thing.kind != "document":
        raise InputError("A passage lies in a document.", "Name it: --on DOCUMENT.")
    document = find_document(study, thing.name)
    span, _ = locate(study, document, passage)
    return {
        "version_id": document.version_id,
        "start": span.start,
        "end": span.end,
        "quote": words_of(study, document, span),
    }


def _about(study: Study, thing: Thing) -> dict[str, Any]:
    if thing.kind in ("document", "case", "wave"):
        return {thing.kind: thing.id}
    if thing.kind == "code":
        book = codebook(study)
        return {"targets": json.dumps(sorted(book.under(book.resolve(thing.id))))}
    former = {row_id for row_id, new in agreed_on(study).items() if new.id == thing.id}
    return {"targets": json.dumps([thing.id, *sorted(former)])}


def _change(study: Study, memo: Memo, vals: dict[str, Any], label: str, by: str) -> Memo:
    rivals = contested(study, [memo.id])
    if all(getattr(memo, n) == value and (memo.id, n) not in rivals for n, value in vals.items()):
        return memo
    write(study, "memo", [Patch("memo", memo.id, vals)], label=label, by=by)
    return _memo(study, memo.id)


def _kind(wanted: str) -> str:
    return find(wanted, {kind: kind for kind in KINDS}, "kind of memo")


def _text(text: str) -> str:
    if not text.strip():
        raise InputError("The memo is empty.", "Give --text; a lone - reads standard input.")
    return text.strip()


def _short(thing: Thing) -> str:
    return f"{thing.kind} {thing.id[:8] if thing.kind in ('coding', 'memo') else thing.name}"


def _own(study: Study, prefix: str) -> tuple[Memo, str]:
    by = acting(study)
    memo = _find(study, prefix)
    if study.coder_id(memo.coder) != by:
        raise InputError(f"The memo {memo.id[:8]} is {memo.coder}'s.", "Only they can change it.")
    return memo, by


def _find(study: Study, prefix: str) -> Memo:
    near = study.db.execute(queries.MEMOS_BY_ID, {"prefix": prefix.lower()})
    return _memo(study, find_id(prefix, [row_id for row_id, _ in near], "memo"))


def _memo(study: Study, row_id: str) -> Memo:
    return next(_told(study, {"ids": json.dumps([row_id])}))


def _told(study: Study, asked: dict[str, Any]) -> Iterator[Memo]:
    clause = "".join(f" AND {queries.MEMO_FILTERS[name]}" for name in asked)
    book = codebook(study)
    given = {"moved": json.dumps(recoded(study)), **asked}
    for row in study.db.execute(queries.MEMOS.format(where=clause), given):
        (
            row_id, kind, coder, tbl, target_id, document, start, end, quote, text, settled, made,
            placed, named, turn,
        ) = row  # fmt: skip
        on: str | None = "case" if tbl == "case_" else tbl
        if quote is not None and tbl in (None, "document"):
            on = "passage"
        elif tbl is None and document is not None:
            on = "document"  # as an import leaves it
        if on in ("document", "passage"):
            named = document
        elif on == "code":
            named = book.resolve(target_id).code
        is_settled = kind == "todo" and bool(settled)
        memo = Memo(
            row_id,
            kind,
            coder,
            on,
            named,
            document,
            start,
            end,
            turn,
            quote,
            text,
            is_settled,
            made,
        )
        if on is not None and named is None:
            memo = replace(memo, reason=GONE)
        elif not placed:
            memo = replace(memo, start=None, end=None, turn=None, reason=OTHER_TEXT)
        yield memo
