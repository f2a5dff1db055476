"""What a search goes through: the turns of the transcripts, coded passages, or memos."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.coding.documents import Named, documents, find_document
from qualcode.coding.retrieval import Coding, Where, clause, codings, resolved
from qualcode.coding.search import queries
from qualcode.coding.writing.memos import memos
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Reach:
    """A stretch of text to search, from `start` to `end` of `whole`, and what it belongs to.

    `whole` is a document's current text and `document_id` that document; where that is None
    it is a memo's text, or the words of a coding that has no place, for which is a `reason`.
    """

    whole: str
    start: int
    end: int
    document_id: str | None = None
    version_id: str | None = None
    document: str | None = None
    case: str | None = None
    wave: str | None = None
    date: str | None = None
    kind: str | None = None
    turn: int | None = None
    speaker: str | None = None
    role: str | None = None
    coding: str | None = None
    code: str | None = None
    coder: str | None = None
    memo: str | None = None
    reason: str | None = None

    @property
    def text(self) -> str:
        return self.whole[self.start : self.end]


def turns_within(study: Study, where: Where, words: str | None = None) -> list[Reach]:
    """The turns that `where` lets through and the index, asked for `words`, doesn't rule out."""
    asked = resolved(study, where)
    if words is not None:
        asked["words"] = words
    sql = queries.TURNS_READ.format(where=clause(queries.TURN_FILTERS, asked))
    return [
        Reach(study.text(version), start, end, document_id, version, *about)
        for document_id, version, start, end, *about in study.db.execute(sql, asked).fetchall()
    ]


def codings_within(study: Study, where: Where) -> list[Reach]:
    """The words of the codings that `where` lets through, in their text where they have a place."""
    places: dict[str, Named] = {}
    reached = []
    for coding in codings(study, where):
        if coding.start is None or coding.end is None:
            reached.append(_of(coding, coding.quote, reason=coding.reason))
        else:
            place = places.get(coding.document) or find_document(study, coding.document)
            places[coding.document] = place
            text = study.text(place.version_id)
            reached.append(_of(coding, text, coding.start, coding.end, place=place))
    return reached


def _of(
    coding: Coding,
    whole: str,
    start: int = 0,
    end: int | None = None,
    *,
    place: Named | None = None,
    reason: str | None = None,
) -> Reach:
    return Reach(
        whole,
        start,
        len(whole) if end is None else end,
        document_id=place.id if place else None,
        version_id=place.version_id if place else None,
        reason=reason,
        document=coding.document,
        case=coding.case,
        wave=coding.wave,
        date=coding.date,
        kind=coding.kind,
        turn=coding.turn,
        speaker=coding.speaker,
        role=coding.role,
        coding=coding.id,
        code=coding.code,
        coder=coding.coder,
    )


def memos_within(study: Study, where: Where) -> list[Reach]:
    """The memos that `where` lets through, oldest first, then those written with a coding.

    A memo on a case or wave is let through by that case or wave, any other by its document;
    by a kind or condition one on a case, too, if an interview with the case fits.
    """
    with_codings = [_of(coding, coding.memo) for coding in codings(study, where) if coding.memo]
    return [*_memos(study, where), *with_codings]


def _memos(study: Study, where: Where) -> Iterator[Reach]:
    things = {"document": where.doc, "case": where.case, "wave": where.wave, "code": where.code}
    let_through = [
        {memo.id for memo in memos(study, on=f"{kind}:{name}")}
        for kind, name in things.items()
        if name is not None
    ]
    known = {document.name: document for document in documents(study)}
    asked = resolved(study, Where(kind=where.kind, where=where.where))
    sql = queries.PAIRS_READ.format(where=clause(queries.PAIR_FILTERS, asked))
    fitting = study.db.execute(sql, asked).fetchall() if asked else []
    fitting_documents = {document for document, _ in fitting}
    fitting_cases = {case for _, case in fitting if case is not None}
    for memo in memos(study, coder=where.coder):
        fits = memo.document in fitting_documents or (
            memo.on == "case" and memo.target in fitting_cases
        )
        if asked and not fits:
            continue
        if not all(memo.id in ids for ids in let_through):
            continue
        reach = Reach(memo.text, 0, len(memo.text), coder=memo.coder, memo=memo.id)
        about = known.get(memo.document or "")
        yield (
            reach
            if about is None
            else replace(
                reach,
                document=about.name,
                case=about.case,
                wave=about.wave,
                date=about.date,
                kind=about.kind,
            )
        )
