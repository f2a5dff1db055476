"""Disagreements: where coders who coded the same document don't say the same."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from qualcode.agreement import queries
from qualcode.agreement.compared import Compared, Held, as_held, by_name, check_open, compared
from qualcode.agreement.comparing import Comparison, compare
from qualcode.agreement.record import Decided, Record, record
from qualcode.codebook.stored import codebook
from qualcode.coding.documents import Named, documents, find_document, text_of
from qualcode.errors import OutcomeError
from qualcode.study import ids
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Said:
    """A coding as it stands in a disagreement, or in what was agreed on."""

    id: str
    code: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the coders who are compared has there; nothing where they passed it over."""

    coder: str
    codings: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where coders differ: in `codes`, in `boundaries`, or because somebody `missed` it.

    The id is the same in every copy of the study. `start`, `end` and `quote` are of all its
    codings together, `turn` is where they begin; None, but for the words, where the text has
    another version since. The sides are those of all who are compared, by name.
    """

    id: str
    document: str
    kind: str
    codes: tuple[str, ...]
    start: int | None
    end: int | None
    turn: int | None
    quote: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Settled(Disagreement):
    """A disagreement that was settled: how, why, by whom and when, and what came of it.

    `changed` where the coders' codings aren't as they were when it was settled.
    """

    decision: str
    because: str
    settled_by: str
    settled_at: str
    outcome: tuple[Said, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class DocumentCompared:
    """A document: who is compared there, how often they agree, what is open and settled.

    `left_out` are codings made on another version of the text.
    """

    document: str
    coders: tuple[str, ...]
    agreed: int
    open: int
    settled: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Adjudications:
    """The open disagreements and the settled ones of some documents, in reading order.

    `accepted` are the ids of those that were settled just now; `not_ready` the documents left
    out because a coder isn't done, or a blind round is open.
    """

    disagreements: tuple[Disagreement, ...]
    settled: tuple[Settled, ...]
    documents: tuple[DocumentCompared, ...]
    accepted: tuple[str, ...] = ()
    not_ready: tuple[str, ...] = ()


def disagreements(study: Study, names: Sequence[str] = ()) -> Adjudications:
    """Where coders disagree on these documents, and how that was settled where it was.

    Without names: on all that several people coded and said to be done with. Raises
    OutcomeError for a document named on which a blind round is open, or with which a coder
    isn't done; UnknownName for one that isn't there. Where only one coder is, nothing is open.
    """
    with study.reading():
        return told(*survey(study, names))


@dataclass(frozen=True, slots=True)
class Surveyed:
    """All that is known of one document; `held` are all codings in it, by id.

    `standing` are the decisions that stand, by id; `overtaken` those that gave way to them.
    """

    place: Named
    work: Compared
    agreed: int
    held: Mapping[str, Held]
    standing: Mapping[str, Decided]
    overtaken: Sequence[Decided]
    open: tuple[Disagreement, ...]
    settled: tuple[Settled, ...]


def survey(study: Study, names: Sequence[str]) -> tuple[list[Surveyed], list[str]]:
    """What `disagreements` tells, document by document, with what settling needs.

    And the names of documents that aren't ready, where none is named.
    """
    if names:
        places = list(dict.fromkeys(find_document(study, name) for name in names))
        check_open(study, places)
        known = record(study, (place.id for place in places))
        return [_surveyed(study, place, known) for place in places], []
    by_several: dict[str, int] = dict(study.db.execute(queries.BY_SEVERAL).fetchall())
    blind = {document for (document,) in study.db.execute(queries.BLIND)}
    known = record(study, by_several)
    found, not_ready = [], []
    for document in documents(study):
        place = find_document(study, document.name)
        if place.id not in by_several.keys() | blind:
            continue
        try:
            check_open(study, [place])
            ready = [_surveyed(study, place, known)] if by_several[place.id] else []
        except OutcomeError:
            ready = []
        found += ready
        not_ready += [] if ready else [place.name]
    return found, not_ready


def told(
    found: Sequence[Surveyed], not_ready: Iterable[str] = (), accepted: Iterable[str] = ()
) -> Adjudications:
    """What was found, as it is shown."""
    return Adjudications(
        disagreements=tuple(each for one in found for each in one.open),
        settled=tuple(each for one in found for each in one.settled),
        documents=tuple(
            DocumentCompared(
                document=one.place.name,
                coders=one.work.coders,
                agreed=one.agreed,
                open=len(one.open),
                settled=len(one.settled),
                left_out=one.work.left_out,
            )
            for one in found
        ),
        accepted=tuple(accepted),
        not_ready=tuple(not_ready),
    )


def _surveyed(study: Study, place: Named, known: Record) -> Surveyed:
    work = compared(study, place)
    held = {each.id: each for each in work.codings}
    rows = known.aside.get(place.id, ())
    astray = {row[0] for row in rows if not row[-1]}  # they lie on another text
    before = as_held(study, place, (row[:-1] for row in rows))
    standing = {each.id: each for each in known.standing.get(place.id, ())}
    shown = _Shown(study, place, {each.id: each for each in before} | held, astray)
    comparison = compare(work.codings, work.coders) if len(work.coders) > 1 else Comparison((), ())
    present = {
        ids.natural(study.id, "adjudication", place.id, *each.ids): each
        for each in comparison.differences
    }
    aside = {row_id for each in standing.values() for row_id in each.codings}
    agreed_on = _agreed_on(study, known.agreed_on.get(place.id, ()))
    settled = [
        shown.settled(each, work.coders, agreed_on, changed=each.id not in present)
        for each in standing.values()
    ]
    return Surveyed(
        place=place,
        work=work,
        agreed=len(comparison.agreed),
        held=shown.held,
        standing=standing,
        overtaken=known.overtaken.get(place.id, ()),
        open=tuple(
            shown.disagreement(row_id, each.kind, each.ids, work.coders)
            for row_id, each in present.items()
            # What is left of one that was settled is settled with it.
            if row_id not in standing and not aside.issuperset(each.ids)
        ),
        settled=tuple(sorted(settled, key=lambda each: (each.start or 0, each.end or 0, each.id))),
    )


def _agreed_on(study: Study, rows: Iterable[tuple[Any, ...]]) -> dict[str, Said]:
    book = codebook(study)
    return {
        row_id: Said(row_id, book.resolve(code).code, *rest)
        for row_id, code, *rest in rows
        if book.knows(code)
    }


class _Shown:
    """Codings of one document as they are shown in its disagreements."""

    def __init__(
        self, study: Study, place: Named, held: Mapping[str, Held], astray: Set[str]
    ) -> None:
        self.place = place
        self.held = held
        self.astray = astray
        self.text = text_of(study, place)
        self.book = codebook(study)
        turns = study.db.execute(queries.TURNS, {"version": place.version_id}).fetchall()
        self.turn_starts = [start for start, _ in turns]
        self.turn_numbers = [n for _, n in turns]

    def disagreement(
        self, row_id: str, kind: str, codings: Iterable[str], coders: Iterable[str]
    ) -> Disagreement:
        marks = sorted(self._known(codings), key=lambda c: (c.start, c.end, self._path(c), c.id))
        codes = dict.fromkeys(self._path(mark) for mark in marks)
        start, end, turn = None, None, None
        quote = " / ".join(dict.fromkeys(mark.quote for mark in marks))
        if marks and not any(mark.id in self.astray for mark in marks):
            start, end = min(m.start for m in marks), max(m.end for m in marks)
            before = bisect_right(self.turn_starts, start)
            turn = self.turn_numbers[before - 1] if before else None
            quote = self.text[start:end]
        everybody = sorted({*coders, *(mark.coder for mark in marks)}, key=by_name)
        sides = (
            Side(who, tuple(self._said(mark) for mark in marks if mark.coder == who))
            for who in everybody
        )
        return Disagreement(
            row_id, self.place.name, kind, tuple(codes), start, end, turn, quote, tuple(sides)
        )

    def settled(
        self, one: Decided, coders: Iterable[str], agreed_on: Mapping[str, Said], *, changed: bool
    ) -> Settled:
        kind = one.disagreement.partition(":")[0]
        of = self.disagreement(one.id, kind, one.codings, coders)
        return Settled(
            id=of.id,
            document=of.document,
            kind=of.kind,
            codes=of.codes,
            start=of.start,
            end=of.end,
            turn=of.turn,
            quote=of.quote,
            sides=of.sides,
            decision=one.decision,
            because=one.because,
            settled_by=one.by,
            settled_at=one.at,
            outcome=tuple(agreed_on[each] for each in one.outcome if each in agreed_on),
            changed=changed,
        )

    def _known(self, codings: Iterable[str]) -> Iterator[Held]:
        return (self.held[each] for each in codings if each in self.held)

    def _path(self, mark: Held) -> str:
        return self.book.resolve(mark.code).code

    def _said(self, mark: Held) -> Said:
        return Said(mark.id, self._path(mark), mark.start, mark.end, mark.quote)
