"""The queue that a split opens: codings made when a code still meant all of it.

Nobody but their coder can say which part each belongs to: another code, several, or the
split code still.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.coding import queries
from qualcode.coding.carrying import Changes, OfOthers, of_others
from qualcode.coding.layers import FINAL, layer
from qualcode.coding.own import fields_of, find_own
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import InputError
from qualcode.names import fold_name
from qualcode.study.file import Study, check_coder, require_coder
from qualcode.study.journal import acting, write_run


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
    """The codings as they are now: those that were made, those that were kept as they lay.

    `others` is what colleagues hung on the former ones: it shows on those in their place.
    """

    codings: tuple[Coding, ...]
    kept: tuple[Coding, ...]
    others: tuple[OfOthers, ...]


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
        waiting = {row: code for row, code, *_ in _waiting(study, book, chosen)}
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


def open_queue(study: Study, layer_name: str = FINAL) -> Mapping[str, frozenset[str]]:
    """Per document (id) the split codes (ids) of which codings still wait there.

    Those of the layer's coder. Raises UnknownName for a layer that isn't there.
    """
    with study.reading():
        book = codebook(study)
        rows = _waiting(study, book, [code for code in book if code.split_into])
        read = layer(study, layer_name).coder if rows else {}
        found: dict[str, set[str]] = defaultdict(set)
        for _, code, document, coder in rows:
            if read.get(document) == coder:
                found[document].add(code.id)
        return {document: frozenset(codes) for document, codes in found.items()}


def waiting_of(study: Study, coder_id: str) -> Counter[str]:
    """Per document (id) how many of the coder's own codings wait."""
    book = codebook(study)
    rows = _waiting(study, book, [code for code in book if code.split_into])
    return Counter(document for _, _, document, coder in rows if coder == coder_id)


def recode(
    study: Study, ids: Sequence[str], to: Sequence[str] = (), *, keep: bool = False
) -> Recoded:
    """Gives the coder's own codings other codes, or says that they belong where they lie.

    Each is taken off and put on again with every code in `to`, on the same words, with its
    memo, time and origin; one that lies there already is left with what it has, and where `to`
    names the code it has, it stays. What colleagues hung on it shows on the first of them.
    With `keep` it counts as coded with what the code means now. One action. Raises where a
    coding isn't the coder's own, or not exactly one of `to` and `keep` is given.
    """
    if bool(to) == keep:
        raise InputError("Say what becomes of it, in one way.", "Give --to CODE, or --keep.")
    with study.writing():
        by = acting(study)
        rows = find_own(study, ids, by, "recode it")
        book = codebook(study)
        codes = list({code.id: code for code in map(book.find, to)}.values())
        told = codings(study, Where(ids=tuple(rows)))
        lies_in = {coding.id: coding.document for coding in told}
        by_document = {document: Changes(study, by) for document in lies_in.values()}
        new: list[str] = []
        kept: list[str] = []
        gone: list[str] = []
        for row_id in rows:
            changes = by_document[lies_in[row_id]]
            vals = fields_of(study, row_id)
            present = book.resolve(vals["code_id"])
            if keep or present in codes:
                kept.append(row_id)
                changes.set("coding", row_id, {"meaning": present.material})
            made = [changes.put(vals, code) for code in codes if code.id != present.id]
            new += made
            if codes and present not in codes:
                gone.append(row_id)
                changes.set("coding", row_id, {"removed": 1})
                changes.carry(row_id, made[0])
        others = of_others(study, gone, by)
        parts = []
        for document, changes in by_document.items():
            there = dict.fromkeys(coding.code for coding in told if coding.document == document)
            where = ", ".join(f"{name} on {document}" for name in there)
            label = f"kept {where}" if keep else f"{where} to {', '.join(c.code for c in codes)}"
            parts.append((label, changes.patches()))
        write_run(study, "recode", parts, by=by)
        return Recoded(
            codings=tuple(codings(study, Where(ids=tuple(new)))) if new else (),
            kept=tuple(codings(study, Where(ids=tuple(kept)))) if kept else (),
            others=others,
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


def _waiting(
    study: Study, book: Codebook, chosen: Sequence[Code]
) -> list[tuple[str, Code, str, str]]:
    """The codings that wait since one of `chosen` was split: id, code, document id, coder id."""
    if not chosen:
        return []
    now = {code.id: code.material for code in chosen}
    known = {
        each.id: book.resolve(each.id) for each in book.all_codes if book.resolve(each.id).id in now
    }
    rows = study.db.execute(queries.MEANINGS_OF, {"codes": json.dumps(sorted(known))})
    return [
        (row, known[code], document, coder)
        for row, code, meant, document, coder in rows
        if meant != now[known[code].id]
    ]


def _choices(book: Codebook, code: Code) -> tuple[str, ...]:
    """What a split code was split into, as it stands: merged ones by what they count for."""
    in_use = {each.id for each in book}
    known = [book.resolve(one) for one in code.split_into if book.knows(one)]
    return tuple(dict.fromkeys(each.code for each in known if each.id in in_use))
