"""Coding: a code on a passage by a coder, and taking it off again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code
from qualcode.coding import queries
from qualcode.coding.anchoring import anchor
from qualcode.coding.documents import Named, find_document, text_of, words_of
from qualcode.coding.own import codings_there, find_own
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import InputError
from qualcode.spans import LONGEST, Span
from qualcode.study.file import Study
from qualcode.study.journal import Patch, acting, write, write_run


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as a person names it: exactly one of a span, a turn's number, the words."""

    span: Span | None = None
    turn: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """What coding did: the ids of the codings, of those that stood there already, and how
    like the quote the passage is (per cent)."""

    ids: tuple[str, ...]
    already: tuple[str, ...]
    likeness: float


def code(
    study: Study,
    document: str,
    codes: Sequence[str],
    passage: Passage,
    *,
    memo: str = "",
    about: str | None = None,
) -> Marked:
    """Puts each code on the passage, in one action of the coder at work.

    A coding that this coder made before, same code (or one merged into it) and same span, is
    not made twice; a memo or time given here becomes its own.
    Raises UnknownName for a document or code, InputError for a passage that isn't there.
    """
    about = time_told_of(about)
    with study.writing():
        place = find_document(study, document)
        book = codebook(study)
        chosen = {found.id: found for found in (book.find(name) for name in codes)}.values()
        if not chosen:
            raise InputError("No code is given.", "Name one or more, see `qualcode codebook show`.")
        span, likeness = locate(study, place, passage)
        by = acting(study)
        there = codings_there(study, place.id, place.version_id, by, span)
        known = [there[span, each.id].id for each in chosen if (span, each.id) in there]
        patches = [
            coding_patch(study, place, span, each, by, memo=memo, about=about)
            for each in chosen
            if (span, each.id) not in there
        ]
        said = {name: text for name, text in (("memo", memo), ("about", about)) if text}
        if said:
            patches += [Patch("coding", row_id, dict(said)) for row_id in known]
        if patches:
            names = ", ".join(each.code for each in chosen)
            write(study, "code", patches, label=f"{names} on {place.name} {span}", by=by)
        return Marked(
            ids=tuple(patch.row_id for patch in patches if "removed" in patch.vals),
            already=tuple(known),
            likeness=likeness,
        )


def uncode(study: Study, ids: Iterable[str]) -> list[Coding]:
    """Takes off the coder's own codings; ids may be shortened while they are unambiguous.

    Answers what was taken off. Raises where one is unknown, or somebody else's.
    """
    with study.writing():
        by = acting(study)
        rows = find_own(study, ids, by, "take it off")
        told = codings(study, Where(ids=tuple(rows)))
        by_document: dict[str, list[Coding]] = {}
        for coding in told:
            by_document.setdefault(coding.document, []).append(coding)
        parts = []
        for there in by_document.values():
            what = ", ".join(f"{coding.code} off {coding.document}" for coding in there)
            parts.append((what, [Patch("coding", coding.id, {"removed": 1}) for coding in there]))
        write_run(study, "uncode", parts, by=by)
        return told


def coding_patch(
    study: Study,
    document: Named,
    span: Span,
    code: Code,
    by: str,
    *,
    memo: str = "",
    about: str | None = None,
) -> Patch:
    """What makes a new coding by the coder `by` (an id); raises where the span lies outside."""
    vals = {
        "removed": 0,
        "document_id": document.id,
        "version_id": document.version_id,
        "code_id": code.id,
        "coder_id": by,
        "start": span.start,
        "end": span.end,
        "quote": words_of(study, document, span),
        "memo": memo,
        "about": about,
        "meaning": code.material,
    }
    again = study.db.execute(queries.CODED_AGAIN, {"document": document.id}).fetchone()
    if again is not None and by == study.viewer_id:
        vals["round_id"] = again[0]
    return Patch("coding", study.fresh_id(), vals)


def time_told_of(text: str | None) -> str | None:
    """The time a passage is about, as it is kept: 2019, 2019-03, 2019-03-05, or a person's words.

    Raises InputError for what is written as a date and is none.
    """
    told = " ".join((text or "").split())
    parts = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", told)
    if parts is None:
        return told or None
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    try:
        date(year, month, day)
    except ValueError:
        raise InputError(
            f"«{told}» is no date.", "Write 2019, 2019-03, 2019-03-05, or words."
        ) from None
    return "-".join(part.zfill(2) for part in parts.groups() if part)


def locate(study: Study, document: Named, passage: Passage) -> tuple[Span, float]:
    """Where the passage lies in the document, and how like the words asked for it is (per cent).

    Raises InputError where it isn't there, or isn't named in exactly one way.
    """
    given = [part for part in (passage.span, passage.turn, passage.quote) if part is not None]
    if len(given) != 1:
        raise InputError(
            "Say which passage, in one way.", "Give one of --span A:B, --turn N, --quote TEXT."
        )
    if passage.span is not None:
        return passage.span, 100.0
    if passage.turn is not None:
        return _turn(study, document, passage.turn), 100.0
    found = anchor(text_of(study, document), passage.quote or "", document.name)
    return found.span, found.likeness


def _turn(study: Study, document: Named, n: int) -> Span:
    asked = {"version": document.version_id, "n": n}
    row = study.db.execute(queries.TURN, asked).fetchone() if 0 < n < LONGEST else None
    if row is None:
        turns = study.db.execute(queries.TURNS, {"version": document.version_id}).fetchall()
        raise InputError(
            f"{document.name} has no turn {n}.", f"Its turns are numbered 1 to {len(turns)}."
        )
    return Span(*row)
