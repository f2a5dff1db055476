"""The queue that a split opens: codings made when a code still meant all of it.

Nobody but their coder can say which part each belongs to: another code, several, or the
split code still.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.coding import queries
from qualcode.coding.own import find_own
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import InputError
from qualcode.names import fold_name
from qualcode.study import ids as known_ids
from qualcode.study.file import Study, check_coder, require_coder
from qualcode.study.journal import Patch, acting, write


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coding of a split code that waits; `choices` are the paths it can go to."""

    id: str
    document: str
    coder: str
    code: str
    start: int | None
    end: int | None
    quote: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recoded:
    """The codings as they are now: those that were made, those that were kept as they lay."""

    codings: tuple[Coding, ...]
    kept: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of one waiting coding: codes it goes to, keep it, or neither (yet)."""

    to: tuple[str, ...] = ()
    keep: bool = False
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many of the coder's own were recoded and kept, and how many still wait."""

    recoded: int
    kept: int
    left: int


def queue(study: Study, name: str | None = None) -> list[Waiting]:
    """The codings that wait since their code was split, of one code or of all, as read.

    Those of every coder whom the viewer may see. Raises UnknownName for the code.
    """
    with study.reading():
        book = codebook(study)
        chosen = [code for code in book if code.split_into]
        if name is not None:
            wanted = book.find(name)
            chosen = [code for code in chosen if code.id == wanted.id]
        now = {code.id: code.material for code in chosen}
        known = {
            each.id: book.resolve(each.id)
            for each in book.all_codes
            if book.resolve(each.id).id in now
        }
        rows = study.db.execute(queries.MEANINGS_OF, {"codes": json.dumps(sorted(known))})
        waiting = {row: known[code] for row, code, meant in rows if meant != now[known[code].id]}
        found = codings(study, Where(ids=tuple(waiting))) if waiting else []
        return [
            Waiting(
                id=coding.id,
                document=coding.document,
                coder=coding.coder,
                code=coding.code,
                start=coding.start,
                end=coding.end,
                quote=coding.quote,
                choices=_choices(book, waiting[coding.id]),
            )
            for coding in found
        ]


def recode(
    study: Study, ids: Sequence[str], to: Sequence[str] = (), *, keep: bool = False
) -> Recoded:
    """Gives the coder's own codings other codes, or says that they belong where they lie.

    Each is taken off and put on again with every code in `to`, on the same words, with its
    memo, time and origin; where `to` names the code it has, it stays. With `keep` it counts
    as coded with what the code means now. One event. Raises where a coding isn't the
    coder's own, or not exactly one of `to` and `keep` is given.
    """
    if bool(to) == keep:
        raise InputError("Say what becomes of it, in one way.", "Give --to CODE, or --keep.")
    with study.writing():
        by = acting(study)
        rows = find_own(study, ids, by, "recode it")
        book = codebook(study)
        codes = list({code.id: code for code in map(book.find, to)}.values())
        patches: list[Patch] = []
        new: list[str] = []
        kept: list[str] = []
        for row_id in rows:
            vals = _fields(study, row_id)
            present = book.resolve(vals["code_id"])
            if keep or present in codes:
                kept.append(row_id)
                patches.append(Patch("coding", row_id, {"meaning": present.material}))
            others = [code for code in codes if code.id != present.id]
            made = [_put(study, vals, code, patches) for code in others]
            new += made
            if codes and present not in codes:
                patches.append(Patch("coding", row_id, {"removed": 1}))
                patches += _carried(study, row_id, made[0], by)
        told = codings(study, Where(ids=tuple(rows)))
        where = ", ".join(dict.fromkeys(f"{coding.code} on {coding.document}" for coding in told))
        label = f"kept {where}" if keep else f"{where} to {', '.join(c.code for c in codes)}"
        write(study, "recode", patches, label=label, by=by)
        return Recoded(
            codings=tuple(codings(study, Where(ids=tuple(new)))) if new else (),
            kept=tuple(codings(study, Where(ids=tuple(kept)))) if kept else (),
        )


def review(study: Study, name: str | None, ask: Callable[[Waiting], Answer]) -> Reviewed:
    """Goes through the coder's own part of the queue; each answer is one event.

    An answer that neither names codes nor keeps leaves the coding in the queue.
    """
    check_coder(require_coder(study))  # nobody is asked who couldn't answer
    me = fold_name(study.viewer or "")
    own = [one for one in queue(study, name) if fold_name(one.coder) == me]
    recoded = kept = 0
    for one in own:
        answer = ask(one)
        if answer.stop:
            break
        if answer.to or answer.keep:
            recode(study, [one.id], answer.to, keep=answer.keep)
            recoded, kept = recoded + bool(answer.to), kept + answer.keep
    return Reviewed(recoded, kept, len(own) - recoded - kept)


def _choices(book: Codebook, code: Code) -> tuple[str, ...]:
    """What a split code was split into, as it stands: merged ones by what they count for."""
    in_use = {each.id for each in book}
    known = [book.resolve(one) for one in code.split_into if book.knows(one)]
    return tuple(dict.fromkeys(each.code for each in known if each.id in in_use))


def _fields(study: Study, row_id: str) -> dict[str, Any]:
    names = (
        "document_id", "version_id", "code_id", "coder_id", "start", "end", "quote", "memo",
        "weight", "origin", "about",
    )  # fmt: skip
    row = study.db.execute(queries.OWN_CODING, {"id": row_id}).fetchone()
    return dict(zip(names, row, strict=True))


def _put(study: Study, vals: dict[str, Any], code: Code, patches: list[Patch]) -> str:
    """The id of the coder's coding of these words with `code`: one that is there, or a new one."""
    asked = {
        "document": vals["document_id"],
        "version": vals["version_id"],
        "start": vals["start"],
        "end": vals["end"],
        "code": code.id,
    }
    there = study.db.execute(queries.SAME_CODING, asked).fetchone()
    if there is not None:
        return str(there[0])
    own = {"removed": 0, "code_id": code.id, "meaning": code.material}
    patches.append(Patch("coding", study.fresh_id(), vals | own))
    return patches[-1].row_id


def _carried(study: Study, old: str, new: str, by: str) -> list[Patch]:
    """What the coder hung on a coding that is taken off goes to the one put in its place."""
    asked = {"coding": old, "coder": by}
    memos = study.db.execute(queries.MEMOS_ON_CODING, asked).fetchall()
    patches = [Patch("memo", row_id, {"target_id": new}) for (row_id,) in memos]
    for row_id, document, starred, edited, translations in study.db.execute(
        queries.QUOTES_ON_CODING, asked
    ).fetchall():
        vals = {
            "removed": 0,
            "coding_id": new,
            "document_id": document,
            "coder_id": by,
            "starred": starred,
            "edited": edited,
            "translations": json.loads(translations),
        }
        patches.append(Patch("quote", known_ids.natural(study.id, "quote", new, by), vals))
        patches.append(Patch("quote", row_id, {"removed": 1}))
    return patches
